"""What filters ask of all blocks at once: the compiled way and the plain one give the same, whatever the texts and marks."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import Label, Mark, edges_python, shape_numpy
from boilerstrip.filters import _beginnings_python, _dates_python, _doubts_python


def part(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        pytest.skip(f"{name} is not compiled here, or not wanted ({error})")


#: Characters of all widths, what is none by itself, and nothing.
texts = st.lists(st.text(st.one_of(st.sampled_from("a1]ß漢٣\x00\n\ud800😀"), st.characters()), max_size=4), max_size=9)


@given(texts)
def test_edges_agree(found: list[str]) -> None:
    firsts, lasts = part("boilerstrip._edges").edges(found)
    assert (firsts, lasts) == edges_python.edges(found)
    assert len(firsts) == len(lasts) == len(found)


def test_no_text_has_no_edges() -> None:
    for wrong in ([None], [b"bytes"], None):
        with pytest.raises(TypeError):
            part("boilerstrip._edges").edges(wrong)


@given(st.lists(st.none() | st.none() | st.floats(0, 1) | st.integers(0, 1) | st.just("unscored"), max_size=9), st.floats(0, 1))
def test_doubts_agree(scores: list[float | str | None], least: float) -> None:
    verdicts: list[Mark | None] = []
    for index, score in enumerate(scores):
        given = score if isinstance(score, int | float) else None
        verdicts.append(None if score is None else Mark(index, Label.BODY, "", score=given))
    assert part("boilerstrip.filters._doubts").doubted(verdicts, least) == _doubts_python.doubted(verdicts, least)


#: Digits and letters of several scripts, what is both or neither, what gets longer in lower case.
dates = st.lists(
    st.sampled_from(["3", "٣", "²", "½", "May", "mai", "Uhr", "İ", "ß", "ŉ", "_", ".", " ", ":", "10:30", "2024", "年", "word", "\u0307"]),
    max_size=8,
).map("".join)


@given(dates | st.text(max_size=8), st.integers(0, 20))
def test_dates_agree(text: str, spare: int) -> None:
    assert part("boilerstrip.filters._dates").dated(text, spare) == _dates_python.dated(text, spare)


@given(texts, st.integers(0, 3), st.integers(0, 5), st.integers(0, 3))
def test_numbered_texts_agree(found: list[str], least: int, most: int, each: int) -> None:
    counted = shape_numpy.counts(found)
    assert part("boilerstrip._shape").numbered(*counted, least, most, each) == shape_numpy.numbered(*counted, least, most, each)


@given(texts, st.data())
def test_counts_are_listed_and_taken_alike(found: list[str], data: st.DataObject) -> None:
    compiled, counted = part("boilerstrip._shape"), shape_numpy.counts(found)
    listed = compiled.listed(*counted)
    assert listed == shape_numpy.listed(*counted)
    assert {type(said) for said in listed[1]} <= {bool}
    places = data.draw(st.lists(st.sampled_from(range(len(found))))) if found else []
    assert compiled.taken(*counted, places) == shape_numpy.taken(*counted, places)
    with pytest.raises(IndexError, match="text"):
        compiled.taken(*counted, [len(found)])


def test_other_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="counts"):
        part("boilerstrip._shape").numbered(bytes(12), bytes(2), 1, 1, 1)


#: Beginnings of words in all cases, and what may follow them.
beginnings = st.lists(
    st.sampled_from(
        ["by", "BY", "bY", "s", "ſ", "k", "\u212a", "i", "İ", "ı", "from", "от", "ОТ", "о\u1c84", "σύ", "Σ", "ς", " ", ":", "_", "x", "1"]
    ),
    max_size=4,
).map("".join)


@given(st.lists(beginnings | st.text(max_size=3), max_size=6))
def test_beginnings_agree(found: list[str]) -> None:
    words = ("by", "sk", "kirjoittaja", "from", "от", "σύ", "is")
    assert part("boilerstrip.filters._beginnings").Beginnings(words).places(found) == _beginnings_python.Beginnings(words).places(found)


def test_too_many_beginnings_are_refused() -> None:
    for words in (["by"] * 65, ["b" * 17], ["b"], [""]):
        with pytest.raises(ValueError, match="words"):
            part("boilerstrip.filters._beginnings").Beginnings(words)
