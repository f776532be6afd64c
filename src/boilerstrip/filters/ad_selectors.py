"""ad_selectors: elements that an ad-block list hides; only where the user has given such a list.

Lists are written for browsers and by many hands, so a rule that would take most of a page's text is not believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.page import Page
from boilerstrip.sites.cosmetic import CosmeticRules, read_cosmetic

#: A rule that would take more than this share of the body's characters hides an article that is called "sponsored", not an advert.
MOST_OF_BODY = 0.5


def _example() -> CosmeticRules:
    return read_cosmetic(["##.ad-box", "###promo", '##a[href^="https://ads."]'], "example.txt")


@dataclass(frozen=True)
class AdSelectors:
    """Mark what an ad-block list hides on a page of this host.

    Before:
        <p>The bridge closes on Monday, the council said on Friday.</p><div class="ad-box">Buy boots</div>
    After:
        The bridge closes on Monday, the council said on Friday.
    """

    rules: CosmeticRules = field(default_factory=_example)
    host: str = ""
    name: ClassVar[str] = "ad_selectors"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """Marks for what is hidden, with the list and the line of the rule."""
        hits = list(self.rules.hits(page, self.host))
        if not hits:
            return
        labels = page.labels
        sizes = [len(text) if label in PROSE else 0 for text, label in zip(page.texts, labels, strict=True)]
        taken: Counter[int] = Counter()
        for hit in hits:
            if hit.span is None:
                taken[hit.rule.line] += sizes[hit.block]
        most = MOST_OF_BODY * sum(sizes)
        for hit in hits:
            if taken[hit.rule.line] <= most:
                reason = f"{self.rules.name}, line {hit.rule.line}, hides {hit.rule.selector!r}"
                yield Mark(hit.block, Label.CHROME, reason, hit.span)
