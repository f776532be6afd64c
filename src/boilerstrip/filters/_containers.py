"""Words of the tags, roles, classes and ids around an HTML block (a leading underscore: not a filter)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from boilerstrip.page import Page

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=8192)
def words_in(names: str) -> frozenset[str]:
    """The words of class names and ids, with neighbours joined, so that "site-footer", "siteFooter" and "site_footer" say the same.

    >>> sorted(words_in("relatedPosts site-nav"))
    ['nav', 'posts', 'related', 'relatedposts', 'site', 'sitenav']
    """
    found: set[str] = set()
    for name in names.split():
        parts = [part.lower() for part in _WORD.findall(name)]
        found.update(parts)
        found.update(one + other for one, other in pairwise(parts))
    return frozenset(found)


def within(page: Page, test: Callable[[str, str], bool], climb: int) -> Iterator[int]:
    """Blocks whose own element, or one of `climb` elements above it, passes the test on its classes and id."""
    named = {step for step in page.elements if (step.classes or step.id) and test(step.classes, step.id)}
    if not named:
        return
    for block in page.blocks:
        step = block.path
        for _ in range(climb + 1):
            if step is None:
                break
            if step in named:
                yield block.index
                break
            step = step.parent
