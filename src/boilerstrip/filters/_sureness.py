"""How the tagger's probabilities are to be read on a page (a leading underscore: not a filter)."""

from __future__ import annotations

from collections.abc import Mapping

from boilerstrip.block import Label, Mark
from boilerstrip.filters.block_tagger import CLEAN, CLEAN_FACTOR
from boilerstrip.page import Page
from boilerstrip.tagger.confidence import TAGGER, likelihoods
from boilerstrip.tagger.prose import printed

try:
    from boilerstrip.filters._doubts import doubted
except ImportError:
    from boilerstrip.filters._doubts_python import doubted

__all__ = ["by_its_word", "doubted", "is_body", "overruled", "printed_clean"]


def is_body(mark: Mark | None, least: float = 0.0) -> bool:
    """Has a judge with probabilities taken the block for body, with this probability or more?

    Such a block's own words may still say that it is something else; how sure a filter has to be is measured filter by filter.
    """
    return mark is not None and mark.score is not None and mark.score >= least and mark.label is Label.BODY


def overruled(page: Page) -> bool:
    """Has the tagger the last word nowhere on the page: has another judge spoken for every block, or has it not spoken at all?"""
    return not any(mark is not None and mark.by == TAGGER for mark in page.verdicts)


def by_its_word(page: Page, label: Label, least: float) -> tuple[float, list[tuple[int, float]]]:
    """The threshold as it is to be read on this page, and the blocks that have the label by the tagger's word alone.

    Of each block: index, probability of body.
    """
    likely = likelihoods(page)
    verdicts = page.verdicts
    alone = [(i, p) for i, p in likely.items() if (mark := verdicts[i]) is not None and mark.by == TAGGER and mark.label is label]
    return least * (CLEAN_FACTOR if printed_clean(page, likely) else 1.0), alone


def printed_clean(page: Page, likely: Mapping[int, float]) -> bool:
    """Is this a dump that has been cleaned before, by these probabilities of body and by how it is printed?"""
    if not printed(page):
        return False
    width = page.width
    return sum(p * width[index] for index, p in likely.items()) >= CLEAN * sum(width[index] for index in likely)
