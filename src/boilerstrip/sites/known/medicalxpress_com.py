"""medicalxpress.com: abstracts of related stories follow the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("medicalxpress.com",),
        body=("div#news-content",),
    ),
)
