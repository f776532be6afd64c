"""Words of the tags, roles, classes and ids around an HTML block (a leading underscore: not a filter)."""

from __future__ import annotations

import re
from functools import lru_cache

from boilerstrip.block import Path

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
        found.update(one + other for one, other in zip(parts, parts[1:], strict=False))
    return frozenset(found)


def words_of(path: Path) -> frozenset[str]:
    """The words of one element's classes and id."""
    return words_in(f"{path.classes} {path.id}") if path.classes or path.id else frozenset()
