"""site: what is known about one site's pages, as data. Checked when it is made; it runs no code.

A site's pages arrive as HTML and as text dumps, so one `Site` holds both kinds of knowledge: selectors (CSS or XPath) for HTML, patterns
for lines. Sites change and captures are dated, so a rule may begin and end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

from boilerstrip.errors import SiteRuleError
from boilerstrip.runaway import runaway

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

#: One or several; several are tried in order where there can be only one answer (headline, body), and all count elsewhere.
Texts: TypeAlias = str | tuple[str, ...]

#: Fields that hold selectors, and fields that hold patterns.
SELECTORS = ("headline", "body", "keep", "caption", "credit", "byline", "timestamp", "chrome")
PATTERNS = ("urls", "chrome_lines", "keep_lines")

#: A longer line is not asked for chrome patterns, in characters: no prompt or menu is as long (FINDINGS: legal lines, the longest
#: chrome, are under 211 in nine of ten), and a quadratic pattern then takes at most about a million steps, some milliseconds.
LINE_CHARS = 1_000

#: What IDNA 2003 takes for dots, and the characters that it replaces or leaves out and IDNA 2008 keeps.
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_NEWER = frozenset("ßς\u200c\u200d")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,30}")


@dataclass(frozen=True, kw_only=True)
class Site:
    """One site's rule.

    Raises:
        SiteRuleError: a field is wrong; the message names the rule's file, the field and the cure.

    >>> site = Site(hosts="example.com", chrome_lines=r"^Read more: ", drop_examples="Read more: Ferry strike ends")
    >>> site.hosts, site.dropped_by("Read more: Bridge closes"), site.dropped_by("Read more books.")
    (('example.com',), '^Read more: ', None)
    >>> Site(hosts="example.com", chrome_lines=r"^(\\\\w+ ?)+$")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    boilerstrip.errors.SiteRuleError: rule for example.com: chrome_lines: ... a repeat inside a repeat may run away; make ...
    """

    hosts: Texts
    """Domain names; each stands for its subdomains too, and the longest one that fits a capture wins."""
    urls: Texts = ()
    """Patterns; where there are any, one must be found in the capture's URL. Such a rule goes before one without."""
    since: date | None = None
    """First day of the captures that it is for."""
    until: date | None = None
    """First day on which it holds no longer."""

    headline: Texts = ()
    body: Texts = ()
    """Where the text stands: outside of it nothing is body, inside it full sentences are, whatever the general filters think."""
    keep: Texts = ()
    """All of this is body, short lines too."""
    caption: Texts = ()
    credit: Texts = ()
    byline: Texts = ()
    timestamp: Texts = ()
    chrome: Texts = ()
    """None of this is article; it wins over `body` and `keep`."""

    chrome_lines: Texts = ()
    """Patterns of lines that are not article, in dumps and in HTML, for lines of up to 1,000 characters."""
    keep_lines: Texts = ()
    """Patterns of lines that are body; they win over all else in the rule."""

    filters: Texts = ()
    """Further filters by name, which speak before this rule."""
    drop_examples: Texts = ()
    """Lines that `chrome_lines` must take; checked."""
    keep_examples: Texts = ()
    """Lines that it must leave; checked."""
    replaces: bool = False
    """Takes the place of rules of other sources (built in, installed) for the same host and date."""
    source: str = field(default="", compare=False)
    """The file that it was read from, for messages."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name not in {"since", "until", "replaces", "source"}:
                object.__setattr__(self, item.name, self._texts(item.name, value))
        self._check_hosts()
        self._check_dates()
        for name in PATTERNS:
            for pattern in getattr(self, name):
                fault = runaway(pattern)
                if fault:
                    raise self._wrong(name, f"pattern {pattern!r} {fault}")
        for name in SELECTORS:
            for selector in getattr(self, name):
                _check(selector, self, name)
        self._check_examples()

    # ------------------------------------------------------------------ asking

    @property
    def called(self) -> str:
        """What messages and marks call it."""
        return f"rule for {self.hosts[0] if self.hosts else '?'}" + (f" ({self.source})" if self.source else "")

    def texts(self, name: str) -> tuple[str, ...]:
        """A field as the tuple that it always is after the check."""
        found: tuple[str, ...] = getattr(self, name)
        return found

    @cached_property
    def _chrome(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in self.chrome_lines)

    @cached_property
    def _keep(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in self.keep_lines)

    def dropped_by(self, line: str) -> str | None:
        """The chrome pattern that takes a line, if one does and no keep pattern saves it."""
        if not self.chrome_lines or len(line) > LINE_CHARS or self.kept_by(line):
            return None
        return next((pattern.pattern for pattern in self._chrome if pattern.search(line)), None)

    def kept_by(self, line: str) -> str | None:
        """The keep pattern that saves a line, if one does; of a long line the first 1,000 characters are looked at."""
        if not self.keep_lines:
            return None
        return next((pattern.pattern for pattern in self._keep if pattern.search(line, 0, LINE_CHARS)), None)

    def covers(self, host: str) -> bool:
        """Is a host one of this site's?

        >>> site = Site(hosts="example.com")
        >>> site.covers("www.example.com"), site.covers("badexample.com")
        (True, False)
        """
        return any(host == own or host.endswith(f".{own}") for own in self.hosts)

    def holds_on(self, day: date | None) -> bool:
        """Does it hold on this day? Without a day: does it hold still?"""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def fits(self, url: str) -> bool:
        """Is a URL of the site one that the rule is for?"""
        return not self.urls or any(re.search(pattern, url) for pattern in self.urls)

    def clashes(self, other: Site) -> bool:
        """Would both speak for one capture, with nothing to say which goes first?"""
        if self.urls != other.urls or not set(self.hosts) & set(other.hosts):
            return False
        first, last = date.min, date.max
        return (self.since or first) < (other.until or last) and (other.since or first) < (self.until or last)

    def __getstate__(self) -> dict[str, object]:
        """Plain data only: patterns are compiled anew where they arrive."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    # ------------------------------------------------------------------ checking

    def _wrong(self, name: str, what: str) -> SiteRuleError:
        return SiteRuleError(f"{self.called}: {name}: {what}")

    def _texts(self, name: str, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            value = (value,)
        if not isinstance(value, (tuple, list)) or not all(isinstance(part, str) and part.strip() for part in value):
            raise SiteRuleError(f"{self._early}: {name}: {value!r} is no text and no tuple of texts; write ('...', '...')")
        return tuple(value)

    @property
    def _early(self) -> str:
        """`called`, before the hosts are known to be sound."""
        return f"rule for {self.hosts!r}" + (f" ({self.source})" if self.source else "")

    def _check_hosts(self) -> None:
        if not self.hosts:
            raise self._wrong("hosts", "is empty; name the site, as in hosts=('example.com',)")
        clean = tuple(normal_host(host) for host in self.hosts)
        for given, host in zip(self.hosts, clean, strict=True):
            if not _HOST.fullmatch(host):
                hint = "" if host.isascii() else ", and in ASCII if its letters cannot be encoded here, as in 'xn--bcher-kva.example'"
                raise self._wrong("hosts", f"{given!r} is no domain name; write it without scheme, path or star, as in 'example.com'{hint}")
            if is_public_suffix(host):
                raise self._wrong("hosts", f"{given!r} is a public suffix that strangers share; name the site below it")
        object.__setattr__(self, "hosts", clean)

    def _check_dates(self) -> None:
        for name in ("since", "until"):
            value = getattr(self, name)
            if value is not None and type(value) is not date:
                raise self._wrong(name, f"{value!r} is no date; write date(2024, 3, 1)")
        if self.since and self.until and self.since >= self.until:
            raise self._wrong(
                "until", f"{self.until} is not after since, {self.since}; `until` is the first day on which it no longer holds"
            )

    def _check_examples(self) -> None:
        for line in self.drop_examples:
            if self.dropped_by(line) is None:
                saved = self.kept_by(line)
                why = f"keep_lines {saved!r} saves it" if saved else "no pattern of chrome_lines takes it"
                raise self._wrong("drop_examples", f"{line!r} would not be dropped: {why}; mend the pattern or the example")
        for line in self.keep_examples:
            taken = self.dropped_by(line)
            if taken is not None:
                raise self._wrong(
                    "keep_examples", f"{line!r} would be dropped by chrome_lines {taken!r}; narrow that, or add to keep_lines"
                )


def _check(selector: str, site: Site, name: str) -> None:
    """Raise what is wrong with a selector in the words of the rule."""
    from boilerstrip.dom import check_selector

    try:
        check_selector(selector)
    except SiteRuleError as error:
        raise SiteRuleError(f"{site.called}: {name}: {error}") from error


def normal_host(host: str) -> str:
    """A host as rules compare it: lower case, in ASCII, without a leading `www.` and a final dot.

    >>> normal_host("WWW.Example.com."), normal_host("bücher.example"), normal_host("straße.example")
    ('example.com', 'xn--bcher-kva.example', 'xn--strae-oqa.example')
    """
    plain = host.strip().lower().rstrip(".").removeprefix("www.")
    if plain.isascii():
        return plain
    try:
        return ".".join(_in_ascii(label) for label in _DOTS.split(plain))
    except UnicodeError:
        return plain


def _in_ascii(label: str) -> str:
    """A label as browsers send it; Python's codec, which is older, would make another site's `strasse` of `straße`."""
    if _NEWER.isdisjoint(label):
        return label.encode("idna").decode("ascii")
    return f"xn--{normalize('NFKC', label).encode('punycode').decode('ascii')}"


@lru_cache(maxsize=65_536)
def is_public_suffix(host: str) -> bool:
    """Is it a domain below which anybody may register, as `co.uk` or `github.io`? By the bundled Public Suffix List, without network.

    >>> is_public_suffix("co.uk"), is_public_suffix("bbc.co.uk")
    (True, False)
    """
    return _suffixes().privatesuffix(host) is None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
