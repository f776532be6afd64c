"""aif.ua: readers' comments, quoted at length."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("aif.ua",),
        chrome=("p.quote", "div.block"),
    ),
)
