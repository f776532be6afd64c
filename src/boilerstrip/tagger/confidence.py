"""confidence: how good an article is likely to be, from the tagger's own probabilities."""

from __future__ import annotations

from itertools import pairwise

from boilerstrip.block import PROSE, Label
from boilerstrip.page import Page

#: The filter whose scores are probabilities.
TAGGER = "block_tagger"

#: (expected F1 by the raw probabilities, F1 that pages of that expectation have): out of fold on the development pages,
#: printed by `python -m training.evaluate`. Between the points, straight lines.
CALIBRATION = ((0.0, 0.15), (0.3, 0.25), (0.5, 0.4), (0.7, 0.53), (0.8, 0.66), (0.9, 0.86), (0.95, 0.93), (1.0, 0.98))

#: A dump that is prose throughout is not judged by the network; such dumps hold 98 % body.
UNJUDGED = 0.98


def confidence_of(page: Page) -> float | None:
    """Expected word F1 of the body, 0 to 1; None where the tagger has not spoken.

    With p the probability of body and w the width of a block: 2 sum(p w over the kept) / (sum(w over the kept) + sum(p w)).
    """
    width = page.width
    hits = kept = wanted = 0.0
    judged = spoken = False
    for mark in page.marks:
        if mark.by != TAGGER or mark.span is not None:
            continue
        spoken = True
        wide = width[mark.block]
        if mark.score is None:
            p = 1.0
        else:
            judged = True
            # what a block is not body with is chrome, nearly all of it, where chrome was chosen
            p = mark.score if mark.label is Label.BODY else 1 - mark.score if mark.label is Label.CHROME else 0.0
        wanted += p * wide
        if page.label(mark.block) in PROSE:
            kept += wide
            hits += p * wide
    if not spoken:
        return None
    if not judged:
        return UNJUDGED
    expected = 2 * hits / max(1.0, kept + wanted)
    for (low, low_f1), (high, high_f1) in pairwise(CALIBRATION):
        if expected <= high:
            return round(low_f1 + (high_f1 - low_f1) * (expected - low) / (high - low), 3)
    return CALIBRATION[-1][1]
