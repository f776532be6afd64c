"""glavnoe.ua: lists of other news around the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("glavnoe.ua",),
        body=("div.articletext",),
    ),
)
