"""southcn.com: lists of other stories below the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("southcn.com",),
        body=("div#ScDetailContent",),
    ),
)
