"""A directory -> the files in it that look like captures: lazily, in one fixed order, each once."""

from __future__ import annotations

import heapq
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from boilerstrip.capture import Capture
from boilerstrip.readers.compressed import bare
from boilerstrip.readers.item import Remote

#: Files with these suffixes are taken, and files with none (the web server's directory index); everything else that lies beside
#: captures (sidecar .json files, images, style sheets) is passed over and counted. A file named by the user is always taken.
SUFFIXES = frozenset({
    "", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".php", ".asp", ".aspx", ".jsp", ".txt", ".text", ".md", ".markdown", ".dump",
})  # fmt: skip

#: Archives of captures that are taken from directories too. Tables are not: a .csv among pages is seldom a table of pages.
ARCHIVES = frozenset({".warc", ".wet", ".arc", ".zip", ".tar", ".tgz", ".tbz2", ".txz", ".tzst"})

#: So many names of one directory are in memory at a time, some 10 MB; a larger directory is listed several times, a part at a time.
WINDOW = 100_000


class Found(NamedTuple):
    """A file to read, or a capture that is read already, and the name of its output below the output directory, without a suffix."""

    path: Path | Remote | Capture
    name: str


def suffix_of(name: str) -> str:
    """What kind of file this is, by the suffix below that of its compression.

    >>> suffix_of("page.html.gz"), suffix_of("CC-MAIN.warc.wet.gz"), suffix_of(".htaccess")
    ('.html', '.wet', '')
    """
    return os.path.splitext(bare(name))[1].lower()  # noqa: PTH122  # of a name, not of a path


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
    not followed: the files behind it would come twice, or for ever. `matches` chooses files by their path below the directory, in place
    of their suffix. Names of a directory with more than `window` entries keep their suffixes in the output, whether needed or not.
    """

    def __init__(
        self,
        place: Path,
        *,
        without: Path | None = None,
        under: str = "",
        matches: Callable[[str], object] | None = None,
        window: int = WINDOW,
    ) -> None:
        self.place = place
        self.without = without
        self.under = under
        self.matches = matches
        self.window = window
        self.passed_over: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Found]:
        """Walk; holds no more than `window` names of each directory on the way down.

        Raises:
            OSError: a directory cannot be listed.
        """
        self.passed_over.clear()
        below: list[Iterator[tuple[Path, str]]] = [iter([(self.place, "")])]
        while below:
            top = next(below[-1], None)
            if top is None:
                below.pop()
                continue
            folder, under = top
            parts = self._parts(folder)
            first = next(parts)
            second = next(parts, None)
            if second is None:
                names = self._files(first, under)
                for name, stem in zip(names, stems(names), strict=True):
                    yield Found(folder / name, _below(self.under, _below(under, stem)))
                below.append(self._folders(iter([first]), folder, under))
            else:
                for part in chain((first, second), parts):
                    yield from self._whole_names(part, folder, under)
                below.append(self._folders(self._parts(folder), folder, under))

    def _parts(self, folder: Path) -> Iterator[list[tuple[str, bool]]]:
        """The entries of a folder as (name, is it a folder?), sorted, a window at a time; at least one part, perhaps empty."""
        last = ""
        while True:
            with os.scandir(folder) as entries:
                wanted = (
                    (entry.name, folder_too)
                    for entry in entries
                    if entry.name > last
                    and not entry.name.startswith(".")
                    and ((folder_too := entry.is_dir(follow_symlinks=False)) or entry.is_file())
                )
                part = heapq.nsmallest(self.window + 1, wanted)
            yield part[: self.window]
            if len(part) <= self.window:
                return
            last = part[self.window - 1][0]

    def _files(self, part: list[tuple[str, bool]], under: str) -> list[str]:
        """The captures among these entries; counts the rest."""
        files = []
        for name, is_folder in part:
            if is_folder:
                continue
            suffix = suffix_of(name)
            taken = self.matches(_below(under, name)) if self.matches else suffix in SUFFIXES or suffix in ARCHIVES
            if taken:
                files.append(name)
            elif self.matches is None:
                self.passed_over[suffix] += 1
        return files

    def _whole_names(self, part: list[tuple[str, bool]], folder: Path, under: str) -> Iterator[Found]:
        for name in self._files(part, under):
            yield Found(folder / name, _below(self.under, _below(under, name)))

    def _folders(self, parts: Iterator[list[tuple[str, bool]]], folder: Path, under: str) -> Iterator[tuple[Path, str]]:
        for part in parts:
            for name, is_folder in part:
                place = folder / name
                if is_folder and (self.without is None or os.path.abspath(place) != str(self.without)):  # noqa: PTH100  # links stay links
                    yield place, _below(under, name)


def _below(under: str, name: str) -> str:
    return f"{under}/{name}" if under else name


class Glob(NamedTuple):
    """A pattern for paths: `*`, `?` and `[...]` within a folder, `**` across folders."""

    pattern: str

    @property
    def root(self) -> Path:
        """The deepest folder that the pattern names outright."""
        parts = Path(self.pattern).parts
        plain = next((number for number, part in enumerate(parts) if _MAGIC.search(part)), len(parts) - 1)
        return Path(*parts[:plain])

    def matches(self, path: str) -> bool:
        """Does a path below the root match?

        >>> Glob("archive/**/*.html").matches("2021/03/page.html"), Glob("archive/*.html").matches("2021/page.html")
        (True, False)
        """
        rest = Path(self.pattern).parts[len(self.root.parts) :]
        return _translated("/".join(rest)).fullmatch(path) is not None


_MAGIC = re.compile(r"[*?\[]")
_STEP = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]")


def _translated(pattern: str) -> re.Pattern[str]:
    steps = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    out, at = [], 0
    for step in _STEP.finditer(pattern):
        text = step[0]
        out += [re.escape(pattern[at : step.start()]), steps.get(text) or text.replace("[!", "[^").replace("\\", "\\\\")]
        at = step.end()
    return re.compile("".join([*out, re.escape(pattern[at:])]))


class Places:
    """The captures of several files, directories and patterns, each file once, under names that mirror what they have in common.

    One directory is mirrored from its top; several places from the deepest directory that holds them all. Files far away
    (`Remote`) come last, under their host's and their own name.
    """

    def __init__(self, places: list[Path | Glob | Remote], *, without: Path | None = None) -> None:
        self.passed_over: Counter[str] = Counter()
        self._remote = [place for place in places if isinstance(place, Remote)]
        near = [place for place in places if not isinstance(place, Remote)]
        once = {(_top(place), place.pattern if isinstance(place, Glob) else ""): place for place in near}
        tops = [(top, place) for (top, _), place in sorted(once.items())]
        self._files: dict[Path, list[tuple[Path, Path]]] = {}
        self._directories: list[Directory] = []
        roots = {top if isinstance(place, Glob) or place.is_dir() else top.parent for top, place in tops}
        self._root = Path(os.path.commonpath(roots)) if roots else Path()
        folders = [top for top, place in tops if isinstance(place, Path) and place.is_dir()]
        for top, place in tops:
            if isinstance(place, Glob):
                self._directories.append(Directory(place.root, without=without, under=self._name(top), matches=place.matches))
            elif any(folder in top.parents for folder in folders):
                continue  # it comes with the directory around it
            elif place.is_dir():
                self._directories.append(Directory(place, without=without, under=self._name(top)))
            else:
                self._files.setdefault(top.parent, []).append((top, place))

    def _name(self, path: Path) -> str:
        name = path.relative_to(self._root).as_posix()
        return "" if name == "." else name

    def __iter__(self) -> Iterator[Found]:
        """Files first, then the directories, each in order.

        Raises:
            OSError: a directory cannot be listed.
        """
        self.passed_over.clear()
        for parent, files in self._files.items():
            for (_, place), stem in zip(files, stems([top.name for top, _ in files]), strict=True):
                yield Found(place, _below(self._name(parent), stem))
        for directory in self._directories:
            yield from directory
            self.passed_over.update(directory.passed_over)
        for far in self._remote:
            yield Found(far, far.url.partition("://")[2].replace("..", "_").strip("/"))


def _top(place: Path | Glob) -> Path:
    return Path(os.path.abspath(place.root if isinstance(place, Glob) else place))  # noqa: PTH100  # links stay links
