"""mixture: what is said of a page, by its own tagger and, where that is unsure, by the tagger of dumps too."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from boilerstrip.page import Medium
from boilerstrip.tagger.columns import names
from boilerstrip.tagger.features import Features
from boilerstrip.tagger.model import LABELS, Matrix, Model, shipped
from boilerstrip.tagger.verdicts import best_expected

#: An HTML page whose best expected F1 is lower is shown to the tagger of dumps as well: it knows nothing of elements, so it does not fail
#: where a site is built unlike those that the HTML tagger was trained on. Out of fold, with 0 / .8 / .9 / .95: news .966, .966, .966, .967;
#: segments .948, .947, .949, .946; all page types .867, .866, .865, .865; daniel (other languages and years) .878, .889, .897, .897. Only
#: where the dump tagger promises more than the HTML tagger does, with earlier networks: page types .865 for .862, daniel .904 for .908.
UNSURE = 0.9
#: How much it then has to say (geometric mean). With .2 and .4 instead: all page types .867, .864, segments .949, .948, daniel .891, .900.
TEXT_SHARE = np.float32(0.3)
#: No label is ruled out by one tagger alone: where both are sure, of different labels, nothing would be left.
_LEAST = np.float32(1e-9)
_BODY = LABELS.index("body")


@lru_cache(maxsize=1)
def _shared() -> int:
    """How many features the tagger of dumps knows: the first ones."""
    return len(names(Medium.TEXT))


class Judgment(NamedTuple):
    """What is said of a page."""

    p: Matrix
    """Blocks by LABELS, each row summing to 1."""
    best: float
    """`best_expected` of it."""


def mixed(models: Mapping[Medium, Model], medium: Medium, features: Features) -> Judgment:
    """The judgment of a page; weights that `models` does not hold are those of the package."""
    p = (models.get(medium) or shipped(medium)).probabilities(features)
    best = best_expected(p[:, _BODY], features.weight)
    if medium is Medium.TEXT or best >= UNSURE:
        return Judgment(p, best)
    text = models.get(Medium.TEXT) or shipped(Medium.TEXT)
    p = blended(p, text.probabilities(Features(features.dense[:, : _shared()], None, features.weight)))
    return Judgment(p, best_expected(p[:, _BODY], features.weight))


def blended(own: Matrix, other: Matrix) -> Matrix:
    """The geometric mean of two judgments of the same blocks, the other's share being TEXT_SHARE; each row sums to 1."""
    p = np.maximum(own, _LEAST) ** (1 - TEXT_SHARE) * np.maximum(other, _LEAST) ** TEXT_SHARE
    both: Matrix = p / p.sum(1, keepdims=True)
    return both
