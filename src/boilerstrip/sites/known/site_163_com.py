"""163.com: rankings of the most-read stories beside the text, and a disclaimer below it; short paragraphs belong to the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("163.com",),
        body=("div#endText",),
        keep=("div#endText",),
        chrome=("span.left",),
    ),
)
