"""Two ways to clean the same captures -> which blocks changed sides, and which filter answers for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from boilerstrip.review.outcome import Lost, Outcome

#: Who answers for a change that no filter is named for: the output was text only, or the block was judged by nobody.
NOBODY = "(no filter named)"
HEADLINE = "(headline)"


class Change(NamedTuple):
    """A block, or a part of one, that B drops and A kept (`dropped`), or the other way round."""

    source: str
    text: str
    dropped: bool
    by: str
    """Of B where B drops it, of A where A did."""
    reason: str = ""
    captured: str = ""


class Group(NamedTuple):
    """The changes that one filter answers for."""

    by: str
    changes: tuple[Change, ...]
    new: bool
    """The filter drops something in B and nothing at all in A."""

    @property
    def dropped(self) -> int:
        """Blocks that B drops and A kept."""
        return sum(change.dropped for change in self.changes)

    @property
    def lost(self) -> int:
        """Characters that B drops and A kept."""
        return sum(len(change.text) for change in self.changes if change.dropped)


@dataclass(frozen=True)
class Difference:
    """All that changed between A and B."""

    groups: tuple[Group, ...]
    captures: int
    changed: int
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    """Captures of one side only."""

    def __bool__(self) -> bool:
        return bool(self.groups or self.only_a or self.only_b)


def compare(a: Iterable[Outcome], b: Iterable[Outcome]) -> Difference:
    """Compare two sets of outcomes of the same captures, matched by their source.

    Groups come with the newest suspicion first: filters that drop in B and never did in A, then those that drop more characters than
    before, then those that let something go; within a group the captures taken last come first, because there a site has changed.
    """
    left, right = _matched({outcome.source: outcome for outcome in a}, {outcome.source: outcome for outcome in b})
    both = [source for source in left if source in right]
    changes = [change for source in both for change in changes_between(left[source], right[source])]
    spoke = {gone.by for outcome in left.values() for gone in outcome.dropped}
    by: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: change.captured, reverse=True):
        by.setdefault(change.by, []).append(change)
    told = all(outcome.tells for outcome in left.values())
    groups = [Group(name, tuple(found), told and name not in spoke and name not in (NOBODY, HEADLINE)) for name, found in by.items()]
    groups.sort(key=lambda group: (not (group.new and group.dropped), -group.lost, -len(group.changes), group.by))
    return Difference(
        tuple(groups),
        len(both),
        len({change.source for change in changes}),
        tuple(source for source in left if source not in right),
        tuple(source for source in right if source not in left),
    )


def changes_between(a: Outcome, b: Outcome) -> Iterator[Change]:
    """The blocks of one capture that changed sides."""
    captured = b.captured or a.captured
    if a.tells and b.tells:
        for gone in _more(b.dropped, a.dropped):
            yield Change(b.source, gone.text, True, gone.by or NOBODY, gone.reason, captured)
        for gone in _more(a.dropped, b.dropped):
            yield Change(b.source, gone.text, False, gone.by or NOBODY, gone.reason, captured)
        if a.headline != b.headline:
            told = f"{a.headline or 'none'} → {b.headline or 'none'}"
            yield Change(b.source, told, bool(a.headline), HEADLINE, "another headline", captured)
        return
    names = {gone.text: gone for side in (b, a) for gone in side.dropped}
    for before, after, dropped in ((a, b, True), (b, a, False)):
        for text in (Counter(_texts(before)) - Counter(_texts(after))).elements():
            gone = names.get(text, Lost(text))
            yield Change(b.source, text, dropped, gone.by or NOBODY, gone.reason, captured)


def _texts(outcome: Outcome) -> Iterator[str]:
    for line in outcome.lines:
        yield from filter(None, (part.strip().lstrip("#>*- ") for part in line.split("\n")))


def _more(these: tuple[Lost, ...], those: tuple[Lost, ...]) -> Iterator[Lost]:
    """What is dropped here and not there, neither as it is nor as a part of a block that is dropped whole."""
    left = Counter((gone.block, gone.text) for gone in those)
    larger: dict[int, list[str]] = {}
    for gone in those:
        larger.setdefault(gone.block, []).append(gone.text)
    for gone in these:
        key = (gone.block, gone.text)
        if left[key] > 0:
            left[key] -= 1
        elif not any(gone.text in text for text in larger.get(gone.block, ())):
            yield gone


def _matched(a: Mapping[str, Outcome], b: Mapping[str, Outcome]) -> tuple[Mapping[str, Outcome], Mapping[str, Outcome]]:
    """Both sides under names that they share: their sources, or those without the folders that all sources of a side lie in."""
    if a.keys() & b.keys() or not a or not b:
        return a, b
    return _shortened(a), _shortened(b)


def _shortened(side: Mapping[str, Outcome]) -> Mapping[str, Outcome]:
    """Without the folders that all have in common, and without suffixes where names stay different: an output's are not its captures'."""
    paths = [source.split("/") for source in side]
    shared = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*(path[:-1] for path in paths), strict=False)))
    names = ["/".join(path[shared:]) for path in paths]
    bare = [name.removesuffix(".gz").rpartition(".")[0] or name for name in names]
    return dict(zip(bare if len(set(bare)) == len(bare) else names, side.values(), strict=True))
