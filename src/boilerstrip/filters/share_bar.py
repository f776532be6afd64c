"""share_bar: the row of social buttons that a dump prints as plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.page import Page


def share_bar(page: Page) -> Iterator[Mark]:
    """Mark share prompts, and network names that stand beside another share button.

    Before:
        Share
        Facebook
        The bridge closes on Monday.
    After:
        The bridge closes on Monday.
    """
    found = list(page.cued("share", "follow"))
    sure = {block.index for block, cue in found if cue.strength == "strong" and not page.sentence[block.index]}
    short = {block.index for block, cue in found if not page.sentence[block.index]}
    for index in sorted(short):
        if index in sure:
            yield Mark(index, Label.CHROME, "a prompt to share the article")
        elif index - 1 in short or index + 1 in short:
            yield Mark(index, Label.CHROME, "a network's name beside another share button")
