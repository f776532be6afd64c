"""advert_marker: the words that stand above an advertisement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page

#: "[SPONSORED]", "- Advertisement -", "(Anzeige)".
_FRAMED = re.compile(r"[\[({<*–—-]\s*\w.{0,40}[\])}>*–—-]")
#: Shorter words in capitals are names: "PR", "AD".
LEAST_CAPITALS = 5


def advert_marker(page: Page) -> Iterator[Mark]:
    """Mark lines that only say that an advertisement stands here.

    A word that has other uses ("Deals", "Shopping") counts where it stands beside other chrome, in capitals, in brackets, or several
    times on the page: measured on development dumps, repeated ones 352 chrome : 0 content, single ones 91 : 7.

    Before:
        The ferry sails again on Friday.
        ADVERTISEMENT
        The harbour office says so.
    After:
        The ferry sails again on Friday.
        The harbour office says so.
    """
    sure = {mark.block: mark for mark in prompts(page, "announces an advertisement", "ad")}
    yield from sure.values()
    for block, cue in page.cued("ad"):
        text = block.text.strip()
        if block.index not in sure and cue.kind == "exact" and not text.endswith(":"):
            loud = len(text) >= LEAST_CAPITALS and text.isupper() and not any(map(str.isdigit, text))
            if loud or _FRAMED.fullmatch(text) or page.texts.count(block.text) > 1:
                yield Mark(block.index, Label.CHROME, "announces an advertisement")
