"""credit: who took or owns a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import KEPT, Label, Mark
from boilerstrip.filters._agencies import AGENCIES
from boilerstrip.filters._credit_signs import signed
from boilerstrip.filters._first_letters import first_letters
from boilerstrip.filters._prose_ends import prose_ends
from boilerstrip.filters._sureness import is_body
from boilerstrip.page import Page
from boilerstrip.tagger.prose import printed

#: FINDINGS: credits have 7 to 31 characters in the middle 80 %; with agency, name and service up to three times that.
WIDEST = 90
#: A caption with its credit inside has at most this many characters.
CAPTION_CHARS = 600
#: The credit at the end of a caption begins at most so many characters before its sign.
BEFORE_SIGN = 52
#: A credit stands at most this many blocks from prose.
REACH = 12

_AGENCY = rf"(?:{AGENCIES})"
_WORD = (
    r"(?:photos?|fotos?|fot\.|bild(?:er|quelle|nachweis)?|picture|image|credits?|crédits?(?: photo)?|quelle|source|kuva|beeld|fotó|"
    r"foto di|фото|写真|photo credit|image credit|image source|courtesy|illustration|video|grafik|graphic)"
)
#: What follows the sign in a site's own notice ("© Riproduzione riservata" ends the articles of Italian papers).
_CLAIM = r"(?:all rights|alle rechte|riproduzione|tutti i diritti|tous droits|todos los derechos|todos os direitos|reproducción|reprodução)"
_WHOLE = re.compile(
    rf"[(\[]?(?:(?:photo\s?)?(?:copyright|©|\(c\))[\s:]*(?!{_CLAIM})(?!\d{{4}}\s[^/|]*\b(?:all rights|inc|ltd|gmbh|llc))\S.{{0,80}}"
    rf"|{_WORD}(?:\s?(?:(?:by|von|di|de|par)(?!\s(?-i:[a-zà-ÿ]))|:|©|/|\||–|-))+\s?\S.{{0,80}}|[^.!?]{{0,60}}[/|(–,-]\s?{_AGENCY}\b.{{0,30}}|{_AGENCY}(?:[\s/-]?photo)?)[)\]]?",
    re.IGNORECASE,
)
#: What a site writes below its text, and an agency beside a picture only with a name: "© 2021 North Wire".
_BELOW = re.compile(r"(?:copyright|©|\(c\))[\s:©]*(?:19|20)\d\d\b[^/|]*", re.IGNORECASE)
#: The credit at the end of a caption's own line. First the letters that all of it begin with: without case, a pattern tries one
#: alternative after another at every character.
_TAIL = re.compile(
    rf"(?=[(\[©c{first_letters(_WORD)}])"
    rf"(?:[(\[]\s?(?:{_WORD}\s?[:/©–-]|{_WORD} (?:by|von|via)\s|©|{_AGENCY}\b|[^()\[\]]{{1,50}}/\s?{_AGENCY})[^()\[\]]{{0,70}}[)\]]\.?"
    rf"|(?:{_WORD}\s?:\s?|{_WORD} (?:by|von) |©\s?|\(c\)\s?|copyright ){{1}}[^.!?:]{{2,70}}"
    rf")$",
    re.IGNORECASE,
)
#: Such a credit's own word, with a stop in it or behind it ("crédits photo :"), takes at most so many characters.
SIGN_CHARS = 16
#: In a dump that a cleaner has printed, what a judge takes for body with this probability has no credit at its end: of 21 such lines of
#: second readings 20 were body ("SELECT a, sum(c) FROM t"), on raw dumps 21 of 44.
SURE = 0.9
#: An agency at the end, with names before or behind it: "... on Monday. Ann Example/AP".
_AGENCY_TAIL = re.compile(
    rf"(?:(?<=[.!?”\"»)] )|(?<=[.!?”\"»)]))(?:[A-Z][\w'’-]*\.?[\s/]){{0,4}}{_AGENCY}(?:[\s/](?:[A-Z][\w.'’-]*[\s/,]?){{0,4}})?(?<![.!?])$"
)
#: "Copyright AP PhotoBy Ann Example": a byline glued to the credit.
_GLUED_BYLINE = re.compile(r"(?<=[a-z])By\s(?=[A-Z])")


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
    first, last = prose_ends(page)
    low, high = (max(0, first - REACH), min(last + 3, len(texts))) if last >= 0 else (0, len(texts))
    for index, sign in signed(page, low, high):
        text = texts[index]
        if is_body(page.verdicts[index], SURE) and printed(page):
            continue
        if width[index] <= WIDEST and not sentence[index] and _WHOLE.fullmatch(text):
            if index > last >= 0 and _BELOW.fullmatch(text):
                continue
            yield Mark(index, Label.CREDIT, "a picture's credit")
            glued = _GLUED_BYLINE.search(text)
            if glued:
                yield Mark(index, Label.BYLINE, "a byline glued to a picture's credit", span=(glued.start(), len(text)))
        elif len(text) <= CAPTION_CHARS and (labels[index] in KEPT or last < 0 or not sentence[index]):
            start = max(0, sign - BEFORE_SIGN)
            tail = _tail(text, start) or _AGENCY_TAIL.search(text, start)
            if tail and tail.start() > 0 and tail.end() - tail.start() < len(text):
                begin = tail.start() + len(tail[0]) - len(tail[0].lstrip())
                if text.endswith(")") and text[:begin].endswith("("):
                    begin -= 1  # the bracket opens with the credit
                yield Mark(index, Label.CREDIT, "the credit at the end of a caption", span=(begin, tail.end()))


def _tail(text: str, start: int) -> re.Match[str] | None:
    """The credit at the end of a caption's line: no stop stands in it behind its word, so that it is sought from the last stop on only.

    >>> _tail("The old bridge: a view. Photo: Ann Example", 0)
    <re.Match object; span=(24, 42), match='Photo: Ann Example'>
    """
    end = text[-3:]
    if ")" not in end and "]" not in end:  # in brackets there may be stops
        start = max(start, max(map(text.rfind, ".!?:")) - SIGN_CHARS)
    return _TAIL.search(text, start)
