"""Text dumps: what becomes a block, what joins, and that segmenting its own output changes no text."""

from __future__ import annotations

import gzip
import json
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.block import Block, Kind
from boilerstrip.segmenters.text import BLANK, segment_text

DUMPS = Path(__file__).resolve().parents[2] / "shared" / "bench" / "text"

PROSE = (
    "The harbour council decided on Tuesday to close the old swing bridge for eleven weeks, and asked drivers to use the ferry, "
    "which is to run every twenty minutes from early in the morning until shortly before midnight. Repairs to the well-known "
    "iron gates, last painted in the year of the flood, are expected to cost four million crowns, most of which a fund for "
    "monuments has promised to pay."
)
GERMAN = (
    "Der Gemeinderat hat am Dienstag beschlossen, die alte Drehbrücke für elf Wochen zu sperren, und bittet alle Fahrer, die Fähre zu "
    "nehmen, die von früh am Morgen bis kurz vor Mitternacht alle zwanzig Minuten verkehren soll. Die Arbeiten an den Toren kosten "
    "nach Angaben der Verwaltung vier Millionen Kronen, von denen der Fonds für Denkmäler den größten Teil trägt."
)
ARABIC = (
    "قرر مجلس الميناء يوم الثلاثاء إغلاق الجسر القديم لمدة أحد عشر أسبوعا، وطلب من السائقين استخدام العبارة التي ستعمل كل عشرين "
    "دقيقة من الصباح الباكر حتى قبيل منتصف الليل، ومن المتوقع أن تكلف أعمال الإصلاح أربعة ملايين كرونة يدفع معظمها صندوق الآثار."
)
CHINESE = (
    "港务委员会周二决定，将旧桥关闭十一周，并请司机改乘渡轮，渡轮从清晨到午夜前每二十分钟一班。桥门的修理费用预计为四百万克朗，"
    "其中大部分由文物基金支付，其余由市政府承担。委员会主席说，这座桥上次粉刷是在洪水那一年，当时许多居民都来帮忙，他们至今还记得那一天。"
)


def texts(dump: str) -> list[str]:
    return [block.text for block in segment_text(dump)]


def kinds(dump: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in segment_text(dump)]


def printed(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(block.text for block in blocks)


# ------------------------------------------------------------------ positions


def test_line_span_indent_and_gap() -> None:
    dump = "Home\r\n\r\n    Middle  East \t\n\tGet short URL\u2028Next"
    found = [(b.index, b.text, b.line, b.span, b.indent, b.gap) for b in segment_text(dump)]
    assert found == [
        (0, "Home", 0, (0, 4), 0, True),
        (1, "Middle  East", 2, (12, 24), 4, True),
        (2, "Get short URL", 3, (28, 41), 8, False),
        (3, "Next", 4, (42, 46), 0, False),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_of_splitlines_counts(end: str) -> None:
    blocks = segment_text(f"One{end}{end} Two{end}")
    assert [(b.text, b.line, b.gap) for b in blocks] == [("One", 0, True), ("Two", 2, True)]
    assert blocks[1].span[0] == len("One") + 2 * len(end) + 1


@pytest.mark.parametrize("dump", ["", "\n\n", " \t\n\u3000\n", "\u200b\n\ufeff \u200e\n\0\0\n"])
def test_blank_dumps_have_no_blocks(dump: str) -> None:
    assert segment_text(dump) == ()


def test_invisible_characters_around_a_line_are_outside_it() -> None:
    assert texts("\ufeffTitle\u200b\n\u200b\nNa\u200bme") == ["Title", "Na\u200bme"]
    assert [b.gap for b in segment_text("Title\n\u200b\nName")] == [True, True]


# ------------------------------------------------------------------ markers


def test_markers_stay_that_are_none() -> None:
    lines = ["#hashtag", "*Daesh is banned", "* The name was changed.", "-5 degrees", "- Oui, dit-il.", "– Dette er helt vilt", "— Jane Example",
             "> More news", ">> Next", "·", "-", "#", "###", "1.", "3,5 million", "19. November 2019", "+500%", "C# # 1"]  # fmt: skip
    dump = "\n\n".join(lines)
    assert kinds(dump) == [(Kind.LINE, line) for line in lines]


def test_spoken_lines_are_no_list() -> None:
    dump = "- Oui, dit-il.\n- Non !\n- Et pourquoi ?"
    assert kinds(dump) == [(Kind.LINE, line) for line in dump.split("\n")]


def test_lists() -> None:
    assert kinds("* Milk\n* Eggs") == [(Kind.LIST_ITEM, "Milk"), (Kind.LIST_ITEM, "Eggs")]
    assert kinds("- Milk\n- Eggs and\n  bread\n- Salt.")[1:3] == [(Kind.LIST_ITEM, "Eggs and"), (Kind.LINE, "bread")]
    assert kinds("* News\n   + World\n   + Sport\n* Arts") == [(Kind.LIST_ITEM, t) for t in ("News", "World", "Sport", "Arts")]
    assert kinds("• Milk\n\n•Eggs\n\n· Bread") == [(Kind.LIST_ITEM, "Milk"), (Kind.LIST_ITEM, "Eggs"), (Kind.LIST_ITEM, "Bread")]
    assert kinds("1. Milk\n2. Eggs\n3) Salt") == [(Kind.LIST_ITEM, "1. Milk"), (Kind.LIST_ITEM, "2. Eggs"), (Kind.LIST_ITEM, "3) Salt")]


def test_a_lone_indented_bullet_counts_where_the_maker_bulleted_others() -> None:
    menu = "  * News\n  * World\n  * Sport\n  * Arts\n"
    assert kinds(menu + "\n  * Ferry strike ends")[-1] == (Kind.LIST_ITEM, "Ferry strike ends")
    assert kinds("  * Ferry strike ends")[-1] == (Kind.LINE, "* Ferry strike ends")


def test_markdown_headings_quotes_and_code() -> None:
    blocks = segment_text("# Bridge\n\n### Ferry\n\nHarbour\n=======\n\nGates\n---\n\n> one\n> two\n\n```sh\nls\n```\nafter\n```")
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        (Kind.HEADING, 1, "Bridge"), (Kind.HEADING, 3, "Ferry"), (Kind.HEADING, 1, "Harbour"), (Kind.LINE, 0, "======="),
        (Kind.HEADING, 2, "Gates"), (Kind.LINE, 0, "---"), (Kind.QUOTE, 0, "one"), (Kind.QUOTE, 0, "two"),
        (Kind.CODE, 0, "```sh"), (Kind.CODE, 0, "ls"), (Kind.CODE, 0, "```"), (Kind.LINE, 0, "after"), (Kind.LINE, 0, "```"),
    ]  # fmt: skip


def test_a_long_quotation_needs_no_neighbour() -> None:
    assert kinds("> " + PROSE) == [(Kind.QUOTE, PROSE)]


def test_rules_and_table_lines_are_blocks() -> None:
    dump = "a | b\n---|---\n***\n\n| c |"
    assert kinds(dump) == [(Kind.LINE, line) for line in ("a | b", "---|---", "***", "| c |")]


@pytest.mark.parametrize(
    ("line", "chars"),
    [("See [the map](https://a.example/x) now", 30), ("![alt](u.png)", 13), ("[![alt](u.png)](https://a.example)", 34),
     ("[a](b_(c)) [d](e)", 16), ("map](https://a.example) and", 23), ("a [b] (c)", 0), ("](", 2)],
)  # fmt: skip
def test_link_chars(line: str, chars: int) -> None:
    (block,) = segment_text(line)
    assert (block.text, block.link_chars) == (line, chars)


# ------------------------------------------------------------------ hard-wrapped paragraphs


@pytest.mark.parametrize("width", [50, 60, 72, 78, 80, 100])
@pytest.mark.parametrize("prose", [PROSE, GERMAN, ARABIC])
def test_wrapped_paragraphs_join(prose: str, width: int) -> None:
    wrapped = textwrap.fill(prose, width)
    dump = f"Home\nNews\nSport\n\n{wrapped}\n\nA short line\n\n{wrapped}\n\n{wrapped}"
    blocks = segment_text(dump)
    assert [b.text for b in blocks] == ["Home", "News", "Sport", prose, "A short line", prose, prose]
    assert dump[slice(*blocks[3].span)] == wrapped
    assert [b.line for b in blocks[:5]] == [0, 1, 2, 4, 4 + wrapped.count("\n") + 2]
    assert [b.index for b in blocks] == list(range(7))
    assert {b.kind for b in blocks} == {Kind.LINE}


def test_indented_and_hanging_paragraphs_join() -> None:
    indented = textwrap.indent(textwrap.fill(PROSE, 70), "    ")
    hanging = textwrap.fill(PROSE, 74, initial_indent="  * ", subsequent_indent="    ")
    assert texts(indented) == [PROSE]
    assert texts(f"{hanging}\n{hanging}") == ["* " + PROSE] * 2
    assert texts("# " + textwrap.fill(PROSE, 70)) == [PROSE]


def test_wrapped_quotations_join() -> None:
    assert texts(textwrap.indent(textwrap.fill(PROSE, 70), "> ")) == [PROSE]


def test_scripts_without_spaces_join_without_space() -> None:
    lines = [CHINESE[i : i + 36] for i in range(0, len(CHINESE), 36)]
    assert len(lines) >= 4
    assert texts("\n".join(lines)) == [CHINESE]


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    lines = ["The harbour council decided on Tuesday to close the old", "swing bridge for eleven weeks, and will look for an exam-",
             "ple of how others did such work without closing a whole", "street to all who live there."]  # fmt: skip
    assert texts("\n".join(lines)) == [f"{lines[0]} {lines[1]}{lines[2]} {lines[3]}"]


@pytest.mark.parametrize("breaks", [True, False])
def test_words_with_hyphens_may_be_broken_at_them_or_not(breaks: bool) -> None:
    prose = (
        "The half-timbered ferry-house beside the swing-bridge was re-opened after a seven-week-long closure, and the well-known"
        " boat-builders of the harbour-side quarter had a flag-raising that drew on-lookers from far-off hill-towns and near-by isles."
    )
    for width in (60, 64, 72, 80):
        wrapped = [textwrap.fill(one, width, break_on_hyphens=breaks) for one in (PROSE, prose)]
        assert texts("\n\n".join(wrapped)) == [PROSE, prose], width


BROKEN = """Home
Harbour news
The harbour council
said on Tuesday that it will close the old
swing bridge
, which dates from the year of the flood, for eleven weeks
.
Drivers are asked to use the ferry (
timetable
), and to leave their cars at home
"""


def test_sentences_broken_at_their_links_join() -> None:
    assert texts(BROKEN) == [
        "Home",
        "Harbour news",
        "The harbour council said on Tuesday that it will close the old swing bridge, which dates from the year of the flood, for eleven weeks.",
        "Drivers are asked to use the ferry (timetable), and to leave their cars at home",
    ]
    blocks = segment_text(BROKEN)
    assert BROKEN[slice(*blocks[2].span)] == "\n".join(BROKEN.split("\n")[2:7])
    assert [block.line for block in blocks] == [0, 1, 2, 7]


def test_nothing_joins_where_only_one_sentence_is_broken() -> None:
    dump = "The harbour council\nsaid on Tuesday that it will close the\nswing bridge\n, which is old.\n"
    assert texts(dump) == dump.splitlines()


@pytest.mark.parametrize(
    "lines",
    [
        ["news", "sport and weather", "about us and the house", "terms of use"],
        ["Council Decides to Close the Old Bridge over the Elster", "by Ann Example of the Harbour Gazette"],
        ['keys = ["Authorization",', '"X-Api-Key",', '"Cookie"]'],
        ["He said so.", "and then he left the house"],
    ],
    ids=["a menu", "a headline", "code", "a sentence that has ended"],
)
def test_what_stands_by_itself_does_not_join_in_a_dump_of_broken_sentences(lines: list[str]) -> None:
    assert texts("\n".join([*lines, "", *BROKEN.splitlines()]))[: len(lines)] == lines


def test_broken_sentences_join_in_linear_time() -> None:
    def seconds(pieces: int) -> float:
        dump = "The ferry\n" + "sails on\n, and\n" * pieces
        start = time.perf_counter()
        assert len(segment_text(dump)) == 2
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(64_000) < 64 * max(seconds(4_000), 0.02)  # the square would be 256


UNJOINED = {
    "headlines": """Ferry strike ends after night of talks in the harbour office
        Council to paint the old swing bridge in a new shade of green
        Why eleven weeks without a bridge may be good for the old town
        Iron gates of the flood year to be shown in the city museum
        Drivers told to leave their cars at home while the ferry runs
        Fund for monuments promises four million for the iron gates""",
    "menu in lower case": "news\nsport\nweather\ntravel\nabout us\ncontact\nterms of use\nprivacy\ncookies\nsitemap",
    "poem": """the tide goes out and takes along
        the letters that I wrote
        a gull that has forgotten song
        sits on an empty boat
        and all the lamps along the quay
        burn as they burned before
        when you came in from open sea
        and never left the shore""",
    "address": "The Harbour Gazette\n14 Example Street\n4th floor, second door\nSampleton 12345\nphone 555 0100\nnewsroom@gazette.example",
    "table": "\n".join(f"12-01-{day} 08:00  ferry no. {day}  leaves the old harbour  on time  {day * 7} on board" for day in range(11, 25)),
    "links broken from their sentence": "The minister\nJohn Example\nsaid on Monday that the bridge would be closed.\nHe did not\nsay why\n, nor how long.",
    "one line a paragraph": "\n".join([PROSE[:130], PROSE[:210], "and then it rained", PROSE[:95], PROSE[:300], PROSE[:121]]),
    "change log": "\n".join(
        f"gates: {what}" for what in ("fix the hinge of the left leaf", "add support for painted iron", "allow closing at night by hand",
                                      "fix counting of ferry riders", "add test for the flood year", "allow two keys for one lock")),
    "code": "\n".join(f"ferry_count(bridge,{way},passengers,{'x' * n});//route-{way}" for n, way in enumerate(("north", "west", "south", "east", "up"))),
    "Chinese headlines cut to one width": "\n".join(
        ["港务委员会决定关闭旧桥 司机改乘渡轮十一周", "桥门修理费用四百万克朗 文物基金承担大半部分", "洪水那一年粉刷的桥门 将在城市博物馆展出",
         "渡轮每二十分钟一班 清晨到午夜都可以乘坐", "居民回忆当年帮忙粉刷 至今还记得那一天呢", "委员会主席表示感谢 呼吁大家耐心等待开通"]),
}  # fmt: skip


@pytest.mark.parametrize("case", UNJOINED)
def test_lines_that_are_not_wrapped_stay(case: str) -> None:
    dump = UNJOINED[case]
    assert texts(dump) == [line.strip() for line in dump.split("\n")]


def test_a_wrapped_letter_in_a_page_that_is_not_wrapped_joins_alone() -> None:
    page = f"Home\nNews\n{PROSE}\n{PROSE[:199]}\n"
    found = texts(page + "\n" + textwrap.fill(PROSE, 64) + "\n\n" + PROSE[:250])
    assert found == ["Home", "News", PROSE, PROSE[:199], PROSE, PROSE[:250]]


# ------------------------------------------------------------------ properties

PIECES = st.sampled_from(
    ["- ", "* ", "+ ", "> ", ">", "# ", "## ", "• ", "·", "1. ", "2) ", "```", "```py", "---", "===", "|", "[a](b)", "](", "\n", "\n\n", "\r\n", "\r",
     "\u2028", "\n, ", "\n.", "\n) ", "\t", "    ", "\u200b", "\ufeff", "\0", "\xa0", "word", "Word.", "well-", "ple", "bridge over the river and ", "港务委员会决定，", PROSE[:60],
     " " * 45, textwrap.fill(PROSE, 60), textwrap.fill(PROSE, 72), textwrap.indent(textwrap.fill(GERMAN, 66), "> ")]
)  # fmt: skip
DUMP = st.one_of(
    st.text(), st.lists(PIECES, max_size=40).map("".join), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)
)


@settings(max_examples=600, deadline=None)
@given(DUMP)
def test_texts_are_a_fixed_point(dump: str) -> None:
    blocks = segment_text(dump)
    assert texts(printed(blocks)) == [block.text for block in blocks]


@settings(max_examples=400, deadline=None)
@given(DUMP)
def test_blocks_stand_in_the_dump(dump: str) -> None:
    end, line = 0, -1
    for index, block in enumerate(segment_text(dump)):
        start, stop = block.span
        assert block.index == index
        assert end <= start < stop
        assert line < block.line
        assert len(dump[:start].splitlines()) - (0 if dump[:start].endswith(block_line_ends) or not start else 1) == block.line
        assert block.text == block.text.strip(BLANK) != ""
        source = dump[start:stop]
        if block.text != source:  # a joined paragraph
            assert len(source.splitlines()) > 1
            assert is_subsequence(block.text.split(), source)
        assert 0 <= block.link_chars <= len(block.text)
        end, line = stop, block.line


block_line_ends = ("\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")


def is_subsequence(words: list[str], source: str) -> bool:
    letters = iter(source)
    return all(letter in letters for word in words for letter in word)


@settings(max_examples=300, deadline=None)
@given(DUMP)
def test_every_letter_is_in_a_block(dump: str) -> None:
    inside = "".join(dump[slice(*block.span)] for block in segment_text(dump))
    assert sorted(c for c in inside if c.isalnum()) == sorted(c for c in dump if c.isalnum())


def dumps(maker: str, many: int) -> Iterator[str]:
    path = DUMPS / maker
    if not path.exists():
        pytest.skip("the dumps of ../shared/bench are absent")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(many), strict=False):
            yield json.loads(line)["text"]


@pytest.mark.parametrize("maker", ["innertext", "gettext", "inscriptis", "resilimain", "seedlike", "wet"])
def test_texts_of_real_dumps_are_a_fixed_point(maker: str) -> None:
    for dump in dumps(f"fundus/{maker}.jsonl.gz", 40):
        blocks = segment_text(dump)
        assert texts(printed(blocks)) == [block.text for block in blocks]


# ------------------------------------------------------------------ size

MILLION = 1_000_000
#: Seconds; ten times what a slow machine took.
PATIENCE = 60


@pytest.mark.parametrize(
    "dump",
    ["x" * (10 * MILLION), "word " * (2 * MILLION), "a\n" * MILLION, "* a\n" * (MILLION // 4), "\n" * MILLION, "- " * MILLION, "# " * MILLION,
     ">" * MILLION, "• " * MILLION, "[" * MILLION, "[a](" * (MILLION // 4), "](" * (MILLION // 2), "![" * (MILLION // 2), "```\n" * (MILLION // 8),
     "\u200b" * MILLION, (textwrap.fill(PROSE, 70) + "\n\n") * 2000, (textwrap.fill(PROSE, 70) + "\n") * 2000, "-\u200b" * (MILLION // 2),
     "* a\r" * (MILLION // 8), ("> " + "x" * 60 + "\r") * 10_000],
    ids=["line", "words", "lines", "bullets", "blank", "dashes", "hashes", "arrows", "dots", "open", "half links", "closing", "images", "fences",
         "invisible", "wrapped", "wrapped without gaps", "mixed", "carriage returns", "quotes"],
)  # fmt: skip
def test_time_is_linear(dump: str) -> None:
    start = time.perf_counter()
    segment_text(dump)
    assert time.perf_counter() - start < PATIENCE
