"""evidence: why the tagger decided so, in words.

The network mixes everything with everything; what it says is told by the facts that a reader would point to. Each fact is a
condition on one or two features, the telling ones first; a block gets the first two that hold on its side.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Medium
from boilerstrip.phrases import category_names
from boilerstrip.tagger.columns import names


class Fact(NamedTuple):
    """`words` is true of a block whose feature lies at or above `least` (or, where `below`, under it)."""

    words: str
    feature: str
    least: float
    below: bool = False


#: The feature of a distance when there is nothing to be distant from.
_NONE = 1.15
#: What speaks against a block, the most telling first. Least values are on the features' own scales (columns.py). Of the blocks of 30
#: and more columns on the development articles, 61.5 % are body; of those mostly link 9 %, below a phrase as heading 14 %, outside the
#: element that holds the prose 2 %, in the kind of element that holds it 96 % (training/facts.py).
AGAINST = (
    *(Fact(f"holds a {name.replace('_', ' ')} phrase", f"phrase {name}", 0.5) for name in category_names()),
    Fact("stands in a nav", "inside nav", 0.5),
    Fact("stands in a footer", "inside footer", 0.5),
    Fact("stands in an aside", "inside aside", 0.5),
    Fact("stands in a form", "inside form", 0.5),
    Fact("outside the element that holds the prose", "steps down to the narrowest element with 80% of the prose", 0.04),
    Fact("below a heading that is a phrase", "the heading above holds a phrase", 0.5),
    Fact("mostly link", "link share", 0.6),
    Fact("repeats an earlier block", "repeats an earlier block", 0.5),
    Fact("short line among short lines", "run of short lines", 0.35),
    Fact("one of a run of headline-like lines", "run of unclosed lines", 0.4),
    Fact("below all prose", "distance to prose after", _NONE),
    Fact("above all prose", "distance to prose before", _NONE),
    Fact("far below the prose", "distance to prose before", 0.6),
    Fact("far above the prose", "distance to prose after", 0.6),
    Fact("among links", "link text within 8 after", 0.9),
    Fact("not like a sentence", "ends like a sentence", 0.5, below=True),
)
#: What speaks for it.
FOR = (
    Fact("in the kind of element that holds the prose", "share of the prose in the kind", 0.3),
    Fact("stated in the page's articleBody", "words in the articleBody", 0.8),
    Fact("sentence-shaped", "sentence-shaped", 0.5),
    Fact("between paragraphs", "prose within 3 after", 0.9),
    Fact("after paragraphs", "prose within 3 before", 0.9),
    Fact("shares words with the text", "words in the prose", 0.5),
    Fact("stands in the article element", "inside article", 0.5),
)
ELSE = "its place and shape"


class Telling(NamedTuple):
    """The facts that speak for or against a block of one medium, as arrays, and what is said of them."""

    columns: NDArray[np.int64]
    least: NDArray[np.float32]
    below: NDArray[np.bool_]
    sayings: tuple[str, ...]
    """What is said of two facts a and b, by a * (number of facts) + b; then of one fact alone, and of none."""


@lru_cache(maxsize=2 * len(Medium))
def telling(medium: Medium, for_it: bool) -> Telling:
    """What speaks for a block, or against it."""
    columns = {name: place for place, name in enumerate(names(medium))}
    facts = [fact for fact in (FOR if for_it else AGAINST) if fact.feature in columns]
    words = [fact.words for fact in facts]
    return Telling(
        np.array([columns[fact.feature] for fact in facts]),
        np.array([fact.least for fact in facts], np.float32),
        np.array([fact.below for fact in facts]),
        (*(f"{one}, {other}" for one in words for other in words), *words, ELSE),
    )
