"""caption: what stands below, or above, a picture."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from boilerstrip.block import PROSE, Kind, Label, Mark
from boilerstrip.filters._credit_end import bracket_start
from boilerstrip.filters._doubted_captions import doubted_captions, unlikely_above
from boilerstrip.filters._figure_captions import figure_captions
from boilerstrip.filters._prose_ends import prose_ends
from boilerstrip.filters._sureness import doubted
from boilerstrip.marks import places_of
from boilerstrip.page import Medium, Page

#: FINDINGS: captions have 14 to 142 characters in the middle 80 %.
NARROWEST, WIDEST = 14, 420
#: A judge that is surer of body, or of chrome, stands against signs around a line: below, 68 of 69 such lines were captions (pages of
#: two folds).
SURE = 0.8
_OPEN = frozenset((Label.BODY, Label.CHROME))
#: Signs are looked for from so many blocks before the first prose to so many behind the last.
BEFORE, BEHIND = 12, 3
#: What a page writes on a picture that can be enlarged, right before its caption: at most so many characters.
BUTTON = 26
_BUTTON = re.compile(
    r"(?:view|open|enlarge|expand|show|hide)(?: \d+)?(?: (?:images?|photos?|picture|caption))?(?: in gallery)?|"
    r"(?:(?:bild|foto) )?(?:vergrößern|öffnen)|agrandir(?: l.image)?|ampliar(?: (?:imagen|imagem|foto))?|ingrandisci|увеличить|"
    r"(?:이미지|사진) ?확대(?:보기)?|画像を?拡大",
    re.IGNORECASE,
)
_BRACKETS = (")", "]", "(")
#: A line that only announces a credit, which follows on the next.
_ANNOUNCED = re.compile(r"[(\[]?(?:images?|photos?|picture|foto|bild|credits?|crédits?)\s?:?", re.IGNORECASE)
#: "Quelle: dpa" below the last paragraph says where the article is from.
_SOURCE = re.compile(r"(?:quelle|source|fuente|fonte|bron|kilde|källa|źródło|источник|zdroj)\s?:", re.IGNORECASE)


def caption(page: Page) -> Iterator[Mark]:
    """Mark captions: a line whose own end is a credit, the line before a credit, and what stands in a figcaption or the like.

    Runs behind `credit`; alone it knows HTML's captions only.

    Before:
        <p>The bridge over the Elster closes on Monday.</p><figure><figcaption>The old bridge in spring</figcaption></figure>
    After:
        The bridge over the Elster closes on Monday.
        CAPTION: The old bridge in spring
    """
    if page.medium is Medium.HTML:
        yield from figure_captions(page)
        return
    labels, width, texts = page.labels, page.width, page.texts
    first, last = prose_ends(page)
    credit = Label.CREDIT
    credited = {mark.block for mark in page.spanned if mark.label is credit}
    head = labels.index(Label.HEADLINE) if Label.HEADLINE in labels else -1
    yield from doubted_captions(page, credited, head)
    unsure = doubted(page.verdicts, SURE)
    if unsure:  # by rules alone there are none
        yield from _pointed_at(page, unsure, first, last)
    for index in sorted(credited):
        if width[index] <= WIDEST:
            yield Mark(index, Label.CAPTION, "ends in a picture's credit")
    lead = max(0, first)
    for index in places_of(labels, (credit,)):
        if index in credited:
            continue
        sourced = _SOURCE.match(texts[index]) is not None
        for before in range(index - 1, max(-1, index - 3), -1):
            mark = page.verdicts[before]
            if labels[before] is Label.HEADLINE:
                continue  # a caption may stand before the headline, its credit after it
            taken = labels[before] in (Label.CREDIT, Label.TIMESTAMP, Label.BYLINE) or before in page.cues
            taken = taken or page.blocks[before].kind is Kind.LIST_ITEM  # of a list of things that have a picture each
            if taken or not NARROWEST <= width[before] <= WIDEST:
                break
            if unlikely_above(page, before, head):
                break
            if before == last and mark is not None and mark.label in PROSE and ((mark.score or 0) >= SURE or sourced):
                break  # the article ends here, and a notice of the site follows, or where it was taken from
            if page.sentence[before] and before > lead and mark is not None and mark.label in PROSE and width[before] > WIDEST // 2:
                break
            yield Mark(before, Label.CAPTION, "stands before a picture's credit")
            break


def _pointed_at(page: Page, unsure: list[int], first: int, last: int) -> Iterator[Mark]:
    """Of lines that a judge was not sure of, those that the lines around them call captions."""
    labels, texts, width = page.labels, page.texts, page.width
    low, high = (max(0, first - BEFORE), last + BEHIND) if last >= 0 else (0, len(texts))
    unsure = unsure[bisect_left(unsure, low) : bisect_right(unsure, high)]
    unsure = [i for i in unsure if labels[i] in _OPEN and NARROWEST <= width[i] <= WIDEST]
    near = [i for i in unsure if texts[i][-1:] in _BRACKETS]
    near += [i for i in unsure if low < i and width[i - 1] <= BUTTON and _BUTTON.fullmatch(texts[i - 1])]
    for index in near:
        text = texts[index]
        if text[-1] not in _BRACKETS:
            yield Mark(index, Label.CAPTION, "stands below the button of a picture")
        elif bracket_start(text):
            yield Mark(index, Label.CAPTION, "ends in a name in brackets, behind its last sentence")
        elif text[-1] == "(" and index + 1 < len(texts) and _ANNOUNCED.fullmatch(texts[index + 1]):
            yield Mark(index, Label.CAPTION, "stands before a picture's credit")
