"""repeated_headline: further lines that say what the headline says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from boilerstrip.block import Label, Mark
from boilerstrip.marks import places_of
from boilerstrip.page import Page
from boilerstrip.wording import folded, repeating

#: Window titles add the site's name and section to the headline: at most so many characters.
ADDED = 60
#: A headline of fewer characters may be a common word ("Weather").
NARROWEST = 12


def repeated_headline(page: Page) -> Iterator[Mark]:
    """Mark lines that repeat the headline, with or without the site's name, as window titles and breadcrumbs do.

    Without a headline yet, a line that a later line repeats word for word counts as one, and the first of them is marked.

    Before:
        Elster bridge closes until June - Elster Post
        Elster bridge closes until June
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
    After:
        Elster bridge closes until June
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
    """
    texts = page.texts
    head = next(iter(places_of(page.labels, (Label.HEADLINE,))), None)
    if head is None:
        head = _repeated(texts, page.sentences[0] if page.sentences else 0)
        if head is None:
            return
    said = folded(texts[head])
    if len(said) < NARROWEST:
        return
    opening = texts[head].casefold()[:NARROWEST]
    for index in repeating(texts, said, len(texts[head]) + ADDED):
        if index != head and opening in texts[index].casefold():
            yield Mark(index, Label.CHROME, "repeats the headline")


def _repeated(texts: Sequence[str], lead: int) -> int | None:
    """Of the lines before the first sentence the first that an earlier one begins with, or repeats; not of common words."""
    known = {folded(texts[i]): i for i in range(lead) if len(texts[i]) >= 2 * NARROWEST}
    if not known:
        return None
    said = sorted((folded(texts[i]), i) for i in range(lead))  # so lines that begin alike stand side by side
    for opening, index in known.items():
        place = bisect_left(said, (opening, 0))
        while place < len(said) and said[place][0].startswith(opening):
            if said[place][1] < index:
                return index
            place += 1
    return None
