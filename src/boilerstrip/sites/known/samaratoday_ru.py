"""samaratoday.ru: a list of other news around a short text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("samaratoday.ru",),
        body=("div.dtxt",),
    ),
)
