"""link_density: blocks of an HTML page that are mostly links."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Medium, Page

#: Blocks with more of their characters inside links are links to other stories, menus, tags: development pages, chrome in 96 %.
MOST = 0.6
#: A heading may link to its own page; a long sentence may be one link (FINDINGS: users complain of fully linked paragraphs dropped).
LONGEST = 200
_OWN = frozenset((Kind.HEADING, Kind.FIGCAPTION))


def link_density(page: Page) -> Iterator[Mark]:
    """Mark blocks that are mostly link text, except headings and long paragraphs.

    Before:
        <p>The bridge over the <a href="/e">Elster</a> closes on Monday.</p><p><a href="/f">Ferry to run again</a></p>
    After:
        The bridge over the Elster closes on Monday.
    """
    if page.medium is not Medium.HTML:
        return
    chrome = Label.CHROME
    for block in page.blocks:
        linked = block.link_chars
        if linked and MOST * len(block.text) < linked <= LONGEST and block.kind not in _OWN:
            yield Mark(block.index, chrome, "mostly links")
