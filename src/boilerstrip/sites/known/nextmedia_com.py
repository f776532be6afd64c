"""nextmedia.com: paragraphs stand in boxes of their own, some very short."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("nextmedia.com",),
        body=("div.article_paragraph_box",),
        keep=("div.article_paragraph_box",),
    ),
)
