"""advert_slot: elements of an HTML page that are called after adverts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from boilerstrip.block import Label, Mark, Path
from boilerstrip.filters._containers import words_in
from boilerstrip.page import Medium, Page

WORDS = frozenset(
    "ad ads advert adverts advertisement advertising advertorial adslot adunit adbox adcontainer adwrapper banner anzeige werbung "
    "publicidad publicite reklama reklame annonce sponsored sponsor dfp gpt adsense affiliate".split()
)
#: An element with more prose than this (characters) is no advert: "ad-free", "has-ads" stand on whole pages.
LONGEST = 400
_ROOTS = frozenset(("html", "body", "main", "article"))


@lru_cache(maxsize=8192)
def _named(classes: str, id: str) -> bool:
    return not WORDS.isdisjoint(words_in(f"{classes} {id}"))


def advert_slot(page: Page) -> Iterator[Mark]:
    """Mark blocks inside elements whose class or id is a word for adverts and which hold little prose.

    Before:
        <p>The bridge over the Elster closes on Monday.</p><div class="ad-slot"><p>Buy a boat</p></div>
    After:
        The bridge over the Elster closes on Monday.
    """
    if page.medium is not Medium.HTML:
        return
    named = {step for step in page.elements if (step.classes or step.id) and step.tag not in _ROOTS and _named(step.classes, step.id)}
    if not named:
        return
    slots: dict[Path | None, Path | None] = {None: None}
    for step in page.elements:  # outer ones first
        slots[step] = slots[step.parent] or (step if step in named else None)
    inside: dict[Path, list[int]] = {}
    for block in page.blocks:
        slot = slots[block.path]
        if slot is not None:
            inside.setdefault(slot, []).append(block.index)
    for places in inside.values():
        if sum(len(page.texts[i]) for i in places if page.sentence[i]) <= LONGEST:
            for index in places:
                yield Mark(index, Label.CHROME, "inside an element for adverts")
