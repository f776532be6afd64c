"""Marks on blocks that are one phrase and nothing else, and what stands beside a block (`_phrased.pyx` is the same, compiled).

Not a filter, as the leading underscore says: `_prompts` asks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from boilerstrip.block import Block, Kind, Label, Mark
from boilerstrip.page import Page
from boilerstrip.phrases import Cue

#: Kinds of phrases that are all of their text: nothing else stands there, so its shape says nothing against them.
WHOLE = ("exact", "regex")
#: Categories whose phrases are also plain numbers, names of topics or the data of an article: no evidence about a neighbour.
NO_EVIDENCE = frozenset({"tags", "timestamp", "photo_credit"})
#: Behind the reason for a weak phrase.
BESIDE = ", beside other page furniture"


def phrased(page: Page, cued: Sequence[tuple[Block, Cue]], why: str, otherwise: Callable[[Block, Cue], Iterable[Mark]]) -> list[Mark]:
    """A mark on each block that is one phrase which begins with a letter; of the others, what `otherwise` gives.

    A weak phrase, or one that begins with a small letter, counts beside other chrome only.
    """
    found: list[Mark] = []
    for block, cue in cued:
        index, text, kind = block[:3]
        _, strength, manner, _ = cue
        if manner not in WHOLE or kind is Kind.CODE or len(page.cues[index]) > 1 or not text[0].isalpha():
            found += otherwise(block, cue)
        else:
            found += by_strength(page, block, strength, why)
    return found


def by_strength(page: Page, block: Block, strength: str, why: str) -> list[Mark]:
    """The mark on a block that is a phrase: of a strong one always, of a weak one, or of one in small letters, beside other chrome."""
    if strength == "strong" and not block.text[0].islower():
        return [Mark(block.index, Label.CHROME, why)]
    return [Mark(block.index, Label.CHROME, why + BESIDE)] if strength != "mark" and beside_chrome(page, block.index) else []


def beside_chrome(page: Page, index: int) -> bool:
    """Is the block before or after this one chrome: marked so, or another phrase of the page's furniture?

    The same phrase again is no evidence: columns of tables repeat "Best" or "Large".
    """
    texts, labels, cues, chrome = page.texts, page.labels, page.cues, Label.CHROME
    for place in (index - 1, index + 1):
        if not 0 <= place < len(texts):
            continue
        if labels[place] is chrome:
            return True
        if place not in cues:
            continue
        text = texts[place]
        if text != texts[index] and not page.sentence[place] and any(is_evidence(text, cue) for cue in cues[place]):
            return True
    return False


def is_evidence(text: str, cue: Cue) -> bool:
    """Does this cue say something about its neighbours? Bare numbers and marks do not.

    >>> is_evidence("Facebook", Cue("share", "weak", "exact", (0, 8))), is_evidence("12", Cue("share", "weak", "exact", (0, 2)))
    (True, False)
    """
    return cue.strength != "mark" and cue.category not in NO_EVIDENCE and any(map(str.isalpha, text))
