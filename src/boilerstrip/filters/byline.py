"""byline: who wrote the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from boilerstrip.block import Label, Mark
from boilerstrip.filters._agencies import AGENCIES
from boilerstrip.filters._sureness import is_body
from boilerstrip.page import Page
from boilerstrip.wording import folded

try:
    from boilerstrip.filters._beginnings import Beginnings
except ImportError:
    from boilerstrip.filters._beginnings_python import Beginnings

#: Three authors with their offices have about this many characters.
WIDEST = 110

_OPENING = re.compile(
    r"(?:by|von|par|por|di|door|av|af|przez|text|words|story by|written by|reported by|reporting by|geschrieben von|écrit par|"
    r"escrito por|de|od|автор|авторы|текст|yazan|oleh|kirjoittaja|σύνταξη|от)\b(?:\s*:)?[\s\xa0]+(?=[^\W\d_])",
    re.IGNORECASE,
)
#: The first words of all of these, for the pattern takes 0.7 µs a line.
_FIRST_WORDS = Beginnings(
    "by von par por di door av af przez text words story written reported reporting geschrieben écrit escrito de od автор авторы текст"
    " yazan oleh kirjoittaja σύνταξη от".split()
)
#: What a judge takes for body with this probability stays: "By Zeppelin to Friedrichshafen" heads a part of the text. Out of fold, of such
#: lines on the development pages 29 are body and 1 is not, on the dumps 23 and 9; of those it is less sure of, 15 and 3, 7 and 23.
SURE = 0.8
#: Openings that are also common first words of sentences need a name right behind them: capitalised words only.
_NAME = re.compile(r"[^\W\d_][\w.'’-]*")
_SMALL = frozenset("and und et y e i en og och ja von van de der den del da di la le du dos for für in at the of special to staff".split())
_SEPARATED = re.compile(r"[|,•·/&–—-]")
#: A name has one to this many words; several authors share the limit of WIDEST.
_WORDS = 14


#: "By Category", "Text Alerts", "De Moda" are entries of menus. One word alone is an author's after a colon, where it is an agency or the
#: staff, where it is written as no other word is ("by GrinGEO"), and beside a date. Of 187 such lines on the development pages 20 are so,
#: 19 of them authors; of the others some 12 are. The rule was made from these lines, and not tried on other sites.
_STAFF = frozenset("redaktion redação redacción redazione rédaction redakcja redakce redactie redaktionen staff newsroom редакция".split())
_ONE = re.compile(rf"(?:{AGENCIES})|[^\W\d_]*[a-zà-ÿ_][A-Z_]\w*")
#: These open more than bylines.
_PREPOSITIONS = frozenset("by von par por di door av af przez de od oleh от".split())
_AMBIGUOUS = _PREPOSITIONS | frozenset("text words текст".split())


def _names(rest: str) -> list[str]:
    """The words, where it consists of capitalised ones, joined by "and", commas and the like."""
    words = _NAME.findall(_SEPARATED.sub(" ", rest))
    if not words or len(words) > _WORDS or any(char.isdigit() for char in rest):
        return []
    capital = sum(1 for word in words if word[0].isupper() or word[0] == word[0].swapcase())
    named = capital > 0 and all(word[0].isupper() or word[0] == word[0].swapcase() or word.casefold() in _SMALL for word in words)
    return words if named else []


def _is_author(page: Page, index: int, opening: str, words: Sequence[str]) -> bool:
    """May these words be names, and not what a menu sorts by?"""
    opening = opening.strip().casefold()
    if len(words) > 1 or opening not in _AMBIGUOUS or words[0].casefold() in _STAFF or _ONE.fullmatch(words[0]):
        return True
    return opening in _PREPOSITIONS and Label.TIMESTAMP in page.labels[max(0, index - 1) : index + 2]


def byline(page: Page) -> Iterator[Mark]:
    """Mark lines that only say who wrote the article: "By Ann Example", or a name that the page's metadata give.

    Before:
        By Ann Example and Bo Muster
        By then the bridge had been closed
        Von der Brücke bleibt wenig
    After:
        By then the bridge had been closed
        Von der Brücke bleibt wenig
    """
    authors = {folded(name) for name in page.facts.authors if len(name) <= WIDEST} - {""}
    texts, width = page.texts, page.width
    places = _FIRST_WORDS.places(texts)
    if authors:
        longest, initials, firsts = 2 * max(map(len, authors)), {name[0] for name in authors}, page.firsts
        # signs are no part of what is compared
        begun = {first for first in set(firsts) if first.casefold()[0] in initials or not first.isalnum()}
        named = [index for index, first in enumerate(firsts) if first in begun and len(texts[index]) <= longest]
        places = sorted({*places, *named})
    for index in places:
        text = texts[index]
        if width[index] > WIDEST or (width[index] > WIDEST // 2 and page.shapes.is_closed(index)):
            continue
        found = _OPENING.match(text)
        words = _names(text[found.end() :]) if found else []
        if found and words and _is_author(page, index, found[0], words):
            reason = "names who wrote the article"
        elif authors and folded(text) in authors:
            reason = "a name that the page's metadata give as its author"
        else:
            continue
        if not is_body(page.verdicts[index], SURE):
            yield Mark(index, Label.BYLINE, reason)
