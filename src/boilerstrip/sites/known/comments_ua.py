"""comments.ua: blocks of other stories in the text column; the lead stands apart."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("comments.ua",),
        body=("div#hypercontext",),
        keep=("p.news_anons",),
        chrome_lines=(r"^Читайте новости Comments\.UA в социальных сетях",),
        drop_examples=("Читайте новости Comments.UA в социальных сетях facebook и twitter.",),
        keep_examples=("Читайте новости вслух, советует врач.",),
    ),
)
