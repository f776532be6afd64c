"""footnote: notes that an asterisk in the body refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import PROSE, Label, Mark
from boilerstrip.page import Page

SIGNS = ("*", "†", "‡", "¹", "²", "³")
_FIRST = re.compile(f"[{''.join(SIGNS)}]")
#: Notes are read where the text ends, at most so many blocks below its last paragraph.
REACH = 12
#: Longer ones are paragraphs with an asterisk, shorter ones stray signs.
NARROWEST, WIDEST = 8, 600


def footnote(page: Page) -> Iterator[Mark]:
    """Mark a line that begins with an asterisk as a footnote if the body before it has one right behind a word ("Guild*").

    Before:
        The Guild* closed the old bridge over the Elster on Monday evening.
        *The Guild is banned in Elsterland
        * More news
    After:
        The Guild* closed the old bridge over the Elster on Monday evening.
        FOOTNOTE: *The Guild is banned in Elsterland
        * More news
    """
    texts, labels, sentence = page.texts, page.labels, page.sentence
    starred = [first.start() for first in _FIRST.finditer(page.firsts) if NARROWEST <= len(texts[first.start()]) <= WIDEST]
    if not starred:
        return
    body = [i for i, label in enumerate(labels) if label in PROSE and not texts[i].startswith(SIGNS)]
    if not body:
        body = [i for i, is_sentence in enumerate(sentence) if is_sentence and not texts[i].startswith(SIGNS)]
    if not body:
        return
    for index in starred:
        text = texts[index]
        sign = text[0]
        stuck = text[1:2].isalnum() or sign != "*"  # "* More news" is a bullet; a note has its sign right before the word
        if not stuck and not sentence[index]:
            continue
        if index > body[0] and index - body[-1] <= REACH and _referred(texts, [i for i in body if i < index], sign):
            yield Mark(index, Label.FOOTNOTE, "a note that an asterisk in the text refers to")


def _referred(texts: list[str], body: list[int], sign: str) -> bool:
    """Does a block of the body have the sign right behind a word?"""
    for index in body:
        at = texts[index].find(sign, 1)
        while at > 0:
            if texts[index][at - 1].isalnum() or texts[index][at - 1] in "\"'”’»).,":
                return True
            at = texts[index].find(sign, at + 1)
    return False
