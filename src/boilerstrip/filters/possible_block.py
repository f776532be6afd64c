"""possible_block: what the tagger dropped without being sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boilerstrip.block import Label, Mark
from boilerstrip.filters._sureness import by_its_word, overruled
from boilerstrip.filters.stray_prose import stray_prose
from boilerstrip.page import Page
from boilerstrip.pipeline import Filter


@dataclass(frozen=True)
class PossibleBlock:
    """Restore blocks that are chrome by the tagger's word alone, where they may be body. It only ever restores.

    On a page that the tagger does not judge (see `fallback`) another filter speaks instead, which must restore only, too.

    Before:
        BODY p=0.98: The council closed the bridge on Monday, after a diver had found cracks in the second pier.
        CHROME p=0.66: The Elster Courier asks its readers every week what they think.
    After:
        BODY: The council closed the bridge on Monday, after a diver had found cracks in the second pier.
        BODY: The Elster Courier asks its readers every week what they think.
    """

    least: float = 0.2
    """What is as probable as this, or more, comes back, 0 to 1."""
    otherwise: Filter = stray_prose
    name: str = "possible_block"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """The marks."""
        if overruled(page):
            yield from self.otherwise(page)
            return
        least, alone = by_its_word(page, Label.CHROME, self.least)
        for index, p in alone:
            if p >= least:
                yield Mark(index, Label.BODY, f"p={p:.2f} body, not under {least:.2f}")
