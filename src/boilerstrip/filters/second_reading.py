"""second_reading: what the filters before it would drop if the article's text were a capture of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from boilerstrip.block import Mark
from boilerstrip.page import Page
from boilerstrip.pipeline import Pipeline
from boilerstrip.settle import settle


@dataclass(frozen=True)
class SecondReading:
    """Have the filters before it read the body again, until they leave it as it is (see settle.py). It only ever drops.

    Every cleaner ends so; in a pipeline it stands where filters follow that are to speak of what is settled. The pipeline tells it which
    filters stand before it; alone it has none to ask, and says nothing.

    Before:
        The bridge closes on Monday.
    After:
        The bridge closes on Monday.
    """

    judge: Pipeline = field(default_factory=Pipeline)
    """The filters before it."""
    name: str = "second_reading"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """What the second reading drops, with the second reading's reasons."""
        yield from settle(page, self.judge).marks[len(page.marks) :]

    def behind(self, filters: Pipeline) -> SecondReading:
        """The same, of these filters."""
        return replace(self, judge=filters)
