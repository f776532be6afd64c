"""guard: no single filter takes away most of a capture's text.

Asked for with `Limits(loss_guard=0.3)`: where one filter would take more than that share of a capture's sentence-shaped text, the
capture is judged again without it, and the article says so. A rule that fits a thousand pages and guts one costs nothing on that one.

Filters that judge every block are the verdict that the others are measured against, so they are not guarded: what they drop is no slip
of one rule. A named filter takes a sentence-shaped block (or a part of one) when its mark decides, that mark drops, and no judge had
dropped the block anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from boilerstrip.block import KEPT, Mark
from boilerstrip.page import Page
from boilerstrip.pipeline import Filter, Pipeline, name_of
from boilerstrip.settle import settle

#: The filters that judge every block (`remainder`, `neighbours`: every block that is left; `unsure_block`: every block that the tagger has
#: kept), and the second reading.
JUDGES = frozenset({"block_tagger", "density", "neighbours", "remainder", "settle", "unsure_block"})


def guarded(page: Page, pipeline: Pipeline, share: float, last: Callable[[Page], Page] = lambda page: page) -> Page:
    """The page judged and settled, without the filters that would each take more than `share` (0 to 1) of its sentence-shaped text.

    Args:
        page: unmarked.
        pipeline: the filters.
        share: what one filter may take.
        last: puts on the marks that come after everything else (a site's own rule); guarded too.

    Returns:
        A marked page; `notes` names each filter that was set aside and what it would have taken.
    """
    aside: dict[str, str] = {}
    while True:
        kept = spared(pipeline, frozenset(aside))
        ended = kept.run(page)
        greedy = _greedy(ended, share)  # before the second reading, which may drop what a filter has left of the text
        if greedy is None or greedy[0] in aside:
            settled = settle(ended, kept)
            ended = last(settled)
            if aside:
                ended = settled.marked([mark for mark in ended.marks[len(settled.marks) :] if mark.by not in aside])
            greedy = _greedy(ended, share)
        if greedy is None:
            break
        name, part = greedy
        if name in aside:  # it speaks through a filter of another name, from where it cannot be taken
            aside[name] = f"loss guard: {name} has taken {part:.0%} of the sentences, more than {share:.0%}, and could not be set aside"
            break
        aside[name] = f"loss guard: {name} would have taken {part:.0%} of the sentences, more than {share:.0%}, and was set aside"
    notes = tuple(aside.values())
    if notes:
        ended = ended.marked(())
        ended.notes = (*ended.notes, *notes)
    return ended


def _greedy(page: Page, share: float) -> tuple[str, float] | None:
    """The filter that takes most of the page, and its share, if that is too much."""
    return next(((name, part) for name, part in takings(page).items() if part > share), None)


def spared(pipeline: Pipeline, names: frozenset[str]) -> Pipeline:
    """The pipeline, and those nested in it or held by a filter of it, without the named filters."""
    if not names:
        return pipeline
    filters = (_spared(filter, names) for filter in pipeline.filters if name_of(filter) not in names)
    return Pipeline(tuple(filters), name=pipeline.name)


def _spared(filter: Filter, names: frozenset[str]) -> Filter:
    if isinstance(filter, Pipeline):
        return spared(filter, names)
    held = {name: getattr(filter, name) for name in getattr(filter, "__dataclass_fields__", ())}
    inside = {name: spared(value, names) for name, value in held.items() if isinstance(value, Pipeline)}
    if inside:
        return cast("Filter", replace(cast("Any", filter), **inside))
    return filter


def takings(page: Page) -> dict[str, float]:
    """The share of the page's sentence-shaped characters that each named filter takes, 0 to 1, the greediest first.

    >>> from boilerstrip.block import Block, Kind, Label
    >>> prose = "The bridge over the sound closes on Monday, the council said, until the wind is down."
    >>> page = Page([Block(0, prose, Kind.LINE), Block(1, prose, Kind.LINE)])
    >>> takings(page.marked([Mark(0, Label.BODY, "", by="density"), Mark(0, Label.CHROME, "", by="related_links")]))
    {'related_links': 0.5}
    """
    total = sum(len(text) for text, prose in zip(page.texts, page.sentence, strict=True) if prose)
    taken: dict[str, int] = {}
    judged: dict[int, Mark] = {mark.block: mark for mark in page.marks if mark.span is None and mark.by in JUDGES}
    for block, verdict, prose in zip(page.blocks, page.verdicts, page.sentence, strict=True):
        if not prose or verdict is None or verdict.by in JUDGES or verdict.label in KEPT:
            continue
        judge = judged.get(block.index)
        if judge is None or judge.label in KEPT:
            taken[verdict.by] = taken.get(verdict.by, 0) + len(block.text)
    ends: dict[tuple[str, int], int] = {}  # how far each filter's parts of each block have been counted: they may overlap
    for mark in sorted((mark for mark in page.spanned if mark.span is not None), key=lambda mark: mark.span or ()):
        if mark.span is not None and page.sentence[mark.block] and mark.label not in KEPT and page.label(mark.block) in KEPT:
            start = max(mark.span[0], ends.get((mark.by, mark.block), 0))
            taken[mark.by] = taken.get(mark.by, 0) + max(mark.span[1] - start, 0)
            ends[mark.by, mark.block] = max(mark.span[1], start)
    return {name: size / total for name, size in sorted(taken.items(), key=lambda item: -item[1]) if name not in JUDGES}
