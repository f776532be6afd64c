"""How site rules fare on captures: per part of a rule how often it finds anything, month by month, and how much body text it takes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from boilerstrip.block import PROSE
from boilerstrip.page import Medium, Page
from boilerstrip.site import SELECTORS, Site

#: Fields whose hits are taken out of the body.
TAKERS = frozenset({"chrome", "chrome_lines", "caption", "credit", "byline", "timestamp"})
#: A month with fewer captures says nothing about a rate.
LEAST_CAPTURES = 3
#: A share of hits that changes by so much between two months has jumped.
JUMP = 0.5
#: A part that takes more than this share of the sentences that the general filters call body is suspect.
MOST_BODY = 0.1

UNDATED = "undated"


@dataclass
class Part:
    """One selector or pattern of a rule."""

    seen: Counter[str] = field(default_factory=Counter)
    """Captures by month in which it could find something."""
    hit: Counter[str] = field(default_factory=Counter)
    """Captures by month in which it did."""
    body: int = 0
    """Characters of body sentences that it took ..."""
    of: int = 0
    """... of so many."""


class Health:
    """What was seen of all rules; memory grows with rules and months only."""

    def __init__(self) -> None:
        self.rules: dict[str, dict[tuple[str, str], Part]] = {}
        self.captures = 0

    def see(self, site: Site, page: Page, day: date | None) -> None:
        """Count one capture, marked by the general filters alone."""
        self.captures += 1
        month = f"{day:%Y-%m}" if day else UNDATED
        parts = self.rules.setdefault(site.called, defaultdict(Part))
        sentences = {i: len(page.texts[i]) for i, label in enumerate(page.labels) if label in PROSE and page.sentence[i]}
        if page.medium is Medium.HTML:
            for name in SELECTORS:
                for selector in site.texts(name):
                    blocks = {block.index for block, _ in page.parts(selector)}
                    whole = {block.index for block, span in page.parts(selector) if span is None} if name in TAKERS else set()
                    _count(parts[name, selector], month, bool(blocks), whole, sentences)
        lines: dict[str, set[int]] = {pattern: set() for pattern in site.chrome_lines}
        saved: dict[str, bool] = dict.fromkeys(site.keep_lines, False)
        for index, text in enumerate(page.texts):
            taken = site.dropped_by(text)
            if taken is not None:
                lines[taken].add(index)
            kept = site.kept_by(text)
            if kept is not None:
                saved[kept] = True
        for pattern, blocks in lines.items():
            _count(parts["chrome_lines", pattern], month, bool(blocks), blocks, sentences)
        for pattern, found in saved.items():
            _count(parts["keep_lines", pattern], month, found, set(), sentences)

    def findings(self) -> Iterator[str]:
        """What is wrong, a line each."""
        for called, parts in sorted(self.rules.items()):
            if parts and not any(part.hit for part in parts.values()):
                count = max(part.seen.total() for part in parts.values())
                yield f"{called}: nothing of it finds anything in {count} captures; has the site changed? end it with until="
                continue
            for (name, text), part in sorted(parts.items()):
                what = f"{called}: {name} {text!r}"
                if not part.hit:
                    yield f"{what} finds nothing in {part.seen.total()} captures"
                    continue
                yield from (f"{what} {jump}" for jump in _jumps(part))
                if part.body > MOST_BODY * part.of:
                    yield f"{what} takes {part.body / part.of:.0%} of the sentences that are body without it"


def _count(part: Part, month: str, hit: bool, taken: set[int], sentences: dict[int, int]) -> None:
    part.seen[month] += 1
    part.hit[month] += hit
    if not part.hit[month]:
        del part.hit[month]
    part.of += sum(sentences.values())
    part.body += sum(sentences.get(index, 0) for index in taken)


def _jumps(part: Part) -> Iterator[str]:
    """Between which two months with enough captures the share of hits changed by half or more."""
    months = sorted(month for month, count in part.seen.items() if count >= LEAST_CAPTURES and month != UNDATED)
    for before, after in pairwise(months):
        was, now = part.hit[before] / part.seen[before], part.hit[after] / part.seen[after]
        if abs(was - now) >= JUMP:
            yield f"found something in {was:.0%} of captures in {before}, in {now:.0%} in {after}"
