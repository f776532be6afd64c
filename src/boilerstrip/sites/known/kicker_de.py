"""kicker.de: the breadcrumb holds an h1, and the headline is an h2."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("kicker.de",),
        headline=("header.kick__article__header > h2",),
    ),
)
