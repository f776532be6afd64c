"""taken_back: what a lax preset restored, but would drop if the article's text were a capture of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from boilerstrip.article import body_of
from boilerstrip.block import Label, Mark
from boilerstrip.filters.second_reading import SecondReading
from boilerstrip.page import Page
from boilerstrip.pipeline import Pipeline, name_of
from boilerstrip.settle import lost


@dataclass(frozen=True)
class TakenBack:
    """Have the filters before it read the body again, and take back what those behind `second_reading` put into it and would not again.

    What the second reading has left is never touched: where the text does not read the same for any other reason, all that was put
    into it goes, and what is left then reads the same, since it did before. So a preset that ends so keeps all that the one it begins with
    keeps, and reads its own text as it is. Alone it has no filters to ask, and says nothing.

    Before:
        The bridge closes on Monday.
    After:
        The bridge closes on Monday.
    """

    judge: Pipeline = field(default_factory=Pipeline)
    """The filters before it."""
    name: str = "taken_back"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """A mark on each restored block that goes again."""
        restorers = self._restorers()
        body = body_of(page)
        free = {index for index, _ in body if (mark := page.verdicts[index]) is not None and mark.by in restorers}
        while free:
            missing = lost(page, body, self.judge)
            if missing is None:
                return
            gone = free & missing or free
            yield from (Mark(index, Label.CHROME, "restored, but on second reading not part of the text") for index in sorted(gone))
            free = free - gone
            body = [(index, text) for index, text in body if index not in gone]

    def _restorers(self) -> frozenset[str]:
        """The filters behind the last second reading."""
        names: list[str] = []
        for filter in reversed(self.judge.filters):
            if isinstance(filter, SecondReading):
                break
            names.append(name_of(filter))
        return frozenset(names)

    def behind(self, filters: Pipeline) -> TakenBack:
        """The same, of these filters."""
        return replace(self, judge=filters)
