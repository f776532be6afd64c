"""read_more: lines in the body that send the reader to another story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.filters._prompts import prompts
from boilerstrip.page import Page

#: Between the phrase and the other story's headline.
_SEPARATOR = re.compile(r"\s*[:|>→»–—▸▶►「【]|\s+-\s|\s*[\"'“„«‹‘]")
_TAIL_MARKS = ":|>→»–—▸▶►-"
#: A headline may ask or exclaim; ending in a full stop it is a sentence of the article.
_ASKS = "?!…？！؟"
_CLOSERS = "\"'”’»)]"
#: From this share of link text on (HTML), the block is a link.
LINKED = 0.8
#: A story's headline is wider than a menu word and narrower than a paragraph (FINDINGS: headlines, 10-90 %: 29-85 characters).
HEADLINE_WIDTH = range(20, 161)


def read_more(page: Page) -> Iterator[Mark]:
    """Mark READ MORE lines, in any language of the lexicon, with the headline that they carry or that stands below.

    A sentence is left alone ("READ MORE than 40 books this summer, the library says."), and so is what stands before the first
    sentence of the page: there "Related: ..." may be the headline itself.

    Measured on development dumps (strong openings with a separator or a capital after them): news 32 chrome : 2 content, both of these
    READ MORE lines that the gold kept; web pages 119 : 64, where the gold keeps such lines as a rule.

    Before:
        The ferry has not sailed since the storm, the harbour office said.
        READ MORE: Storm Takes the Roof off the Lighthouse
        Lesen Sie auch:
        Der Leuchtturm von Brodum steht ohne Dach da
        READ MORE than 40 books this summer, the library says.
    After:
        The ferry has not sailed since the storm, the harbour office said.
        READ MORE than 40 books this summer, the library says.
    """
    cued = page.cued("related")
    if not cued:
        return
    found = [(block, cue) for block, cue in cued if cue.strength == "strong" or block.link_share >= LINKED]
    yield from (mark for mark in prompts(page, "leads to other stories", "related") if _whole(page, mark.block))
    first = page.sentences[0] if page.sentences else len(page.blocks)
    for block, cue in found:
        index, text = block.index, block.text
        if cue.kind == "exact" and cue.strength == "strong":
            if text.rstrip().endswith((":", "：")) and index > first and _carries_headline(page, index + 1):
                yield Mark(index + 1, Label.CHROME, f'another story\'s headline under "{text}"')
        elif cue.kind == "prefix" and index > first and _leads(page, index, cue.span[1]):
            yield Mark(index, Label.CHROME, f'leads to another story: "{text[: cue.span[1]].strip()}"')


def _whole(page: Page, index: int) -> bool:
    """Is the block a phrase as a whole, or a weak one beside other chrome? Openings are judged by what follows them."""
    return not any(cue.category == "related" and cue.kind != "exact" and cue.strength == "strong" for cue in page.cues[index])


def _leads(page: Page, index: int, end: int) -> bool:
    """Does the line carry a headline after its opening phrase, or is it all link?"""
    block = page.blocks[index]
    if _is_sentence(page, index):
        return False
    tail = block.text[end:]
    if not tail.strip() or block.text[:end].rstrip()[-1] in _TAIL_MARKS or _SEPARATOR.match(tail) or block.link_share >= LINKED:
        return True
    return not tail.strip()[0].islower()


def _is_sentence(page: Page, index: int) -> bool:
    return page.sentence[index] and page.texts[index].rstrip(_CLOSERS)[-1:] not in _ASKS


def _carries_headline(page: Page, index: int) -> bool:
    if index >= len(page.blocks) or page.blocks[index].kind in {Kind.HEADING, Kind.FIGCAPTION}:
        return False
    return page.width[index] in HEADLINE_WIDTH and not _is_sentence(page, index)
