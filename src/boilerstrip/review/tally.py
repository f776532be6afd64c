"""A batch's outcomes -> figures: per host, per filter, histograms, and the captures that somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from boilerstrip.review.outcome import Outcome

#: Kept shares are counted in so many bins from 0 to 1.
BINS = 20
#: The same for each host.
HOST_BINS = 10
#: Lengths of articles, in characters, are counted in bins that end here; the last one is open.
LENGTHS = (0, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
#: Prose: a dropped block of so many characters. Of hand-labelled dumps' chrome lines 11 % are longer than 120, hardly one than 300.
LONG_PROSE = 300
#: A whole capture was kept from this share on, of a capture with at least this many characters (a short one may be all article).
EVERYTHING = 0.995
ENOUGH = 500
#: So many dropped lines of one filter are remembered, with their counts; rarer ones make room when there are more.
LINES = 2_000
#: A line is remembered by so many characters.
LINE_LENGTH = 160


class Suspicion(StrEnum):
    """Why somebody should look at a capture, the gravest first."""

    NOTHING = "nothing kept"
    PROSE = "long prose dropped"
    BODY = "no body"
    HEADLINE = "no headline"
    EVERYTHING = "everything kept"
    NOTE = "a filter set aside"


class Suspect(NamedTuple):
    """A capture that somebody should look at."""

    outcome: Outcome
    suspicion: Suspicion
    detail: str
    weight: int
    """The more, the sooner it is shown: characters at stake."""
    block: int = -1
    """The block to look at; -1 for the whole capture."""


@dataclass
class Host:
    """The sums of one site."""

    captures: int = 0
    articles: int = 0
    headlines: int = 0
    kept: int = 0
    lost: int = 0
    shares: list[int] = field(default_factory=lambda: [0] * HOST_BINS)
    """Captures by the share that was kept of them."""

    @property
    def share(self) -> float:
        """Kept characters of all, 0 to 1."""
        return self.kept / max(1, self.kept + self.lost)


@dataclass
class Tally:
    """Figures of a batch, added up one outcome at a time."""

    most_suspects: int = 40
    """So many captures are kept per suspicion, the heaviest."""
    hosts: dict[str, Host] = field(default_factory=dict)
    shares: list[int] = field(default_factory=lambda: [0] * BINS)
    lengths: list[int] = field(default_factory=lambda: [0] * len(LENGTHS))
    filters: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    lines: dict[str, Counter[str]] = field(default_factory=dict)
    suspects: dict[Suspicion, list[Suspect]] = field(default_factory=dict)
    counts: Counter[Suspicion] = field(default_factory=Counter)
    captures: int = 0
    articles: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one capture."""
        self.captures += 1
        self.articles += bool(outcome.body)
        host = self.hosts.setdefault(outcome.host, Host())
        host.captures += 1
        host.articles += bool(outcome.body)
        host.headlines += bool(outcome.headline)
        host.kept += outcome.kept
        host.lost += outcome.lost
        share = outcome.share
        if share is not None:
            self.shares[min(BINS - 1, int(share * BINS))] += 1
            host.shares[min(HOST_BINS - 1, int(share * HOST_BINS))] += 1
        self.lengths[sum(outcome.kept >= edge for edge in LENGTHS) - 1] += 1
        for gone in outcome.dropped:
            name = gone.by or "no filter"
            self.filters[name] += 1
            self.characters[name] += len(gone.text)
            found = self.lines.setdefault(name, Counter())
            found[" ".join(gone.text[:LINE_LENGTH].split())] += 1
            if len(found) > 2 * LINES:
                self.lines[name] = Counter(dict(found.most_common(LINES)))
        for suspect in suspicions(outcome):
            self.counts[suspect.suspicion] += 1
            held = self.suspects.setdefault(suspect.suspicion, [])
            held.append(suspect)
            held.sort(key=lambda suspect: -suspect.weight)
            del held[self.most_suspects :]

    def outliers(self) -> Iterator[Suspect]:
        """The captures to look at, the gravest suspicion first, each capture once."""
        seen: set[str] = set()
        for suspicion in Suspicion:
            for suspect in self.suspects.get(suspicion, ()):
                if suspect.outcome.source not in seen:
                    seen.add(suspect.outcome.source)
                    yield suspect


def suspicions(outcome: Outcome) -> Iterator[Suspect]:
    """Everything about one capture that asks for a look.

    >>> [str(s.suspicion) for s in suspicions(Outcome("a.txt", body=("Boats sail again.",)))]
    ['no headline']
    """
    whole = outcome.kept + outcome.lost
    if not outcome.kept:
        yield Suspect(outcome, Suspicion.NOTHING, outcome.reason or "the article is empty", whole)
    elif not outcome.body:
        yield Suspect(outcome, Suspicion.BODY, outcome.reason or "only a headline or captions were found", whole)
    for gone in sorted(outcome.dropped, key=lambda gone: -len(gone.text))[:1]:
        if len(gone.text) >= LONG_PROSE:
            told = f"{gone.by or 'no filter'} dropped {len(gone.text):,} characters in one block: {gone.reason}"
            yield Suspect(outcome, Suspicion.PROSE, told, len(gone.text), gone.block)
    if outcome.body and not outcome.headline:
        yield Suspect(outcome, Suspicion.HEADLINE, "a body, but no headline above it", outcome.kept)
    share = outcome.share
    if share is not None and share >= EVERYTHING and whole >= ENOUGH:
        yield Suspect(outcome, Suspicion.EVERYTHING, f"all of {whole:,} characters", whole)
    if outcome.reason and outcome.kept and outcome.body:
        yield Suspect(outcome, Suspicion.NOTE, outcome.reason, outcome.kept)
