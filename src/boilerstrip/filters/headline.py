"""headline: the article's own headline, which other stories' headlines resemble."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.filters._title_python import NARROWEST, WIDEST
from boilerstrip.marks import places_of
from boilerstrip.page import Medium, Page
from boilerstrip.tagger.prose import printed
from boilerstrip.wording import agreement, folded, stems

try:
    from boilerstrip.filters._title import title
except ImportError:
    from boilerstrip.filters._title_python import title

#: A block that agrees so far with a title of the page's metadata shows the headline (FINDINGS: .81 exact on held news pages).
AGREES = 0.4
#: A line with fewer points is no headline: None is right for one dump in ten, and for more of what a cleaner printed (full pages .9075 to
#: .9084).
LEAST, LEAST_PRINTED = 2.5, 5.0


def headline(page: Page) -> Iterator[Mark]:
    """Mark the one block that is the headline, if there is one.

    HTML: the first h1 that agrees with a title of the page's metadata, else a block that shows the headline of its JSON-LD, else one
    that shows og:title. Dumps: of the lines shortly before the first prose, the one whose words the lead repeats most.
    Where earlier filters found one, it stays; where they found several, the best of them.

    Before:
        Weather
        Elster bridge closes until June
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
    After:
        Weather
        HEADLINE: Elster bridge closes until June
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
    """
    known = places_of(page.labels, (Label.HEADLINE,))
    if len(known) == 1:
        return  # an earlier filter has found it
    found = _titled(page) if page.medium is Medium.HTML else None
    reason = "says what the page's metadata give as its title"
    if found is None:
        found = title(page, known, LEAST_PRINTED if printed(page) else LEAST)
        reason = "a title before the text, whose first paragraphs repeat its words"
    if found is not None:
        yield Mark(found, Label.HEADLINE, reason)
        for other in sorted({*known} - {found}):
            yield Mark(other, Label.CHROME, "another title than the article's headline")


def _titled(page: Page) -> int | None:
    facts, site = page.facts, page.facts.site_name
    titles = [title for title in (facts.headline, facts.og_title, facts.title) if title]
    if not titles:
        return None
    known = [stems(title.replace(site, " ") if site else title) for title in titles]
    for top in (1, 2):
        for block in [page.blocks[index] for index in page.headings]:
            if block.level == top:
                own = stems(block.text)
                if any(agreement(own, other) >= AGREES for other in known):
                    return block.index
    shown = {folded(text): i for i, text in reversed(list(enumerate(page.texts))) if NARROWEST <= len(text) <= 2 * WIDEST}
    return next((shown[folded(title)] for title in titles if folded(title) in shown), None)
