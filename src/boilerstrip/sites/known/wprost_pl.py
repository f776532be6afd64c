"""wprost.pl: tables of the newest and most discussed stories, and readers' comments."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("wprost.pl",),
        chrome=("div.box", "div.comment-item-inside-area"),
    ),
)
