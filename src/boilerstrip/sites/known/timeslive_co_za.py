"""timeslive.co.za: readers' comments are long and read like prose."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("timeslive.co.za",),
        chrome=("div.comments",),
    ),
)
