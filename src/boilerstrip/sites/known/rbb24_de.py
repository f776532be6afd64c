"""rbb24.de: the headline shares its element with a roof line."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("rbb24.de",),
        headline=("span.titletext",),
    ),
)
