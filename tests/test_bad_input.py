"""Captures that are broken, or meant to hurt: an article, or an empty one with a reason, in time that grows with their size only."""

from __future__ import annotations

import gc
import gzip
import time
import tracemalloc

import pytest

from boilerstrip import Article, CaptureError, Cleaner, Limits, Page, clean, explain, presets
from boilerstrip.depth import DEEPEST, HARMLESS_TAGS, shallow
from boilerstrip.filters.repeated_headline import repeated_headline
from boilerstrip.segmenters.text import segment_text

PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks. "
HTML = "<!doctype html><html><head><title>Ferry strike ends</title></head><body>"

#: Seconds that a capture of some megabytes may take: ten times what it takes on one busy core, and far less than what the square takes.
PATIENCE = 30.0


def timed(raw: object) -> Article:
    start = time.process_time()
    article = clean(raw)
    assert time.process_time() - start < PATIENCE
    return article


@pytest.mark.parametrize("raw", ["", b"", " \n\t\n", "\ufeff", "<html></html>", "<html><!-- nothing -->"])
def test_nothing(raw: str | bytes) -> None:
    article = clean(raw)
    assert not article
    assert article.reason


def test_a_web_archive_in_place_of_a_capture_says_what_to_do() -> None:
    article = clean(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 12\r\n\r\nThe bridge.\r\n")
    assert not article
    assert "give it as a file" in article.reason


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n\x00\x01\x02" * 50, b"\x89PNG\r\n\x1a\n" + bytes(200), bytes(range(256)) * 8])
def test_binary(raw: bytes) -> None:
    article = clean(raw)
    assert not article
    assert "no text" in article.reason


def test_truncated_gzip() -> None:
    with pytest.raises(CaptureError, match="gzip"):
        clean(gzip.compress(PROSE.encode() * 50)[:-20])


def test_200_megabytes_are_refused_without_another_copy() -> None:
    raw = b"x" * 200_000_000
    tracemalloc.start()
    try:
        with pytest.raises(CaptureError, match="200 MB"):
            clean(raw)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_the_limit_can_be_set() -> None:
    with pytest.raises(CaptureError, match="limit"):
        Cleaner(limits=Limits(max_chars=10))(PROSE)


#: What makes parsers look through everything that is open; the last ones leave formatting open, or close what is not.
NESTS = ("<div>", "<b>", "<span>", "<p><i>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<my-part>") + (
    "<div></p>",
    "<b></i>",
    "<span></x>",
    "<div><font color=1></div>",
)


@pytest.mark.parametrize("unit", NESTS)
def test_a_hundred_thousand_nested_tags(unit: str) -> None:
    raw = HTML + unit * (100_000 // unit.count("<")) + "<p>" + PROSE * 3
    article = timed(raw)
    assert article or article.reason
    assert (PROSE * 3).strip() in explain(raw).texts


def test_a_million_nested_tags() -> None:
    assert timed(HTML + "<div>" * 1_000_000 + "<p>" + PROSE * 3).text == (PROSE * 3).strip()


def test_nested_tags_that_are_closed() -> None:
    raw = HTML + "<div>" * 100_000 + PROSE * 3 + "</div>" * 100_000 + "<p>" + PROSE * 2
    assert timed(raw)
    assert explain(raw).texts == [(PROSE * 3).strip(), (PROSE * 2).strip()]


def test_what_is_too_deep_keeps_its_words_apart() -> None:
    cells = "".join(f"<div>{word}</div>" for word in ("Monday", "Tuesday"))
    spans = "<span>Wed</span><span>nes</span>day"
    flat = shallow(("<div>" * HARMLESS_TAGS + cells + spans).encode()).decode()
    assert "Monday<br><br>Tuesday" in flat
    assert "Wed<wbr><wbr>nes<wbr>day" in flat
    assert flat.count("<div>") == DEEPEST


def test_pages_of_usual_depth_stay_as_they_are() -> None:
    page = HTML + "".join(f"<div><p>{PROSE}<p>{PROSE}<ul><li>a<li>b</ul><img src=x><br></div>" for _ in range(HARMLESS_TAGS))
    assert shallow(page.encode()) == page.encode()


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("one line of prose", PROSE * (10_000_000 // len(PROSE))),
        ("one line without a space", "a" * 10_000_000),
        ("one paragraph of HTML", HTML + "<p>" + PROSE * (10_000_000 // len(PROSE))),
        ("one attribute after another", HTML + "<p " + "a=b " * 1_000_000 + ">" + PROSE),
        ("many short lines", "Share\n" * 30_000),
        ("nothing but angle brackets", "<" * 1_000_000),
        ("nothing but Han", "漢" * 3_000_000),
        ("digits and marks", "1:2 3/4 -- " * 200_000),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_much_of_one_thing(name: str, raw: str) -> None:
    article = timed(raw)
    assert article or article.reason


#: What patterns have got lost in, or could: much of what they repeat, and then something else.
HOSTILE = (
    "a ",
    " ",
    "+",
    "#",
    "(",
    "[a](",
    "![",
    "Foto: Ann ",
    "By Ann ",
    "1.",
    "a | ",
    "a › ",
    ". ",
    "©",
    "a: ",
    "a/",
    "a\t",
    "- ",
    "@",
    "?",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_line_made_to_get_lost_in(unit: str) -> None:
    """At the lengths at which lines are asked for phrases, titles and credits, and far beyond: a pattern that backtracks takes minutes."""
    for length in (50, 150, 240, 20_000):
        line = "Title " + unit * (length // len(unit)) + "~x"
        timed(f"{line}\n\n{PROSE * 3}")
        timed(f"{HTML}<meta property=\"og:title\" content='{line}'><h1>{line}</h1><p>{line}</p><p>{PROSE * 3}</p>")


def test_time_grows_with_the_size_only() -> None:
    """Eight times the lines take about nine times as long (64 times would be the square), but for Python's collector, which looks again
    and again at all that a large page has made.
    """

    def took(count: int) -> float:
        dump = "\n".join(f"{PROSE}{number}." if number % 3 else f"Menu {number}" for number in range(count))
        best = float("inf")
        for _ in range(3):
            gc.collect()
            gc.disable()
            start = time.process_time()
            try:
                clean(dump)
            finally:
                gc.enable()
            best = min(best, time.process_time() - start)
        return best

    assert took(64_000) < 20 * took(8_000)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "shift_jis", "koi8-r", "utf-16"])
def test_a_wrong_declaration(charset: str) -> None:
    """Text that is UTF-8 whatever it declares."""
    page = (
        f'<html><head><meta charset="{charset}"></head><body><p>Die Fähren fahren ab Montag wieder, sagte der Hafenmeister über Nacht.</p>'
    )
    assert "Fähren" in clean(page.encode()).text


@pytest.mark.parametrize("char", ["\0", "\ud800", "\x1b", "\u2028", "\ufffe"])
def test_odd_characters(char: str) -> None:
    article = clean(f"Ferry strike ends{char}\n\n{PROSE}{char} {PROSE}\n")
    assert "harbour master" in article.text
    article.text.encode()


def test_a_text_that_every_reading_takes_a_line_from_is_given_up() -> None:
    cleaner = Cleaner(presets.RULES, sites=None)

    def took(lines: int) -> float:
        start = time.perf_counter()
        article = cleaner("x, x, x, x,\n" * lines)
        assert not article.text
        return time.perf_counter() - start

    took(100)
    assert min(took(2000) for _ in range(3)) < 12 * min(took(500) for _ in range(3)), "it was read as often as it has lines"
    page = cleaner.explain("x, x, x, x,\n" * 1000)
    assert any("none of it is an article" in mark.reason for mark in page.marks)


def test_a_repeated_headline_is_looked_for_in_linear_time() -> None:
    def took(lines: int) -> float:
        dump = "".join(f"Entry {number} of the menu of the town\n" for number in range(lines))
        page = Page(segment_text(dump + "The old bridge over the river closes on Monday, the council said.\n"))
        start = time.perf_counter()
        assert not list(repeated_headline(page))
        return time.perf_counter() - start

    took(100)
    assert min(took(4000) for _ in range(3)) < 12 * min(took(1000) for _ in range(3)), "every line was compared with every other"
