from typing import TypeVar

_T = TypeVar("_T")

def places_of(values: list[_T], wanted: _T) -> list[int]: ...
