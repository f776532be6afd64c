"""block_tagger: the learned judge of blocks. It speaks early; the named filters correct it where they are surer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from boilerstrip.block import Label, Mark
from boilerstrip.page import Page
from boilerstrip.tagger.evidence import evidence_for
from boilerstrip.tagger.features import features_of
from boilerstrip.tagger.model import LABELS, Model, shipped

_LABELS = tuple(Label(name) for name in LABELS)
_HEADLINE, _BODY, _CAPTION = (LABELS.index(name) for name in ("headline", "body", "caption"))

#: The likeliest headline of a page is one from this probability on; below, none is the right answer more often than not
#: (out of fold on the development dumps).
HEADLINE_FROM = 0.3
#: A block likelier caption than body is a caption from here on: best caption F1 out of fold on news pages.
CAPTION_FROM = 0.35


@dataclass(frozen=True)
class BlockTagger:
    """Mark every block with its likeliest label: BODY wherever that has at least the probability `keep`.

    Captions and the headline do not depend on `keep`, so what a higher threshold keeps a lower one keeps too.
    """

    keep: float = 0.5
    """Least probability of body, 0 to 1."""
    model: Model | None = None
    """Weights other than those in the package, for measuring."""
    name: str = "block_tagger"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """Judge all blocks at once.

        Before:
            Home
            News
            Sport
            Weather
            The old bridge over the river closes on Monday, the council said on Friday, and it will not open again before the end of June.
            Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight.
            Contact
            Imprint
            Privacy
        After:
            BODY: The old bridge over the river closes on Monday, the council said on Friday, and it will not open again before the end of June.
            BODY: Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight.
        """
        if not page.blocks:
            return
        features = features_of(page)
        p = (self.model or shipped(page.medium)).probabilities(features)
        body, caption = p[:, _BODY], p[:, _CAPTION]
        other = p.copy()
        other[:, (_BODY, _HEADLINE)] = 0
        choice = np.where(body >= self.keep, _BODY, other.argmax(1))
        choice[(caption >= CAPTION_FROM) & (caption > body)] = _CAPTION
        top = int(p[:, _HEADLINE].argmax())
        if p[top, _HEADLINE] >= HEADLINE_FROM:
            choice[top] = _HEADLINE
        chosen = p[np.arange(len(p)), choice].tolist()
        evidence = evidence_for(page.medium, features.dense, choice == _BODY)
        for index, (label, score, why) in enumerate(zip(choice.tolist(), chosen, evidence, strict=True)):
            yield Mark(index, _LABELS[label], f"p={score:.2f} {LABELS[label]}: {why}", score=score)


#: The tagger at its balanced threshold.
block_tagger = BlockTagger()
