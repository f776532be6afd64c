"""kicker: the line or words above a headline that a page glues to it."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Page

#: A kicker ("Olympic Games: ") has at most so many characters and ends in one of these.
LONGEST = 48
ENDS = (":", "-", "–", "—", "|", "/", "+++")
#: A shorter title may end other lines by chance.
TITLE = 12


def kicker(page: Page) -> Iterator[Mark]:
    """Mark what stands before the title of the metadata in the headline's own block, as a span.

    Before:
        <meta property="og:title" content="Council closes the old bridge"><h1>Elsterdorf: Council closes the old bridge</h1>
    After:
        Council closes the old bridge
    """
    title = page.facts.og_title
    if len(title) < TITLE:
        return
    labels, headline, heading = page.labels, Label.HEADLINE, Kind.HEADING
    for block in page.blocks:
        if labels[block.index] is headline or (block.level == 1 and block.kind is heading):
            start = len(block.text) - len(title)
            if 0 < start <= LONGEST and block.text.endswith(title) and block.text[:start].rstrip().endswith(ENDS):
                yield Mark(block.index, Label.CHROME, "a kicker before the title that the metadata give", span=(0, start))
