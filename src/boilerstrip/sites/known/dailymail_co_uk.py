"""dailymail.co.uk: the right-hand column of puffs reads like prose; readers' comments; "femail" boxes inside the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("dailymail.co.uk",),
        chrome=("div.beta", "div#reader-comments", "div.femail"),
    ),
)
