"""Where the credit at the end of a caption begins (a leading underscore: not a filter)."""

from __future__ import annotations

import re
from functools import lru_cache

from boilerstrip.filters._agencies import AGENCIES, SERVICES

#: FINDINGS: credits have 7 to 31 characters in the middle 80 %; with agency, name and service up to three times that.
WIDEST = 90
#: A caption is looked at from so many characters before its end.
TAIL = 150
#: What is left of a caption has so many characters at least; so many words stand behind its last sentence when they are a credit.
LEAST, WORDS = 6, 6

#: What announces a credit, in the languages of the lexicon's photo_credit phrases.
_WORD = (
    r"photo(?:graph|graphie|graphy|graphs|s)?|foto(?:s|grafie|grafia|grafía|ğraf|kredit)?|fot\.|fotó|fénykép|bild(?:er|quelle|nachweis)?|"
    r"images?|picture|credits?|crédits?|créditos?|quelle|source|fuente|kuva|beeld|nuotr|zdjęcie|φωτ(?:ο|ογραφία)?|"
    r"фото(?:графия)?|снимка|світлина|写真|사진|צילום|תצלום|عکس|تصوير|صدر الصورة|फोटो|ছবি|ảnh|ภาพ"
)
_JOINT = r"(?:\s?[:：=/|©.–—-]+|\s(?:by|von|di|de|del|par|van|af|av|door|of|da)\b(?!\s(?-i:[a-zà-ÿ]))|\s?,)"
_AGENCY = rf"(?:{AGENCIES}|{SERVICES})"
#: Text without the end of a sentence in it; the stop of "fdp.de" and "J.J. Guillén" is none.
_FLAT = r"(?:[^.!?]|\.(?!\s)|(?<=\b\w)\.(?=\s))"
#: The whole line is a credit: it begins with what announces one, or ends in an agency after names only.
WHOLE = re.compile(
    rf"[(\[/|\s]*(?:(?:{_WORD}){_JOINT}\s?\S.{{1,80}}|©.{{2,80}}|(?:[A-ZÀ-Þ][\w.'’-]*[\s/,|]+){{0,5}}(?:via\s)?{_AGENCY}\b.{{0,30}})[)\]]?",
    re.IGNORECASE,
)
#: The end of a caption is a credit: in brackets, or after a stop, slash, bar or dash, or announced.
_TAIL = re.compile(
    rf"(?:[(\[（](?:(?:{_WORD})\b|©|[^()\[\]（）]{{0,50}}\b{_AGENCY}\b)[^()\[\]（）]{{0,80}}[)\]）]\.?"
    rf"|(?<=[\s.!?…\"”»)/|])/?\s?(?:{_AGENCY}\s)?(?:{_WORD})(?:{_JOINT}\s?\S|\s(?-i:[^\sa-zà-ÿ])){_FLAT}{{1,70}}"
    rf"|(?<=[^\W_])(?-i:Foto|Photo|Bild|Image)s?:\s?{_FLAT}{{2,70}}"
    rf"|\s?©\s?{_FLAT}{{2,80}}"
    rf"|(?<=[.!?…\"”»)])\s?(?:[A-ZÀ-Þ][\w.'’-]*[\s/,|]+){{0,5}}(?:via\s)?{_AGENCY}(?:[\s/][\w.'’ /-]{{0,40}})?"
    rf"|(?<=\w\s)(?-i:{_AGENCY})(?:\sPhoto)?\s?/\s?{_FLAT}{{3,50}}"
    rf"|(?<=[。！？）」])\s?[^。！？]{{1,24}}(?:撮影|摄影?|攝影?|供图|提供)|（[^（）]{{1,24}}(?:撮影|摄影?|攝影?|供图|提供)）"
    rf"|(?<=\s)/\s[^/]{{3,40}}\s/\s[^/]{{2,40}})(?:\.\s[\w-]{{3,14}}:\s[^.!?:]{{2,40}}){{0,5}}$",
    re.IGNORECASE,
)
#: A few words, or a bracket, behind the last sentence.
_BEHIND = re.compile(r"(?<=[.!?…\"”»)。])(\s?[(\[]([^()\[\]]{2,60})[)\]]|\s?([^.!?…\"”»()。]{2,45}))$")
#: The stop of a title or initial ends no sentence.
_TITLE = re.compile(r"(?:^|[\s(])(?:[A-ZÀ-Þ][a-zà-ÿ]{0,2}|Prof|Capt|nuotr|geb)\.$")
_SMALL = frozenset("and und et y e of de von van der den del da di la le du dos do for für by par por via en in the courtesy".split())


@lru_cache(maxsize=256)  # two filters ask of the same captions, and galleries repeat theirs
def credit_start(text: str) -> int:
    """Where the credit at the end of a caption begins; 0 where there is none."""
    tail = _TAIL.search(text, max(0, len(text) - TAIL))
    if tail is None:
        tail = _BEHIND.search(text, max(0, len(text) - TAIL))
        if tail is None or not _named(tail):
            return 0
    return _trimmed(text, tail)


def bracket_start(text: str) -> int:
    """Where a name in brackets behind the last sentence begins: "... on Monday. (Ann Example)"; 0 where there is none."""
    tail = _BEHIND.search(text, max(0, len(text) - TAIL)) if text[-1] in ")]" else None
    return _trimmed(text, tail) if tail is not None and tail[2] and _named(tail) else 0


def _trimmed(text: str, tail: re.Match[str]) -> int:
    start = tail.start() + len(tail[0]) - len(tail[0].lstrip())
    return start if len(text[:start].strip()) >= LEAST else 0


def _named(tail: re.Match[str]) -> bool:
    """Are these names, and does a sentence end before them?"""
    return not _TITLE.search(tail.string, 0, tail.start()) and _names(tail[2] or tail[3])


def _names(words: str) -> bool:
    """Does it consist of a few capitalised words, or of words of a script without capitals?"""
    found = words.replace("/", " ").split()
    return 0 < len(found) <= WORDS and all(not word[0].islower() or word in _SMALL for word in found) and not found[-1].islower()
