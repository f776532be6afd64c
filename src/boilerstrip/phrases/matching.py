"""matching: what one folded text holds, told by patterns, numbers and pieces. It takes microseconds: lookup.py asks when it must."""

from __future__ import annotations

import re
from functools import lru_cache

from boilerstrip.phrases.lexicon import EDGES, HEAD, Cue, Head, Lexicon, Phrases, lexicon, masked, meant
from boilerstrip.phrases.sieve import CLOSERS, FIRST_UNSPACED, LARGE, LONGEST_COUNTED, OPENERS, PIECES, SMALL

_DIGIT = re.compile(r"\d")
#: Whether there is a break at all: most texts end here, so it begins with a plain character class, which is quickest to search.
GLUE = re.compile(SMALL + LARGE)
_BREAK = re.compile(f"(?<={SMALL})(?={LARGE})|(?<=[A-Z])(?=[A-Z][a-z])")
_COUNT = re.compile(r"(.+?)\s*\(?\d[\d.,]*[km]\)?")


def cues_at(phrases: Phrases, start: int, end: int) -> tuple[Cue, ...]:
    """The cues of phrases that stand from one character to another."""
    span = (start, end)
    if len(phrases) == 1:
        phrase = phrases[0]
        return (Cue(phrase.category, phrase.strength, phrase.kind, span),)
    return tuple([Cue(phrase.category, phrase.strength, phrase.kind, span) for phrase in phrases])


def exact(phrases: Phrases, line: str, left: str, key: str) -> tuple[Cue, ...]:
    """The cues of a line that is a whole phrase: `left` without the EDGES before it, and `key` without those around it."""
    if any(phrase.counted for phrase in phrases):
        phrases = meant(phrases, len(key) < len(line) and _DIGIT.search(line) is not None)
    start = len(line) - len(left)
    return cues_at(phrases, start, start + len(key)) if phrases else ()


def _at_boundary(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return not after or not after.isalnum() or not text[end - 1].isalnum() or text[end - 1] >= FIRST_UNSPACED


def opened(head: Head, line: str, left: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """Prefixes, patterns and phrases with a number inside."""
    start = len(line) - len(left)
    for source, phrase in head.patterns:
        match = compiled(source).fullmatch(left.rstrip())
        if match:
            return (Cue(phrase.category, phrase.strength, phrase.kind, (start, start + match.end())),)
    if head.numbered and len(left) <= LONGEST_COUNTED and _DIGIT.search(left):
        mask = masked(left)
        known = lex.whole.get(mask if key == left else masked(key))
        if known is not None:
            return cues_at(known, start, start + len(key))
        if mask.startswith(head.starts):
            for prefix, phrases in head.prefixes:
                if "#" in prefix and mask.startswith(prefix):
                    return cues_at(phrases, start, start + len(key))
    if left.startswith(head.starts):
        for prefix, phrases in head.prefixes:
            if left.startswith(prefix) and _at_boundary(left, len(prefix)):
                return cues_at(phrases, start, start + len(prefix))
    return ()


@lru_cache(maxsize=512)
def compiled(source: str) -> re.Pattern[str]:
    """A pattern of the lexicon, compiled when it is first needed: most never are."""
    return re.compile(source, re.IGNORECASE)


def glued(text: str, line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """Two or more whole phrases with nothing between them, covering all of the text."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    if not breaks:
        return ()
    breaks.append(len(line))
    cues: list[Cue] = []
    at, piece = 0, 0
    while at < len(line):
        for end in reversed(breaks[piece : piece + PIECES]):
            left = line[at:end].lstrip(EDGES)
            key = left.rstrip(EDGES)
            phrases = lex.whole.get(key)
            here = exact(phrases, line[at:end], left, key) if phrases else ()
            if here:
                cues += [cue._replace(span=(cue.span[0] + at, cue.span[1] + at)) for cue in here]
                at, piece = end, breaks.index(end) + 1
                break
        else:
            return ()
    return tuple(cues)


def thousands(line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """A phrase before a count in thousands or millions: "Share 1.2k"."""
    match = _COUNT.fullmatch(line.strip())
    if match is None:
        return ()
    left = match[1].lstrip(EDGES)
    phrases = lex.whole.get(left.rstrip(EDGES))
    at = line.index(left) if left else 0
    return exact(phrases, line, line[at:], left.rstrip(EDGES)) if phrases else ()


def credited(line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """A line that ends in a slash and an agency: "SABAH ARAR / AFP"."""
    cut = line.rindex("/")
    tail = line[cut + 1 :].strip(EDGES)
    phrases = lex.agencies.get(tail)
    if phrases is None:
        return () if line.strip(EDGES) else bare(line, lex)
    return cues_at(phrases, cut, len(line))


def bare(line: str, lex: Lexicon) -> tuple[Cue, ...]:
    """A line without a letter: a clock, a date, a row of glyphs."""
    text = line.strip()
    if not text or not lex.any_bare.fullmatch(text):
        return ()
    start = line.index(text)
    return cues_at(_bare_phrases(text), start, start + len(text))


@lru_cache(maxsize=512)
def _bare_phrases(text: str) -> Phrases:
    """What matches a text that is bare: separators and dates come again and again."""
    return tuple([phrase for source, phrase in lexicon().bare if compiled(source).fullmatch(text)])


def unusual(line: str, key: str, lex: Lexicon) -> tuple[Cue, ...]:
    """What only lines beyond ASCII may hold: icons around the phrase, credits."""
    if not key:
        return bare(line, lex)
    start, end = 0, len(key)
    while start < end and not key[start].isalnum() and key[start] not in OPENERS:
        start += 1
    while end > start and not key[end - 1].isalnum() and key[end - 1] not in CLOSERS:
        end -= 1
    if end - start < len(key) and end > start:
        bared = key[start:end].strip(EDGES)
        at = line.index(bared)
        phrases = lex.whole.get(bared)
        if phrases is not None:
            return exact(phrases, line, line[at:], bared)
        head = lex.heads.get(bared[:HEAD])
        if head is not None:
            return opened(head, line, line[at:], bared, lex)
    return credited(line, lex) if "/" in line else ()
