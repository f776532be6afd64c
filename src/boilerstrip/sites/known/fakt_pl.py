"""fakt.pl: teasers of other stories, and a lead that stands apart as a heading."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("fakt.pl",),
        body=("div#arTicle",),
        keep=("h2.lead",),
    ),
)
