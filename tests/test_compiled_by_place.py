"""What judges lines by place, and what compares their words, say the same compiled and in Python."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import Block, Kind, Label, Mark, Page, wording_python
from boilerstrip.filters import _by_place_python, _title_python
from boilerstrip.filters._by_place_python import Stretch
from boilerstrip.filters.density import BARRIERS, COSTS, ENOUGH
from boilerstrip.shape import shapes_of


def part(name: str) -> ModuleType:
    """The compiled part of this name; the test is skipped where there is none."""
    try:
        return import_module(name)
    except ImportError as error:
        pytest.skip(f"{name} is not compiled here, or not wanted ({error})")


LINES = (
    "", "x", "12", "Home", "News", "| Share", "and so on", ", he said", "What to bring:", "a\tb", "Report abuse",
    "The old bridge closes on Monday, the council said on Tuesday.", "The council, which met in the evening in the old mill by the river",
    "Der alte Steg bleibt zu, weil niemand das Holz bezahlen will, das man für ihn braucht. " * 5, "桥梁将于星期一关闭，市长在新闻发布会上说。", "w" * 200,
)  # fmt: skip
pages = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from([*Label]), st.sampled_from([*Kind])), min_size=1, max_size=30)
Drawn = list[tuple[str, Label, Kind]]


@given(pages, st.lists(st.tuples(st.integers(0, 29), st.sampled_from([*BARRIERS.values()])), max_size=3))
def test_the_stretch_of_prose_is_the_same(drawn: Drawn, barriers: list[tuple[int, float]]) -> None:
    shapes = shapes_of([text for text, _, _ in drawn])
    verdicts = [None if label is Label.UNDECIDED else Mark(place, label, "said") for place, (_, label, _) in enumerate(drawn)]
    barred = [(place, worth) for place, worth in barriers if place < len(drawn)]
    costs = [(cost, ENOUGH) for cost in COSTS]
    found: Stretch | None = part("boilerstrip.filters._by_place").stretch(shapes, verdicts, barred, costs)
    assert found == _by_place_python.stretch(shapes, verdicts, barred, costs)


@given(pages, st.frozensets(st.integers(0, 29)), st.frozensets(st.integers(0, 29)), st.booleans())
def test_lines_between_paragraphs_are_judged_alike(drawn: Drawn, cues: frozenset[int], rows: frozenset[int], cleaned: bool) -> None:
    compiled = part("boilerstrip.filters._by_place")
    shapes, labels = shapes_of([text for text, _, _ in drawn]), [label for _, label, _ in drawn]
    assert compiled.continued(shapes) == _by_place_python.continued(shapes)
    blocks = tuple(Block(place, text, kind) for place, (text, _, kind) in enumerate(drawn))
    if Label.BODY in labels:
        found = compiled.between(shapes, labels, blocks, cues, rows, cleaned)
        assert found == _by_place_python.between(shapes, labels, blocks, cues, rows, cleaned)
    else:
        with pytest.raises(ValueError, match="body"):
            compiled.between(shapes, labels, blocks, cues, rows, cleaned)


@given(pages, st.integers(0, 31), st.integers(0, 60), st.integers(0, 200))
def test_open_lines_are_the_same(drawn: Drawn, low: int, narrowest: int, widest: int) -> None:
    shapes = shapes_of([text for text, _, _ in drawn])
    found = part("boilerstrip.filters._by_place").open_lines(shapes, low, narrowest, widest)
    assert found == _by_place_python.open_lines(shapes, low, narrowest, widest)


@given(pages, st.frozensets(st.integers(0, 29)), st.integers(0, 40), st.integers(0, 40))
def test_runs_and_lines_with_symbols_are_the_same(drawn: Drawn, rows: frozenset[int], high: int, widest: int) -> None:
    compiled, shapes = part("boilerstrip.filters._by_place"), shapes_of([text for text, _, _ in drawn])
    for few in (1, 2, 6):
        assert compiled.open_runs(shapes, rows, widest, few) == _by_place_python.open_runs(shapes, rows, widest, few)
    assert compiled.symbol_lines(shapes, high, widest) == _by_place_python.symbol_lines(shapes, high, widest)
    assert compiled.runs(sorted(rows)) == _by_place_python.runs(sorted(rows))
    labels, own = [label for _, label, _ in drawn], {Label.HEADLINE, Label.CAPTION}
    for head in range(len(drawn)):
        limits = (head, own, min(few, widest), widest, few)
        assert compiled.stories_below(shapes, labels, *limits) == _by_place_python.stories_below(shapes, labels, *limits)


def test_what_does_not_belong_together_is_refused() -> None:
    compiled = part("boilerstrip.filters._by_place")
    shapes = shapes_of(["Home", "News"])
    with pytest.raises(ValueError, match="1 verdicts on 2"):
        compiled.stretch(shapes, [None], [], [])
    with pytest.raises(ValueError, match="1 labels and 0 blocks of 2"):
        compiled.between(shapes, [Label.BODY], (), (), (), False)


words = st.text(st.sampled_from("aB3_ é²½٣ⅷß今日本ไทยﬀ桥\u200d-'’İſ\u0345\U00010400\U00020000\ud800"), max_size=40) | st.text(max_size=40)


@given(words)
def test_the_words_of_a_text_are_the_same(text: str) -> None:
    compiled = part("boilerstrip._wording")
    for found in (text, text * 30):
        assert compiled.stems(found) == wording_python.stems(found)
        assert compiled.folded(found) == wording_python.folded(found)


@given(
    st.lists(words | st.sampled_from(["ab", "A-b", "a  B c", "-a.b", "\u0345a b", "Ab", "ſb", "sb", "a_b", "a"]), max_size=12),
    words,
    st.integers(0, 40),
)
def test_lines_that_repeat_a_line_are_the_same(found: list[str], head: str, longest: int) -> None:
    for said in {wording_python.folded(text) for text in (head, *found)}:
        if len(said) > 1:
            assert part("boilerstrip._wording").repeating(found, said, longest) == wording_python.repeating(found, said, longest)


@given(pages, st.data())
def test_the_headline_is_the_same(drawn: Drawn, data: st.DataObject) -> None:
    drawn = [one for one in drawn if one[0]]
    page = Page(Block(place, text, kind) for place, (text, _, kind) in enumerate(drawn))
    judges = st.sampled_from(["density", "block_tagger", "byline"])
    scores = st.none() | st.floats(0, 1)
    marks = [
        Mark(block.index, drawn[block.index][1], "said", score=data.draw(scores), by=data.draw(judges))
        for block in page.blocks[:: data.draw(st.integers(1, 3))]
    ]
    marks += [Mark(0, Label.CREDIT, "said", (0, 1), by="credit")] * (len(page.blocks) > 0 and data.draw(st.booleans()))
    known = sorted(data.draw(st.sets(st.integers(0, max(0, len(page.blocks) - 1)), max_size=2))) if page.blocks else []
    page = page.marked(marks)
    for least in (-9.0, 2.5):
        assert part("boilerstrip.filters._title").title(page, known, least) == _title_python.title(page, known, least)
