"""nr2.ru: a column of news tickers, a poll and a calendar."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("nr2.ru",),
        body=("div.mafa",),
        chrome=("div.mafa1", "table.meta"),
    ),
)
