"""mixture: what both taggers together say of a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from boilerstrip.page import Medium
from boilerstrip.tagger.features import Features, names
from boilerstrip.tagger.model import Matrix, Model, shipped

#: How much the tagger of dumps has to say about HTML (geometric mean): it knows nothing of elements, so it does not fail where a site is
#: built unlike those that the HTML tagger was trained on. Out of fold with 0 / .2 / .35 / .5: news .961, .962, .963, .962; articles .959,
#: .956, .955, .953; segments .935, .942, .940, .930; daniel (other languages and years) .815, .843, .853, .862.
TEXT_SHARE = np.float32(0.3)
#: No label is ruled out by one tagger alone.
_LEAST = np.float32(1e-9)


@lru_cache(maxsize=1)
def _shared() -> int:
    """How many features the tagger of dumps knows: the first ones."""
    return len(names(Medium.TEXT))


def mixed(models: Mapping[Medium, Model], medium: Medium, features: Features) -> Matrix:
    """Blocks by LABELS, each row summing to 1; weights that `models` does not hold are those of the package."""
    p = (models.get(medium) or shipped(medium)).probabilities(features)
    if medium is Medium.TEXT:
        return p
    text = models.get(Medium.TEXT) or shipped(Medium.TEXT)
    other = text.probabilities(Features(features.dense[:, : _shared()], None, features.weight))
    np.maximum(p, _LEAST, out=p)  # where both are sure, of different labels, nothing would be left
    np.maximum(other, _LEAST, out=other)
    p **= 1 - TEXT_SHARE
    other **= TEXT_SHARE
    p *= other
    p /= p.sum(1, keepdims=True)
    return p
