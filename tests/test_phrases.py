"""The phrase files are well formed, and the lookup finds what it should and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import phrases
from boilerstrip.phrases import Cue, bits_of, category_names, cue_bits, cues_of
from boilerstrip.phrases.lexicon import EDGES, Row, fold, lexicon, rows
from boilerstrip.phrases.sieve import LONGEST
from boilerstrip.runaway import runaway

STRENGTHS = {"strong", "weak", "mark"}
KINDS = {"exact", "prefix", "contains", "regex"}


def found(text: str) -> set[tuple[str, str, str]]:
    """(category, strength, the piece of text) for each cue."""
    return {(cue.category, cue.strength, text[slice(*cue.span)]) for cue in cues_of([text]).get(0, ())}


def categories(text: str) -> set[str]:
    return {cue.category for cue in cues_of([text]).get(0, ())}


# ---------------------------------------------------------------- the files


def test_rows_are_well_formed_and_unique() -> None:
    table = rows()
    assert len(table) > 5000
    assert {row.kind for row in table} == KINDS
    assert {row.strength for row in table} == STRENGTHS
    keys = [(row.category, row.kind, fold(row.phrase)) for row in table if row.kind != "regex"]
    assert len(keys) == len(set(keys))
    assert all(row.phrase.strip() == row.phrase and row.phrase and all(row.languages) for row in table)


def test_every_file_says_what_it_is() -> None:
    for path in sorted(Path(phrases.__file__).parent.glob("*.tsv")):
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith(f"# {path.stem}: ")


def test_many_languages_are_kept() -> None:
    assert len({language for row in rows() for language in row.languages}) >= 58


def test_patterns_compile_are_bounded_and_can_be_filed() -> None:
    lex = lexicon()
    bare = {source for source, _ in lex.bare}
    for row in rows():
        if row.kind == "regex":
            assert not runaway(row.phrase), row.phrase
            if row.phrase in bare:
                assert not re.search(r"(?<!\\)[a-z]", row.phrase), f"{row.phrase} would be tried on lines without letters only"
            outside = row.phrase
            while outside != (outside := re.sub(r"\\.|\[[^]]*\]|\([^()]*\)", "", outside)):
                pass
            assert "|" not in outside, f"{row.phrase} may match what does not begin with its plain characters"


def test_digits_alone_are_no_pattern() -> None:
    """The compiled sieve does not look at them: menus and tables hold many."""
    alone = [str(number) for number in range(10_000)] + [digit * size for digit in "019" for size in range(1, LONGEST + 1)]
    assert not [text for text in alone if lexicon().any_bare.fullmatch(text)]


def test_every_exact_phrase_is_found_as_itself() -> None:
    table = [row for row in rows() if row.kind == "exact"]
    texts = [row.phrase.replace("#", "7") for row in table]
    cues = cues_of(texts)
    missed = [row for i, row in enumerate(table) if not any(cue.category == row.category for cue in cues.get(i, ()))]
    assert missed == []


def test_every_prefix_opens_a_text() -> None:
    table = [row for row in rows() if row.kind == "prefix" and row.phrase[0] not in EDGES]
    texts = [row.phrase.replace("#", "7") + " – und" for row in table]
    cues = cues_of(texts)
    assert [row for i, row in enumerate(table) if i not in cues] == []


def test_every_contained_phrase_is_found_inside() -> None:
    table: list[Row] = [row for row in rows() if row.kind == "contains"]
    texts = [f"Zzyzx Qwv{row.phrase}" if row.phrase[0] == "/" else f"Zzyzx {row.phrase} Qwv" for row in table]
    cues = cues_of([*texts, "日本", "ไทย"])  # phrases of unspaced scripts are looked for where a text begins in such a script
    assert [row for i, row in enumerate(table) if not any(cue.category == row.category for cue in cues.get(i, ()))] == []


def test_what_a_text_holds_does_not_depend_on_others() -> None:
    texts = [row.phrase.replace("#", "7") for row in rows()]
    texts += [f"Zzyzx {text}, Qwv" for text in texts] + [f"日本{text}" for text in texts]
    together = cues_of(texts)
    for index, text in enumerate(texts):
        assert cues_of([text]).get(0) == together.get(index), text


# ---------------------------------------------------------------- what must be left alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "The bridge closes on Monday, the council said.",
        "Read more than forty books a year and you will write better, says the librarian.",
        "Shareholders met in Ghent.",
        "Photography lessons begin in spring",
        "READ MORE: " + "long " * 40,
        "Mayor opens market",
        "McDonald wins",
        "views",
        "1924",
        "Adieu",
    ],
)
def test_noop(text: str) -> None:
    assert found(text) == set()


# ---------------------------------------------------------------- what must be found


@pytest.mark.parametrize(
    ("text", "category", "strength", "piece"),
    [
        ("Listen Live", "listen", "strong", "Listen Live"),
        ("Get short URL", "short_url", "strong", "Get short URL"),
        ("READ MORE: Harbour Reopens After Storm", "related", "strong", "READ MORE:"),
        ("  ▶ Listen Live »", "listen", "strong", "Listen Live"),
        ("📷 Facebook", "share", "weak", "Facebook"),
        ("12 Comments", "comments", "strong", "Comments"),
        ("Comments (12)", "comments", "strong", "Comments"),
        ("Share 1.2K", "share", "strong", "Share"),
        ("3.4K views", "comments", "strong", "K views"),
        ("vor 5 Minuten", "timestamp", "mark", "vor 5 Minuten"),
        ("3 hours ago", "timestamp", "mark", "hours ago"),
        ("5 January 2019, 12:30", "timestamp", "mark", "January"),
        ("2019年5月3日", "timestamp", "mark", "年5月3日"),
        ("5 min read", "reading_time", "mark", "min read"),
        ("© 2019 The Paper. All rights reserved.", "copyright", "strong", "© 2019 The Paper. All rights reserved."),
        ("© AFP 2019 / JANE ROE", "photo_credit", "mark", "© AFP"),
        ("JANE ROE / Reuters", "photo_credit", "mark", "/ Reuters"),
        ("İLGİLİ HABERLER", "related", "strong", "İLGİLİ HABERLER"),
        ("无断 转载请注明 出处", "copyright", "strong", "转载请注明"),
        ("Читайте также: Мост закрыт", "related", "strong", "Читайте также"),
    ],
)
def test_found(text: str, category: str, strength: str, piece: str) -> None:
    assert (category, strength, piece) in found(text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Community standardsDiscussion", ["Community standards", "Discussion"]),
        ("FacebookTwitterWhatsApp", ["Facebook", "Twitter", "WhatsApp"]),
        ("FacebookXLinkedIn", ["Facebook", "X", "LinkedIn"]),
        ("ShareTweet", ["Share", "Tweet"]),
    ],
)
def test_glued_phrases_are_told_apart(text: str, pieces: list[str]) -> None:
    spans = dict.fromkeys(cue.span for cue in cues_of([text])[0])
    assert [text[slice(*span)] for span in spans] == pieces


def test_glue_must_cover_the_text() -> None:
    assert found("ShareTweetOstrich") == set()


def test_a_counter_needs_its_number() -> None:
    assert categories("Likes") != categories("12 likes")
    assert "comments" in categories("12 likes")


def test_texts_of_several_lines_do_not_shift_the_others() -> None:
    cues = cues_of(["a\nb", "Listen Live", "x\ny\nz", "Get short URL"])
    assert {i: cue.category for i, (cue, *_) in cues.items()} == {1: "listen", 3: "short_url"}


@given(st.lists(st.text(max_size=200), max_size=8))
def test_any_text_is_looked_up_alone_as_among_others(texts: list[str]) -> None:
    together = cues_of(texts)
    for i, text in enumerate(texts):
        for cue in together.get(i, ()):
            start, end = cue.span
            assert 0 <= start < end <= len(text)
        if text.isascii():
            assert cues_of([text]).get(0, ()) == together.get(i, ())


# ---------------------------------------------------------------- bits


def test_bits_tell_strong_from_weak() -> None:
    names = category_names()
    assert list(names) == sorted(names)
    bits = cue_bits(["Listen Live", "nothing here at all", "Facebook"])
    assert bits.tolist() == [1 << names.index("listen"), 0, 1 << (names.index("share") + len(names))]
    both = bits_of({0: (Cue("ad", "strong", "exact", (0, 1)), Cue("tags", "mark", "exact", (0, 1)))}, 1)
    assert both.tolist() == [1 << names.index("ad") | 1 << names.index("tags")]
    assert 2 * len(names) < 63


def test_nothing_is_read_on_import() -> None:
    code = "import boilerstrip.phrases.lexicon as x; print(x.lexicon.cache_info().currsize, x._files.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0"]


def test_hashtags_are_told_apart_in_one_way_only() -> None:
    """The pattern once tried every way of cutting a line of hashes into tags, for hours."""
    assert cues_of(["#ferry #strike, #Vestnes"])[0][0].category == "tags"
    assert 0 not in cues_of(["#" * 70 + " a"])
