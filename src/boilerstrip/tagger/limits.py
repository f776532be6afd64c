"""limits: from which probability on a block has a label, and how a reason shows it."""

from __future__ import annotations

from typing import NamedTuple

from boilerstrip.block import Label
from boilerstrip.tagger.model import LABELS

#: The labels as marks have them, in the order of the network's outputs.
MARKS = tuple(Label(name) for name in LABELS)
HEADLINE, BODY, CAPTION = (LABELS.index(name) for name in ("headline", "body", "caption"))

#: A probability and its label as a reason shows them, by label and hundredths: to format two hundred a page would take 0.06 ms.
CENT = 100
#: Keeps a page without text from dividing by zero.
NOTHING = 1e-6
SHOWN = tuple(f"p={place / CENT:.2f} {name}: " for name in LABELS for place in range(CENT + 1))


class Limits(NamedTuple):
    """Probabilities, 0 to 1, and the one headline."""

    body: float
    """A block is body from here on."""
    caption: float
    """A block likelier caption than body is a caption from here on."""
    headline: int | None = None
    """The block that is the headline."""
    why: str = ""
    """What speaks for the headline; where empty, facts tell it as they do of other blocks."""
