"""headline: the article's own headline, which other stories' headlines resemble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boilerstrip.block import PROSE, Kind, Label, Mark
from boilerstrip.classes import LOWER
from boilerstrip.filters._sureness import is_body
from boilerstrip.page import Medium, Page
from boilerstrip.tagger.prose import printed
from boilerstrip.wording import agreement, folded, lead_stems, stems

#: A block that agrees so far with a title of the page's metadata shows the headline (FINDINGS: .81 exact on held news pages).
AGREES = 0.4
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
#: A line under this is no headline: None is right for one dump in ten, and for more of what a cleaner printed (full pages .9075 to .9084).
LEAST, LEAST_PRINTED, QUESTIONS = 2.5, 5.0, ("?", "？", "؟")
_HEADLINE, _CREDIT, _UNDECIDED = Label.HEADLINE, Label.CREDIT, Label.UNDECIDED  # of an enum, they take 0.1 µs each time in Python 3.11
_DATES = frozenset((Label.TIMESTAMP, Label.BYLINE))
#: Only their labels give way to a headline, and of the tagger's not BODY: of 138 such lines that the words speak for, 3 are headlines.
_UNSEATED = frozenset(("density", "neighbours", "remainder", "menu_run", "related_links", "link_density", "landmarks", "block_tagger"))


def headline(page: Page) -> Iterator[Mark]:
    """Mark the one block that is the headline, if there is one.

    HTML: the first h1 that agrees with a title of the page's metadata, else a block that shows the headline of its JSON-LD, else one
    that shows og:title. Dumps: of the lines shortly before the first prose, the one whose words the lead repeats most.
    Where earlier filters found one, it stays; where they found several, the best of them.

    Before:
        Weather
        Elster bridge closes until June
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
    After:
        Weather
        HEADLINE: Elster bridge closes until June
        The bridge over the Elster closes on Monday, the council said, and stays closed until the end of June.
    """
    known = [i for i, label in enumerate(page.labels) if label is _HEADLINE] if _HEADLINE in page.labels else []
    if len(known) == 1:
        return  # an earlier filter has found it
    found = _titled(page) if page.medium is Medium.HTML else None
    reason = "says what the page's metadata give as its title"
    if found is None:
        found = _led(page, known)
        reason = "a title before the text, whose first paragraphs repeat its words"
    if found is not None:
        yield Mark(found, Label.HEADLINE, reason)
        for other in sorted({*known} - {found}):
            yield Mark(other, Label.CHROME, "another title than the article's headline")


def _titled(page: Page) -> int | None:
    facts, site = page.facts, page.facts.site_name
    titles = [title for title in (facts.headline, facts.og_title, facts.title) if title]
    if not titles:
        return None
    known = [stems(title.replace(site, " ") if site else title) for title in titles]
    for top in (1, 2):
        for block in page.blocks:
            if block.kind is Kind.HEADING and block.level == top:
                own = stems(block.text)
                if any(agreement(own, other) >= AGREES for other in known):
                    return block.index
    shown = {folded(text): i for i, text in reversed(list(enumerate(page.texts))) if NARROWEST <= len(text) <= 2 * WIDEST}
    return next((shown[folded(title)] for title in titles if folded(title) in shown), None)


def _led(page: Page, known: Sequence[int]) -> int | None:
    labels, texts, width, sentence = page.labels, page.texts, page.width, page.sentence
    prose = [i for i in page.sentences if labels[i] in PROSE] or page.sentences  # the latter before other filters have spoken
    if not prose:
        return None
    lead, shapes, letters, least = prose[0], page.shapes, page.shapes.letters, LEAST_PRINTED if printed(page) else LEAST
    places = [i for i in known or range(max(0, lead - REACH), lead) if i != lead and NARROWEST <= width[i] <= WIDEST and _open(page, i)]
    places = [i for i in places if 2 * letters[i] >= width[i] and (i < lead or not (sentence[i] or width[i] > WIDEST // 2))]
    if not places:  # so most second readings end: their text begins with its first paragraph
        return None
    words = lead_stems(" ".join([texts[i] for i in prose[:LEAD_BLOCKS]])[:LEAD_CHARS])
    closed, first = shapes.closed, shapes.first
    credited = {mark.block for mark in page.spanned if mark.label is _CREDIT} | {i for i in places if labels[i] is _CREDIT}
    tops = [(i, stems(texts[i])) for i in range(min(FIRST_LINES, len(texts))) if width[i] <= WIDEST]
    best, height, last = None, least, len(texts) - 1
    for index in places:
        wide, text = width[index], texts[index]
        if not (own := stems(text)):
            continue
        score = OVERLAP * len(own & words) / (len(own) + 1)
        score += OPEN * bool(not closed[index]) + QUESTION * text.endswith(QUESTIONS) + COLON * (":" in text) + TOP * (index < FIRST_LINES)
        score += REPEATED * max([agreement(own, other) for i, other in tops if i < index and not own.isdisjoint(other)], default=0.0)
        score += DATED * (not _DATES.isdisjoint(labels[index + 1 : index + BELOW])) + HEADING * (page.blocks[index].kind is Kind.HEADING)
        score -= NARROW * max(0.0, 1 - wide / NARROW_WIDTH) + WIDE * max(0.0, wide / WIDE_WIDTH - 1) + FAR * abs(lead - index)
        score -= CUED * (index in page.cues) + CREDITED * (index in credited) + BEHIND * (index > lead) + SMALL * bool(first[index] & LOWER)
        score -= RUN * (0 < index < last and abs(width[index - 1] - wide) < EQUAL * wide and abs(width[index + 1] - wide) < EQUAL * wide)
        if score >= height:
            best, height = index, score
    return best


def _open(page: Page, index: int) -> bool:
    """Has nobody said of a line what it is, but by its place?"""
    mark = page.verdicts[index]
    return mark is None or mark.label is _UNDECIDED or (mark.by in _UNSEATED and not is_body(mark))
