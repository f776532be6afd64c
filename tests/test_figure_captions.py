"""What the elements of an HTML page say of captions, against what its judge has said. Cases that must be left alone come first."""

from __future__ import annotations

import pytest

from boilerstrip import clean
from boilerstrip.block import Label, Mark
from boilerstrip.filters.caption import caption
from boilerstrip.page import Page
from boilerstrip.segmenters.html import segment_html

PROSE = "<p>The bridge over the Elster closes on Monday, the council said on Friday, and it stays closed until the end of June.</p>"
TEXT = "The old bridge in spring"


def label_after(block: str, label: Label, score: float | None, by: str = "block_tagger") -> Label:
    """The label of the block that reads TEXT, between two paragraphs of the body, after the filter."""
    page: Page = segment_html(PROSE + block + PROSE)
    marks = [Mark(i, Label.BODY, "prose", None, 0.98, "block_tagger") for i in range(len(page.blocks))]
    place = next(i for i, text in enumerate(page.texts) if text.startswith(TEXT))
    marks[place] = Mark(place, label, "judged", None, score, by)
    page = page.marked(marks)
    return page.marked(list(caption(page))).label(place)


FIGURE = f'<figure><img src="b.jpg" alt="A bridge"><figcaption>{TEXT}</figcaption></figure>'
BOX = f'<div class="image-widget"><img src="b.jpg" alt="A bridge"><p>{TEXT}</p></div>'


@pytest.mark.parametrize(
    ("block", "label", "score", "by"),
    [
        (FIGURE, Label.CHROME, 0.97, "block_tagger"),  # it is surer
        (FIGURE, Label.CHROME, None, "legal_line"),  # it has read the line
        (BOX, Label.CHROME, 0.9, "block_tagger"),
        (BOX, Label.BODY, None, "density"),
        (f'<div class="has-image"><img src="b.jpg" alt="A bridge"><p>{TEXT}</p></div>', Label.BODY, 0.6, "block_tagger"),
        (f'<div class="card media"><img src="b.jpg" alt="A bridge"><p>{TEXT}</p></div>', Label.CHROME, 0.6, "block_tagger"),
        (
            f'<div class="media"><img src="b.jpg" alt="A bridge"><p>{TEXT}</p><p>Fares</p><p>Times</p><p>Ports</p></div>',
            Label.BODY,
            0.6,
            "block_tagger",
        ),
        (f'<p class="lead">{TEXT}</p>', Label.CAPTION, 0.9, "block_tagger"),
        (FIGURE, Label.CAPTION, 0.4, "block_tagger"),
        (BOX, Label.CAPTION, 0.4, "block_tagger"),
    ],
)
def test_left_alone(block: str, label: Label, score: float | None, by: str) -> None:
    assert label_after(block, label, score, by) is label


@pytest.mark.parametrize(
    ("block", "label", "score", "becomes"),
    [
        (FIGURE, Label.CHROME, 0.7, Label.CAPTION),
        (FIGURE, Label.BODY, 0.7, Label.CAPTION),
        (BOX, Label.CHROME, 0.7, Label.CAPTION),
        (BOX, Label.BODY, 0.98, Label.CAPTION),
        (
            f'<div class="slide"><img src="b.jpg" alt="A bridge"><a>Open</a><p>{TEXT} (Photo: Ann Example)</p></div>',
            Label.CHROME,
            0.9,
            Label.CAPTION,
        ),
        (f'<p class="lead">{TEXT}</p>', Label.CAPTION, 0.5, Label.CHROME),  # no picture is near
        (
            f'<div class="video-player"><img src="b.jpg" alt="A bridge"><p class="caption">{TEXT}</p></div>',
            Label.CAPTION,
            0.9,
            Label.CHROME,
        ),
        (
            f'<figure><img src="b.jpg" alt="A bridge"><figcaption class="photo-credit">{TEXT}</figcaption></figure>',
            Label.CAPTION,
            0.5,
            Label.CREDIT,
        ),
    ],
)
def test_mended(block: str, label: Label, score: float, becomes: Label) -> None:
    assert label_after(block, label, score) is becomes


def test_the_caption_of_a_table_needs_no_picture() -> None:
    prose = "<p>The ferry sails from May to September, the council said on Monday, and crews rest for nine hours a night.</p>" * 4
    rows = "<tr><th>Route<th>Price<tr><td>Vestnes to Molde<td>120<tr><td>Molde to Orkanger<td>80"
    page = f"<h1>Ferry strike ends</h1>{prose}<table><caption>Fares in kroner, from May to September</caption>{rows}</table>{prose}"
    assert [caption.text for caption in clean(page).captions] == ["Fares in kroner, from May to September"]
