"""zdrowiewpodrozy.pl: other advice below the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("zdrowiewpodrozy.pl",),
        body=("table.contentpaneopen2",),
    ),
)
