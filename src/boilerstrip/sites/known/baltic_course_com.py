"""baltic-course.com: lists of other news around the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("baltic-course.com",),
        body=("div.body",),
    ),
)
