"""Lexicon: the phrase files, read once and laid out for lookup by hash."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

#: What may stand around a phrase without changing it: spaces, digits, separators, bullets, arrows, brackets. No quotes: a quoted
#: "Read more" is someone's words. No "#", "@" or "©": they mean something.
EDGES = (
    " \t\xa0\u200b\u200e\u200f\ufeff0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९"
    ":.,;!?…·•|-–—*_~<>«»‹›→←↑↓►▶▸▼▾▲■●○◦✓✔✕×✖+=()[]{}【】（）：；，。、！？।؟،/\\"
)

#: Those of them that a text of ASCII alone can hold: fewer, and so quicker to strip.
ASCII_EDGES = "".join([edge for edge in EDGES if edge.isascii()])

#: Lines are looked up by the first characters of a phrase: enough to keep the lists behind one entry short (most: 1 to 5), few enough
#: that nearly every prefix has them. Shorter ones are filed under HEAD - 1 and HEAD - 2.
HEAD = 4


#: Thai and everything after it, of which most is written without spaces.
UNSPACED_FROM = "\u0e00"


class Cue(NamedTuple):
    """A phrase found in a text."""

    category: str
    strength: str
    """strong: enough by itself; weak: only beside other chrome or at an edge of the page; mark: label the line, do not drop it."""
    kind: str
    """exact: the text is the phrase; prefix: it begins with it; contains; regex."""
    span: tuple[int, int]
    """Where in the text the phrase stood, in characters."""


class Phrase(NamedTuple):
    """What a cue takes over from its phrase; `counted` ones need a number beside them."""

    category: str
    strength: str
    kind: str
    counted: bool = False


class Row(NamedTuple):
    """One line of a phrase file."""

    category: str
    phrase: str
    kind: str
    strength: str
    languages: tuple[str, ...]


Phrases = tuple[Phrase, ...]


class Head(NamedTuple):
    """Everything that begins with the same few characters."""

    starts: tuple[str, ...] = ()
    """The prefixes alone, for one quick test."""
    wholes: tuple[str, ...] = ()
    """Whole phrases: a text that begins with one may be several, glued together."""
    prefixes: tuple[tuple[str, Phrases], ...] = ()
    """Longest first."""
    patterns: tuple[tuple[str, Phrase], ...] = ()
    numbered: bool = False
    """Some phrase here has a number inside ("# days ago" has not: numbers at the edges are stripped)."""
    special: bool = False
    """There are patterns or numbers, so that `starts` does not tell all."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases, folded and filed."""

    whole: dict[str, Phrases]
    heads: dict[str, Head]
    """By the first HEAD characters, or by fewer what is no longer."""
    openings: dict[str, tuple[str, ...]]
    """By the first characters of a text without EDGES: what it must begin with to be worth a look at `heads`."""
    briefs: dict[str, tuple[str, ...]]
    """The heads of prefixes and patterns filed under fewer than HEAD, by their first character."""
    triggers: dict[str, tuple[tuple[str, Phrases], ...]]
    """Phrases to look for inside a text, by a word that shows that one may be there."""
    unspaced: tuple[tuple[str, Phrases], ...]
    """The same in scripts without spaces."""
    agencies: dict[str, Phrases]
    """What follows the last slash of a credit."""
    bare: tuple[tuple[str, Phrase], ...]
    """Patterns for texts without a single letter: clocks, dates, glyphs."""
    any_bare: re.Pattern[str]
    """All of these in one."""


def fold(text: str) -> str:
    """Lower case with the same length as the text, so that spans hold: the dotless i counts as i, every apostrophe as '.

    >>> fold("İLGİLİ Haberler："), fold("Don’t miss")
    ('ilgili haberler:', "don't miss")
    """
    low = text.lower()
    if low.isascii():
        return low
    low = low.replace("i̇", "i").replace("ı", "i")
    return low.replace("’", "'").replace("：", ":").replace("\xa0", " ")


#: A number inside a phrase, with what ties it to the word before.
NUMBER = re.compile(r"[:\s(]*\d[\d.,:/]*\s*")


def masked(text: str) -> str:
    """The text with every number as #.

    >>> masked("vor 5 minuten"), masked("lesezeit: 3 min"), masked("january 5, 2019")
    ('vor # minuten', 'lesezeit # min', 'january # #')
    """
    return NUMBER.sub(" # ", text).replace("  ", " ").rstrip()


@lru_cache(maxsize=1)
def _files() -> dict[str, str]:
    folder = files("boilerstrip.phrases")
    found = {entry.name[:-4]: entry for entry in folder.iterdir() if entry.name.endswith(".tsv")}
    return {name: found[name].read_text("utf-8") for name in sorted(found)}


def category_names() -> tuple[str, ...]:
    """The categories, sorted: one per file."""
    return tuple(_files())


def rows() -> list[Row]:
    """Every line of the phrase files."""
    found = []
    for category, content in _files().items():
        for line in content.splitlines():
            if not line.startswith("# " + category):
                phrase, kind, strength, languages = line.split("\t")
                found.append(Row(category, phrase, kind, strength, tuple(languages.split(","))))
    return found


def _unspaced(text: str) -> bool:
    return " " not in text and text[0] >= UNSPACED_FROM


def _trigger(text: str) -> str:
    return max(text.split(), key=len)


#: Marks that may cling to a trigger word.
_CLINGING = ("", ".", ",", ":", "!", ";", ")")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read on the first call (10 to 15 ms)."""
    whole: dict[str, Phrases] = {}
    prefixes: defaultdict[str, dict[str, Phrases]] = defaultdict(dict)
    patterns: defaultdict[str, list[tuple[str, Phrase]]] = defaultdict(list)
    triggers: defaultdict[str, list[tuple[str, Phrases]]] = defaultdict(list)
    unspaced: list[tuple[str, Phrases]] = []
    agencies: dict[str, Phrases] = {}
    bare: list[tuple[str, Phrase]] = []
    numbered: set[str] = set()
    shared: dict[tuple[str, str, str, bool], Phrases] = {}
    for category, content in _files().items():
        folded = fold(content).split("\n")
        original = content.split("\n") if "\tregex\t" in content else folded
        for number, line in enumerate(folded):
            if not line or number == 0:
                continue
            text, kind, strength, _ = line.split("\t")
            counted = "#" in text and kind != "regex"
            key = (category, strength, kind, counted)
            phrases = shared.get(key) or shared.setdefault(key, (Phrase(*key),))
            if kind == "exact":
                if counted:
                    if text[:2] == "# ":  # "1.2k views": the digits are stripped, the k is not
                        _add(whole, "k" + text[1:], phrases)
                        _add(whole, "m" + text[1:], phrases)
                    text = text.strip("#" + EDGES)
                    if "#" in text:
                        numbered.update(_numbered_heads(text))
                else:
                    text = text.strip(EDGES)
                _add(whole, text, phrases)
            elif kind == "prefix":
                text = text.lstrip("# ")
                opening = _numbered_heads(text) if counted else [text[:HEAD]]
                for head in opening:
                    _add(prefixes[head], text, phrases)
                if counted:
                    numbered.update(opening)
                elif text[-1] == ":" and strength == "mark":  # alone on its line, the colon is stripped
                    _add(whole, text.rstrip(": "), phrases)
            elif kind == "contains":
                if text[0] == "/":
                    agencies[text.strip("/ ")] = phrases
                elif _unspaced(text):
                    unspaced.append((text, phrases))
                else:
                    for mark in _CLINGING:
                        triggers[_trigger(text) + mark].append((text, phrases))
            else:
                source = original[number].split("\t", 1)[0]
                head = literal(source)[:HEAD]
                if head:
                    patterns[head].append((source, phrases[0]))
                else:
                    bare.append((source, phrases[0]))
    heads = _heads(whole, prefixes, patterns, numbered)
    openings = {name: ("",) if head.special or len(name) < HEAD else (*head.starts, *head.wholes) for name, head in heads.items()}
    for name in heads:  # a text that is shorter than this without EDGES may have the head with them
        openings.setdefault(name.strip(EDGES), ("",))
    briefs: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for head in {*prefixes, *patterns, *numbered}:
        if len(head) < HEAD:
            briefs[head[0]] += (head,)
    return Lexicon(
        whole, heads, openings, dict(briefs), {word: tuple(found) for word, found in triggers.items()}, tuple(unspaced), agencies,
        tuple(bare), re.compile("|".join([f"(?:{source})" for source, _ in bare]), re.IGNORECASE),
    )  # fmt: skip


def _heads(
    whole: dict[str, Phrases], prefixes: dict[str, dict[str, Phrases]], patterns: dict[str, list[tuple[str, Phrase]]], numbered: set[str]
) -> dict[str, Head]:
    """Everything filed by its first characters."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for text in whole:
        texts[text[:HEAD]].append(text)
    heads = {}
    for head in {*texts, *prefixes, *patterns, *numbered}:
        filed = prefixes.get(head, {})
        shorter = [text for size in range(1, len(head)) if (text := head[:size]) in whole]
        heads[head] = Head(
            tuple(filed), (*texts.get(head, ()), *shorter), tuple(sorted(filed.items(), key=_longest)), tuple(patterns.get(head, ())),
            head in numbered, head in numbered or head in patterns,
        )  # fmt: skip
    return heads


def meant(phrases: Phrases, number: bool) -> Phrases:
    """What a whole phrase means beside a number, or without one: those of a category that need it count before others, or not at all."""
    counted = {phrase.category for phrase in phrases if phrase.counted and number}
    return tuple([phrase for phrase in phrases if (phrase.category in counted) == phrase.counted])


def _numbered_heads(text: str) -> list[str]:
    """The heads of a phrase with a number inside: what stands before the number in a text ("vor 5 Tagen", but "年5月").

    >>> _numbered_heads("vor # tagen"), _numbered_heads("年 #"), _numbered_heads("há # dias")[:3]
    (['vor '], ['年'], ['há 0', 'há 1', 'há 2'])
    """
    before = text[: text.index("#")]
    if text[0] >= UNSPACED_FROM:
        return [before.rstrip()[:HEAD]]
    return [before + digit for digit in "0123456789"] if len(before) == HEAD - 1 else [before[:HEAD]]


def _add(filed: dict[str, Phrases], text: str, phrases: Phrases) -> None:
    """File one more phrase, unless its category has one here already."""
    known = filed.get(text)
    if known is None:
        filed[text] = phrases
    elif all(phrase.category != phrases[0].category or phrase.counted != phrases[0].counted for phrase in known):
        filed[text] = known + phrases


def _longest(item: tuple[str, Phrases]) -> int:
    return -len(item[0])


_LITERAL = re.compile(r"(?:[^\\\[\](){}.^$|?*+](?![?*{]))*")


def literal(source: str) -> str:
    """What each text that a pattern matches begins with: its plain characters up to the first special one, folded.

    >>> literal(r"home ?[>»].{1,50}"), literal(r"© ?\\d{4}"), literal(r"\\d{1,2}:\\d{2}")
    ('home', '©', '')
    """
    plain = _LITERAL.match(source)
    return fold(plain[0]) if plain else ""
