"""A directory -> the files in it that look like captures: lazily, in one fixed order, each once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: Files with these suffixes are taken, and files with none (the web server's directory index); everything else that lies beside
#: captures (sidecar .json files, images, style sheets) is passed over and counted. A file named by the user is always taken.
SUFFIXES = frozenset({
    "", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".php", ".asp", ".aspx", ".jsp", ".txt", ".text", ".md", ".markdown", ".dump",
})  # fmt: skip

#: A compressed capture counts by the suffix below this one.
GZIP = ".gz"


class Found(NamedTuple):
    """A file to read, and the name of its output below the output directory, without a suffix."""

    path: Path
    name: str


def bare(name: str) -> str:
    """A file name without `.gz`.

    >>> bare("page.html.gz"), bare("page.html")
    ('page.html', 'page.html')
    """
    return name[: -len(GZIP)] if name.lower().endswith(GZIP) else name


def stems(names: list[str]) -> list[str]:
    """Output names for the files of one directory: without suffix where that is unique, else with it, numbered if need be.

    Names are compared without regard to case, because some file systems do.

    >>> stems(["about.html", "page.html", "page.txt"])
    ['about', 'page.html', 'page.txt']
    """
    short = [os.path.splitext(bare(name))[0] for name in names]  # noqa: PTH122  # ".htaccess" has no suffix here, as wanted
    uses = Counter(stem.casefold() for stem in short)
    taken = {stem.casefold() for stem in short if uses[stem.casefold()] == 1}
    out = []
    for name, stem in zip(names, short, strict=True):
        if uses[stem.casefold()] == 1:
            out.append(stem)
            continue
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name}-{number}"
        taken.add(free.casefold())
        out.append(free)
    return out


class Directory:
    """The captures below a directory, deeper ones after their neighbours; `passed_over` counts the rest by suffix.

    Hidden files and directories are left alone, and `without` (the output directory, when it lies inside). A link to a directory is
    not followed: the files behind it would come twice, or for ever.
    """

    def __init__(self, place: Path, *, without: Path | None = None, under: str = "") -> None:
        self.place = place
        self.without = without
        self.under = under
        self.passed_over: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Found]:
        """Walk; holds the listing of one directory at a time.

        Raises:
            OSError: a directory cannot be listed.
        """
        self.passed_over.clear()
        waiting = [(self.place, self.under)]
        while waiting:
            folder, under = waiting.pop()
            files: list[str] = []
            folders: list[tuple[Path, str]] = []
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if self.without is None or os.path.abspath(entry.path) != str(self.without):  # noqa: PTH100  # links stay links
                            folders.append((folder / entry.name, _below(under, entry.name)))
                    elif entry.is_file():
                        suffix = os.path.splitext(bare(entry.name))[1].lower()  # noqa: PTH122
                        if suffix in SUFFIXES:
                            files.append(entry.name)
                        else:
                            self.passed_over[suffix] += 1
            for name, stem in zip(files, stems(files), strict=True):
                yield Found(folder / name, _below(under, stem))
            waiting.extend(reversed(folders))


def _below(under: str, name: str) -> str:
    return f"{under}/{name}" if under else name


class Places:
    """The captures of several files and directories, each file once, under names that mirror what the places have in common.

    One directory is mirrored from its top; several places from the deepest directory that holds them all.
    """

    def __init__(self, places: list[Path], *, without: Path | None = None) -> None:
        tops = sorted({Path(os.path.abspath(place)): place for place in places}.items())  # noqa: PTH100  # links stay links
        self.passed_over: Counter[str] = Counter()
        self._files: dict[Path, list[tuple[Path, Path]]] = {}
        self._directories: list[Directory] = []
        roots = {top if place.is_dir() else top.parent for top, place in tops}
        self._root = Path(os.path.commonpath(roots)) if roots else Path()
        folders = [top for top, place in tops if place.is_dir()]
        for top, place in tops:
            if any(folder in top.parents for folder in folders):
                continue  # it comes with the directory around it
            if place.is_dir():
                self._directories.append(Directory(place, without=without, under=self._name(top)))
            else:
                self._files.setdefault(top.parent, []).append((top, place))

    def _name(self, path: Path) -> str:
        name = path.relative_to(self._root).as_posix()
        return "" if name == "." else name

    def __iter__(self) -> Iterator[Found]:
        """Files first, then the directories, each in order."""
        self.passed_over.clear()
        for parent, files in self._files.items():
            for (_, place), stem in zip(files, stems([top.name for top, _ in files]), strict=True):
                yield Found(place, _below(self._name(parent), stem))
        for directory in self._directories:
            yield from directory
            self.passed_over.update(directory.passed_over)
