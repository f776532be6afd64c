"""prose: dumps that somebody has cleaned before, told by their shape alone."""

from __future__ import annotations

from operator import sub

from boilerstrip.page import Medium, Page

#: A dump is prose throughout when it begins and ends with a sentence, holds no phrase of the lexicon, has at most so many lines in
#: a row that are no sentences, and sentences make up this share of it. Of the development bodies (what a second reading
#: reads) 66 % of news and 35 % of other articles are; of raw dumps 1 %, and 0 to 2.4 % of the characters in those are chrome.
OPEN_IN_A_ROW = 4
PROSE_SHARE = 0.7


def printed(page: Page) -> bool:
    """Is this a dump of paragraphs with a blank line between all of them, as cleaners print them?"""
    return page.medium is Medium.TEXT and page.spaced


def prose_throughout(page: Page) -> bool:
    """Is this a dump that needs no judge: somebody's clean text, or this program's own?"""
    if page.medium is not Medium.TEXT:
        return False
    sentence, sentences, width = page.sentence, page.sentences, page.width
    if not (sentence[0] and sentence[-1]) or sum(map(width.__getitem__, sentences)) < PROSE_SHARE * sum(width):
        return False
    return max(map(sub, sentences[1:], sentences), default=1) <= OPEN_IN_A_ROW + 1 and not page.cues
