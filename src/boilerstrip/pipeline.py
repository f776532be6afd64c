"""Pipeline: filters in order. It stamps each mark with the filter it came from, and knows no filter by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from boilerstrip.block import Mark
from boilerstrip.page import Page

Filter = Callable[[Page], Iterable[Mark]]


def name_of(filter: Filter) -> str:
    """The name that a filter goes by: `name` where it has one, else that of the function or class."""
    name = getattr(filter, "name", None) or getattr(filter, "__name__", None) or type(filter).__name__
    return str(name)


@dataclass(frozen=True)
class Pipeline:
    """An ordered, frozen tuple of filters; itself a filter, so pipelines nest.

    >>> def loud(page):
    ...     return [Mark(b.index, "chrome", "shouts") for b in page.blocks if b.text.isupper()]
    >>> Pipeline((loud,)).names
    ('loud',)
    """

    filters: tuple[Filter, ...] = ()
    name: str = field(default="pipeline", kw_only=True)

    def __call__(self, page: Page) -> Iterator[Mark]:
        """The marks of all filters, each filter seeing those of the ones before it."""
        before = len(page.marks)
        return iter(self.run(page).marks[before:])

    def run(self, page: Page) -> Page:
        """The page with the marks of all filters on it, stamped."""
        new = tuple.__new__  # `_replace` costs five times as much, and every block gets marks
        for filter in self.filters:
            name = name_of(filter)
            marks = [new(Mark, (block, label, reason, span, score, by or name)) for block, label, reason, span, score, by in filter(page)]
            if marks:
                page = page.marked(marks)
        return page

    @property
    def names(self) -> tuple[str, ...]:
        """The filters' names, in order."""
        return tuple(name_of(filter) for filter in self.filters)

    def _place(self, name: str) -> int:
        if name not in self.names:
            raise ValueError(f"no filter {name!r} in this pipeline; it has: {', '.join(self.names)}")
        return self.names.index(name)

    def _with(self, start: int, end: int, new: tuple[Filter, ...]) -> Pipeline:
        return Pipeline((*self.filters[:start], *new, *self.filters[end:]), name=self.name)

    def before(self, name: str, *new: Filter) -> Pipeline:
        """A pipeline with new filters before the named one.

        Raises:
            ValueError: no filter has this name.
        """
        place = self._place(name)
        return self._with(place, place, new)

    def after(self, name: str, *new: Filter) -> Pipeline:
        """A pipeline with new filters after the named one.

        Raises:
            ValueError: no filter has this name.
        """
        place = self._place(name) + 1
        return self._with(place, place, new)

    def replace(self, name: str, *new: Filter) -> Pipeline:
        """A pipeline with other filters in place of the named one.

        Raises:
            ValueError: no filter has this name.
        """
        place = self._place(name)
        return self._with(place, place + 1, new)

    def without(self, *names: str) -> Pipeline:
        """A pipeline without the named filters.

        Raises:
            ValueError: no filter has one of these names.
        """
        for name in names:
            self._place(name)
        return Pipeline(tuple(f for f in self.filters if name_of(f) not in names), name=self.name)
