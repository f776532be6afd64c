"""Dumps whose caption stands before the headline, made of such where it follows or is lost.

Some sites print the picture above everything, so that a dump has its caption first, then the headline, then the picture's credit (the seed
capture is one). Of the pages with gold hardly any is of such a site, and a network that has not seen it takes the caption for the headline.
"""

from __future__ import annotations

from dataclasses import replace

from training.align import Gold
from training.data import DumpRecord
from training.words import words_of

#: The dumps of these styles are given such a twin: the seed's own maker, and the style that is made like it.
STYLES = ("resilimain", "resili", "seedlike")
#: A picture below the headline has its caption among so many lines there; one further down is not the article's first.
LOOKED_AT = 15
#: Words that a caption has; what is shorter is a credit or a word that an HTML tagger took for one.
LEAST_WORDS = 5
#: Words of a paragraph by which the article's first is found.
OPENING = 8


def caption_first(record: DumpRecord) -> DumpRecord | None:
    """The dump with the first caption before its headline, and what follows the caption on its line behind the headline.

    None where the gold has no caption or no headline, and where the dump does not show its headline above the body.
    """
    gold = record.gold
    if not gold.headline or not gold.captions or not gold.body:
        return None
    lines = record.text.split("\n")
    words = [words_of(line) for line in lines]
    caption = gold.captions[0]
    wanted = words_of(caption)
    start = _first_paragraph(words, gold)
    heads = [place for place in range(start) if words[place] == words_of(gold.headline)]
    if not heads or len(wanted) < LEAST_WORDS:
        return None
    head = heads[-1]
    margin = lines[head][: len(lines[head]) - len(lines[head].lstrip())]
    shown = [place for place, found in enumerate(words) if found[: len(wanted)] == wanted]
    behind = next(iter(gold.credits or ()), "")
    if shown:
        if not head < shown[0] <= head + LOOKED_AT:
            return None
        line = lines.pop(shown[0]).strip()
        behind = line[len(caption) :].strip() if line.startswith(caption) else ""
    above, below = lines[:head], lines[head + 1 :]
    text = "\n".join([*above, margin + caption, "", lines[head], *(("", margin + behind) if behind else ()), *below])
    return replace(record, text=text, style=f"{record.style}, caption first")


def _first_paragraph(words: list[list[str]], gold: Gold) -> int:
    """The line with which the article starts; the number of lines where none does."""
    opening = words_of(gold.body or "")[:OPENING]
    return next((place for place, found in enumerate(words) if opening and found[: len(opening)] == opening), len(words))
