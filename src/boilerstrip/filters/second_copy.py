"""second_copy: a stretch of the article that the page holds twice, for wide and narrow screens, or as a quote of the post above."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.marks import places_of
from boilerstrip.page import Page

#: A copy has at least so many paragraphs in the order of the first, and so many columns. Of 47 such runs on 20 development pages and dumps
#: the gold held 36 once, 3 twice (packages of one shop that promise the same, terms of two offers); of 76 half as wide, 49 and 11.
LEAST_BLOCKS, LEAST_WIDTH = 3, 600
#: What repeats itself rightly.
_REPEATING = (Kind.CODE, Kind.CELL)


def second_copy(page: Page) -> Iterator[Mark]:
    """Mark paragraphs of the body that repeat earlier ones in the same order. Code and the rows of tables make no copy.

    Before:
        BODY: The bridge over the Elster closes on Monday, and it will not open again before the end of June, the council said on Friday, after a diver had found cracks in its second pier, which have to be filled while the water is low and cold.
        BODY: Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight, free of charge for everyone who lives in one of the four villages, and for their dogs.
        BODY: The mayor, who rows to work, said that she had never liked the bridge, that she liked the ferryman well, and that a month without lorries would do the old town good, whatever the shopkeepers in the high street said.
        BODY: The bridge over the Elster closes on Monday, and it will not open again before the end of June, the council said on Friday, after a diver had found cracks in its second pier, which have to be filled while the water is low and cold.
        BODY: Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight, free of charge for everyone who lives in one of the four villages, and for their dogs.
        BODY: The mayor, who rows to work, said that she had never liked the bridge, that she liked the ferryman well, and that a month without lorries would do the old town good, whatever the shopkeepers in the high street said.
    After:
        BODY: The bridge over the Elster closes on Monday, and it will not open again before the end of June, the council said on Friday, after a diver had found cracks in its second pier, which have to be filled while the water is low and cold.
        BODY: Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight, free of charge for everyone who lives in one of the four villages, and for their dogs.
        BODY: The mayor, who rows to work, said that she had never liked the bridge, that she liked the ferryman well, and that a month without lorries would do the old town good, whatever the shopkeepers in the high street said.
    """  # noqa: E501 - a copy is long
    known, body = page.texts, places_of(page.labels, (Label.BODY,))
    texts = [*map(known.__getitem__, body)]
    if len(set(texts)) + LEAST_BLOCKS > len(texts):
        return
    for run in _copies(texts):
        places = [body[place] for place in run]
        if len(run) >= LEAST_BLOCKS and sum(page.width[i] for i in places if page.blocks[i].kind not in _REPEATING) >= LEAST_WIDTH:
            for index in places:
                yield Mark(index, Label.CHROME, "a second copy of paragraphs above")


def _copies(texts: list[str]) -> Iterator[range]:
    """Runs of texts that stand earlier, in the same order."""
    firsts: dict[str, int] = {}
    start, above = 0, -1  # where the run that is being read began, and where its last text stands earlier: -1 outside of runs
    for place, text in enumerate(texts):
        first = firsts.setdefault(text, place)
        if above >= 0 and first != above + 1:
            yield range(start, place)
            above = -1
        if first != place:
            if above < 0:
                start = place
            above = first
    if above >= 0:
        yield range(start, len(texts))
