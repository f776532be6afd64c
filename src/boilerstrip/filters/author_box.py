"""author_box: the paragraph about the author below (or beside) an article."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.marks import places_of
from boilerstrip.page import Page
from boilerstrip.phrases import Cue
from boilerstrip.wording import folded

#: So many last blocks of body are looked at: a box has a name, a line or two of life, and an address.
LAST = 4
#: A heading like "About the author" is no wider than this.
HEADING_WIDTH = 60
#: A name is at least so many characters ("Bo Li"); shorter ones begin other words.
NAME = 5


def _heads(cue: Cue, width: int) -> bool:
    return cue.kind == "exact" and cue.strength != "weak" and width <= HEADING_WIDTH


def author_box(page: Page) -> Iterator[Mark]:
    """Mark "About the author" and what follows it at the end, and last paragraphs that begin with the name of the byline.

    Before:
        The bridge over the Elster closes on Monday, the council said.
        About the author
        Ann Example writes about roads and rivers for the Elster Post.
    After:
        The bridge over the Elster closes on Monday, the council said.
    """
    labels, width, texts, byline = page.labels, page.width, page.texts, Label.BYLINE
    names = [folded(name) for name in page.facts.authors]
    bylines = places_of(labels, (byline,))
    if bylines:
        own = [folded(texts[index]) for index in bylines]
        names += [said.removeprefix("by ").removeprefix("von ").removeprefix("par ") for said in own]
    names = [name for name in names if len(name) >= NAME and " " in name]
    heads = [block.index for block, cue in page.cued("author_box") if _heads(cue, width[block.index])]
    if not names and not heads:
        return
    body = places_of(labels, PROSE) or page.sentences
    last = set(body[-LAST:])
    for head in heads:
        yield Mark(head, Label.CHROME, "heads the box about the author")
        behind = [i for i in body if i > head]
        if len(behind) < min(LAST, len(body)):
            for index in behind:
                yield Mark(index, Label.CHROME, "below the heading of the box about the author")
    for index in sorted(last) if names else ():
        opening = folded(texts[index][:HEADING_WIDTH])
        if index != body[0] and any(opening.startswith(name + " ") for name in names):
            yield Mark(index, Label.CHROME, "a last paragraph that begins with the author's name")
