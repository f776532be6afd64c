"""torontosun.com: comments and columns of other stories."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("torontosun.com",),
        body=("div.content",),
    ),
)
