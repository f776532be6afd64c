"""book: all rules of all sources, listed by host, read when a capture of the host comes, found by host, URL and date.

Listing costs a glance at every file; a rule is read and checked when the first capture of its host arrives. A file that is wrong is
reported once, as a warning, and set aside: it stops nothing.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from time import time_ns
from typing import TypeAlias
from urllib.parse import urlsplit

from boilerstrip.errors import SiteRuleError
from boilerstrip.site import Site, normal_host
from boilerstrip.sites.reading import hosts_in, is_rule_file, read_rules

GROUP = "boilerstrip.sites"


class SiteRuleWarning(UserWarning):
    """A site rule is wrong and was set aside."""


@dataclass(frozen=True)
class Sites:
    """Where site rules come from: a plain value, for `Cleaner(sites=...)`.

    A place is a folder of rule files, a rule file, a folder of ftr-site-config files, an ad-block list, or a `Site` made in Python.

    >>> Sites((Site(hosts="example.com", chrome="aside"),), builtin=False, installed=False).places[0].hosts
    ('example.com',)
    """

    places: tuple[Path | Site, ...] = ()
    builtin: bool = True
    """With the rules that come with the package."""
    installed: bool = True
    """With those of other distributions (entry point group `boilerstrip.sites`)."""
    quiet: bool = field(default=False, compare=False)
    """What is wrong in a rule was said already, by whoever made this: say no more."""
    _made: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # files are looked at once for each Sites that is made, and once in each process that it is sent to
        object.__setattr__(self, "_made", time_ns() if self.places else 0)

    @classmethod
    def of(cls, given: object) -> Sites:
        """The Sites that a path, a Site or several of them stand for; None stands for no rules at all.

        Raises:
            SiteRuleError: it is none of these.
        """
        if isinstance(given, Sites):
            return given
        if given is None:
            return cls((), builtin=False, installed=False)
        if isinstance(given, (str, os.PathLike, Site)):
            given = (given,)
        if isinstance(given, Iterable):
            places = tuple(given)
            if all(isinstance(place, (str, os.PathLike, Site)) for place in places):
                return cls(tuple(place if isinstance(place, Site) else Path(place) for place in places))
        raise SiteRuleError(f"sites={given!r}: give a path, a Site, several of them in a tuple, Sites(...), or None for no rules")


#: What `Cleaner(sites=...)` takes; see `Sites.of`.
SitesGiven: TypeAlias = Sites | Site | str | os.PathLike[str] | tuple[Site | str | os.PathLike[str], ...] | None


class Tier(StrEnum):
    """The kinds of source, the nearest to the user first."""

    GIVEN = "given"
    INSTALLED = "installed"
    BUILTIN = "built in"
    FTR = "ftr-site-config"


@dataclass
class Entry:
    """A rule file (or a Site made in Python), read when first needed."""

    tier: Tier
    shown: str
    hosts: tuple[str, ...]
    path: Path | None = None
    sites: tuple[Site, ...] | None = None


class Book:
    """The rules of some sources. Made once per process and `Sites` value, by `book_of`."""

    def __init__(self, sites: Sites) -> None:
        self.entries: list[Entry] = []
        self._quiet = sites.quiet
        self.faults: list[SiteRuleError] = []
        """Everything found wrong so far; each was reported as a warning when it was found."""
        self.lists: list[Path] = []
        """Ad-block lists among the places."""
        self._by_host: dict[str, list[Entry]] = {}
        self._known: dict[str, tuple[Site, ...]] = {}
        for place in sites.places:
            if isinstance(place, Site):
                self._add(Entry(Tier.GIVEN, place.source or f"Site(hosts={place.hosts!r})", place.texts("hosts"), sites=(place,)))
            else:
                self._list_place(place)
        if sites.installed:
            self._list_installed()
        if sites.builtin:
            self._list_rules(Path(__file__).parent / "known", Tier.BUILTIN, "boilerstrip/sites/known")

    # ------------------------------------------------------------------ finding

    def find(self, url: str | None, day: date | None) -> Site | None:
        """The rule for a capture: of the longest host that fits, with `urls` before without, in force on that day."""
        if not url or not self._by_host:
            return None
        host = host_of(url)
        known = self._known.get(host)
        if known is None:
            known = self._candidates(host)
            self._known[host] = known
        return next((site for site in known if site.holds_on(day) and site.fits(url)), None)

    def read_all(self) -> list[Site]:
        """Every rule there is, read and checked; what is wrong is in `faults` afterwards."""
        for entry in self.entries:
            self._read(entry)
        self._check_conflicts(self.entries)
        return [site for entry in self.entries for site in entry.sites or ()]

    def _candidates(self, host: str) -> tuple[Site, ...]:
        """The rules whose host fits, best first."""
        found: list[Site] = []
        labels = host.split(".")
        for start in range(len(labels)):
            entries = self._by_host.get(".".join(labels[start:]), [])
            for entry in entries:
                self._read(entry)
            self._check_conflicts(entries)
            here = [site for entry in entries for site in entry.sites or ()]
            here.sort(key=lambda site: (not site.urls, not site.replaces, -(site.since or date.min).toordinal()))
            found += [site for site in here if site not in found]
        return tuple(found)

    def _read(self, entry: Entry) -> None:
        if entry.sites is not None:
            return
        assert entry.path is not None
        try:
            if entry.tier is Tier.FTR:
                from boilerstrip.sites.ftr import read_ftr

                entry.sites = read_ftr(entry.path).sites
            else:
                entry.sites = read_rules(entry.path, entry.shown)
        except SiteRuleError as error:
            entry.sites = ()
            self.report(error)

    def report(self, error: SiteRuleError) -> None:
        """Keep and say aloud, once, what is wrong."""
        if str(error) not in {str(known) for known in self.faults}:
            self.faults.append(error)
            if not self._quiet:
                warnings.warn(f"site rule set aside: {error}", SiteRuleWarning, stacklevel=2)

    def set_aside(self, site: Site, error: SiteRuleError) -> None:
        """Report a rule that turned out wrong, and use it no more."""
        self._forget(site)
        self.report(error)

    def _forget(self, site: Site) -> None:
        for entry in self.entries:
            if entry.sites:
                entry.sites = tuple(known for known in entry.sites if known is not site)
        self._known.clear()

    def _check_conflicts(self, entries: list[Entry]) -> None:
        """Two rules for one host and date: the later one is set aside and both are named, unless one replaces those of other sources."""
        seen: list[tuple[Entry, Site]] = []
        for entry in entries:
            for site in entry.sites or ():
                for other_entry, other in seen:
                    if not site.clashes(other) or other is site:
                        continue
                    if entry.tier is not other_entry.tier and (site.replaces or other.replaces):
                        self._forget(other if site.replaces and not other.replaces else site)
                        continue
                    if Tier.FTR in {entry.tier, other_entry.tier}:  # a rule made for this program goes before a translated one
                        self._forget(site if entry.tier is Tier.FTR else other)
                        continue
                    self.set_aside(
                        site,
                        SiteRuleError(
                            f"{site.source or entry.shown} and {other.source or other_entry.shown} both speak for "
                            f"{', '.join(sorted(set(site.hosts) & set(other.hosts)))} on the same dates: remove one, give them different "
                            "since, until or urls, or set replaces=True in the one of the nearer source; the former is set aside"
                        ),
                    )
                seen.append((entry, site))

    # ------------------------------------------------------------------ listing

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        for host in entry.hosts:
            self._by_host.setdefault(host, []).append(entry)

    def _list_place(self, place: Path) -> None:
        """Add what a path holds, by what is in it."""
        before = len(self.entries)
        if place.is_dir():
            self._list_rules(place, Tier.GIVEN, str(place))
            self._list_ftr(place.glob("*.txt"))
            if len(self.entries) == before:
                self.report(SiteRuleError(f"{place} holds no rule: rule files end in .py, ftr-site-config files are named example.com.txt"))
        elif place.suffix == ".py":
            self._list_file(place, Tier.GIVEN, str(place))
        elif place.is_file():
            from boilerstrip.sites.ftr import is_ftr

            if is_ftr(place):
                self._list_ftr([place])
            else:
                self.lists.append(place)
        else:
            raise SiteRuleError(
                f"{place}: no such file or folder; name a folder of rule files, of ftr-site-config files, or an ad-block list"
            )

    def _list_rules(self, folder: Path, tier: Tier, shown: str) -> None:
        for path in sorted(folder.rglob("*.py")):
            if not path.name.startswith(("_", ".")):
                self._list_file(path, tier, f"{shown}/{path.relative_to(folder).as_posix()}")

    def _list_file(self, path: Path, tier: Tier, shown: str) -> None:
        try:
            source = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.report(SiteRuleError(f"{shown}: cannot be read: {error}"))
            return
        if tier is Tier.INSTALLED and not is_rule_file(source):
            return  # a package may hold other modules beside its rules
        hosts = hosts_in(source)
        entry = Entry(tier, shown, hosts or (), path)
        if hosts is None:  # unusual or wrong: only reading it tells
            self._read(entry)
            entry.hosts = tuple(host for site in entry.sites or () for host in site.texts("hosts"))
        self._add(entry)

    def _list_ftr(self, paths: Iterable[Path]) -> None:
        from boilerstrip.sites.ftr import ftr_hosts

        for path in sorted(paths):
            hosts = ftr_hosts(path)
            if hosts:
                self._add(Entry(Tier.FTR, str(path), hosts, path))

    def _list_installed(self) -> None:
        for name, folder, fault in installed_rules():
            if folder is None:
                self.report(SiteRuleError(f"entry point {name} of {GROUP}: {fault}; it must name a package or module of rule files"))
            elif folder.is_dir():
                self._list_rules(folder, Tier.INSTALLED, name)
            else:
                self._list_file(folder, Tier.INSTALLED, name)


def installed_rules() -> Iterator[tuple[str, Path | None, str]]:
    """The rule packages of other distributions: (entry point's name, its folder or file, or what is wrong)."""
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            spec = find_spec(point.module)
        except (ImportError, ValueError) as error:
            yield point.name, None, f"{point.module} cannot be found: {error}"
            continue
        if spec is None or spec.origin is None:
            yield point.name, None, f"{point.module} cannot be found"
            continue
        origin = Path(spec.origin)
        yield point.name, origin.parent if origin.name == "__init__.py" else origin, ""


@lru_cache(maxsize=4_096)
def host_of(url: str) -> str:
    """The host of a URL, as rules compare it; of a web archive's URL that of the page archived.

    >>> host_of("https://www.Example.com:8080/a"), host_of("https://web.archive.org/web/20190922/http://example.org/x")
    ('example.com', 'example.org')
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if host == "web.archive.org":
        _, scheme, rest = parts.path.partition("http")
        return host_of(scheme + rest) if scheme else host
    return normal_host(host)


def book_of(sites: Sites) -> Book:
    """The book of these sources, listed once per process; it holds what stands on disk, nothing of any page."""
    return _book_of(sites, sites._made)  # noqa: SLF001  # our own


@lru_cache(maxsize=64)
def _book_of(sites: Sites, made: int) -> Book:  # noqa: ARG001  # two that are equal may have been made before and after a change on disk
    return Book(sites)
