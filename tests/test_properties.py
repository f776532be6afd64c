"""What holds for every capture, however odd: nothing is invented, nothing is lost, nothing depends on what came before."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from boilerstrip import Article, CaptureError, Cleaner, Page, clean, explain, presets
from boilerstrip.block import KEPT, Label
from boilerstrip.commands.filters import entries
from boilerstrip.decode import decode
from boilerstrip.pipeline import Filter, Pipeline, name_of

# ------------------------------------------------------------------ captures

#: Lines as dumps have them: chrome, and prose of several lengths and scripts.
LINES = (
    "", "", "", "02:23 GMT +322 September 2019", "Listen Live", "Share", "Facebook", "Get short URL", "Community standardsDiscussion",
    "READ MORE: Ferry Strike Ends After a Week", "READ MORE than 40 books in a year, the library promised its readers on Friday.",
    "    Ferry Strike Ends After a Week of Talks", "Read more", "© AFP 2019 / ANN EXAMPLE", "Copyright AP PhotoBy Ann Example",
    "By Ann Example, Staff Writer", "Home > News > Harbour", "| About | Contact | Imprint |", "Subscribe to our newsletter",
    "We use cookies to improve your experience. Accept all", "5 min read", "12 comments", "Tags: harbour, ferry, strike", "* a bullet",
    "Boats sail again from Monday, the harbour master said on Friday, after a week of talks between the crews and the company.",
    '"Nobody wanted this," he added. "We are glad that it is over, and so are the islands."',
    "The company runs eleven boats between the mainland and four islands, and carries two million passengers a year.",
    "*The harbour is also known as the Old Basin", "In the photo: the ferry Aurora leaves the harbour on Monday, July 20, 2015",
    "Die Fähren fahren ab Montag wieder, sagte der Hafenmeister am Freitag nach einer Woche voller Gespräche.", "Lesen Sie auch",
    "Паромы снова выйдут в море в понедельник, сообщил начальник порта в пятницу после недели переговоров.", "Читайте также",
    "渡輪將於週一恢復航行，港務長週五在為期一週的談判後表示，四個島嶼的居民都很高興。", "分享", "ستعود العبارات إلى الإبحار يوم الاثنين، كما قال مدير الميناء.",
    "\tindented\twith\ttabs", "\xa0", "\u200b", "…", "0", "1.", "##", "# Heading", "[link](https://example.com/x)", "> quoted", "---",
)  # fmt: skip

TAGS = (
    "p",
    "div",
    "h1",
    "h2",
    "li",
    "ul",
    "td",
    "tr",
    "table",
    "a",
    "b",
    "span",
    "figcaption",
    "blockquote",
    "pre",
    "nav",
    "footer",
    "article",
)

line = st.sampled_from(LINES) | st.text(max_size=60)
dump = st.lists(line, max_size=40).map("\n".join)
piece = st.one_of(
    line,
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(("<br>", "<br><br>", "<!-- c -->", "<script>x</script>", "<img alt='a boat' src=x>", "&nbsp;", "&amp;", "<p hidden>")),
)
markup = st.lists(piece, max_size=60).map(lambda pieces: "<html><body>" + "".join(pieces))
capture = st.one_of(dump, dump, markup, st.text(max_size=400))


@cache
def filters() -> tuple[Filter, ...]:
    """Every filter of the presets, each once."""

    def flat(pipeline: Pipeline) -> list[Filter]:
        return [inner for f in pipeline.filters for inner in (flat(f) if isinstance(f, Pipeline) else [f])]

    return tuple({name_of(f): f for p in (presets.BALANCED, presets.PRECISION, presets.RECALL) for f in flat(p)}.values())


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def is_subsequence(small: str, large: str) -> bool:
    rest = iter(large)
    return all(char in rest for char in small)


def test_subsequence_test_would_notice() -> None:
    assert is_subsequence("ace", "abcde")
    assert not is_subsequence("aec", "abcde")


# ------------------------------------------------------------------ nothing is invented


@given(dump)
def test_kept_text_is_a_subsequence_of_the_dump(text: str) -> None:
    assert is_subsequence(squeezed(clean_text(text).text), squeezed(decode(text).text))  # a NUL is decoded to U+FFFD


@given(markup)
def test_kept_text_is_a_subsequence_of_the_blocks(html: str) -> None:
    page = explain(html)
    article = clean(html)
    assert is_subsequence(squeezed(article.text), squeezed("".join(page.texts)))


@given(capture)
def test_every_piece_of_the_article_comes_from_one_block(raw: str) -> None:
    page = explain(raw)
    article = Article.from_page(page)
    texts = [squeezed(text) for text in page.texts]
    for paragraph in article.body:
        assert is_subsequence(squeezed(paragraph.text), texts[paragraph.block])
    for caption in article.captions:
        assert any(is_subsequence(squeezed(caption.text), text) for text in texts)


# ------------------------------------------------------------------ nothing is lost


@given(capture)
def test_kept_and_dropped_are_all_blocks(raw: str) -> None:
    page = explain(raw)
    article = Article.from_page(page)
    whole = {gone.block for gone in article.dropped if page.label(gone.block) not in KEPT}
    kept = {index for index, label in enumerate(page.labels) if label in KEPT}
    assert whole | kept == set(range(len(page.blocks)))
    assert not whole & kept
    for gone in article.dropped:
        assert gone.text in page.texts[gone.block]
        assert gone.reason
        assert gone.by or gone.label is Label.UNDECIDED


@given(dump)
def test_blocks_are_where_they_say(text: str) -> None:
    """Every block's words stand, in order, in the range of the decoded capture that it names, and the ranges do not overlap."""
    page = Cleaner().explain(as_dump(text))
    text = decode(text).text
    at = 0
    for block in page.blocks:
        start, end = block.span
        assert at <= start < end <= len(text)
        assert is_subsequence(squeezed(block.text), squeezed(text[start:end]))
        at = end


# ------------------------------------------------------------------ filters are pure


@given(capture)
@settings(max_examples=30)
def test_filters_are_pure(raw: str) -> None:
    page = explain(raw)
    before = (page.blocks, page.marks, list(page.verdicts), page.facts)
    for filter in filters():
        first = list(filter(page))
        assert first == list(filter(page)), name_of(filter)
        assert (page.blocks, page.marks, list(page.verdicts), page.facts) == before, name_of(filter)
        for mark in first:
            assert 0 <= mark.block < len(page.blocks), name_of(filter)
            assert mark.reason, name_of(filter)
            if mark.span is not None:
                assert 0 <= mark.span[0] < mark.span[1] <= len(page.blocks[mark.block].text), name_of(filter)


def test_all_filters_were_seen() -> None:
    assert {name_of(f) for f in filters()} == {
        entry.name for p in (presets.BALANCED, presets.PRECISION, presets.RECALL) for entry in entries(p)
    }


@given(capture)
def test_marks_are_stamped(raw: str) -> None:
    assert all(mark.by for mark in explain(raw).marks)


# ------------------------------------------------------------------ total


@given(st.binary(max_size=600))
@example(b"")
@example(b"\x00" * 100)
@example(b"\xff\xfe")
@example(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03not really gzip"[:10])
def test_total_on_bytes(raw: bytes) -> None:
    if raw.startswith(b"\x1f\x8b\x08"):  # a damaged gzip says so, with a cure
        with pytest.raises(CaptureError, match="gzip"):
            clean(raw)
    else:
        check_article(clean(raw))


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=400) | markup)
@example("\ud800 lone surrogate")
@example("\x00\x01\x02")
@example("a\u2028b\x85c\x0bd\x0ce\rf\r\ng")
@example("<" * 500)
@example("<a><b><c>")
def test_total_on_text(raw: str) -> None:
    check_article(clean(raw))


def check_article(article: Article) -> None:
    assert isinstance(article, Article)
    assert bool(article) == bool(article.body)
    assert article or article.reason, "an empty article says why it is empty"
    assert isinstance(str(article), str)
    assert isinstance(article.to_markdown(), str)
    assert article.to_dict()["text"] == article.text


# ------------------------------------------------------------------ cleaning what is clean changes nothing


def as_dump(text: str) -> object:
    """A capture that is a dump, whatever its text looks like."""
    from boilerstrip import Capture

    return Capture(text, media_type="text/plain")


def clean_text(text: str) -> Article:
    return Cleaner()(as_dump(text))


@given(capture)
@settings(max_examples=150)
def test_idempotent(raw: str) -> None:
    once = clean(raw).text
    assert clean(once).text == once


# ------------------------------------------------------------------ nothing depends on what came before


@given(st.lists(capture, min_size=2, max_size=5))
@settings(max_examples=20)
def test_order_does_not_matter(raws: list[str]) -> None:
    forth = [clean(raw) for raw in raws]
    back = [clean(raw) for raw in reversed(raws)]
    assert forth == back[::-1]


@given(st.lists(capture, min_size=4, max_size=8))
@settings(max_examples=10)
def test_threads_agree(raws: list[str]) -> None:
    cleaner = Cleaner()
    alone = [cleaner(raw) for raw in raws]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(cleaner, raws)) == alone


@given(capture)
@settings(max_examples=30)
def test_articles_pickle(raw: str) -> None:
    article = clean(raw)
    assert pickle.loads(pickle.dumps(article)) == article  # our own pickle


@given(capture)
@settings(max_examples=30)
def test_blocks_do_not_depend_on_the_preset(raw: str) -> None:
    pages: list[Page] = [Cleaner(preset).explain(raw) for preset in (presets.BALANCED, presets.PRECISION, presets.RECALL)]
    assert [page.texts for page in pages] == [pages[0].texts] * 3


@pytest.mark.parametrize("preset", ["BALANCED", "PRECISION", "RECALL"])
def test_presets_keep_prose(preset: str) -> None:
    """A plain story without chrome comes out whole, whatever the preset."""
    story = "\n\n".join(text for text in LINES if text.startswith(("Boats sail", "The company")))
    assert Cleaner(getattr(presets, preset))(story).text == story
