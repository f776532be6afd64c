"""tags_line: the topics of the article, as a line or as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.page import Page

#: A topic is a name of a few words; sub-headings are as short, but a list of topics has several in a row.
TOPIC_WIDTH = 40
LEAST_TOPICS = 2
MOST_TOPICS = 15
#: Two hashtags in a line are a list; one may be a sub-heading or a quotation.
LEAST_HASHTAGS = 2
_HASHTAG = re.compile(r"(?:^|\s|,)#\w*[^\W\d_]{2}")
_CODE = frozenset("{}=")
"""Lists of topics have none of these: `{ category: "Fruit" },` is code."""
_NO_TOPIC = frozenset({Kind.HEADING, Kind.FIGCAPTION, Kind.CODE, Kind.CELL})


def tags_line(page: Page) -> Iterator[Mark]:
    """Mark lines that list topics ("Tags: harbour, ferry", "#harbour #ferry") and the short lines below a bare "Tags".

    Measured on development dumps: 2,184 chrome : 5 content.

    Before:
        The ferry sails again on Friday, the harbour office said.
        Tags: harbour, ferry, storm
        Filed under
        Harbour
        Ferry
    After:
        The ferry sails again on Friday, the harbour office said.
    """
    seen_prose = False
    at = 0
    for block, cue in page.cued("tags"):
        index, text = block.index, block.text
        if page.sentence[index] or block.kind is Kind.CODE or text[0].islower() or not any(map(str.isalpha, text)):
            continue
        seen_prose = seen_prose or any(page.sentence[at:index])
        at = index
        if cue.kind == "prefix" and text[cue.span[1] :].strip():
            if _CODE.isdisjoint(text):
                yield Mark(index, Label.CHROME, "lists the topics of the article")
        elif cue.kind == "regex":
            if len(_HASHTAG.findall(text)) >= LEAST_HASHTAGS:
                yield Mark(index, Label.CHROME, "a line of hashtags")
        elif seen_prose and block.kind is not Kind.CELL:
            topics = _topics(page, index + 1)
            if len(topics) >= LEAST_TOPICS or index + 1 + len(topics) == len(page.blocks):
                yield Mark(index, Label.CHROME, "heads a list of topics")
                yield from (Mark(topic, Label.CHROME, f'a topic under "{text}"') for topic in topics)


def _topics(page: Page, start: int) -> list[int]:
    """The short lines from here on; none where there are numbers among them: then they are a table."""
    topics = []
    for index in range(start, min(len(page.blocks), start + MOST_TOPICS)):
        block = page.blocks[index]
        if (
            page.width[index] > TOPIC_WIDTH
            or page.sentence[index]
            or block.kind in {Kind.HEADING, Kind.FIGCAPTION}
            or _other_cue(page, index)
        ):
            break
        if not any(map(str.isalpha, block.text)):
            return []
        topics.append(index)
    return topics


def _other_cue(page: Page, index: int) -> bool:
    return any(cue.category != "nav" and cue.strength == "strong" for cue in page.cues.get(index, ()))
