"""objectiv.tv: comments and a list of the day's news; the lead stands in a box of its own."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("objectiv.tv",),
        body=("div.news",),
        keep=("div.news_open_intro",),
    ),
)
