"""confidence: how good an article is likely to be, from the tagger's own probabilities."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from boilerstrip.block import PROSE, Label
from boilerstrip.page import Page

#: The filter whose scores are probabilities.
TAGGER = "block_tagger"

#: (expected F1 by the raw probabilities, F1 that pages of that expectation have): out of fold on 1,400 development pages and dumps,
#: printed by `python -m training.calibrate`. Between the points, straight lines.
CALIBRATION = (
    (0.0, 0.05), (0.3, 0.25), (0.5, 0.45), (0.65, 0.55), (0.75, 0.72), (0.825, 0.77), (0.875, 0.815), (0.9125, 0.885), (0.9375, 0.926),
    (0.9625, 0.953), (0.9875, 0.972), (1.0, 0.985),
)  # fmt: skip

#: A dump that is prose throughout is not judged by the network; such dumps hold 98 % body.
UNJUDGED = 0.98


class Expectation(NamedTuple):
    """What the tagger's probabilities promise for a page."""

    best: float
    """The highest F1 that any threshold promises, uncalibrated; the same for every preset."""
    width: float
    """Expected width of the body."""
    kept: float
    """The F1 that what is kept now promises, uncalibrated."""


def expectation_of(page: Page) -> Expectation | None:
    """Expected word F1 with p the probability of body and w the width of a block: 2 sum(p w of kept) / (sum(w of kept) + sum(p w)).

    None where the tagger has not spoken, or has not asked its network.
    """
    judged: list[tuple[float, int, bool]] = []
    width, verdicts = page.width, page.verdicts
    for mark in page.marks:
        if mark.by == TAGGER and mark.span is None and mark.score is not None:
            # what a block is not body with is chrome, nearly all of it, where chrome was chosen
            p = mark.score if mark.label is Label.BODY else 1 - mark.score if mark.label is Label.CHROME else 0.0
            verdict = verdicts[mark.block]
            judged.append((p, width[mark.block], verdict is not None and verdict.label in PROSE))
    if not judged:
        return None
    wanted = sum(p * wide for p, wide, _ in judged)
    kept = sum(wide for _, wide, keep in judged if keep)
    hits = sum(p * wide for p, wide, keep in judged if keep)
    best = run = sure = 0.0
    for p, wide, _ in sorted(judged, reverse=True):
        run += wide
        sure += p * wide
        best = max(best, 2 * sure / max(1.0, run + wanted))
    return Expectation(best, wanted, 2 * hits / max(1.0, kept + wanted))


def confidence_of(page: Page) -> float | None:
    """Expected word F1 of the body, calibrated, 0 to 1; None where the tagger has not spoken."""
    expectation = expectation_of(page)
    if expectation is None:
        return UNJUDGED if any(mark.by == TAGGER for mark in page.marks) else None
    for (low, low_f1), (high, high_f1) in pairwise(CALIBRATION):
        if expectation.kept <= high:
            return round(low_f1 + (high_f1 - low_f1) * (expectation.kept - low) / (high - low), 3)
    return CALIBRATION[-1][1]
