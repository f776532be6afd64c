"""named: filters by name: the package's own, and those of other distributions, which are nameable but never in a preset by themselves."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

from boilerstrip.errors import BoilerstripError
from boilerstrip.pipeline import Filter

GROUP = "boilerstrip.filters"
#: Filters that have to be told what to ask: no name says that.
TOLD = ("fallback",)


@lru_cache(maxsize=1)
def filters_named() -> Mapping[str, EntryPoint | None]:
    """The names of all filters that can be asked for: with the entry point of those from other distributions, None for our own.

    >>> filters_named()["share_bar"] is None, "_prompts" in filters_named()
    (True, False)
    """
    import boilerstrip.filters as room

    found: dict[str, EntryPoint | None] = {point.name: point for point in entry_points(group=GROUP)}
    own = [module.name for module in pkgutil.iter_modules(room.__path__) if not module.name.startswith("_")]
    found.update({name: None for name in own if name not in TOLD})
    return MappingProxyType(found)


def filter_named(name: str) -> Filter:
    """The filter of this name: a function, or a dataclass with its defaults.

    Raises:
        BoilerstripError: there is none, or it cannot be loaded.

    >>> filter_named("share_bar").__name__
    'share_bar'
    """
    known = filters_named()
    if name not in known:
        raise BoilerstripError(f"no filter {name!r}; there are: {', '.join(sorted(known))}")
    point = known[name]
    if point is None:
        module = importlib.import_module(f"boilerstrip.filters.{name}")
        found: object = getattr(module, name, None) or getattr(module, "".join(word.title() for word in name.split("_")))
    else:
        try:
            found = point.load()
        except Exception as error:  # whatever somebody's module raises when it is imported
            raise BoilerstripError(f"filter {name!r} ({point.value}) cannot be loaded: {type(error).__name__}: {error}") from error
    try:
        filter = found() if isinstance(found, type) else found
    except TypeError as error:
        raise BoilerstripError(f"filter {name!r} cannot be asked for by its name, it has to be told what to ask: {error}") from error
    if not callable(filter):
        raise BoilerstripError(f"filter {name!r} is a {type(filter).__name__}, which cannot be called on a page")
    result: Filter = filter
    return result
