"""dailytelegraph.com.au: comments and other stories below the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("dailytelegraph.com.au",),
        body=("div.story-body",),
    ),
)
