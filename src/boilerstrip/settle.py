"""settle: read the body again, as a capture of its own, until it reads the same.

`clean(clean(x).text)` must change nothing. Context makes a second reading see more (with the menus gone, a short line may
stand out), so the body's text is judged as if it were a capture; what the second reading drops is marked on the first page,
with the second reading's filter and reason, and so on until a reading drops nothing. Each round drops something, so it ends; a text that
is taken away line by line is given up whole after MOST_READINGS.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import itemgetter

from boilerstrip.article import body_of
from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.capture import binary_kind
from boilerstrip.page import Page
from boilerstrip.pipeline import Pipeline, is_rereading
from boilerstrip.segmenters.text import BETWEEN, segment_printed

#: So often is a text read again at most. Of 12,380 development captures and presets none is read more than 89 times (a page with a date in
#: every row of a table), few more than 8; a text of which every reading drops a line (thousands of lines "x, x, x,") would be read as often
#: as it has lines.
MOST_READINGS = 128

_PLACE, _TEXT = itemgetter(0), itemgetter(1)
_DATA = (Label.BYLINE, Label.TIMESTAMP)

Body = Sequence[tuple[int, str]]
"""The blocks of the body: index, and text without the spans that were marked as something else."""


def settle(page: Page, pipeline: Pipeline) -> Page:
    """The page with the marks that make its body a fixed point of segmenting and judging."""
    if pipeline.filters and is_rereading(pipeline.filters[-1]):
        return page  # it has ended so already
    body = body_of(page)
    if _is_reading(page, body, pipeline):
        return page
    whole_only = False
    readings = 0
    while body:
        if readings == MOST_READINGS:
            never = f"on second reading, and on {readings - 1} more, a part of the text was dropped: none of it is an article"
            return page.marked([Mark(index, Label.CHROME, never, by="settle") for index, _ in body])
        readings += 1
        capture = BETWEEN.join(map(_TEXT, body))
        kind = binary_kind(capture)
        if kind is not None:  # a few control characters are all that is left
            return page.marked([Mark(index, Label.CHROME, f"on second reading, {kind}", by="settle") for index, _ in body])
        again = pipeline.run(_page_of(page, body, pipeline))
        second = body_of(again)
        if _alike(second, body):
            return page
        page = page.marked(list(_differences(page, body, again, dict(second), whole_only)))
        shorter = body_of(page)
        # spans that take nothing away (white space only) would go round for ever: the next round drops whole blocks
        whole_only = _chars(shorter) >= _chars(body)
        body = shorter
    return page


def lost(page: Page, body: Body, pipeline: Pipeline) -> frozenset[int] | None:
    """The blocks of a page's body that a second reading would not leave as they are; None where it leaves the text as it is.

    It may leave all blocks as they are and yet read another text: then the set is empty.
    """
    capture = BETWEEN.join(map(_TEXT, body))
    if binary_kind(capture) is not None:
        return frozenset(index for index, _ in body)
    again = pipeline.run(_page_of(page, body, pipeline))
    second = body_of(again)
    if _alike(second, body):
        return None
    kept = dict(second)
    pieces = zip(body, _pieces(body, again), strict=True)
    return frozenset(index for (index, text), blocks in pieces if [kept[i] for i in blocks if i in kept] != [text])


def _page_of(page: Page, body: Body, reader: Pipeline) -> Page:
    """The text of a page's body as a page of its own. What is known of the same blocks is not worked out again."""
    texts, known = [*map(_TEXT, body)], page.texts
    again = Page(segment_printed(texts))
    if again.texts == texts:
        again.reader = reader
        places = [*map(_PLACE, body)]
        if texts == [*map(known.__getitem__, places)]:  # mostly the very same strings, which are not read for this
            again.learn(page, places)
    return again


def _is_reading(page: Page, body: Body, pipeline: Pipeline) -> bool:
    """Is the page a second reading by these filters, in which they have kept all? Then a third would be the same once more."""
    reader, first = page.reader, pipeline.filters
    mine = isinstance(reader, Pipeline) and reader.filters[: len(first)] == first
    return mine and len(body) == len(page.blocks) and [*map(_TEXT, body)] == page.texts


def _chars(body: Body) -> int:
    return sum(map(len, map(_TEXT, body)))


def _alike(one: Body, other: Body) -> bool:
    return [*map(_TEXT, one)] == [*map(_TEXT, other)]


def _pieces(body: Body, again: Page) -> list[list[int]]:
    """For each paragraph of the body the blocks that it became."""
    pieces: list[list[int]] = [[] for _ in body]
    ends = list(accumulate(len(text) + len(BETWEEN) for _, text in body))
    place = 0
    for block in again.blocks:
        while block.span[0] >= ends[place]:
            place += 1
        pieces[place].append(block.index)
    return pieces


def _differences(page: Page, body: Body, again: Page, second: dict[int, str], whole_only: bool) -> Iterator[Mark]:
    """What the second reading leaves out of each paragraph, as marks on the first page."""
    lacking = Label.HEADLINE not in page.labels
    for (index, text), blocks in zip(body, _pieces(body, again), strict=True):
        kept = [second[i] for i in blocks if i in second]
        if kept == [text]:
            continue
        source = page.blocks[index].text
        reader = next((again.verdicts[i] for i in blocks if again.label(i) not in PROSE), None)
        label = reader.label if reader and (reader.label in _DATA or (lacking and reader.label is Label.HEADLINE)) else Label.CHROME
        by = reader.by if reader else "settle"
        reason = f"on second reading, {reader.reason}" if reader else "on second reading, not part of the text"
        start = source.find(kept[0]) if len(kept) == 1 else -1
        if start < 0 or whole_only:
            yield Mark(index, label, reason, by=by)
            continue
        end = start + len(kept[0])
        if start:
            yield Mark(index, label, reason, (0, start), by=by)
        if end < len(source):
            yield Mark(index, label, reason, (end, len(source)), by=by)
