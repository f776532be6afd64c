"""Articles: what was dropped is worked out when it is read, and nobody can tell; whose byline it is."""

from __future__ import annotations

import copy
import pickle
import time

from boilerstrip import Article, Page, clean
from boilerstrip.block import Block, Kind, Label, Mark, Paragraph

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


RECIPE = """<html><body><article><h1>Bread from the ferry</h1>
<p>The cook of the night ferry bakes this bread every evening, and passengers have asked her for years how it is done.</p>
<ol><li>Mix the flour with the water, the salt and the yeast, and leave the dough alone until the ferry has crossed twice.</li>
<li>Fold the dough over itself, wait for half an hour, and fold it once more, with wet hands and without any haste.<ul>
<li>In summer a quarter of an hour will do, because the galley is warm then, even with both doors open.</li></ul></li>
<li>Bake it at the highest heat for forty minutes, and let it cool on deck before the first passengers come aboard.</li></ol>
<p>This is what she calls, on a label beside the oven, the program of the evening, and she has never changed a line of it:</p>
<pre>knead(dough)

if summer:
    wait(15)</pre></article></body></html>"""


def test_markdown_numbers_ordered_lists_and_keeps_blank_lines_of_code() -> None:
    article = clean(RECIPE)
    shown = [line[:24] for line in article.to_markdown().splitlines()[4:]]
    assert shown == [
        "1. Mix the flour with th", "2. Fold the dough over i", "    - In summer a quarte", "3. Bake it at the highes",
        "", "This is what she calls, ", "", "```", "knead(dough)", "", "if summer:", "    wait(15)", "```",
    ]  # fmt: skip
    assert "1." not in article.text


def test_a_headline_that_only_the_second_reading_finds_is_the_headline() -> None:
    soup = (
        "<body>Bridge closes on Monday<br><br>"
        + "<br><br>".join(CAPTURE.split("\n\n")[2:5:2])
        + "<br><br>And so on, the council said.</body>"
    )
    article = clean(soup)
    assert article.headline == "Bridge closes on Monday"
    assert "Bridge closes" not in article.text
