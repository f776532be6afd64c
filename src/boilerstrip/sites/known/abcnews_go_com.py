"""abcnews.go.com: comments and other stories below the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("abcnews.go.com",),
        body=("div#innerbody",),
    ),
)
