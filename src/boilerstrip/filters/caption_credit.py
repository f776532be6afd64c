"""caption_credit: the credit inside a caption, and the credit that stands as a caption of its own."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.filters._credit_end import WHOLE, WIDEST, credit_start
from boilerstrip.marks import places_of
from boilerstrip.page import Page

#: What may stand before a credit that is alone in its block.
_FRINGE = " \t|/–—-([*"


def caption_credit(page: Page) -> Iterator[Mark]:
    """Mark, inside blocks that are captions, the credit at their end; and captions that are nothing but a credit.

    Before:
        <figure><figcaption>The old bridge in spring. Photograph: Ann Example</figcaption></figure>
    After:
        The old bridge in spring.
        CREDIT: Photograph: Ann Example
    """
    labels, caption, undecided, credit = page.labels, Label.CAPTION, Label.UNDECIDED, Label.CREDIT
    pictured = [i for i in places_of(labels, (undecided,)) if page.blocks[i].kind == "figcaption"]
    places = sorted(places_of(labels, (caption,)) + pictured)
    if not places:
        return
    known = {mark.block: mark.span[0] for mark in page.spanned if mark.label is credit and mark.span is not None}
    width, texts, sentence = page.width, page.texts, page.sentence
    for index in places:
        text = texts[index]
        if width[index] <= WIDEST and not sentence[index] and (not text[: known.get(index)].strip(_FRINGE) or WHOLE.fullmatch(text)):
            yield Mark(index, Label.CREDIT, "nothing but a picture's credit")
        elif index not in known:  # else an earlier filter has found it
            start = credit_start(text)
            if start:
                yield Mark(index, Label.CREDIT, "the credit at the end of a caption", span=(start, len(text)))
