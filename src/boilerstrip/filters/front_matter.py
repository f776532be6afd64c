"""front_matter: what a Markdown file says about itself between two rules at its top."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Medium, Page

#: YAML and TOML.
FENCES = ("---", "+++")
#: Front matter has at most so many lines.
MOST = 60
_FIELD = re.compile(r"\"?[A-Za-z_][\w.-]{0,40}\"?\s?[:=](?:\s.*)?|[\[\]{}],?")
_TITLE = re.compile(r"title\s?[:=]\s*([\"']?)(\S.*?)\1", re.IGNORECASE)


def front_matter(page: Page) -> Iterator[Mark]:
    """Mark the fields between two rules at the top of a dump; a title among them is the headline where no other line is.

    Before:
        ---
        title: "The old bridge"
        date: 2024-01-01
        ---
        It closes on Monday, the council said.
    After:
        HEADLINE: The old bridge
        It closes on Monday, the council said.
    """
    texts, blocks = page.texts, page.blocks
    if page.medium is not Medium.TEXT or not texts or texts[0] not in FENCES:
        return
    end = next((i for i in range(1, min(len(texts), MOST)) if texts[i] == texts[0]), 0)
    if end <= 1 or not all(_FIELD.fullmatch(texts[i]) or blocks[i].kind is Kind.LIST_ITEM or blocks[i].indent for i in range(1, end)):
        return
    titled = Label.HEADLINE in page.labels[end:]
    for index in range(end + 1):
        title = None if titled else _TITLE.fullmatch(texts[index])
        if title is None:
            yield Mark(index, Label.CHROME, "front matter of a Markdown file")
            continue
        titled = True
        yield Mark(index, Label.HEADLINE, "the title in the front matter")
        for start, stop in ((0, title.start(2)), (title.end(2), len(texts[index]))):
            if start < stop:
                yield Mark(index, Label.CHROME, "around the title in the front matter", span=(start, stop))
