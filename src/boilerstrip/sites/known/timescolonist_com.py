"""timescolonist.com: comments and other stories below the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("timescolonist.com",),
        body=("div#storypage",),
    ),
)
