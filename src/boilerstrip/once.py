"""once: an attribute that is worked out when it is first read, and then stands in its object.

As `functools.cached_property`, without the lock that this takes until Python 3.12: pages live inside one call, and one of them is asked for
28 such attributes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class once(Generic[Owner, Value]):  # noqa: N801  # it is used as a decorator
    """A method that becomes the attribute that it gives.

    >>> class Box:
    ...     @once
    ...     def size(self):
    ...         print("counting")
    ...         return 3
    >>> box = Box()
    >>> box.size + box.size
    counting
    6
    """

    def __init__(self, make: Callable[[Owner], Value]) -> None:
        self._make, self._name, self.__doc__ = make, make.__name__, make.__doc__

    @overload
    def __get__(self, of: None, owner: type[Owner]) -> once[Owner, Value]: ...
    @overload
    def __get__(self, of: Owner, owner: type[Owner]) -> Value: ...
    def __get__(self, of: Owner | None, owner: type[Owner]) -> once[Owner, Value] | Value:
        if of is None:
            return self
        value = of.__dict__[self._name] = self._make(of)
        return value
