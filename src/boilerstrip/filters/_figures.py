"""What the elements around an HTML block say of pictures (a leading underscore: not a filter)."""

from __future__ import annotations

import re
from functools import lru_cache

from boilerstrip.block import Path

#: What an element's tag, classes and id say, as bits.
CAPTIONED, PICTURED, FILMED, OTHERS, CREDITED = 1, 2, 4, 8, 16

#: Parts of class names that hold captions ("wp-caption-text", "image__legend"), but not names of type sizes ("text-caption"), of layers of
#: a slider ("tp-caption") or of what has one ("hasCaption").
_CAPTION = re.compile(
    r"(?<!text-)(?<!has)(?<!has-)(?<!type-)(?<!font-)(?<!fs-)(?<!tp-)caption|bildunterschrift|legend|bildtext|imgtext|"
    r"im(?:g|age)-?_?(?:desc|text|title|info)|photo-?_?desc|didascalia|pie-?_?(?:de-)?foto|cutline"
)
_PICTURE = re.compile(r"(?<!has-)(?<!has)(?<!with-)im(?:g|age)|photo|foto|pict|bild|media|galler|lightbox|slide|carousel|figur|wp-caption")
_FILM = re.compile(r"video|player")
#: Other stories, authors, goods and buttons, whose pictures are not the article's, and what is said instead of shown.
_OTHERS = re.compile(
    r"teaser|related|promo|card|avatar|author|recommend|sponsor|advert|logo|product|price|quote|testimonial|button|btn|label|menu|"
    r"nav(?:bar|-)|footer|comment|count|badge|icon|share|tooltip"
)
_CREDIT = re.compile(
    r"credit|copyright|(?:caption|image|img|photo|foto|picture|media|figure)[-_]*(?:author|source|owner|by)|fotograf|photographer|quelle|rights"
)
_TAGS = {"figcaption": CAPTIONED, "figure": PICTURED, **dict.fromkeys(("blockquote", "button", "nav", "label", "pre", "table"), OTHERS)}
#: So many elements above the block's own are asked.
CLIMB = 3


@lru_cache(maxsize=16384)
def _own(tag: str, classes: str, id: str) -> int:
    found = _TAGS.get(tag, 0)
    if classes or id:
        names = f"{classes} {id}".lower()
        found |= CAPTIONED * bool(_CAPTION.search(names)) | PICTURED * bool(_PICTURE.search(names)) | FILMED * bool(_FILM.search(names))
        found |= OTHERS * bool(_OTHERS.search(names)) | CREDITED * bool(_CREDIT.search(names))
    return found


class Figures:
    """Answers for the blocks of one page; what is known of an element is not asked again."""

    __slots__ = ("_above",)

    def __init__(self) -> None:
        self._above: tuple[dict[Path, int], ...] = tuple({} for _ in range(CLIMB + 1))
        """By how many elements above the block's own are asked: what an element and those around it say."""

    def around(self, path: Path | None, climb: int = CLIMB) -> int:
        """The bits of an element and of so many above it; whether it is a credit, only of the element itself."""
        if path is None:
            return 0
        own = _own(path.tag, path.classes, path.id) if path.classes or path.id else _TAGS.get(path.tag, 0)
        parent = path.parent
        if not climb or parent is None:
            return own
        above = self._above[climb]
        known = above.get(parent)
        if known is None:
            known = above[parent] = self.around(parent, climb - 1) & ~CREDITED
        return own | known

    def box(self, path: Path | None, named: int) -> Path | None:
        """The nearest element around, or the block's own, that has this bit."""
        for _ in range(CLIMB + 1):
            if path is None or _own(path.tag, path.classes, path.id) & named:
                return path
            path = path.parent
        return None

    def under(self, path: Path | None, box: Path | None) -> bool:
        """Does it stand in the box?"""
        while path is not None and box is not None and path.depth >= box.depth:
            if path is box:
                return True
            path = path.parent
        return False
