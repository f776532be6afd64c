"""doubtful_paragraph: prose below the body of a dump that the tagger was not sure of."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.filters._sureness import doubted
from boilerstrip.page import Medium, Page

#: Narrower prose is as often a prompt ("Sign up to read on, it takes a minute.").
NARROWEST = 100
#: The tagger's word against it counts from this probability on. With .65 and .8 body F1 of dumps is the same to .0005.
SURE = 0.7
#: A sentence as narrow as this counts where its word is weaker still: of 93 such on the development dumps 42 were body, F1 stays.
CLOSING, SURE_OF_CLOSING = 45, 0.5
#: Such a paragraph follows the body, or one other line after it.
REACH = 2
#: Where that line is a question, as of an interview, and no surer chrome, it comes back with its answer.
ASKS = ("?", "？", "؟")


def doubtful_paragraph(page: Page) -> Iterator[Mark]:
    """Mark a paragraph right below the body as body, where a judge dropped it without being sure; a prompt or a question may be between.

    Dumps only; a block that nobody has judged with a score is left alone. Body F1 of main-content dumps, news .9505 to .9513, articles
    .9473 to .9467, of full pages unchanged: it is there because a lost paragraph is worse than a kept one.

    Before:
        Boats to the four islands sail again from Monday, the harbour master of Vestnes said on Friday, after a week of talks.
    After:
        Boats to the four islands sail again from Monday, the harbour master of Vestnes said on Friday, after a week of talks.
    """
    if page.medium is not Medium.TEXT:
        return
    labels, width, sentence, chrome = page.labels, page.width, page.sentence, Label.CHROME
    of_closing = {*doubted(page.verdicts, SURE_OF_CLOSING)}
    doubts = doubted(page.verdicts, SURE)
    doubtful = {*doubts}
    for index in doubts:
        if not sentence[index] or labels[index] is not chrome:
            continue
        if width[index] < (CLOSING if index in of_closing else NARROWEST) or index in page.cues:
            continue
        if any(labels[above] in PROSE and sentence[above] for above in range(max(0, index - REACH), index)):
            yield Mark(index, Label.BODY, "prose right below the body")
            before = index - 1
            if before in doubtful and labels[before] is chrome and before not in page.cues and page.texts[before].endswith(ASKS):
                yield Mark(before, Label.BODY, "the question above prose that is body")
