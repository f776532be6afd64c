"""places_python: where in a list an object stands, where `_places.pyx` is not compiled."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def places_of(values: list[T], wanted: T) -> list[int]:
    """Where in the list this very object stands.

    >>> places_of([None, True, False, True], True)
    [1, 3]
    """
    return [place for place, value in enumerate(values) if value is wanted]
