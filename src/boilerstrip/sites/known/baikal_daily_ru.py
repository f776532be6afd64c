"""baikal-daily.ru: lists of other news before and after a text of short paragraphs."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("baikal-daily.ru",),
        body=("div.news-text",),
        keep=("div.news-text",),
    ),
)
