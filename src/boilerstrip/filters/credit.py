"""credit: who took or owns a picture."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from boilerstrip.block import KEPT, PROSE, Label, Mark
from boilerstrip.page import Page

#: FINDINGS: credits have 7 to 31 characters in the middle 80 %; with agency, name and service up to three times that.
WIDEST = 90
#: A caption with its credit inside has at most this many characters.
CAPTION_CHARS = 600
#: A credit stands at most this many blocks from prose.
REACH = 12

#: What every credit holds; sought in the joined texts with str.find, which is cheaper than a pattern over each line.
_SIGNS = ("©", "(c)", "Photo", "photo", "PHOTO", "Foto", "foto", "FOTO", "Bild", "Image", "Picture", "Getty", "AFP", "Reuters", "REUTERS", "AP", "dpa",
          "Shutterstock", "Courtesy", "courtesy", "Credit", "CREDIT", "Crédit", "Quelle", "EPA", "EFE", "Фото", "写真", "사진", "NTB", "Scanpix", "imago",
          "IMAGO", "PA Wire", "Alamy", "Handout", "fotografia", "Kuva", "Beeld", "Fotó")  # fmt: skip
_AGENCY = (
    r"(?:AFP|AP|Reuters|REUTERS|dpa|DPA|APA|EPA|epa|EFE|ANSA|NTB|TT|Ritzau|Getty(?:\s?Images)?|Shutterstock|Alamy|imago|IMAGO|picture alliance|"
    r"Anadolu|Xinhua|Bloomberg|Scanpix|PA(?: Wire| Media)?|Keystone|Lehtikuva|ANP|Belga|CTK|ČTK|PAP|MTI|Kyodo|Yonhap|ТАСС|РИА Новости)"
)
_WORD = (
    r"(?:photos?|fotos?|fot\.|bild(?:er|quelle|nachweis)?|picture|image|credits?|crédits?(?: photo)?|quelle|source|kuva|beeld|fotó|foto di|фото|写真|"
    r"photo credit|image credit|image source|courtesy|illustration|video|grafik|graphic)"
)
_WHOLE = re.compile(
    rf"[(\[]?(?:(?:photo\s?)?(?:copyright|©|\(c\))[\s:]*(?!\d{{4}}\s[^/|]*\b(?:all rights|inc|ltd|gmbh|llc))\S.{{0,80}}"
    rf"|{_WORD}(?:\s?(?:by|von|di|de|par|:|©|/|\||–|-))+\s?\S.{{0,80}}|.{{0,60}}[/|(–,-]\s?{_AGENCY}\b.{{0,30}}|{_AGENCY}(?:[\s/-]?photo)?)[)\]]?",
    re.IGNORECASE,
)
#: The credit at the end of a caption's own line.
_TAIL = re.compile(
    rf"(?:[(\[]\s?(?:{_WORD}\s?[:/©–-]|{_WORD} (?:by|von|via)\s|©|{_AGENCY}\b|[^()\[\]]{{1,50}}/\s?{_AGENCY})[^()\[\]]{{0,70}}[)\]]\.?"
    rf"|(?:{_WORD}\s?:\s?|{_WORD} (?:by|von) |©\s?|\(c\)\s?|copyright ){{1}}[^.!?:]{{2,70}}"
    rf"|(?<=[.!?”\"»\s])\s?(?:[\w.'’-]+\s){{0,3}}[\w.'’-]*/?\s?{_AGENCY}(?:[/\s][\w\s/.'’-]{{0,40}})?)$",
    re.IGNORECASE,
)
#: "Copyright AP PhotoBy Ann Example": a byline glued to the credit.
_GLUED_BYLINE = re.compile(r"(?<=[a-z])By\s(?=[A-Z])")
_TAIL_CHARS = 110


def _places(page: Page) -> list[int]:
    """Blocks that hold one of the signs."""
    joined = "\n".join(page.texts)
    starts, at = [], 0
    for text in page.texts:
        starts.append(at)
        at += len(text) + 1
    places: set[int] = set()
    for sign in _SIGNS:
        found = joined.find(sign)
        while found >= 0:
            index = bisect_right(starts, found) - 1
            places.add(index)
            found = joined.find(sign, starts[index] + len(page.texts[index]))
    return sorted(places)


def credit(page: Page) -> Iterator[Mark]:
    """Mark a line that is only a picture's credit, and the credit that ends the line of its caption (as a span).

    Before:
        © AFP 2019 / SABAH ARAR
        The old bridge in spring. (Foto: dpa)
        The photo by Ann Example was taken on Monday, said the police.
        © 2019 Example Media Ltd. All rights reserved
    After:
        CREDIT: © AFP 2019 / SABAH ARAR
        The old bridge in spring.
        CREDIT: (Foto: dpa)
        The photo by Ann Example was taken on Monday, said the police.
        © 2019 Example Media Ltd. All rights reserved
    """
    labels, texts, width, sentence = page.labels, page.texts, page.width, page.sentence
    kept = [i for i, label in enumerate(labels) if label in PROSE and sentence[i]]
    low, high = (kept[0] - REACH, kept[-1] + 2) if kept else (0, len(texts))
    for index in _places(page):
        if not low <= index <= high:
            continue
        text = texts[index]
        if width[index] <= WIDEST and not sentence[index] and _WHOLE.fullmatch(text):
            yield Mark(index, Label.CREDIT, "a picture's credit")
            glued = _GLUED_BYLINE.search(text)
            if glued:
                yield Mark(index, Label.BYLINE, "a byline glued to a picture's credit", span=(glued.start(), len(text)))
        elif len(text) <= CAPTION_CHARS and (labels[index] in KEPT or not kept or not sentence[index]):
            start = max(0, len(text) - _TAIL_CHARS)
            tail = _TAIL.search(text, start)
            if tail and tail.start() > 0 and tail.end() - tail.start() < len(text):
                span = (tail.start() + len(tail[0]) - len(tail[0].lstrip()), tail.end())
                yield Mark(index, Label.CREDIT, "the credit at the end of a caption", span=span)
