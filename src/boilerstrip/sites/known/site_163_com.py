"""163.com: rankings of the most-read stories beside the text, and a disclaimer below it; short paragraphs belong to the text."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("163.com",),
        body=("div#endText",),
        keep=("div#endText",),
        chrome=("span.left",),
        chrome_lines=(
            r"^网友评论仅供其表达个人看法",
            r"^网易声明：",
            r"^跟贴(?:读取|昵称)",
            r"^发贴区",
            r"^\(本文来源：",
        ),
        drop_examples=("跟贴读取中...",),
        keep_examples=("跟贴着墙走的人最先看到灯塔。",),
    ),
)
