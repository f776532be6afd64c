"""What a reader sees of an HTML page, where that is not what stands in its source."""

from __future__ import annotations

import json
import textwrap
import time
from html import escape

import pytest

from boilerstrip import clean
from boilerstrip.block import Kind
from boilerstrip.segmenters.html import LEAST_CHARS, RENDERED, segment_html
from boilerstrip.segmenters.walk_python import hidden

MENU = "<ul>" + "".join(f"<li><a href=/{month}>Archive of month {month}</a></li>" for month in range(20)) + "</ul>"
PROSE = "The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June."
STORY = f"<p>{PROSE}</p><p>Drivers are to take the road by the old mill, which is eleven kilometres longer and not lit at night.</p>" * 3


def texts(html: str) -> list[str]:
    return [block.text for block in segment_html(html).blocks]


def test_readings_above_characters_are_passed_over() -> None:
    assert texts("<p><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>ども<ruby>橋<rtc><rt>はし</rt></rtc></ruby>が閉まる。") == [
        "子ども橋が閉まる。"
    ]


def test_a_page_without_a_sentence_is_read_with_its_noscript() -> None:
    assert sum(map(len, texts(MENU))) > LEAST_CHARS
    assert PROSE in texts(f"{MENU}<noscript>{STORY}</noscript>")


def test_a_page_with_a_sentence_is_not() -> None:
    assert texts(f"<p>{PROSE}</p>{MENU}<noscript>{STORY}</noscript>").count(PROSE) == 1


def test_a_short_noscript_is_not_read_instead_of_a_page() -> None:
    assert PROSE not in texts(f"{MENU}<noscript><p>{PROSE}</p></noscript>")


# ------------------------------------------------------------------ pages whose article waits in their data

HEAD = '<head><meta property="og:type" content="article"><meta property="og:title" content="Old bridge closes"></head>'
STATE = json.dumps({"id": 7, "article": {"title": "Old bridge closes", "content": STORY}}).replace("<", "\\u003c")


def waiting(data: str, head: str = HEAD) -> str:
    return f"<html>{head}<body>{MENU}<div id=app></div>{data}</body></html>"


@pytest.mark.parametrize(
    "data",
    [
        f'<script id="state" type="application/json">{STATE}</script>',
        f"<script>window.__STATE__ = {STATE};</script>",
        f"<script>self.__flight.push([1,{json.dumps('5:' + STATE)}])</script>",
        f"<script>load(JSON.parse({json.dumps(STATE)}))</script>",
        f"<script>load('{escape(STORY)}')</script>",
        f'<div data-props="{escape(STATE)}"></div>',
        "<script type=application/ld+json>"
        + json.dumps({"@type": "NewsArticle", "headline": "Old bridge closes", "articleBody": STORY.replace("</p><p>", "\n").strip("</p>")})
        + "</script>",
    ],
)
def test_an_article_that_waits_in_a_page_s_data_is_read(data: str) -> None:
    article = clean(waiting(data))
    assert article.headline == "Old bridge closes"
    assert PROSE in [paragraph.text for paragraph in article.body]
    assert "Archive of month 7" not in article.text
    assert RENDERED in article.reason


def test_a_page_that_shows_its_article_is_not_read_twice() -> None:
    shown = f"<html>{HEAD}<body><article>{STORY * 2}</article><script>let state = {STATE}</script></body></html>"
    assert clean(shown).text.count(PROSE) <= 6
    assert RENDERED not in clean(shown).reason


def test_a_page_that_is_no_article_is_not_looked_through() -> None:
    shop = HEAD.replace('"article"', '"product"')
    assert PROSE not in clean(waiting(f"<script>let state = {STATE}</script>", shop)).text


def test_a_script_full_of_quotes_is_read_in_linear_time() -> None:
    paragraphs = "<\\/p>" * 5

    def seconds(times: int) -> float:
        page = waiting("<script>" + paragraphs + "'\\\"" * times + '"\\"' * times + "</script>")
        begun = time.perf_counter()
        segment_html(page)
        return time.perf_counter() - begun

    seconds(100)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.005)


# ------------------------------------------------------------------ what is hidden, and what only waits to be opened


@pytest.mark.parametrize(
    "attributes",
    [
        {"hidden": "", "role": "tabpanel"},
        {"hidden": "until-found"},
        {"hidden": None, "aria-labelledby": "question-3"},
        {"style": "display: none", "class": "c-accordion__panel"},
        {"style": "display:none", "id": "faq-answer-2"},
    ],
)
def test_closed_panels_are_content(attributes: dict[str, str | None]) -> None:
    assert not hidden(attributes)
    written = "".join(f' {name}="{value or ""}"' for name, value in attributes.items())
    assert PROSE in texts(f"<p>{PROSE} And so on.</p><div{written}><p>{PROSE}</p></div>")


@pytest.mark.parametrize(
    "attributes",
    [
        {"hidden": ""},
        {"hidden": "", "role": "dialog", "aria-labelledby": "title"},
        {"style": "display:none", "aria-labelledby": "title"},
        {"style": "Display: none", "class": "newsletter"},
    ],
)
def test_what_is_hidden_otherwise_is_not(attributes: dict[str, str | None]) -> None:
    assert hidden(attributes)
    written = "".join(f' {name}="{value or ""}"' for name, value in attributes.items())
    assert PROSE not in texts(f"<p>{PROSE} And so on.</p>{STORY.replace(PROSE, '')}<div{written}><p>{PROSE}</p></div>")


def test_an_unclosed_frame_in_noscript_does_not_swallow_the_page() -> None:
    frame = '<noscript><iframe src="https://tags.example/ns.html" height="0" />\n</noscript>'
    assert PROSE in texts(f"<body>{frame}<h1>Old bridge closes</h1>{STORY}</body>")


def test_a_shadow_tree_is_shown() -> None:
    page = (
        f'<body><x-page><template id=a shadowrootmode="open"><h1>Bridge</h1>{STORY}<template><p>Unseen.</p></template></template></x-page>'
    )
    assert PROSE in texts(page)
    assert "Unseen." not in texts(page)


@pytest.mark.parametrize("element", ['<script src="a.js"/>', "<title/>", '<iframe src="x" />', '<a id="top"/>'])
def test_xhtml_may_end_elements_at_once(element: str) -> None:
    written = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{element}<p>{PROSE}</p></body></html>'
    assert texts(written) == [PROSE]
    assert segment_html(written).blocks[0].link_chars == 0


def test_an_address_that_ends_in_a_slash_ends_no_element() -> None:
    assert segment_html(f"<?xml version='1.0'?><body><p><a href=/bridges/>Bridges</a> {PROSE}</p>").blocks[0].link_chars == len("Bridges")


def test_an_inline_element_that_its_style_puts_on_a_line_of_its_own_is_apart() -> None:
    card = '<p><span style="font-size: 12px; display: block">Reading Time: 3 minutes</span><a style="display:block" href="/x">The ferry</a>sails</p>'
    assert [block.text for block in segment_html(card).blocks] == ["Reading Time: 3 minutes", "The ferry", "sails"]


@pytest.mark.parametrize(
    "page",
    [
        '<p><span style="float: left; display: block">T</span>he ferry</p>',
        '<p>T<b style="display:block">h</b><i style="display:inline-block">e</i> ferry</p>',
        '<pre>T<span style="display:block">he ferry</span></pre>',
    ],
    ids=["a first letter that floats", "bold, or inline", "code"],
)
def test_an_inline_element_that_only_looks_so_is_not(page: str) -> None:
    assert [block.text for block in segment_html(page).blocks] == ["The ferry"]


WRAPPED = f"""Hi all,

{textwrap.fill(PROSE + " " + PROSE, 66)}
<a href="/map">{textwrap.fill("A map of the detour hangs in the town hall.", 66)}</a>

&gt; {textwrap.fill("Is anything known about the detour, and about the buses that go over the bridge at night?", 64).replace(chr(10), chr(10) + "&gt; ")}

Ann"""


def test_wrapped_prose_in_pre_is_read_as_a_dump() -> None:
    page = segment_html(f"<h1>Bridge</h1><pre>{WRAPPED}</pre><img alt='The bridge' src=b><p>End</p>")
    assert [(block.kind, block.text[:24], block.index) for block in page.blocks] == [
        (Kind.HEADING, "Bridge", 0),
        (Kind.PARAGRAPH, "Hi all,", 1),
        (Kind.PARAGRAPH, "The bridge over the Elst", 2),
        (Kind.PARAGRAPH, "A map of the detour hang", 3),
        (Kind.QUOTE, "Is anything known about ", 4),
        (Kind.PARAGRAPH, "Ann", 5),
        (Kind.PARAGRAPH, "End", 6),
    ]
    assert page.texts[2] == f"{PROSE} {PROSE}"
    assert [image.before for image in page.images] == [6]
    assert [block.index for block in page.select("pre")] == [1, 2, 3, 4, 5]


def test_code_in_pre_stays_as_it_is() -> None:
    lines = [f"ferry_{n} = harbour.count(ferries[{n}], {n}) + crew(bridge={n}, night={n})" for n in range(9)]
    assert texts(f"<pre>{chr(10).join(lines)}</pre>") == lines
    poem = ["the tide goes out and takes along", "the letters that I wrote", "a gull that has forgotten song", "sits on an empty boat"] * 3
    assert texts(f"<pre>{chr(10).join(poem)}</pre>") == poem
