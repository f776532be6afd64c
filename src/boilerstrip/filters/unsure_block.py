"""unsure_block: what the tagger called body without being sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boilerstrip.block import Label, Mark
from boilerstrip.filters._sureness import by_its_word, overruled
from boilerstrip.filters.doubtful_line import doubtful_line
from boilerstrip.page import Page
from boilerstrip.pipeline import Filter


@dataclass(frozen=True)
class UnsureBlock:
    """Drop blocks that are body by the tagger's word alone, where their probability is low. It only ever drops.

    On a page that the tagger does not judge (see `fallback`) another filter speaks instead, which must drop only, too.

    Before:
        BODY p=0.98: The council closed the bridge on Monday, after a diver had found cracks in the second pier.
        BODY p=0.66: The Elster Courier asks its readers every week what they think.
    After:
        BODY: The council closed the bridge on Monday, after a diver had found cracks in the second pier.
    """

    least: float = 0.8
    """What is less probable goes, 0 to 1."""
    otherwise: Filter = doubtful_line
    name: str = "unsure_block"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """The marks."""
        if overruled(page):
            yield from self.otherwise(page)
            return
        least, alone = by_its_word(page, Label.BODY, self.least)
        for index, p in alone:
            if p < least:
                yield Mark(index, Label.CHROME, f"p={p:.2f} body, under {least:.2f}")
