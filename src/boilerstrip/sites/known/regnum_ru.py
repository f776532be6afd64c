"""regnum.ru: headlines of partners and of the day stand above the text, in the same column."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("regnum.ru",),
        body=("div.newsbody",),
    ),
)
