"""Articles: what was dropped is worked out when it is read, and nobody can tell; whose byline it is."""

from __future__ import annotations

import copy
import pickle
import time

from boilerstrip import Article, Page, clean
from boilerstrip.article import Paragraph
from boilerstrip.block import Block, Kind, Label, Mark

CAPTURE = "\n\n".join(
    [
        "Home",
        "Bridge closes",
        "The old bridge over the river closes on Monday, the council said, and it will not open again before the end of June.",
        "READ MORE: Ferry strike ends",
        "Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight.",
        "Share on Facebook",
    ]
)


def test_dropped_is_the_same_before_and_after_it_is_read() -> None:
    read, unread = clean(CAPTURE), clean(CAPTURE)
    assert read.dropped and read.dropped == read.dropped
    assert any("READ MORE" in piece.text for piece in read.dropped)
    assert read == unread and hash(read) == hash(unread) and repr(read) == repr(unread)


def test_copies_and_pickles_hold_what_was_dropped_and_nothing_of_the_page() -> None:
    article = clean(CAPTURE)
    for other in (pickle.loads(pickle.dumps(article)), copy.copy(article), copy.deepcopy(article)):
        assert other.dropped == article.dropped
        assert other.to_dict() == article.to_dict()
        assert vars(other).keys() <= Article.__dataclass_fields__.keys()


def test_an_article_made_by_hand_dropped_nothing() -> None:
    assert Article().dropped == ()


def test_the_byline_is_the_one_nearest_to_the_headline() -> None:
    lines = {
        "BY COMPANY TYPE": Label.BYLINE, "Agencies": Label.CHROME, "Brands": Label.CHROME, "Bridge closes": Label.HEADLINE,
        "Monday": Label.TIMESTAMP, "By Ann Example": Label.BYLINE, "The bridge closes on Monday.": Label.BODY,
        "Ferry sails": Label.CHROME, "By Bo Muster": Label.BYLINE,
    }  # fmt: skip
    page = Page(Block(i, text, Kind.LINE) for i, text in enumerate(lines))
    marked = page.marked([Mark(i, label, "said so") for i, label in enumerate(lines.values())])
    assert Article.from_page(marked).byline == "By Ann Example"


def test_captions_and_credits_without_end_take_linear_time() -> None:
    def seconds(pairs: int) -> float:
        dump = "".join(f"A man {number} rows a boat at sea.\nPhoto: Ann Example\n" for number in range(pairs))
        begun = time.perf_counter()
        clean(dump)
        return time.perf_counter() - begun

    seconds(1_000)
    assert seconds(16_000) < 48 * max(seconds(1_000), 0.02)  # the square would be 256


def test_markdown_keeps_bullets_cells_and_fences() -> None:
    body = (
        Paragraph("200 g flour", Kind.LIST_ITEM),
        Paragraph("2. Bake", Kind.LIST_ITEM),
        Paragraph("one", Kind.PARAGRAPH),
        Paragraph("a | b\tc", Kind.CELL),
        Paragraph("```", Kind.CODE),
    )
    assert Article(body=body).to_markdown() == "- 200 g flour\n2. Bake\n\none\n\n| a \\| b | c |\n| --- | --- |\n\n````\n```\n````\n"
