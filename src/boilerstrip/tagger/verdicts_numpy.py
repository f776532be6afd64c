"""verdicts_numpy: what the tagger says of every block, in numpy, where `_verdicts.pyx` is not compiled."""

from __future__ import annotations

from itertools import count, repeat

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Mark
from boilerstrip.tagger.evidence import Telling
from boilerstrip.tagger.limits import BODY, CAPTION, CENT, HEADLINE, MARKS, NOTHING, SHOWN, Limits

Matrix = NDArray[np.float32]


def verdicts(p: Matrix, dense: Matrix, limits: Limits, pro: Telling, contra: Telling) -> list[Mark]:
    """A mark for every block: the label that the probabilities give it, with up to two facts that speak for its side."""
    choice = _chosen(p, limits)
    chosen = p[np.arange(len(p)), choice]
    said = np.where(choice == BODY, _told(dense, pro), _told(dense, contra) + len(pro.sayings)).tolist()
    sayings = pro.sayings + contra.sayings
    shown = (choice * (CENT + 1) + np.rint(chosen * CENT).astype(np.int64)).tolist()
    reasons = [SHOWN[place] + sayings[why] for place, why in zip(shown, said, strict=True)]
    if limits.headline is not None and limits.why:
        reasons[limits.headline] = SHOWN[shown[limits.headline]] + limits.why
    labels = [MARKS[label] for label in choice.tolist()]
    # without a step of Python for each: a fifth of the time of `Mark(...)` two hundred times
    return list(map(tuple.__new__, repeat(Mark), zip(count(), labels, reasons, repeat(None), chosen.tolist(), repeat(""))))


def _chosen(p: Matrix, limits: Limits) -> NDArray[np.int64]:
    body, caption = p[:, BODY], p[:, CAPTION]
    other = p.copy()
    other[:, (BODY, HEADLINE)] = 0
    choice = np.where(body >= limits.body, BODY, other.argmax(1))
    choice[(caption >= limits.caption) & (caption > body)] = CAPTION
    if limits.headline is not None:
        choice[limits.headline] = HEADLINE
    return choice


def _told(dense: Matrix, facts: Telling) -> NDArray[np.int64]:
    """Per block the place of what is said of the first two facts that hold."""
    holds = (dense.take(facts.columns, 1) >= facts.least) != facts.below
    first, n = holds.argmax(1), len(facts.columns)
    any_holds = holds.any(1)
    holds[np.arange(len(holds)), first] = False
    return np.where(holds.any(1), first * n + holds.argmax(1), np.where(any_holds, n * n + first, n * n + n))


def best_expected(body: NDArray[np.float32], weight: NDArray[np.float32]) -> float:
    """The best F1 (0 to 1) that the blocks' probabilities promise at any threshold: that of keeping the likeliest blocks."""
    order = (-body).argsort(kind="stable")
    hits = (body * weight).take(order).cumsum()
    return float((2 * hits / (weight.take(order).cumsum() + hits[-1] + NOTHING)).max())
