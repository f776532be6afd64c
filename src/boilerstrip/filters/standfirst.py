"""standfirst: the summary between headline and text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.marks import places_of
from boilerstrip.page import Page
from boilerstrip.wording import lead_stems, stems

#: FINDINGS: leads and standfirsts have 65 to 290 characters in the middle 80 %, and .77 are closed.
NARROWEST, WIDEST = 45, 400
#: It stands at most so many blocks below the headline.
REACH = 5
#: Share of its words that the article repeats; captions and teasers of other stories have less.
SHARED = 0.3
LEAD_CHARS = 1500
#: Only these filters' verdicts are overruled: they judged by place, not by what the line says.
_BY_PLACE = frozenset(("density", "neighbours"))
_OPEN = PROSE | {Label.UNDECIDED}


def standfirst(page: Page) -> Iterator[Mark]:
    """Mark the open or dropped line between the headline and the text that says what the article says.

    Runs behind `headline`; where no headline is known yet, an h1 counts as one.

    Before:
        <h1>Elster bridge closes</h1><p>Council: bridge over the Elster to stay closed until June</p>
        <p>The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.</p>
    After:
        Elster bridge closes
        BODY: Council: bridge over the Elster to stay closed until June
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
    """
    labels, texts, width = page.labels, page.texts, page.width
    chrome = Label.CHROME
    head = next(iter(places_of(labels, (Label.HEADLINE,))), None)
    if head is None:
        head = next((index for index in page.headings if page.blocks[index].level == 1), None)
    if head is None:
        return
    sentences = page.sentences
    behind = bisect_right(sentences, head)
    lead = next((i for i in islice(sentences, behind, None) if labels[i] in _OPEN), None)
    if lead is None:
        return
    words: frozenset[str] | None = None
    for index in range(head + 1, min(lead, head + REACH + 1)):
        mark = page.verdicts[index]
        taken = mark is not None and (mark.label is not chrome or mark.by not in _BY_PLACE)
        if taken or index in page.cues:
            continue
        if NARROWEST <= width[index] <= WIDEST:
            if words is None:
                prose = [i for i in sentences[behind:] if labels[i] in _OPEN]
                words = lead_stems(" ".join([texts[i] for i in prose[:LEAD_CHARS]])[:LEAD_CHARS])
            own = stems(texts[index])
            if own and len(own & words) >= SHARED * len(own):
                yield Mark(index, Label.BODY, "a summary between headline and text")
