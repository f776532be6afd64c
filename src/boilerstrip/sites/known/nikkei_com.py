"""nikkei.com: a note on the author stands in the story, in an element with a generated class."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("nikkei.com",),
        chrome=('div[class^="container_c1tz"]',),
    ),
)
