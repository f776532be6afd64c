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
    texts, sentence = page.texts, page.sentence
    head = next((i for i, label in enumerate(page.labels) if label is Label.HEADLINE), None)
    if head is None:
        lead = next((i for i, is_sentence in enumerate(sentence) if is_sentence), 0)
        known = {folded(texts[i]): i for i in range(lead) if len(texts[i]) >= 2 * NARROWEST}
        head = next((i for said, i in known.items() if any(j < i and folded(texts[j]).startswith(said) for j in range(lead))), None)
        if head is None:
            return
    said = folded(texts[head])
    if len(said) < NARROWEST:
        return
    opening = texts[head].casefold()[:NARROWEST]
    for index, text in enumerate(texts):
        if index == head or len(text) > len(texts[head]) + ADDED or opening not in text.casefold():
            continue
        if folded(text).startswith(said):
            yield Mark(index, Label.CHROME, "repeats the headline")
