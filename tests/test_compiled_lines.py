"""The compiled way to cut a dump into lines and the plain one give the same, whatever the dump."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from boilerstrip.segmenters import lines_python as plain
from boilerstrip.segmenters.text import BETWEEN, segment_text

compiled = pytest.importorskip(
    "boilerstrip.segmenters._lines",
    reason="the compiled lines were not built here, or BOILERSTRIP_PURE is set: there is only one way, and nothing to compare",
    exc_type=ImportError,
)

#: All ends of lines, white space and marks, what no reader sees, and letters of all three widths and cases.
PIECES = (
    *plain.BLANK,
    *plain.STARTS,
    "\r\n",
    "\n",
    "\n\n",
    "\t \t",
    "a",
    "A",
    "ß",
    "é",
    "É",
    "ǅ",
    "ª",
    "ⓐ",
    "漢",
    "𝐀",
    "𝐚",
    "one two",
    ".",
)

dump = st.lists(st.sampled_from(PIECES) | st.characters() | st.text(max_size=4), max_size=30).map("".join)


@given(dump)
@example("")
@example("\r")
@example("a\r\n\nb\n\r\tc")
@example(" \u200b\t x \u200b ")
@settings(max_examples=600, deadline=None)
def test_any_dump(text: str) -> None:
    found = compiled.lines(text)
    wanted = plain.lines(text)
    assert found == wanted
    assert [type(field) for block in found[0] for field in block] == [type(field) for block in wanted[0] for field in block]


def test_every_character_at_the_edges_of_a_line() -> None:
    text = "\n".join(f"{chr(code)}x{chr(code)}\n\n\n{chr(code)}\ny" for code in range(0x11000))
    assert compiled.lines(text) == plain.lines(text)


paragraph = (
    st.sampled_from(["12. May", "2019 was", "1) x", "9 ", "[a](b", "]", "x" * 40 + "\n", "x" * 31 + "\u2028", "- x", ", and", ") so"])
    | dump
)


@given(st.lists(paragraph, max_size=8))
@example(["2019 was a year", "The end ]"])
@settings(max_examples=600, deadline=None)
def test_printed_paragraphs_are_segmented_alike(texts: list[str]) -> None:
    found = compiled.printed_lines(texts)
    assert found == plain.printed_lines(texts)
    if found is not None:
        assert tuple(found) == segment_text(BETWEEN.join(texts))
