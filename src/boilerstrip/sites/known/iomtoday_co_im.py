"""iomtoday.co.im: comments and other stories below the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("iomtoday.co.im",),
        body=("div.editorialSectionLeft",),
        chrome=("div.comment", "div#commentsSection"),
    ),
)
