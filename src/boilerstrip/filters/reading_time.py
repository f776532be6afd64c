"""reading_time: how long the article takes to read, how often it was seen, and counters without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.filters._first_letters import first_letters
from boilerstrip.page import Page

#: Views in many languages; the number stands before or after. First the letters that they begin with, for most lines fail at these.
_VIEW_WORDS = (
    r"(?:views?|reads|hits|Aufrufe|vues|lectures|visualizaciones|visualizações|visualizzazioni|wyświetle[nń]\w*|odsłon\w*|zobrazení"
    r"|görüntülenme|okunma|просмотр\w*|прочтени\w*|перегляд\w*|weergaven|visninger|visningar|مشاهدة|مشاهدات|بازدید"
    r"|阅读|浏览|瀏覽|閲覧|조회수?)"
)
_VIEWS = f"(?=[{first_letters(_VIEW_WORDS)}]){_VIEW_WORDS}"
_VIEWED = re.compile(rf"(?:\d[\d.,\s]{{0,9}}[kKmM]?\s*{_VIEWS}|{_VIEWS}\s*:?\s*\d[\d.,\s]{{0,9}}[kKmM]?)", re.IGNORECASE)
#: What may follow the number (with the Kelvin sign, as cases go).
_THOUSANDS = "kKmM\u212a"
_BARE = re.compile(r"\(?\d{1,3}(?:[.,\s]?\d{1,3}){0,2}\s?[kKmM]?\)?")
#: A counter is short, with its word ("12.345 просмотров", "Aufrufe: 1.203") or without.
VIEWED_CHARS = 40
VIEWED_WIDTH = 2 * VIEWED_CHARS
BARE_CHARS = 8
#: "30 min" says what it measures only by standing alone; in numbers it is a column of a timetable or a recipe.
_MINUTES = re.compile(r"\d{1,3}\s?[^\W\d_]{1,4}\.?")
MOST_BARE = 2
#: Buttons that carry a number beside them.
_COUNTED = frozenset({"share", "comments", "reading_time", "follow"})


def reading_time(page: Page) -> Iterator[Mark]:
    """Mark reading times, view counters, and bare numbers beside a share or comment button.

    Measured on development dumps: 630 chrome : 8 content.

    Before:
        The ferry sails again
        4 min read
        1,204 views
        Share
        17
        The harbour office says so.
    After:
        The ferry sails again
        Share
        The harbour office says so.
    """
    times = [block for block, _ in page.cued("reading_time") if not page.sentence[block.index]]
    bare = {block.index for block in times if _MINUTES.fullmatch(block.text)}
    for block in times:
        if block.index not in bare or len(bare) <= MOST_BARE:
            yield Mark(block.index, Label.CHROME, "how long the article takes to read")
    texts, blocks, cell = page.texts, page.blocks, Kind.CELL
    for index in page.shapes.numbered(1, VIEWED_WIDTH, VIEWED_WIDTH):
        text = texts[index]
        if len(text) > VIEWED_CHARS or blocks[index].kind is cell:
            continue
        text = text.strip()
        if len(text) <= BARE_CHARS and _BARE.fullmatch(text):
            if _beside_button(page, index):
                yield Mark(index, Label.CHROME, "a counter beside a button")
        elif (text[0].isdigit() or text[-1].isdigit() or text[-1] in _THOUSANDS) and _VIEWED.fullmatch(text):
            yield Mark(index, Label.CHROME, "how often the article was seen")


def _beside_button(page: Page, index: int) -> bool:
    """Is the neighbour a button with words, such as "Share" or "Comments"?"""
    for place in (index - 1, index + 1):
        cues = page.cues.get(place, ())
        if any(cue.category in _COUNTED and cue.kind == "exact" for cue in cues) and any(map(str.isalpha, page.texts[place])):
            return True
    return False
