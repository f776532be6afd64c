"""training/facts.py: how telling facts are."""

from __future__ import annotations

import pytest
from training.align import Gold
from training.data import PageRecord
from training.facts import shares
from training.prepare import of_html

from boilerstrip.page import Medium
from boilerstrip.tagger.evidence import Fact

STORY = [f"The bridge over the Elster closes on day {n}, the council said, and opens again in June." for n in range(3)]
PAGE = f"<nav><a href='/'>All the news of the town of Elsterau</a></nav><h1>Bridge</h1><p>{'</p><p>'.join(STORY)}</p>"


def test_shares_are_counted_among_wide_blocks() -> None:
    example = of_html(PageRecord("1", "wcxb", "", "a.example", "a.example", "en", "article", PAGE.encode(), Gold(body="\n".join(STORY))))
    assert example is not None
    facts = Fact("in a nav", "inside nav", 0.5), Fact("not in a nav", "inside nav", 0.5, below=True), Fact("in code", "inside pre", 0.5)
    every, nav, rest, code = shares([example], facts, Medium.HTML)
    assert every == ("all blocks", 1.0, pytest.approx(3 / 4)), "the headline is too narrow"
    assert nav == ("in a nav", pytest.approx(1 / 4), 0.0)
    assert rest == ("not in a nav", pytest.approx(3 / 4), 1.0)
    assert code[:2] == ("in code", 0.0) and code[2] != code[2]
    assert [row[0] for row in shares([example], (Fact("x", "no such column", 1),), Medium.HTML)] == ["all blocks"]
