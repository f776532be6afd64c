"""Lookup: which of many texts hold a chrome phrase, at well under a microsecond a text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from boilerstrip.phrases.lexicon import ASCII_EDGES, EDGES, HEAD, Cue, Lexicon, Phrases, category_names, fold, lexicon
from boilerstrip.phrases.matching import GLUE, bare, credited, cues_at, exact, glued, opened, thousands, unusual
from boilerstrip.phrases.sieve import BEFORE_OPENING, LEAST_OPENING, LONGEST, LONGEST_GLUED, OPENERS, THOUSANDS

try:
    from boilerstrip.phrases._sieve import openings, sifted
except ImportError:
    from boilerstrip.phrases.sieve import openings, sifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def cues_of(texts: Sequence[str]) -> dict[int, tuple[Cue, ...]]:
    """The chrome phrases of each text, by its index; texts without any are absent.

    >>> found = cues_of(["Listen Live", "The bridge closes on Monday, the council said.", "12 Comments", "Community standardsDiscussion"])
    >>> [(i, cue.category, cue.span) for i, cues in found.items() for cue in cues]
    [(0, 'listen', (0, 11)), (2, 'comments', (3, 11)), (3, 'comments', (0, 19)), (3, 'comments', (19, 29))]
    """
    lex = lexicon()
    known, left, plain, other, worded, unspaced = sifted(texts, lex)
    if not left:
        return known
    found = {texts[place]: known[place] for place in left}
    # apart, because nearly every page has a few lines beyond ASCII, and strings with them take twice the time
    if plain:
        _plain_cues(_Lines(plain), lex, found)
    if other:
        _other_cues(_Lines(other), lex, found)
    for part in _apart(worded):
        _given_away(part, lex, found)
    if unspaced:
        _unspaced(unspaced, lex, found)
    for place in left:
        known[place] = found[texts[place]]
        if not known[place]:
            del known[place]
    return known


def openings_of(texts: Sequence[str]) -> dict[int, Cue]:
    """The strong prefix that opens each text which is too long for `cues_of`, by its index.

    A paragraph may begin with any word, so the phrase must be as long as the beginning of a sentence.

    >>> found = openings_of(["Listen Live", "This site uses cookies to improve your experience" + " and that of others" * 6 + "."])
    >>> [(i, cue.category) for i, cue in found.items()]
    [(1, 'cookie')]
    """
    long = openings(texts, lexicon())
    if not long:
        return {}
    heads = _Lines([texts[i][:BEFORE_OPENING] for i in long]).lines
    likely = [i for i, head in zip(long, heads, strict=True) if _may_open(head)]
    found = cues_of([texts[i][:LONGEST] for i in likely]) if likely else {}
    return {
        likely[place]: cue
        for place, cues in found.items()
        for cue in cues
        if cue.kind == "prefix" and cue.strength == "strong" and cue.span[1] - cue.span[0] >= LEAST_OPENING
    }


def _may_open(head: str) -> bool:
    """May a paragraph that begins so, folded, be opened by a strong prefix? Nearly all are not, so this is quick."""
    left = head.lstrip(EDGES)[:LEAST_OPENING]
    return left in _long_openings() or len(left) < LEAST_OPENING or not (left[0].isalnum() or left[0] in OPENERS)


@lru_cache(maxsize=1)
def _long_openings() -> frozenset[str]:
    """The first characters of the strong prefixes that are long enough to open a paragraph."""
    filed = [prefix for head in lexicon().heads.values() for prefix in head.prefixes]
    long = [prefix for prefix, phrases in filed if len(prefix) >= LEAST_OPENING and any(one.strength == "strong" for one in phrases)]
    return frozenset([prefix[:LEAST_OPENING] for prefix in long])


class _Lines:
    """Texts folded, as lines and in one piece."""

    __slots__ = ("joined", "lines", "texts")

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.joined = fold("\n".join(texts))
        self.lines = self.joined.split("\n")
        if len(self.lines) != len(texts):  # texts of several lines, or no text at all
            self.lines = [fold(text.replace("\n", " ")) for text in texts]
            self.joined = "\n".join(self.lines)


def _plain_cues(plain: _Lines, lex: Lexicon, found: dict[str, tuple[Cue, ...]]) -> None:
    """The cues of texts in ASCII. Most pass all tests in vain, so each is as cheap as can be."""
    edges, size, openings, briefs, thousands = ASCII_EDGES, HEAD, lex.openings.get, lex.briefs, THOUSANDS
    whole, slashed = lex.whole, "/" in plain.joined
    cues: tuple[Cue, ...]
    for text, line in zip(plain.texts, plain.lines, strict=True):
        key = line.strip(edges)
        first = key[:1]
        starts = openings(key[:size])
        if starts is not None:
            if key in whole:
                cues = _exactly(line, key, lex)
                if cues:
                    found[text] = cues
                    continue
            left = line if line[:1] == first else line.lstrip(edges)
            if left.startswith(starts):
                cues = _headed(text, line, left, key, lex)
                if cues:
                    found[text] = cues
                    continue
        if first in briefs:
            left = line.lstrip(edges)
            if left.startswith(briefs[first]):
                cues = _briefly_opened(line, left, key, lex)
                if cues:
                    found[text] = cues
                    continue
        if not key or key[-1] in thousands or (slashed and "/" in line):
            cues = _at_last(line, key, lex)
            if cues:
                found[text] = cues


def _other_cues(other: _Lines, lex: Lexicon, found: dict[str, tuple[Cue, ...]]) -> None:
    """The cues of texts beyond ASCII."""
    for text, line in zip(other.texts, other.lines, strict=True):
        left = line.lstrip(EDGES)
        key = left.rstrip(EDGES)
        cues = _exactly(line, key, lex) if key in lex.whole else ()
        head = key[:HEAD]
        if not cues and head in lex.openings and left.startswith(lex.openings[head]):
            cues = _headed(text, line, left, key, lex)
        first = key[:1]
        if not cues and first in lex.briefs and left.startswith(lex.briefs[first]):
            cues = _briefly_opened(line, left, key, lex)
        if not cues:
            # ASCII, as most are that have but an apostrophe
            cues = _at_last(line, key, lex) if line.isascii() else unusual(line, key, lex)
        if cues:
            found[text] = cues


def _at_last(line: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """What a text in ASCII may hold that does not begin with a phrase: an agency at its end, a clock, a phrase with a count."""
    if "/" in line:
        return credited(line, lex)
    if not key:
        return bare(line, lex)
    return thousands(line, lex) if key[-1] in THOUSANDS and key[-2:-1].isdigit() else ()


def _exactly(line: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """The cues of a text that is a whole phrase."""
    cues = _whole(key) if line.startswith(key) else None
    return exact(lex.whole[key], line, line.lstrip(EDGES), key) if cues is None else cues


@lru_cache(maxsize=8192)
def _whole(key: str) -> tuple[Cue, ...] | None:
    """The cues of a text that begins with this phrase of the lexicon; None where they depend on what stands around it."""
    phrases = lexicon().whole[key]
    return None if any(phrase.counted for phrase in phrases) else cues_at(phrases, 0, len(key))


def _headed(text: str, line: str, left: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """Of a text that begins like some phrase: what opens it, or the phrases glued together in it."""
    head = lex.heads.get(left[:HEAD])
    if head is None:
        return ()
    if head.special or left.startswith(head.starts):
        cues = opened(head, line, left, key, lex)
        if cues:
            return cues
    return glued(text, line, lex) if left.startswith(head.wholes) and len(line) <= LONGEST_GLUED and GLUE.search(text) else ()


def _briefly_opened(line: str, left: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """Prefixes and patterns that begin with fewer than HEAD plain characters."""
    for size in range(HEAD - 1, 0, -1):
        head = lex.heads.get(left[:size])
        cues = opened(head, line, left, key, lex) if head is not None else ()
        if cues:
            return cues
    return ()


def _apart(texts: list[str]) -> list[list[str]]:
    """The texts in ASCII and those beyond, where there are any: together they would take twice the time."""
    return [part for part in ([t for t in texts if t.isascii()], [t for t in texts if not t.isascii()]) if part]


def _given_away(texts: list[str], lex: Lexicon, found: dict[str, tuple[Cue, ...]]) -> None:
    """Phrases anywhere in texts that hold the word which gives the phrase away."""
    joined = _joined(texts)
    lines = joined.split("\n")
    for word in sorted(lex.triggers.keys() & joined.split()):  # sorted, so that the order is the same in every process
        for phrase, meanings in lex.triggers[word]:
            if phrase in joined:
                for text, line in zip(texts, lines, strict=True):
                    if phrase in line and word in line.split():
                        _add(text, line.index(phrase), phrase, meanings, found)


def _unspaced(texts: list[str], lex: Lexicon, found: dict[str, tuple[Cue, ...]]) -> None:
    """Phrases anywhere in texts of scripts without spaces."""
    joined = _joined(texts)
    lines = joined.split("\n")
    for phrase, meanings in lex.unspaced:
        if phrase in joined:
            for text, line in zip(texts, lines, strict=True):
                if phrase in line:
                    _add(text, line.index(phrase), phrase, meanings, found)


def _add(text: str, at: int, phrase: str, meanings: Phrases, found: dict[str, tuple[Cue, ...]]) -> None:
    """Enter a phrase inside a text, unless it says no more than what is known of the text."""
    before = found.get(text, ())
    if not any(cue.category == meanings[0].category and cue.strength == meanings[0].strength for cue in before):
        found[text] = (*before, *cues_at(meanings, at, at + len(phrase)))


def _joined(texts: list[str]) -> str:
    """The texts folded, one a line."""
    joined = fold("\n".join(texts))
    return joined if joined.count("\n") == len(texts) - 1 else "\n".join([fold(text.replace("\n", " ")) for text in texts])


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
