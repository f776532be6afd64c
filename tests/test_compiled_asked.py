"""What filters ask of all blocks at once: the compiled way and the plain one give the same, whatever the texts and marks."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import Block, Kind, Label, Mark, Page, Paragraph, blocks_python, edges_python, marks_python, shape_numpy
from boilerstrip.filters import _beginnings_python, _dates_python, _doubts_python, _phrased_python
from boilerstrip.phrases import Cue


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


@given(texts, st.sampled_from(["\t", "a", "日", "😀"]))
def test_signs_are_found_alike(found: list[str], sign: str) -> None:
    assert part("boilerstrip._edges").holding(found, sign) == edges_python.holding(found, sign)


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


CATEGORIES = ("share", "related", "nav")
cue = st.builds(
    lambda category, strong: Cue(category, "strong" if strong else "weak", "exact", (0, 1)), st.sampled_from(CATEGORIES), st.booleans()
)
drawn_blocks = st.lists(
    st.tuples(st.sampled_from(["Share", "", "share", "12", "ǅ", "The ferry sails."]), st.sampled_from([*Kind])), max_size=9
).map(
    lambda drawn: tuple(
        Block(place, text, kind, place % 3, indent=place % 4, gap=place % 2 == 0) for place, (text, kind) in enumerate(drawn)
    )
)


@given(drawn_blocks, st.data())
def test_all_blocks_of_a_page_are_read_alike(blocks: tuple[Block, ...], data: st.DataObject) -> None:
    compiled, places = part("boilerstrip._blocks"), st.lists(st.sampled_from(range(len(blocks))), unique=True).map(sorted)
    for kind in Kind:
        assert compiled.of_kind(blocks, kind) == blocks_python.of_kind(blocks, kind)
    some = data.draw(places) if blocks else []
    cues = {place: tuple(data.draw(st.lists(cue, min_size=1, max_size=3))) for place in some}
    filed = compiled.filed(cues, blocks)
    assert filed == blocks_python.filed(cues, blocks)
    for categories in (("share", "nav"), CATEGORIES, ("nav",)):
        assert compiled.merged(filed, categories, cues) == blocks_python.merged(filed, categories, cues)
    sentence = [data.draw(st.booleans()) for _ in blocks]
    assert compiled.count_lines(filed, {"share", "nav"}, sentence) == blocks_python.count_lines(filed, {"share", "nav"}, sentence)
    others = data.draw(places) if blocks else []
    assert compiled.taken(cues, others) == blocks_python.taken(cues, others)
    labels = [data.draw(st.sampled_from([Label.BODY, Label.FOOTNOTE])) for _ in blocks]
    numbers = dict.fromkeys(some, 7)
    shown = [block.text for block in blocks]
    found = compiled.paragraphs(blocks, shown, labels, others, numbers)
    assert found == blocks_python.paragraphs(blocks, shown, labels, others, numbers)
    assert {type(paragraph) for paragraph in found} <= {Paragraph}
    with pytest.raises(IndexError, match="blocks"):
        compiled.paragraphs(blocks, shown, labels, [len(blocks)], {})


@given(
    st.lists(st.none() | st.builds(lambda label: Mark(0, label, "x"), st.sampled_from([*Label])), max_size=12), st.sampled_from([*Label])
)
def test_free_places_and_labels_are_found_alike(verdicts: list[Mark | None], label: Label) -> None:
    compiled, n = part("boilerstrip._marks"), len(verdicts)
    for runs in ([range(n)], [range(n // 2), range(n // 2, n)], []):
        assert compiled.free_in(verdicts, runs, label) == marks_python.free_in(verdicts, runs, label)
    labels = [Label.UNDECIDED if mark is None else mark.label for mark in verdicts]
    wanted = (label, Label.BODY)
    assert compiled.by_label(labels, wanted) == marks_python.by_label(labels, wanted)
    with pytest.raises(IndexError, match="labels"):
        compiled.free_in(verdicts, [range(n + 1)], label)


@given(drawn_blocks, st.data())
def test_phrases_are_marked_alike(blocks: tuple[Block, ...], data: st.DataObject) -> None:
    known = {block.index: tuple(data.draw(st.lists(cue, min_size=1, max_size=2))) for block in blocks if data.draw(st.booleans())}
    page = Page([block._replace(text=block.text or "x") for block in blocks])
    page.__dict__["cues"] = known
    page = page.marked([Mark(place, data.draw(st.sampled_from([Label.CHROME, Label.BODY])), "x") for place in known if place % 4 == 0])
    cued = [(page.blocks[place], here[0]) for place, here in known.items()]

    def otherwise(block: Block, cue: Cue) -> list[Mark]:
        return [Mark(block.index, Label.BODY, cue.kind)] * (block.index % 3)

    compiled = part("boilerstrip.filters._phrased")
    assert compiled.phrased(page, cued, "why", otherwise) == _phrased_python.phrased(page, cued, "why", otherwise)
    for block in blocks:
        assert compiled.beside_chrome(page, block.index) == _phrased_python.beside_chrome(page, block.index)
    with pytest.raises(TypeError, match="not a block"):
        compiled.phrased(page, [("Share", "share")], "why", otherwise)
    with pytest.raises(IndexError, match="block"):
        compiled.beside_chrome(page, len(blocks))
