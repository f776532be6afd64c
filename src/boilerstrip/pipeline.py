"""Pipeline: filters in order. It stamps each mark with the filter it came from, and knows no filter by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, cast, runtime_checkable

from boilerstrip.block import Mark
from boilerstrip.errors import BoilerstripError, FilterError
from boilerstrip.once import once
from boilerstrip.page import Page

Filter = Callable[[Page], Iterable[Mark]]


@runtime_checkable
class Rereading(Protocol):
    """A filter that has the filters before it read a text anew: the pipeline that holds it tells it which these are."""

    def behind(self, filters: Pipeline) -> Filter:
        """The same filter, standing behind these."""
        ...


def name_of(filter: Filter) -> str:
    """The name that a filter goes by: `name` where it has one, else that of the function or class."""
    name = getattr(filter, "name", None) or getattr(filter, "__name__", None) or type(filter).__name__
    return str(name)


def is_rereading(filter: object) -> bool:
    """Is it a `Rereading`? Asked of every page, so not by `isinstance`, which takes 15 µs for a protocol."""
    return hasattr(filter, "behind")


def _behind(filter: object, before: Pipeline) -> Filter:
    """The filter, told of those before it where it asks."""
    if isinstance(filter, Rereading):
        return filter.behind(before)
    return cast("Filter", filter)


@dataclass(frozen=True)
class Pipeline:
    """An ordered, frozen tuple of filters; itself a filter, so pipelines nest.

    >>> from boilerstrip.block import Label
    >>> def loud(page):
    ...     return [Mark(b.index, Label.CHROME, "shouts") for b in page.blocks if b.text.isupper()]
    >>> Pipeline((loud,)).names
    ('loud',)
    """

    filters: tuple[Filter, ...] = ()
    name: str = field(default="pipeline", kw_only=True)

    def __post_init__(self) -> None:
        if any(isinstance(filter, Rereading) for filter in self.filters):
            told: list[Filter] = []
            for filter in self.filters:
                told.append(_behind(filter, Pipeline(tuple(told), name=self.name)))
            object.__setattr__(self, "filters", tuple(told))

    def __call__(self, page: Page) -> Iterator[Mark]:
        """The marks of all filters, each filter seeing those of the ones before it."""
        before = len(page.marks)
        return iter(self.run(page).marks[before:])

    def run(self, page: Page) -> Page:
        """The page with the marks of all filters on it, stamped.

        Raises:
            FilterError: a filter raised something that is no error of boilerstrip's, or its marks are wrong.
        """
        page = page.marked(())  # a page of its own: nobody else sees it change
        for name, filter in zip(self.names, self.filters, strict=True):
            try:
                found = [*filter(page)]
                if found:  # most filters have nothing to say of most pages
                    page.enter(found, name)
            except (BoilerstripError, MemoryError):
                raise
            except Exception as error:
                raise FilterError(f"filter {name} failed: {type(error).__name__}: {error}") from error
        return page

    @once
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
