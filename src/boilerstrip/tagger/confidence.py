"""confidence: how good an article is likely to be, from the tagger's own probabilities."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from boilerstrip.block import Label
from boilerstrip.marks import weigh
from boilerstrip.page import Page
from boilerstrip.tagger.verdicts import best_expected

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


def likelihoods(page: Page) -> dict[int, float]:
    """The probability of body, by block, of those that the tagger's network has judged."""
    body, chrome = Label.BODY, Label.CHROME
    return {
        # what a block is not body with is chrome, nearly all of it, where chrome was chosen
        block: score if label is body else 1 - score if label is chrome else 0.0
        for block, label, _, span, score, by in page.marks
        if score is not None and span is None and by == TAGGER
    }


def expectation_of(page: Page, enough: float = 1.0) -> Expectation | None:
    """What thresholds promise: F1 is 2 sum(p w of kept) / (sum(w of kept) + sum(p w)), with p the probability of body and w the width.

    Where the tagger's own choice promises `enough` (0 to 1), that is said to be the best, and nothing better looked for.
    None where the tagger has not spoken, or has not asked its network.
    """
    weighed = weigh(page.marks, TAGGER, page.width, None)
    if weighed is None:
        return None
    judged, wanted, found, kept = weighed
    if not judged:
        return None
    promised = 2 * found / max(1.0, kept + wanted)
    if promised >= enough:
        return Expectation(promised, wanted)
    likely = likelihoods(page)
    width = page.shapes.width.take(np.array([*likely])).astype(np.float32)
    return Expectation(best_expected(np.array([*likely.values()], np.float32), width), wanted)


def confidence_of(page: Page) -> float | None:
    """Expected word F1 of the body that is kept now, calibrated, 0 to 1; None where the tagger has not spoken."""
    weighed = weigh(page.marks, TAGGER, page.width, page.labels)
    if weighed is None:
        return None
    judged, wanted, found, kept = weighed
    if not judged:
        return UNJUDGED
    expected = 2 * found / max(1.0, kept + wanted)
    for (low, low_f1), (high, high_f1) in pairwise(CALIBRATION):
        if expected <= high:
            return round(low_f1 + (high_f1 - low_f1) * (expected - low) / (high - low), 3)
    return CALIBRATION[-1][1]
