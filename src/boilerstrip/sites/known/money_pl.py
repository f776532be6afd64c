"""money.pl: a table of quotations and offers stands in the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("money.pl",),
        chrome=("table.tb02",),
    ),
)
