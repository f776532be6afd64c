"""luggage: what a cleaner carries to other machines.

A Cleaner is a plain value and travels by itself, but for site rules and templates that it names by their path: those files may not lie
on the machine of the worker, or not as they are here. So rules are read before they travel; templates, ftr-site-config and ad-block lists
are packed as they are, and laid out in a temporary folder where they are missing or differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from boilerstrip.api import Cleaner
from boilerstrip.site import Site
from boilerstrip.sites.book import Book, Sites, Tier
from boilerstrip.templates.folder import Templates


class Packed(NamedTuple):
    """A folder with its files, or one file: where it lay, and what it held."""

    place: Path
    is_folder: bool
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Luggage:
    """A cleaner and the files of its site rules and templates; picklable.

    >>> Luggage.of(Cleaner()).unpacked() == Cleaner()
    True
    """

    cleaner: Cleaner
    packed: tuple[Packed, ...] = ()

    @classmethod
    def of(cls, cleaner: Cleaner | None) -> Luggage:
        """Pack; None stands for the default cleaner.

        Raises:
            OSError: a file cannot be read.
        """
        cleaner = Cleaner() if cleaner is None else cleaner
        sites = Sites.of(cleaner.sites)
        places = tuple(read for place in sites.places for read in ([place] if isinstance(place, Site) else _read(place)))
        paths = [place for place in places if isinstance(place, Path)]
        templates = Templates.of(cleaner.templates)
        if templates is not None:
            paths.append(templates.folder)
        return cls(replace(cleaner, sites=replace(sites, places=places)), tuple(map(_pack, paths)))

    def unpacked(self) -> Cleaner:
        """The cleaner, as it works where this is called."""
        if not self.packed:
            return self.cleaner
        laid_out = {packed.place: _lay_out(packed) for packed in self.packed}
        sites = Sites.of(self.cleaner.sites)
        places = tuple(place if isinstance(place, Site) else laid_out[place] for place in sites.places)
        templates = Templates.of(self.cleaner.templates)
        if templates is not None:
            templates = replace(templates, folder=laid_out[templates.folder])
        return replace(self.cleaner, sites=replace(sites, places=places), templates=templates)


def _read(place: Path) -> Sequence[Path | Site]:
    """The rules in a file or folder of them; the place itself where other formats lie."""
    book = Book(Sites((place,), builtin=False, installed=False))
    if book.lists or any(entry.tier is Tier.FTR for entry in book.entries):
        return [place]
    return book.read_all()


def _pack(place: Path) -> Packed:
    if not place.is_dir():
        return Packed(place, is_folder=False, files=((place.name, place.read_bytes()),))
    files = sorted(path for path in place.rglob("*") if path.is_file() and path.suffix not in NO_RULES)
    return Packed(place, is_folder=True, files=tuple((path.relative_to(place).as_posix(), path.read_bytes()) for path in files))


#: What Python leaves beside rules.
NO_RULES = frozenset({".pyc"})


@lru_cache(maxsize=64)
def _lay_out(packed: Packed) -> Path:
    """Where the files are in this process: at their own place, if they are there unchanged."""
    if packed.place.exists() and _pack(packed.place) == packed:
        return packed.place
    folder = TemporaryDirectory(prefix="boilerstrip-rules-")
    _KEPT.append(folder)
    for name, content in packed.files:
        file = Path(folder.name, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return Path(folder.name) if packed.is_folder else Path(folder.name, packed.files[0][0])


#: Temporary folders live as long as the process.
_KEPT: list[TemporaryDirectory[str]] = []
