"""news.sina.com.tw: lists of other stories around the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("news.sina.com.tw",),
        body=("div#articles",),
    ),
)
