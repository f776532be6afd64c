"""dagbladet.no: columns of other stories and machine summaries inside the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("dagbladet.no",),
        chrome=("div.column",),
    ),
)
