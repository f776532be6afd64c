"""repeated_headline: further lines that say what the headline says."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.page import Page
from boilerstrip.wording import folded

#: Window titles add the site's name and section to the headline: at most so many characters.
ADDED = 60
#: A headline of fewer characters may be a common word ("Weather").
NARROWEST = 12
#: No character becomes more than so many where case is folded.
GROWTH = 3


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
    headline = Label.HEADLINE
    head = page.labels.index(headline) if headline in page.labels else None
    if head is None:
        lead = page.sentences[0] if page.sentences else 0
        known = {folded(texts[i]): i for i in range(lead) if len(texts[i]) >= 2 * NARROWEST}
        head = next((i for said, i in known.items() if any(j < i and folded(texts[j]).startswith(said) for j in range(lead))), None)
        if head is None:
            return
    said = folded(texts[head])
    if len(said) < NARROWEST:
        return
    opening, longest = texts[head].casefold()[:NARROWEST], len(texts[head]) + ADDED
    least = len(said) // GROWTH
    short = [index for index, text in enumerate(texts) if least <= len(text) <= longest]
    if "\n".join([texts[index] for index in short]).casefold().count(opening) <= 1:  # the headline itself
        return
    for index in short:
        if index != head and opening in texts[index].casefold() and folded(texts[index]).startswith(said):
            yield Mark(index, Label.CHROME, "repeats the headline")
