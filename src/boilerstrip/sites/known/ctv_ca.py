"""ctv.ca: comments stand in the story box itself; local editions have a frame of their own."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("ctv.ca",),
        body=("div.ctvVi", "div.mainBody", "td.middleBodyRoundAM"),
    ),
)
