"""upi.com: other stories' first paragraphs below the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("upi.com",),
        body=("div#sv",),
    ),
)
