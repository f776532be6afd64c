"""training/overruled.py: where a named filter and the tagger put a block on different sides."""

from __future__ import annotations

from training.overruled import overruled

from boilerstrip import Page
from boilerstrip.block import Block, Kind, Label, Mark


def test_only_changes_of_side_after_the_tagger_count() -> None:
    page = Page(Block(i, text, Kind.LINE) for i, text in enumerate(("A title", "3 May 2024", "The bridge closes.", "Share")))
    tagged = [
        Mark(0, Label.BODY, "p=0.60", score=0.6, by="block_tagger"),
        Mark(1, Label.BODY, "p=0.70", score=0.7, by="block_tagger"),
        Mark(2, Label.CHROME, "p=0.55", score=0.55, by="block_tagger"),
        Mark(3, Label.CHROME, "p=0.99", score=0.99, by="block_tagger"),
    ]
    named = [
        Mark(0, Label.FOOTNOTE, "still prose", by="footnote"),
        Mark(1, Label.TIMESTAMP, "a date", by="timestamps"),
        Mark(2, Label.BODY, "right below the body", by="doubtful_paragraph"),
        Mark(2, Label.CREDIT, "a part of it", span=(0, 3), by="credit"),
        Mark(3, Label.CHROME, "a share button", by="share_bar"),
    ]
    found = [(before.label, after.by) for before, after in overruled(page.marked(tagged).marked(named))]
    assert found == [(Label.BODY, "timestamps"), (Label.CHROME, "doubtful_paragraph")]
