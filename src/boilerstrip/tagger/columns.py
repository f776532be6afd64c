"""columns: which features a block has, in order, and the scales that they are measured on."""

from __future__ import annotations

from boilerstrip.block import Kind
from boilerstrip.page import Medium
from boilerstrip.phrases import category_names
from boilerstrip.tagger.elements import FLAGS, LEVELS

#: Borders of the width classes; FINDINGS: chrome to content is 445:1 up to 15 characters and 1:3 over 120.
WIDTHS = (8, 15, 30, 45, 60, 90, 120, 200, 400)
#: How far windows look, in blocks.
REACHES = (3, 8, 20)
#: Up to this width a block is a short line: most of a menu, few of a body.
SHORT = 30
#: Up to this width an unclosed line may belong to a run of headlines.
HEADLINE_WIDTH = 130

#: Elements are looked for that hold so much of the page's prose: the narrowest that does.
HOLDING = (0.3, 0.5, 0.8)
#: How far up ancestors are asked what share of the page they hold; LEVELS are nearer ones.
UP = (3, 4, 5, 6, 8)
#: Going up from a block, an ancestor holds so much of the prose after some steps.
REACHED = (0.1, 0.5)
#: More steps between two elements than these count as these.
MOST_STEPS = 12
#: What stands in a box of its own, and what a page is about, is told by where blocks lie in the tree of elements. Out of fold, the whole
#: pipeline, before and with these columns: news .966, .967; segments .946, .948; articles .957, .959; all page types .860, .862; other
#: languages and years (DAnIEL, never trained on) .887, .908. Taggers alone, one seed without, two with: page types .885; .888, .888.
SURROUNDINGS = (
    *(f"{what} the narrowest element with {share:.0%} of the prose" for share in HOLDING
      for what in ("in", "steps up to", "steps down to")),
    "in the headline's element", "steps up to one around the headline", "steps down to the headline", "below the headline",
    "blocks from the headline",
    *(f"{what} share {up} up" for up in UP for what in ("prose", "text")),
    *(f"steps up to {share:.0%} of the prose" for share in REACHED),
    "blocks of the kind of element", "share of the prose in the kind", "mean width of the kind", "prose share of the kind",
    "blocks from the heading above", "level of the heading above", "near the heading above", "the heading above holds a phrase",
)  # fmt: skip

_CLASS_NAMES = ("space", "digit", "capital", "lower case", "letter", "wide letter", "stop", "comma", "quote", "colon", "dash", "symbol")
_COUNTS = ("width", "words", "digits", "letters", "capital letters", "capital words", "stops", "commas", "symbols")
_RATIOS = ("share of digits", "share of capitals", "share of letters", "share of capital words", "share of symbols", "commas per word")
_SUMMED = ("prose", "text", "prose blocks", "short lines", "chrome phrases", "link text")


def names(medium: Medium) -> list[str]:
    """Names of the columns of `Features.dense`, in order."""
    found = [f"log {name}" for name in _COUNTS] + list(_RATIOS)
    found += [f"width class {i}" for i in range(len(WIDTHS) + 1)]
    found += [f"starts with {name}" for name in _CLASS_NAMES] + [f"ends with {name}" for name in _CLASS_NAMES]
    found += ["ends like a sentence", "sentence-shaped"]
    found += [f"kind {kind}" for kind in Kind] + ["level", "stands apart", "indent"]
    found += [f"phrase {name}" for name in category_names()] + ["weak phrase", "whole line is a phrase"]
    found += [f"{name} within {reach} {side}" for side in ("before", "after") for reach in REACHES for name in _SUMMED]
    found += ["prose so far", "text so far", "position", "blocks from the top", "blocks to the end"]
    found += ["distance to prose before", "distance to prose after", "run of unclosed lines", "place in the run", "run of short lines"]
    found += ["repeats an earlier block", "repeated later", "words in the prose", "words in the lead", "content words"]
    found += ["blocks of the page", "text of the page", "prose share of the page", "short lines of the page", "sentences of the page"]
    if medium is Medium.HTML:
        found += ["link share", "bold share", "link text", "depth", "images before"]
        found += [f"inside {flag}" for flag in FLAGS]
        found += [f"{name}, {level}" for level in LEVELS for name in ("text share", "link share", "prose share", "blocks", "mean width")]
        found += ["words in the title", "title words", "words in the headline fact", "headline fact words"]
        found += ["words in the description", "description words", "words in the articleBody", "page has an articleBody"]
        found += SURROUNDINGS
    return found
