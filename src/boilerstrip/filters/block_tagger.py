"""block_tagger: the learned judge of blocks. It speaks early; the named filters correct it where they are surer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boilerstrip.block import Label, Mark
from boilerstrip.marks import marks_on
from boilerstrip.page import Medium, Page
from boilerstrip.tagger.evidence import telling
from boilerstrip.tagger.features import features_of
from boilerstrip.tagger.headline_choice import Chooser, headline_of
from boilerstrip.tagger.limits import BODY, Limits
from boilerstrip.tagger.mixture import mixed
from boilerstrip.tagger.model import Model
from boilerstrip.tagger.prose import printed, prose_throughout
from boilerstrip.tagger.verdicts import verdicts

#: Out of fold, body F1 of news / all page types / segments with 0.5: .957 / .877 / .939; 0.6: .961 / .875 / .942; 0.7: .965 / .871 / .946;
#: news dumps .949, .952, .954 (training/evaluate.py).
SHARE_OF_BEST = 0.6
#: A dump that somebody has printed paragraph by paragraph (none of the development dumps but 9 to 30 % of main-content ones; every second
#: reading) and that is body to this share has been cleaned before, and harm is likelier than gain: the threshold is lowered by the
#: factor, and a headline must be surer. Of HTML, segment F .920 to .932, all page types .848 to .852; of main-content dumps .950 to .949.
CLEAN, CLEAN_FACTOR = 0.85, 0.25
#: A block likelier caption than body is a caption from here on: best caption F1 out of fold on news pages. Of dumps .08 / .12 / .18 / .25 /
#: .35: .714, .717, .719, .709, .692, with those that nothing supports taken back (filters/caption.py).
CAPTION_FROM = {Medium.HTML: 0.35, Medium.TEXT: 0.18}


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

    def __call__(self, page: Page) -> Sequence[Mark]:
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
            return ()
        if prose_throughout(page):
            return marks_on(range(len(page.blocks)), Label.BODY, "the dump is prose throughout")
        features = features_of(page)
        p, best = mixed(dict(self.models), page.medium, features)
        threshold = min(max(best * SHARE_OF_BEST, self.least), self.most)
        cleaned = printed(page) and float(p[:, BODY] @ features.weight) >= CLEAN * float(features.weight.sum())
        if cleaned:
            threshold *= CLEAN_FACTOR
        top = headline_of(page, p, features.dense, cleaned=cleaned, chooser=self.chooser)
        limits = Limits(threshold, CAPTION_FROM[page.medium], *(top or ()))
        return verdicts(p, features.dense, limits, telling(page.medium, True), telling(page.medium, False))


#: The tagger at its balanced threshold.
block_tagger = BlockTagger()
