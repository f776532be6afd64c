"""informpskov.ru: a day's news around one short text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("informpskov.ru",),
        body=("div.text",),
    ),
)
