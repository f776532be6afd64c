"""block_tagger: the learned judge of blocks. It speaks early; the named filters correct it where they are surer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, repeat

import numpy as np

from boilerstrip.block import Label, Mark
from boilerstrip.page import Medium, Page
from boilerstrip.tagger.evidence import evidence_for
from boilerstrip.tagger.features import Column, features_of
from boilerstrip.tagger.headline_choice import Chooser, headline_of
from boilerstrip.tagger.mixture import best_expected, mixed
from boilerstrip.tagger.model import LABELS, Model
from boilerstrip.tagger.prose import printed, prose_throughout

_LABELS = tuple(Label(name) for name in LABELS)
_HEADLINE, _BODY, _CAPTION = (LABELS.index(name) for name in ("headline", "body", "caption"))

#: Out of fold, body F1 of news / all page types / segments with 0.5: .957 / .877 / .939; 0.6: .961 / .875 / .942; 0.7: .965 / .871 / .946;
#: news dumps .949, .952, .954 (training/evaluate.py).
SHARE_OF_BEST = 0.6
#: A dump that somebody has printed paragraph by paragraph (none of the development dumps but 9 to 30 % of main-content ones; every second
#: reading) and that is body to this share has been cleaned before, and harm is likelier than gain: the threshold is lowered by the
#: factor, and a headline must be surer. Of HTML, segment F .920 to .932, all page types .848 to .852; of main-content dumps .950 to .949.
CLEAN, CLEAN_FACTOR = 0.85, 0.25
#: A probability and its label as a reason shows them, by label and hundredths: to format two hundred a page would take 0.06 ms.
_CENT = 100
_SHOWN = tuple(f"p={place / _CENT:.2f} {name}: " for name in LABELS for place in range(_CENT + 1))
#: A block likelier caption than body is a caption from here on: best caption F1 out of fold on news pages.
CAPTION_FROM = 0.35


@dataclass(frozen=True)
class BlockTagger:
    """Mark every block with its likeliest label: BODY wherever its probability reaches the threshold.

    The threshold is a share of the best F1 that the page's probabilities promise, held between `least` and `most`: half of it would
    maximise expected F1 if the probabilities were exact (Lipton, Elkan and Naryanaswamy 2014). A page that the tagger is sure of is judged
    at `most`. Captions and the headline do not depend on it, so what a higher threshold keeps a lower one keeps too.
    """

    least: float = 0.2
    """Lowest threshold, 0 to 1."""
    most: float = 0.6
    """Highest threshold, 0 to 1."""
    models: tuple[tuple[Medium, Model], ...] = ()
    """Weights other than those in the package, for measuring out of fold."""
    chooser: Chooser | None = None
    """Likewise, for the choice among likely headlines of a dump."""
    name: str = "block_tagger"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """Judge all blocks at once.

        Before:
            Home
            News
            Sport
            Weather
            The old bridge over the river closes on Monday, the council said, and it will not open again before the end of June.
            Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight.
            Contact
            Imprint
            Privacy
        After:
            BODY: The old bridge over the river closes on Monday, the council said, and it will not open again before the end of June.
            BODY: Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight.
        """
        if not page.blocks:
            return
        if prose_throughout(page):
            n = len(page.blocks)
            yield from _marks([Label.BODY] * n, ["the dump is prose throughout"] * n, [None] * n)
            return
        features = features_of(page)
        p = mixed(dict(self.models), page.medium, features)
        body, caption = p[:, _BODY], p[:, _CAPTION]
        other = p.copy()
        other[:, (_BODY, _HEADLINE)] = 0
        threshold = self._threshold(body, features.weight)
        cleaned = printed(page) and float(body @ features.weight) >= CLEAN * float(features.weight.sum())
        if cleaned:
            threshold *= CLEAN_FACTOR
        choice = np.where(body >= threshold, _BODY, other.argmax(1))
        choice[(caption >= CAPTION_FROM) & (caption > body)] = _CAPTION
        top = headline_of(page, p, features.dense, cleaned=cleaned, chooser=self.chooser)
        if top is not None:
            choice[top.place] = _HEADLINE
        chosen = p[np.arange(len(p)), choice]
        evidence = evidence_for(page.medium, features.dense, choice == _BODY)
        shown = (choice * (_CENT + 1) + np.rint(chosen * _CENT).astype(np.int64)).tolist()
        if top is not None and top.why:
            evidence[top.place] = top.why
        reasons = [_SHOWN[place] + why for place, why in zip(shown, evidence, strict=True)]
        yield from _marks([_LABELS[label] for label in choice.tolist()], reasons, chosen.tolist())

    def _threshold(self, body: Column, weight: Column) -> float:
        return min(max(best_expected(body, weight) * SHARE_OF_BEST, self.least), self.most)


def _marks(labels: Sequence[Label], reasons: Sequence[str], scores: Sequence[float | None]) -> Iterator[Mark]:
    """A mark for every block of a page, made without a step of Python for each: a fifth of the time of `Mark(...)` two hundred times."""
    return map(tuple.__new__, repeat(Mark), zip(count(), labels, reasons, repeat(None), scores, repeat("")))


#: The tagger at its balanced threshold.
block_tagger = BlockTagger()
