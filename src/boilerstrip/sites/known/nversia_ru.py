"""nversia.ru: a whole issue of the paper stands around one short text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("nversia.ru",),
        body=("div.newspaper_text",),
        keep=("div.newspaper_name",),
    ),
)
