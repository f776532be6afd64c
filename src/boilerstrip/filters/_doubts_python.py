"""What a judge with probabilities was not sure of (a leading underscore: not a filter; `_doubts.pyx` is the same, compiled)."""

from __future__ import annotations

from boilerstrip.block import Mark


def doubted(verdicts: list[Mark | None], least: float) -> list[int]:
    """Blocks whose verdict has a probability below `least`; one without a probability is not doubted.

    >>> from boilerstrip.block import Label
    >>> doubted([None, Mark(1, Label.BODY, "prose"), Mark(2, Label.BODY, "prose", score=0.6)], 0.8)
    [2]
    """
    return [place for place, mark in enumerate(verdicts) if mark is not None and mark.score is not None and mark.score < least]
