"""mk.co.kr: an offer in a frame inside the text; sub-headings in boxes."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("mk.co.kr",),
        body=("div.news_cnt_detail_wrap",),
        chrome=("div.border_org",),
        keep=("div.mid_title",),
    ),
)
