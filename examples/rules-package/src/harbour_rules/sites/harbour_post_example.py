"""harbour-post.example: the ticker stands in the story's element; dumps print the tide table in mid-article."""

from datetime import date

from boilerstrip import Site

SITES = (
    Site(
        hosts=("harbour-post.example",),
        since=date(2023, 6, 1),
        body="div.story",
        caption="p.picture-text",
        chrome="div.ticker",
        chrome_lines=(r"^Also in the Post: ",),
        filters=("tide_table",),
        drop_examples=("Also in the Post: Mole to be painted",),
        keep_examples=("He is also in the Post building on Fridays.",),
    ),
)
