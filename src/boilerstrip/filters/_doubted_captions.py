"""Captions of dumps that a judge was not sure of and that nothing supports (a leading underscore: not a filter)."""

from __future__ import annotations

from collections.abc import Container, Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.filters._credit_end import WHOLE, credit_start
from boilerstrip.filters._credit_end import WIDEST as CREDIT_WIDTH
from boilerstrip.filters._sureness import doubted, printed_clean
from boilerstrip.page import Page
from boilerstrip.tagger.confidence import likelihoods
from boilerstrip.tagger.prose import printed

#: A caption without a credit that the tagger is less sure of is none. Caption F1 of news dumps out of fold, .55, .6, .7: .710, .719, .727.
DOUBTED = 0.7
#: Right between two paragraphs of the body, a line of at most this width is a sub-heading (FINDINGS: 9 to 53 characters in the middle
#: 80 %). Out of fold, 97 of such lines are body and 9 are not; of wider ones of articles 126 and 19, but of news 26 and 30.
SUB_HEADING = 60
#: Wider sentences right below the headline, at most so many blocks, are the standfirst. Out of fold, of news 19 of such lines are body
#: and none is not, of articles 12 and 8.
BELOW_HEADLINE = 2
#: Above the headline stand menus and paths, too: a line there is a caption where the tagger is so sure of it, or where it is wide and a
#: credit is near. Out of fold, precision of news captions .773 to .781, recall .678 as before; the same with .5, .7, 40 and 80. Of 80
#: captions above headlines in 2,500 dumps, two fifths of them of sites that nothing was trained on, 43 go, and none of these was one.
SURE_ABOVE, WIDE_ABOVE = 0.6, 60
_OPEN = frozenset((Label.BODY, Label.CHROME))


def doubted_captions(page: Page, credited: Container[int], head: int) -> Iterator[Mark]:
    """What such lines are instead; `credited` are the blocks that a credit ends, `head` is the headline's. By rules alone there are none.

    In a dump that has been cleaned before they are paragraphs: of the words that a second reading took for doubted captions on the pages
    of two folds, the gold's body held all 463.
    """
    labels, texts = page.labels, page.texts
    caption = Label.CAPTION
    unsupported = [i for i in doubted(page.verdicts, DOUBTED) if labels[i] is caption and i not in credited]
    clean = bool(unsupported) and printed(page) and printed_clean(page, likelihoods(page))  # of most dumps nothing more is asked
    for index in unsupported:
        if not clean and unlikely_above(page, index, head):
            yield Mark(index, Label.CHROME, "like a caption, but above the headline, and narrow")
            continue
        if _beside_credit(page, index):
            continue
        below = texts[index + 1] if index + 1 < len(texts) else ""
        if 0 < len(below) <= CREDIT_WIDTH and labels[index + 1] in _OPEN and WHOLE.fullmatch(below):
            yield Mark(index + 1, Label.CREDIT, "a picture's credit below its caption")
        elif credit_start(texts[index]) and (index > head or _sure_above(page, index)):
            continue
        elif clean:
            yield Mark(index, Label.BODY, "like a caption, but no credit is near, and the dump is clean")
        elif _between_paragraphs(page, index):
            yield Mark(index, Label.BODY, "like a caption, but no credit is near, and paragraphs are")
        elif page.sentence[index] and page.width[index] > SUB_HEADING and Label.HEADLINE in labels[max(0, index - BELOW_HEADLINE) : index]:
            yield Mark(index, Label.BODY, "like a caption, but right below the headline, and no credit is near")
        else:
            yield Mark(index, Label.CHROME, "like a caption, but no credit is near")


def unlikely_above(page: Page, index: int, head: int) -> bool:
    """Is the line above the headline, and too narrow for a caption that nobody is sure of, whatever credit is near?"""
    return index < head and page.width[index] < WIDE_ABOVE and not _sure_above(page, index)


def _sure_above(page: Page, index: int) -> bool:
    """Is a judge with probabilities sure enough that the line is a caption? By rules alone none is."""
    mark = page.verdicts[index]
    return mark is not None and mark.label is Label.CAPTION and (mark.score or 0) >= SURE_ABOVE


def _between_paragraphs(page: Page, index: int) -> bool:
    """Is this a narrow block, with sentences of the body right before and right behind it?"""
    labels, sentence = page.labels, page.sentence
    inside = page.width[index] <= SUB_HEADING and 0 < index < len(labels) - 1
    return inside and all(sentence[i] and labels[i] in PROSE for i in (index - 1, index + 1))


def _beside_credit(page: Page, index: int) -> bool:
    """Is the line, or one next to it, nothing but a credit? Some credits are still called captions here."""
    low, high = max(0, index - 1), index + 2
    labels, width, caption = page.labels[low:high], page.width, Label.CAPTION
    if Label.CREDIT in labels:
        return True
    captions = [i for i, label in enumerate(labels, low) if label is caption and width[i] <= CREDIT_WIDTH]
    return any(WHOLE.fullmatch(page.texts[i]) for i in captions)
