"""comment_section: the part of an HTML page that its classes and ids call comments."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark, Path
from boilerstrip.marks import places_of
from boilerstrip.page import Medium, Page
from boilerstrip.tagger.elements import words_of_element

#: Words of class names and ids for comments.
WORDS = frozenset(
    "comment comments commentlist commenttext commentbody disqus kommentar kommentare kommentarer kommentaari komentarz komentarze "
    "komentar komentari koment comentario comentarios commentaire commentaires commenti reacties reactions replies respond".split()
)  # fmt: skip
#: On forums the comments are the content: so much of the body (in columns) must stand outside of them, before the first one.
LEAST_ABOVE = 400
#: Words of an address or of class names that say forum.
FORUM = ("forum", "thread", "viewtopic", "/t/", "questions", "discussion", "community")


def comment_section(page: Page) -> Iterator[Mark]:
    """Mark what was taken for body in elements called comments, below the body of an article.

    It corrects a judge: alone it says nothing. F1 of daniel's pages .882 to .896, of wcxb's articles .961 to .963; forums stay (.802).

    Before:
        <h1>Bridge closes</h1><p>The bridge over the Elster closes on Monday, the council said on Friday.</p>
        <div class="comments"><p>High time, I say.</p></div>
    After:
        Bridge closes
        The bridge over the Elster closes on Monday, the council said on Friday.
        High time, I say.
    """
    if page.medium is not Medium.HTML:
        return  # no elements
    address = (page.url or "").lower()
    if any(word in address for word in FORUM):
        return
    known: dict[Path | None, bool] = {None: False}
    body = places_of(page.labels, PROSE)
    blocks = page.blocks
    inside = [index for index in body if _inside(blocks[index].path, known)]
    if inside and sum(page.width[index] for index in body if index < inside[0]) >= LEAST_ABOVE:
        for index in inside:
            yield Mark(index, Label.CHROME, "stands in an element for comments")


def _inside(path: Path | None, known: dict[Path | None, bool]) -> bool:
    way: list[Path] = []
    while path not in known:
        assert path is not None
        way.append(path)
        path = path.parent
    answer = known[path]
    for step in reversed(way):
        if not answer and (step.classes or step.id) and step.tag != "body":
            answer = not WORDS.isdisjoint(words_of_element(step.tag, step.id, step.classes, ""))
        known[step] = answer
    return answer
