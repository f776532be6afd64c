"""objectiv.tv: comments and a list of the day's news; the lead stands in a box of its own."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("objectiv.tv",),
        body=("div.news",),
        keep=("div.news_open_intro",),
        chrome_lines=(
            r"^В обсуждении запрещены комментарии",
            r"^разместить в ЖЖ ",
            r"^! Комментарии — прямой эфир",
            r"^Новости segodnya\.ua$",
            r"^оскорбления, нецензурные высказывания",
        ),
        drop_examples=("разместить в ЖЖ поделиться новостью",),
        keep_examples=("В обсуждении приняли участие трое.",),
    ),
)
