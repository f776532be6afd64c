"""site_stage: what is known about a page's own site has the last word.

Finds the rule for a page by its host and date and puts its marks on, after everything else has spoken. A page without a matching rule
costs one look into a dict.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from boilerstrip.errors import BoilerstripError, SiteRuleError
from boilerstrip.page import Medium, Page
from boilerstrip.pipeline import Filter, Pipeline
from boilerstrip.site import Site
from boilerstrip.sites.book import Book, Sites, book_of, host_of

_ISO_DATE = slice(0, 10)
#: So many rules are checked before a batch starts, so that what is wrong is said once and not by every worker. Reading takes about
#: 1.4 ms of CPU a rule; of more rules each process reads and reports those of the hosts that it meets.
MOST_CHECKED = 300


def checked(sites: Sites, most: int | None = MOST_CHECKED) -> Sites:
    """The same sources, for workers, after what is wrong with their rules has been said here; unchanged where there are too many."""
    book = book_of(sites)
    if most is not None and len(book.entries) > most:
        return sites
    for site in book.read_all():
        try:
            pipeline_of(site)
        except SiteRuleError as error:
            book.set_aside(site, error)
    return replace(sites, quiet=True)


def by_site(page: Page, sites: Sites) -> Page:
    """The page with the marks of its site's rule, and of ad-block lists where there are any."""
    book = book_of(sites)
    url = page.url or page.facts.canonical
    for path in book.lists:
        page = _by_list(page, str(path), url, book)
    site = book.find(url, day_of(page)) if url else None
    if site is None:
        return page
    try:
        pipeline = pipeline_of(site)
    except SiteRuleError as error:
        book.set_aside(site, error)
        return page
    try:
        return pipeline.run(page)
    except SiteRuleError as error:  # an XPath with a function that there is not shows only on a page
        book.set_aside(site, SiteRuleError(f"{site.called}: {error}"))
        return page


def _by_list(page: Page, path: str, url: str, book: Book) -> Page:
    """The page with the marks of an ad-block list."""
    from boilerstrip.filters.ad_selectors import AdSelectors
    from boilerstrip.sites.cosmetic import cosmetic_rules

    if page.medium is Medium.TEXT:
        return page
    try:
        rules = cosmetic_rules(path)
    except SiteRuleError as error:
        book.report(error)
        return page
    return Pipeline((AdSelectors(rules, host_of(url)),)).run(page)


def day_of(page: Page) -> date | None:
    """The day that a page was captured on, or else published, where it says so."""
    if page.captured_at is not None:
        return page.captured_at.date()
    try:
        return date.fromisoformat(page.facts.published[_ISO_DATE])
    except ValueError:
        return None


def pipeline_of(site: Site) -> Pipeline:
    """A rule as filters: those that it names, and its own marks.

    Raises:
        SiteRuleError: it names a filter that there is not.
    """
    return _pipeline_of(site, site.source)


@lru_cache(maxsize=4_096)
def _pipeline_of(site: Site, _source: str) -> Pipeline:
    """Equal rules from two files are two entries: reasons name the file."""
    from boilerstrip.filters.site_rule import SiteRule
    from boilerstrip.named import filter_named

    extra: list[Filter] = []
    for name in site.filters:
        try:
            extra.append(filter_named(name))
        except BoilerstripError as error:
            raise SiteRuleError(f"{site.called}: filters: {error}") from error
    return Pipeline((*extra, SiteRule(site)), name="site")
