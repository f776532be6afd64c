"""Captions of HTML pages: where the elements around a block know more than its judge (a leading underscore: not a filter)."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.block import Kind, Label, Mark
from boilerstrip.filters._credit_end import credit_start
from boilerstrip.filters._figures import CAPTIONED, CREDITED, FILMED, OTHERS, PICTURED, Figures
from boilerstrip.filters._prose_ends import prose_ends
from boilerstrip.marks import places_of
from boilerstrip.page import Page

#: Elements named for captions hold shorter and longer ones than dumps show (columns; there 14 to 142 characters in the middle 80 %).
NARROWEST, WIDEST = 10, 600
#: A credit of its own has at most so many.
CREDIT_WIDTH = 60
#: Pictures of the article stand between its headline, or so many blocks before its first prose, and so many behind its last.
BEFORE, BEHIND = 12, 3
#: A judge that is so sure of chrome, or of body, stands against what an element is named: below it, all 32 blocks that elements named
#: captions on the 82 development news pages were captions (the value was chosen on them); above, elsewhere, cookie notices and sliders.
SURE = 0.85
#: A caption that the tagger is less sure of, with no picture near it, is a standfirst, byline or date (7 of 8 on the same pages).
DOUBTED = 0.75
#: Pictures are known by their alternative texts. One and what is said of it are alone in their element: at most so many blocks.
BOX = 3
#: Judges by place and shape, whose word the elements may overrule; the others know a line by what it says.
_GENERAL = frozenset(("block_tagger", "density", "neighbours", "menu_run", "link_density", "remainder", "sub_heading", "standfirst"))
_OPEN = frozenset((Label.CHROME, Label.BODY, Label.UNDECIDED))


def figure_captions(page: Page) -> Iterator[Mark]:
    """Marks in both directions: blocks that are captions, and captions that are not.

    Captions F1 with `caption_credit` .72 to .93 on the 82 news pages whose mistakes these rules were written from: pages of other sites
    will gain less. Body F1 of news and other pages and segment F of blogs did not drop (.950, .852, .937 to .939).
    """
    labels, width, sentence = page.labels, page.width, page.sentence
    first, last = prose_ends(page)
    low, high = (max(0, first - BEFORE), last + BEHIND) if last >= 0 else (0, len(labels))
    if Label.HEADLINE in labels:
        low = min(low, labels.index(Label.HEADLINE))
    images = {image.before for image in page.images}
    figures = Figures()
    blocks, verdicts, caption = page.blocks, page.verdicts, Label.CAPTION
    for index in sorted({*places_of(labels, (caption,)), *range(low, min(high + 1, len(labels)))}):
        label = labels[index]
        if label is caption:
            why = _no_caption(page, index, images, figures)
            if why:
                yield Mark(index, Label.CHROME, why)
            elif width[index] <= CREDIT_WIDTH and figures.around(blocks[index].path, 0) & CREDITED and not sentence[index]:
                yield Mark(index, Label.CREDIT, "stands in an element for credits")
        elif NARROWEST <= width[index] <= WIDEST and label in _OPEN:
            mark, around = verdicts[index], figures.around(blocks[index].path)
            if around & (CAPTIONED | PICTURED) and not around & (OTHERS | FILMED) and (mark is None or mark.by in _GENERAL):
                found = _pictured(page, index, images, figures)
                if found:
                    yield found


def _no_caption(page: Page, index: int, images: set[int], figures: Figures) -> str:
    """Why a block that is called a caption is none; "" where nothing speaks against it."""
    mark, around = page.verdicts[index], figures.around(page.blocks[index].path)
    if around & FILMED:
        return "the title of a film"
    path = page.blocks[index].path
    near = around & (CAPTIONED | PICTURED) or index in images or index - 1 in images or (path is not None and path.tag == "caption")
    doubted = mark is not None and mark.score is not None and mark.score < DOUBTED
    return "no picture is near" if doubted and not near else ""


def _pictured(page: Page, index: int, images: set[int], figures: Figures) -> Mark | None:
    """The caption or credit that the elements around a block call it, where its judge is not surer."""
    block, mark = page.blocks[index], page.verdicts[index]
    around = figures.around(block.path)
    if 2 * block.link_chars > len(block.text):
        return None
    sure = mark is not None and mark.score is not None and mark.score >= SURE
    if around & CAPTIONED:
        if sure or block.text.endswith(":") or not (around & PICTURED or images & {index - 1, index, index + 1}):
            return None
        if around & CREDITED and page.width[index] <= CREDIT_WIDTH and not page.sentence[index]:
            return Mark(index, Label.CREDIT, "stands in an element for credits")
        return Mark(index, Label.CAPTION, "stands in an element for captions") if _alone(page, index, figures, CAPTIONED) else None
    if block.kind is Kind.HEADING or mark is None or mark.score is None:
        return None  # density alone calls too much body
    if not (index in images and (not sure or mark.label is Label.BODY)) and not (index - 1 in images and credit_start(block.text)):
        return None
    return Mark(index, Label.CAPTION, "stands below a picture, in its element") if _alone(page, index, figures, PICTURED) else None


def _alone(page: Page, index: int, figures: Figures, named: int) -> bool:
    """Does the nearest element that is so named hold little else than this block? (One left open holds the whole article.)"""
    box = figures.box(page.blocks[index].path, named)
    beside = page.blocks[max(0, index - BOX) : index + BOX + 1]
    return sum(figures.under(other.path, box) for other in beside) <= BOX
