"""window_title: what a window's title adds to the headline of a dump: the site's name, a section."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.marks import places_of
from boilerstrip.page import Medium, Page
from boilerstrip.sites.book import host_of
from boilerstrip.stated_headline import printed_headline


def window_title(page: Page) -> Iterator[Mark]:
    """Mark the site's name behind the headline of a dump, as a span.

    Dumps that begin with the title of the window may show the headline nowhere else: 5 % of the development articles, as get_text makes
    them and as Common Crawl's WET records do. For five in 650 the whole line is the headline. Of HTML, stated_headline.py takes care.

    Before:
        HEADLINE: Council closes the old bridge - Elster Post
        CHROME: Elster Post
        BODY: The old bridge over the river closes on Monday, the council said.
    After:
        HEADLINE: Council closes the old bridge
        BODY: The old bridge over the river closes on Monday, the council said.
    """
    labels, of_headline = page.labels, Label.HEADLINE
    if page.medium is not Medium.TEXT:
        return
    texts = page.texts
    for index in places_of(labels, (of_headline,)):
        text = texts[index]
        headline = printed_headline(text, host_of(page.url) if page.url else "", texts)
        if headline != text:
            yield Mark(index, Label.CHROME, "the site's name or section behind the headline", span=(len(headline), len(text)))
