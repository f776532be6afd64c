"""Lookup: which of many texts hold a chrome phrase, at well under a microsecond a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from boilerstrip.phrases.lexicon import EDGES, HEAD, Cue, Head, Lexicon, Phrases, category_names, fold, lexicon, masked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Longer texts are not looked up: they are paragraphs, and a phrase that opens a paragraph is part of it.
LONGEST = 160
#: A date or age stands on a short line; "March 5 was the day that ..." is longer.
LONGEST_COUNTED = 60
#: Glued phrases are short; longer lines with an inner capital are titles.
LONGEST_GLUED = 80

_DIGIT = re.compile(r"\d")
_SMALL = "[a-z0-9à-öø-ÿčšžěřůłśćąęńźżğışőűțșăđа-яёіїєα-ωά-ώ)]"
_LARGE = "[A-ZÀ-ÖØ-ÞČŠŽĚŘŮŁŚĆŹŻĞİŞŐŰȚȘĂĐА-ЯЁІЇЄΑ-ΩΆ-Ώ]"
#: Whether there is a break at all: most texts end here, so it begins with a plain character class, which is quickest to search.
_GLUE = re.compile(_SMALL + _LARGE)
_BREAK = re.compile(f"(?<={_SMALL})(?={_LARGE})|(?<=[A-Z])(?=[A-Z][a-z])")
#: At most this many pieces make one glued phrase ("Community standardsDiscussion": 2 phrases of 1 piece; "WhatsApp": 2 pieces).
_PIECES = 4
_THOUSANDS = "km"
_COUNT = re.compile(r"(.+?)\s*\(?\d[\d.,]*[km]\)?")
#: Thai, Lao, Burmese, Khmer, Kana, Han, Hangul.
_FIRST_UNSPACED, _PAST_UNSPACED = "\u0e00", "\ud7b0"


def cues_of(texts: Sequence[str]) -> dict[int, tuple[Cue, ...]]:
    """The chrome phrases of each text, by its index; texts without any are absent.

    >>> found = cues_of(["Listen Live", "The bridge closes on Monday, the council said.", "12 Comments", "Community standardsDiscussion"])
    >>> [(i, cue.category, cue.span) for i, cues in found.items() for cue in cues]
    [(0, 'listen', (0, 11)), (2, 'comments', (3, 11)), (3, 'comments', (0, 19)), (3, 'comments', (19, 29))]
    """
    lex = lexicon()
    places = [i for i, text in enumerate(texts) if len(text) <= LONGEST]
    joined = fold("\n".join([texts[i] for i in places]))
    lines = joined.split("\n")
    if len(lines) != len(places):  # texts of several lines: only these pay for it
        lines = [fold(texts[i].replace("\n", " ")) for i in places]
        joined = "\n".join(lines)
    found: dict[int, tuple[Cue, ...]] = {}
    whole, heads, short_firsts, edges, size = lex.whole.get, lex.heads.get, lex.short_firsts, EDGES, HEAD
    glue = _GLUE.search
    unspaced = False
    cues: tuple[Cue, ...]
    for i, line in zip(places, lines, strict=True):
        left = line.lstrip(edges)
        key = left.rstrip(edges)
        phrases = whole(key)
        if phrases is not None:
            cues = _exact(phrases, line, left, key)
            if cues:
                found[i] = cues
                continue
        head = heads(left[:size])
        if head is not None:
            cues = ()
            if head.special or left.startswith(head.starts):
                cues = _opened(head, line, left, key, lex)
            if not cues and len(line) <= LONGEST_GLUED and glue(texts[i]):
                cues = _glued(texts[i], line, lex)
            if cues:
                found[i] = cues
                continue
        if left[:1] in short_firsts:
            cues = _briefly_opened(line, left, key, lex)
            if cues:
                found[i] = cues
                continue
        if not line.isascii():
            unspaced = unspaced or _FIRST_UNSPACED <= key[:1] < _PAST_UNSPACED
            cues = _unusual(line, key, lex)
        elif "/" in line:
            cues = _credited(line, lex)
        elif not key:
            cues = _bare(line, lex)
        elif key[-1] in _THOUSANDS and key[-2:-1].isdigit():
            cues = _thousands(line, lex)
        else:
            continue
        if cues:
            found[i] = cues
    _inside(joined, lines, places, lex, found, unspaced)
    return found


def _cues(phrases: Phrases, start: int, end: int) -> tuple[Cue, ...]:
    span = (start, end)
    if len(phrases) == 1:
        phrase = phrases[0]
        return (Cue(phrase.category, phrase.strength, phrase.kind, span),)
    return tuple([Cue(phrase.category, phrase.strength, phrase.kind, span) for phrase in phrases])


def _exact(phrases: Phrases, line: str, left: str, key: str) -> tuple[Cue, ...]:
    for phrase in phrases:
        if phrase.counted:  # with a number its phrase counts before others of the category, without one not at all
            number = len(key) < len(line) and _DIGIT.search(line) is not None
            counted = {phrase.category for phrase in phrases if phrase.counted and number}
            phrases = tuple([phrase for phrase in phrases if (phrase.category in counted) == phrase.counted])
            break
    start = len(line) - len(left)
    return _cues(phrases, start, start + len(key)) if phrases else ()


def _at_boundary(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return not after or not after.isalnum() or not text[end - 1].isalnum() or text[end - 1] >= _FIRST_UNSPACED


def _opened(head: Head, line: str, left: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """Prefixes, patterns and phrases with a number inside."""
    start = len(line) - len(left)
    for source, phrase in head.patterns:
        match = _compiled(source).fullmatch(left.rstrip())
        if match:
            return (Cue(phrase.category, phrase.strength, phrase.kind, (start, start + match.end())),)
    if head.numbered and len(left) <= LONGEST_COUNTED and _DIGIT.search(left):
        mask = masked(left)
        known = lex.whole.get(masked(key))
        if known is not None:
            return _cues(known, start, start + len(key))
        for prefix, phrases in head.prefixes:
            if "#" in prefix and mask.startswith(prefix):
                return _cues(phrases, start, start + len(key))
    for prefix, phrases in head.prefixes:
        if left.startswith(prefix) and _at_boundary(left, len(prefix)):
            return _cues(phrases, start, start + len(prefix))
    return ()


def _briefly_opened(line: str, left: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """Prefixes and patterns that begin with fewer than HEAD plain characters."""
    for size in range(HEAD - 1, 0, -1):
        head = lex.heads.get(left[:size])
        cues = _opened(head, line, left, key, lex) if head is not None else ()
        if cues:
            return cues
    return ()


@lru_cache(maxsize=512)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _glued(text: str, line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """Two or more whole phrases with nothing between them, covering all of the text."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    if not breaks:
        return ()
    breaks.append(len(line))
    cues: list[Cue] = []
    at, piece = 0, 0
    while at < len(line):
        for end in reversed(breaks[piece : piece + _PIECES]):
            left = line[at:end].lstrip(EDGES)
            key = left.rstrip(EDGES)
            phrases = lex.whole.get(key)
            here = _exact(phrases, line[at:end], left, key) if phrases else ()
            if here:
                cues += [cue._replace(span=(cue.span[0] + at, cue.span[1] + at)) for cue in here]
                at, piece = end, breaks.index(end) + 1
                break
        else:
            return ()
    return tuple(cues)


def _thousands(line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """A phrase before a count in thousands or millions: "Share 1.2k"."""
    match = _COUNT.fullmatch(line.strip())
    if match is None:
        return ()
    left = match[1].lstrip(EDGES)
    phrases = lex.whole.get(left.rstrip(EDGES))
    at = line.index(left) if left else 0
    return _exact(phrases, line, line[at:], left.rstrip(EDGES)) if phrases else ()


def _credited(line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """A line that ends in a slash and an agency: "SABAH ARAR / AFP"."""
    cut = line.rindex("/")
    tail = line[cut + 1 :].strip(EDGES)
    phrases = lex.agencies.get(tail)
    if phrases is None:
        return () if line.strip(EDGES) else _bare(line, lex)
    return _cues(phrases, cut, len(line))


def _bare(line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """A line without a letter: a clock, a date, a row of glyphs."""
    text = line.strip()
    if not text:
        return ()
    start = line.index(text)
    span = (start, start + len(text))
    return tuple([Cue(*phrase[:3], span) for source, phrase in lex.bare if _compiled(source).fullmatch(text)])


def _unusual(line: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """What only lines beyond ASCII may hold: icons around the phrase, credits."""
    if not key:
        return _bare(line, lex)
    if not (key[0].isalnum() and key[-1].isalnum()):
        start, end = 0, len(key)
        while start < end and not key[start].isalnum() and key[start] not in "#©ⓒ\"'“„":
            start += 1
        while end > start and not key[end - 1].isalnum() and key[end - 1] not in "\"'”“":
            end -= 1
        if end - start < len(key) and end > start:
            bared = key[start:end].strip(EDGES)
            at = line.index(bared)
            phrases = lex.whole.get(bared)
            if phrases is not None:
                return _exact(phrases, line, line[at:], bared)
            head = lex.heads.get(bared[:HEAD])
            if head is not None:
                return _opened(head, line, line[at:], bared, lex)
    return _credited(line, lex) if "/" in line else ()


def _inside(joined: str, lines: list[str], places: list[int], lex: Lexicon, found: dict[int, tuple[Cue, ...]], unspaced: bool) -> None:
    """Phrases anywhere in a text: one look at the words of all texts, then only at those that a word gives away."""
    wanted: dict[str, Phrases] = {}
    for word in lex.triggers.keys() & joined.split():
        wanted.update(lex.triggers[word])
    if unspaced:
        wanted.update([(phrase, phrases) for phrase, phrases in lex.unspaced if phrase in joined])
    if not wanted:
        return
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for phrase, phrases in wanted.items():
        at = joined.find(phrase)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            i, offset = places[row], at - starts[row]
            before = found.get(i, ())
            if not any(cue.category == phrases[0].category and cue.strength == phrases[0].strength for cue in before):
                found[i] = (*before, *_cues(phrases, offset, offset + len(phrase)))
            at = joined.find(phrase, starts[row + 1])


@lru_cache(maxsize=1)
def _bits() -> dict[tuple[str, str], int]:
    names = category_names()
    bits = {}
    for place, name in enumerate(names):
        bits[name, "strong"] = bits[name, "mark"] = 1 << place
        bits[name, "weak"] = 1 << (place + len(names))
    return bits


def bits_of(cues: dict[int, tuple[Cue, ...]], n: int) -> NDArray[np.int64]:
    """Per text the bits of its cues: category k strong or mark is bit k, weak is bit k + len(category_names()).

    >>> names = category_names()
    >>> bits = bits_of({1: (Cue("share", "weak", "exact", (0, 5)),)}, 3)
    >>> bits.tolist() == [0, 1 << (names.index("share") + len(names)), 0]
    True
    """
    bits = _bits()
    out = np.zeros(n, np.int64)
    for i, found in cues.items():
        value = 0
        for cue in found:
            value |= bits[cue.category, cue.strength]
        out[i] = value
    return out


def cue_bits(texts: Sequence[str]) -> NDArray[np.int64]:
    """`bits_of` the cues of these texts."""
    return bits_of(cues_of(texts), len(texts))
