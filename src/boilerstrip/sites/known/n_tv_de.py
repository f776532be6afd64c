"""n-tv.de: the breadcrumb holds an h1; the headline shares its h2 with a kicker."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("n-tv.de",),
        headline=("span.article__headline", 'span[class*="article-detail-head_headline"]'),
    ),
)
