"""legal_line: copyright lines and the small print of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.filters._prompts import beside_chrome, prompts
from boilerstrip.page import Page

_YEAR = re.compile(r"(?:19|20)\d\d")
#: "© AFP 2019 / SABAH ARAR", "© Foto: ...": pictures are credited with an agency and a name; sites claim a year and a name.
_PICTURE = re.compile(r"\s/\s|/\w+$|\||photo|foto|bild|imag|fot\.|фото", re.IGNORECASE)
#: The site's name alone is no claim on a picture.
_CLAIM = re.compile(r"(?:©|\(c\)|ⓒ|copyright)[\s©:]*(?:\(c\)\s*)?(?:19|20)\d\d", re.IGNORECASE)


def legal_line(page: Page) -> Iterator[Mark]:
    """Mark copyright lines, reproduction notices and links to terms; picture credits and footnotes stay.

    Measured on development dumps: 5,978 chrome : 5 content. Words such as "FAQ" count beside other chrome only: alone
    they would cost 47 content blocks on every second page, mostly sub-headings.

    Before:
        © AFP 2019 / SABAH ARAR
        The ferry sails again on Friday.
        *The group Nord is banned in three countries
        © 2019 The Orrest Courier. All rights reserved.
        Terms of use
        Imprint
    After:
        © AFP 2019 / SABAH ARAR
        The ferry sails again on Friday.
        *The group Nord is banned in three countries
    """
    found = list(page.cued("copyright"))
    last = page.sentences[-1] if page.sentences else -1
    for block, cue in found:
        index, text = block.index, block.text
        if any(other.category == "photo_credit" for other in page.cues[index]) and not _CLAIM.match(text):
            continue
        notice = cue.kind == "contains" or (page.sentence[index] and "opyright" not in text)
        if cue.strength == "strong" and (notice or _CLAIM.search(text)):
            yield Mark(index, Label.CHROME, "a copyright or reproduction notice")
        elif not _PICTURE.search(text) and (index > last or beside_chrome(page, index)) and (_YEAR.search(text) or cue.kind == "exact"):
            yield Mark(index, Label.CHROME, "a copyright line among the page's furniture")
    yield from prompts(page, "legal information about the site", "legal")
