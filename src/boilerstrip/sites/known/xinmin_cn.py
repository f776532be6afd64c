"""xinmin.cn: lists of other stories and of readers' favourites around a text of short paragraphs."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("xinmin.cn",),
        body=("div#article_info",),
        keep=("div#article_info",),
        chrome=("p.pictext",),
    ),
)
