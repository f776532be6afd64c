"""confidence: how good an article is likely to be, from the tagger's own probabilities."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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


class _Judged(NamedTuple):
    """The blocks that the network has judged, an array element each."""

    block: NDArray[np.int64]
    p: NDArray[np.float64]
    """Probability of body."""
    width: NDArray[np.float64]


def _judged(page: Page) -> _Judged | None:
    """The tagger's judgment, read back from its marks; None where it has not spoken, or has not asked its network."""
    # what a block is not body with is chrome, nearly all of it, where chrome was chosen
    found = [
        (block, score if label is Label.BODY else 1 - score if label is Label.CHROME else 0.0)
        for block, label, _, span, score, by in page.marks
        if score is not None and span is None and by == TAGGER
    ]
    if not found:
        return None
    block, p = zip(*found, strict=True)
    places = np.array(block, np.int64)
    return _Judged(places, np.array(p, np.float64), page.shapes.width[places].astype(np.float64))


def likelihoods(page: Page) -> dict[int, float]:
    """The probability of body, by block, of those that the tagger's network has judged."""
    judged = _judged(page)
    return {} if judged is None else dict(zip(judged.block.tolist(), judged.p.tolist(), strict=True))


def expectation_of(page: Page) -> Expectation | None:
    """What thresholds promise: F1 is 2 sum(p w of kept) / (sum(w of kept) + sum(p w)), with p the probability of body and w the width.

    None where the tagger has not spoken, or has not asked its network.
    """
    judged = _judged(page)
    if judged is None:
        return None
    likely = judged.p * judged.width
    wanted = float(likely.sum())
    order = np.lexsort((-judged.width, -judged.p))
    run, sure = np.cumsum(judged.width[order]), np.cumsum(likely[order])
    return Expectation(float((2 * sure / np.maximum(1.0, run + wanted)).max()), wanted)


def confidence_of(page: Page) -> float | None:
    """Expected word F1 of the body that is kept now, calibrated, 0 to 1; None where the tagger has not spoken."""
    judged = _judged(page)
    if judged is None:
        return UNJUDGED if any(mark.by == TAGGER for mark in page.marks) else None
    labels = page.labels
    keep = np.array([labels[block] in PROSE for block in judged.block.tolist()])
    likely = judged.p * judged.width
    expected = 2 * float(likely[keep].sum()) / max(1.0, float(judged.width[keep].sum() + likely.sum()))
    for (low, low_f1), (high, high_f1) in pairwise(CALIBRATION):
        if expected <= high:
            return round(low_f1 + (high_f1 - low_f1) * (expected - low) / (high - low), 3)
    return CALIBRATION[-1][1]
