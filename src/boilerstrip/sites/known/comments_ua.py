"""comments.ua: blocks of other stories in the text column; the lead stands apart."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("comments.ua",),
        body=("div#hypercontext",),
        keep=("p.news_anons",),
    ),
)
