"""xinmin.cn: lists of other stories and of readers' favourites around a text of short paragraphs."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("xinmin.cn",),
        body=("div#article_info",),
        keep=("div#article_info",),
        chrome=("p.pictext",),
        chrome_lines=(
            r"^上海滩(?:爆料|微博)",
            r"^声明：$",
            r"^凡注明为其他媒体来源的信息",
            r"^邮箱：稿件处理",
            r"^电话：\d",
            r"^请您对该文章评分",
        ),
        drop_examples=("声明：",),
        keep_examples=("他发表声明：灯塔不会关闭。",),
    ),
)
