"""fallback: another judge for the pages that the tagger does not understand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boilerstrip.block import PROSE, Mark
from boilerstrip.page import Page
from boilerstrip.pipeline import Filter
from boilerstrip.tagger.confidence import expectation_of

#: The tagger does not understand a page whose best expected F1 (uncalibrated) is lower: such pages have an F1 of .4 and less.
UNSURE = 0.5
#: The other judge is believed when it keeps at least this share of the text that the tagger expects; on lists and shops, where rules find
#: nothing, the tagger is right even when it is unsure.
ENOUGH = 0.8
#: ... and when this share of the text that the tagger would keep, if any, is text that the other judge keeps too: two judges who point at
#: different places are not two halves of one answer. Of 17 development pages judged anew out of fold the tagger alone was better on four
#: of the five where they disagree so, the other judge on three of the five where they agree; on the rest the tagger keeps nothing. The
#: share is .01 or less on the former, .77 or more on the latter.
AGREED = 0.5


@dataclass(frozen=True)
class Fallback:
    """Judge a page anew with another pipeline where the tagger is unsure of all of it.

    With the rules as the judge, F1 of pages in languages and from years that the tagger has not seen (daniel) rises by .007 (HTML) and .010
    (dumps); of the others it stays, or rises by .001.

    Before:
        The bridge closes on Monday.
    After:
        The bridge closes on Monday.
    """

    judge: Filter
    """Usually a pipeline."""
    name: str = "fallback"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """The other judge's marks, or none."""
        expectation = expectation_of(page, enough=UNSURE)
        if expectation is None or expectation.best >= UNSURE:
            return
        marks = list(self.judge(page.unmarked()))
        labels = {mark.block: mark.label for mark in marks if mark.span is None}
        width = page.width
        kept = {index for index, label in labels.items() if label in PROSE}
        chosen = [index for index, label in enumerate(page.labels) if label in PROSE]
        agreed = sum(width[index] for index in chosen if index in kept)
        if agreed < AGREED * sum(width[index] for index in chosen):
            return
        if sum(width[index] for index in kept) >= ENOUGH * expectation.width:
            yield from marks
