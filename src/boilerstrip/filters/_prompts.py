"""Prompts: which blocks of a page are nothing but a phrase of the page's furniture. Shared by the filters named after such phrases.

Measured on development dumps (three makers), chrome : content blocks, over the categories used here: strong phrases, whole 7,262 : 44;
as openings, not a sentence 1,944 : 78, a sentence 382 : 4; weak ones beside other chrome 10,329 : 19, elsewhere 9,342 : 589. So strong
phrases are enough by themselves, weak ones beside others.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from boilerstrip.block import Block, Kind, Label, Mark
from boilerstrip.filters._phrased_python import WHOLE, by_strength, is_evidence
from boilerstrip.page import Page
from boilerstrip.phrases import Cue

try:
    from boilerstrip.filters._phrased import beside_chrome, phrased
except ImportError:
    from boilerstrip.filters._phrased_python import beside_chrome, phrased

__all__ = ["beside_chrome", "glued", "is_evidence", "opened", "parts", "prompts"]

#: "10. Social media" is a sub-heading or an entry of a list of contents, and no button.
_NUMBERED = re.compile(r"\d{1,3}[.)] ")
#: "40X" is a magnification, not the network.
_MEASURE = re.compile(r"[\d.,]+ ?[xX]")


def prompts(page: Page, why: str, *categories: str, sentences: bool = False) -> Iterable[Mark]:
    """Mark blocks that are phrases of these categories, weak ones only beside other chrome.

    `why` is the reason that the marks give; `sentences` takes sentence-shaped blocks that begin with a strong phrase as well.
    Blocks of several phrases glued together get a span for each part of these categories, and a mark on the whole. A phrase that begins
    in lower case counts as weak: some makers print every link of a paragraph on a line of its own ("like this", "free trial").
    """
    cued = page.cued(*categories)
    if not cued:
        return ()
    return phrased(page, cued, why, lambda block, cue: _marks(page, why, block, cue, categories, sentences))


def _marks(page: Page, why: str, block: Block, cue: Cue, categories: Container[str], sentences: bool) -> Iterator[Mark]:
    """The marks on a block that is more than one phrase, or begins with no letter."""
    index, text, kind = block[:3]
    chrome, cues = Label.CHROME, page.cues[index]
    if len(cues) > 1:
        mine = [other for other in cues if other.category in categories]
        cue = next((other for other in mine if other.strength == "strong"), cue)
        if glued(cues):
            yield from (Mark(index, chrome, why, span=part.span) for part in mine)
            yield Mark(index, chrome, f"{why}, glued: {' + '.join(parts(text, cues))}")
            return
    _, strength, manner, (start, end) = cue
    again = text.find(text[start:end], end) if manner == "prefix" else -1
    if again > 0 and text[again - 1].isalnum():
        spans = ((start, again), (again, len(text)))
        yield from (Mark(index, chrome, why, span=span) for span in spans)
        yield Mark(index, chrome, f"{why}, glued: {' + '.join(text[start:end] for start, end in spans)}")
        return
    if page.sentence[index] and manner not in WHOLE and not (sentences and manner == "prefix" and strength == "strong"):
        return
    if kind is Kind.CODE or (not text[0].isalpha() and (_NUMBERED.match(text) or _MEASURE.fullmatch(text))):
        return
    yield from by_strength(page, block, strength, why)


def opened(page: Page, why: str, category: str) -> Iterator[Mark]:
    """Mark paragraphs too long for the lexicon that a phrase of this category opens."""
    code = Kind.CODE
    for index, cue in page.openings.items():
        if cue.category == category and page.blocks[index].kind is not code:
            yield Mark(index, Label.CHROME, why)


def glued(cues: tuple[Cue, ...]) -> bool:
    """Are these cues of two or more whole phrases, one behind the other, in one block?

    >>> glued((Cue("comments", "strong", "exact", (0, 19)), Cue("comments", "strong", "exact", (19, 29))))
    True
    >>> glued((Cue("share", "weak", "exact", (0, 8)), Cue("follow", "weak", "exact", (0, 8))))
    False
    """
    return len({cue.span for cue in cues if cue.kind == "exact"}) > 1


def parts(text: str, cues: tuple[Cue, ...]) -> list[str]:
    """The glued phrases of a text, in order.

    >>> parts("ShareTweet", (Cue("share", "weak", "exact", (0, 5)), Cue("share", "weak", "exact", (5, 10))))
    ['Share', 'Tweet']
    """
    return [text[start:end].strip() for start, end in sorted({cue.span for cue in cues if cue.kind == "exact"})]
