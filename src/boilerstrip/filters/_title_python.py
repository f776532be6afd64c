"""Which line before the text is its headline, by what it says and where it stands (`_title.pyx` is the same, compiled).

Not a filter, as the leading underscore says: `headline` asks it of dumps, and of pages whose metadata name no title.
"""

from __future__ import annotations

from collections.abc import Sequence

from boilerstrip.block import PROSE, Kind, Label, Mark
from boilerstrip.classes import LOWER
from boilerstrip.page import Page
from boilerstrip.wording import agreement, lead_stems, stems

#: Widths of headlines: FINDINGS has 29 to 85 characters for the middle 80 %. With 200 a second reading takes first sentences for headlines
#: (segment F .927 against .932).
NARROWEST, WIDEST = 12, 130
#: The headline stands before the article's first prose, at most so many blocks away. The 3 % that stand just after it are
#: given up: looking there too, a second reading takes a sub-heading for the headline (body F1 of dumps .9347 against .9340).
REACH = 24
#: The words of the headline are looked for in this many characters of prose.
LEAD_CHARS, LEAD_BLOCKS = 1500, 40
#: What speaks for a line, and against it. Weights of a conditional logit over 1,363 development dumps, rounded; exact headline
#: .70 (news) and .71 (others); fitted on one half of the pages, .66 to .74 on the other; equal shares of words alone .50.
OVERLAP, OPEN, QUESTION, REPEATED, DATED, TOP, COLON, HEADING = 6.0, 2.7, 2.0, 2.9, 2.0, 0.7, 1.0, 2.0
NARROW, WIDE, CUED, CREDITED, SMALL, RUN, FAR, BEHIND = 4.8, 2.5, 2.3, 1.7, 1.0, 0.9, 0.025, 2.4
NARROW_WIDTH, WIDE_WIDTH = 30, 100
#: A date or byline so many blocks below speaks for a headline; lines are of equal shape when widths differ by less than 40 %.
BELOW, EQUAL = 6, 0.4
FIRST_LINES = 3  # of a dump: they may be the window's title, which repeats the headline
QUESTIONS = ("?", "？", "؟")
DATES = frozenset((Label.TIMESTAMP, Label.BYLINE))
#: Only their labels give way to a headline, and of the tagger's not BODY: of 138 such lines that the words speak for, 3 are headlines.
UNSEATED = frozenset(("density", "neighbours", "remainder", "menu_run", "related_links", "link_density", "landmarks", "block_tagger"))


def title(page: Page, known: Sequence[int], least: float) -> int | None:
    """The place of the line that most speaks for, with `least` points or more; of those `known` only, if there are any."""
    labels, texts, width, sentence = page.labels, page.texts, page.width, page.sentence
    prose = [i for i in page.sentences if labels[i] in PROSE] or page.sentences  # the latter before other filters have spoken
    if not prose:
        return None
    lead, shapes = prose[0], page.shapes
    letters = shapes.letters.tolist()
    places = [i for i in known or range(max(0, lead - REACH), lead) if i != lead and NARROWEST <= width[i] <= WIDEST]
    places = [i for i in places if 2 * letters[i] >= width[i] and i not in page.tabbed and _open(page.verdicts[i])]  # no row of a table
    places = [i for i in places if i < lead or not (sentence[i] or width[i] > WIDEST // 2)]
    if not places:  # so most second readings end: their text begins with its first paragraph
        return None
    words = lead_stems(" ".join([texts[i] for i in prose[:LEAD_BLOCKS]])[:LEAD_CHARS])
    closed, first = shapes.closed.tolist(), shapes.first.tolist()
    credited = {mark.block for mark in page.spanned if mark.label is Label.CREDIT} | {i for i in places if labels[i] is Label.CREDIT}
    tops = [(i, stems(texts[i])) for i in range(min(FIRST_LINES, len(texts))) if width[i] <= WIDEST]
    best, height, last = None, least, len(texts) - 1
    for index in places:
        wide, text = width[index], texts[index]
        if not (own := stems(text)):
            continue
        score = OVERLAP * len(own & words) / (len(own) + 1)
        score += OPEN * (not closed[index]) + QUESTION * text.endswith(QUESTIONS) + COLON * (":" in text) + TOP * (index < FIRST_LINES)
        score += REPEATED * max([agreement(own, other) for i, other in tops if i < index], default=0.0)
        score += DATED * (not DATES.isdisjoint(labels[index + 1 : index + BELOW])) + HEADING * (page.blocks[index].kind is Kind.HEADING)
        score -= NARROW * max(0.0, 1 - wide / NARROW_WIDTH) + WIDE * max(0.0, wide / WIDE_WIDTH - 1) + FAR * abs(lead - index)
        score -= CUED * (index in page.cues) + CREDITED * (index in credited) + BEHIND * (index > lead) + SMALL * bool(first[index] & LOWER)
        score -= RUN * (0 < index < last and abs(width[index - 1] - wide) < EQUAL * wide and abs(width[index + 1] - wide) < EQUAL * wide)
        if score >= height:
            best, height = index, score
    return best


def _open(mark: Mark | None) -> bool:
    """Has nobody said of a line what it is, but by its place?"""
    if mark is None or mark.label is Label.UNDECIDED:
        return True
    return mark.by in UNSEATED and not (mark.score is not None and mark.score >= 0 and mark.label is Label.BODY)
