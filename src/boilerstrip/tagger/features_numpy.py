"""features_numpy: the features of features.py in numpy, where `_features.pyx` is not compiled.

Facts per block come from shape.py's counts, the cue lexicon and the source; context (windows, shares so far, runs, page
figures) is cumulative sums over those. Everything is numpy over the whole page; no step is a Python loop over blocks but
the looking-up of repeats and phrases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Kind
from boilerstrip.page import Medium, Page
from boilerstrip.phrases import Cue, category_names
from boilerstrip.tagger.columns import HEADLINE_WIDTH, REACHES, SHORT, SURROUNDINGS, WIDTHS
from boilerstrip.tagger.elements import Elements, elements_of
from boilerstrip.tagger.surroundings_python import surroundings
from boilerstrip.tagger.words import Words, words_of

Matrix = NDArray[np.float32]
Column = NDArray[np.float32]
#: A column of features, or several.
Part = NDArray[Any]

_KINDS = {kind: place for place, kind in enumerate(Kind)}
_EYES: dict[int, Matrix] = {n: np.eye(n, dtype=np.float32) for n in (len(WIDTHS) + 1, len(Kind))}
_BITS = np.arange(12)
#: Of the columns of what a page states about itself, those of the title and the headline.
TITLES = 4


def gathered(page: Page) -> tuple[Matrix, Elements | None, Column]:
    """What `Features` holds of a page."""
    s = page.shapes
    n = len(page.blocks)
    chars = np.maximum(s.chars, 1).astype(np.float32)
    counts = np.array((s.width, s.words, s.digits, s.letters, s.upper, s.capitals, s.stops, s.commas, s.symbols), np.float32)
    width, word_count, digits, letters, upper, capitals, _, commas, symbols = counts
    word_count = np.maximum(word_count, 1)
    prose = s.sentence
    short = width <= SHORT
    strong, weak, cue_bits = _cues(page.cues, n)
    _, _, kind, level, _, _, indent, gap, linked, bold, _ = zip(*page.blocks, strict=True)
    source = np.array((level, gap, indent, linked, bold), np.float32)
    links = source[3]
    parts: list[Part] = [
        _log(counts).T / 5,
        digits / chars, upper / np.maximum(letters, 1), letters / chars, capitals / word_count, symbols / chars, commas / word_count,
        _EYES[len(WIDTHS) + 1][np.searchsorted(WIDTHS, s.width)],
        (s.first[:, None] >> _BITS) & 1,
        (s.last[:, None] >> _BITS) & 1,
        s.closed, prose,
        _EYES[len(Kind)][np.array([_KINDS[k] for k in kind])],
        source[0] / 6, source[1], _log(np.minimum(source[2], 40)) / 3,
        cue_bits,
        weak, strong,
        _windows(np.array((width * prose, width, prose, short, cue_bits.max(1), links), np.float32).T),
    ]  # fmt: skip
    words = words_of(page.texts)
    parts += _context(page.texts, width, prose, s.closed, short, words)
    elements = None
    if page.medium is Medium.HTML:
        elements = elements_of(page.blocks)
        images = np.bincount([min(image.before, n - 1) for image in page.images], minlength=n) if page.images else np.zeros(n)
        parts += [links / chars, source[4] / chars, _log(links) / 5, elements.depth / 30, _log(images), elements.flags]
        parts += _containers(elements, width, links, prose)
        stated = np.array(_stated(page, words), np.float32).T
        around = np.empty((n, len(SURROUNDINGS)), np.float32)
        surroundings(page, elements, stated[:, :TITLES], around)
        parts += [stated, around]
    return _beside(parts, n), elements, width


def _beside(parts: Sequence[Part], n: int) -> Matrix:
    """Columns and matrices side by side, in single precision; a matrix of one row holds for all blocks.

    Each is written into its place: to stack the columns first and then join the stacks takes twice the time.
    """
    sizes = [part.shape[1] if part.ndim > 1 else 1 for part in parts]
    out = np.empty((n, sum(sizes)), np.float32)
    at = 0
    for part, size in zip(parts, sizes, strict=True):
        if part.ndim > 1:
            out[:, at : at + size] = part
        else:
            out[:, at] = part
        at += size
    return out


def _log(values: NDArray[Any]) -> Matrix:
    """log(1 + x) in single precision: numpy's own log1p is not vectorised and takes five times as long."""
    logs: Matrix = np.log(values.astype(np.float32) + np.float32(1))
    return logs


def _cues(cues: dict[int, tuple[Cue, ...]], n: int) -> tuple[Column, Column, Matrix]:
    """(the whole line is a strong phrase, a weak phrase is there, per category: a strong phrase or mark is there)."""
    places = {name: place for place, name in enumerate(category_names())}
    table = np.zeros((n, len(places)), np.float32)
    strong, weak = np.zeros(n, np.float32), np.zeros(n, np.float32)
    for index, found in cues.items():
        for cue in found:
            if cue.strength == "weak":
                weak[index] = 1
            else:
                table[index, places[cue.category]] = 1
                if cue.kind == "exact":
                    strong[index] = 1
    return strong, weak, table


def _windows(values: Matrix) -> Matrix:
    """Sums of each column over the blocks within each reach, before and after, on a log scale."""
    n, k = values.shape
    total = np.zeros((n + 1, k), np.float32)
    np.cumsum(values, 0, out=total[1:])
    place = np.arange(n)
    before = [total[:n] - total.take(np.maximum(place - reach, 0), 0) for reach in REACHES]
    after = [total.take(np.minimum(place + 1 + reach, n), 0) - total[1:] for reach in REACHES]
    return _log(np.maximum(np.concatenate(before + after, 1), 0)) / np.float32(5)


def _context(texts: list[str], width: Column, prose: NDArray[np.bool_], closed: NDArray[np.bool_], short: NDArray[np.bool_],
             words: Words) -> list[Part]:  # fmt: skip
    """Where a block stands on the page, what runs it is in, what it repeats and what words it shares."""
    n = len(texts)
    place = np.arange(n, dtype=np.float32)
    prose_width = np.cumsum(width * prose)
    all_width = np.cumsum(width)
    at = np.flatnonzero(prose)
    nearest = np.searchsorted(at, place)
    padded = np.concatenate(([-1000], at, [n + 1000]))
    before = place - padded[nearest]
    following = padded[np.searchsorted(at, place, side="right") + 1] - place
    run, place_in_run = _runs(~closed & (width <= HEADLINE_WIDTH))
    short_run, _ = _runs(short)
    earlier, later = _repeats(texts)
    lead = np.zeros(n, np.bool_)
    lead[at[:2]] = True
    total, total_prose = max(float(all_width[-1]), 1.0), max(float(prose_width[-1]), 1.0)
    page = np.array([np.log1p(n) / 6, np.log1p(total) / 10, total_prose / total, short.mean(), np.log1p(len(at)) / 4], np.float32)
    return [
        prose_width / total_prose, all_width / total, place / n, np.minimum(place, 50) / 50, np.minimum(n - place, 50) / 50,
        _log(np.minimum(before, 100)) / 4, _log(np.minimum(following, 100)) / 4, _log(run) / 4, _log(place_in_run) / 4,
        _log(short_run) / 4, earlier, later, words.among(prose), words.among(lead), _log(words.count) / 4,
        page[None],
    ]  # fmt: skip


def _runs(member: NDArray[np.bool_]) -> tuple[Column, Column]:
    """For members of a run of neighbours: (length of the run, place in it from 1); 0 for others."""
    n = len(member)
    place = np.arange(n)
    start = np.maximum.accumulate(np.where(member, -1, place))
    end = np.minimum.accumulate(np.where(member, n, place)[::-1])[::-1]
    return np.where(member, end - start - 1, 0).astype(np.float32), np.where(member, place - start, 0).astype(np.float32)


def _repeats(texts: list[str]) -> tuple[Column, Column]:
    """(the same text stands earlier, the same text stands later) per block."""
    n = len(texts)
    earlier, later = np.zeros(n, np.float32), np.zeros(n, np.float32)
    if len(set(texts)) < n:
        last: dict[str, int] = {}
        for index, text in enumerate(texts):
            if text in last:
                earlier[index] = 1
                later[last[text]] = 1
            last[text] = index
    return earlier, later


def _containers(elements: Elements, width: Column, links: Column, prose: NDArray[np.bool_]) -> list[Matrix]:
    """Per level of ancestors: what share of the page's text its container holds, how much of that is links, is prose, and so on."""
    total = max(float(width.sum()), 1.0)
    parts = []
    for group in elements.groups:
        size = int(group.max()) + 1
        text = np.bincount(group, width, size)
        link = np.bincount(group, links, size)
        sentences = np.bincount(group, width * prose, size)
        blocks = np.maximum(np.bincount(group, minlength=size), 1)  # some elements hold none of their own
        safe = np.maximum(text, 1)
        stats = (text / total, np.minimum(link / safe, 1), sentences / safe, _log(blocks) / 5, _log(text / blocks) / 5)
        parts.append(np.array(stats, np.float32).take(group, 1).T)
    return parts


def _stated(page: Page, words: Words) -> list[Column]:
    """Words shared with what the page states about itself: title, headline, description, articleBody."""
    facts = page.facts
    n = len(page.blocks)
    columns: list[Column] = []
    texts = (facts.title, facts.headline or facts.og_title, facts.description, facts.article_body)
    stated = words_of(texts)  # of all at once: so few words cost as much as a page's
    for place, text in enumerate(texts):
        columns += words.shared_with(stated, place) if text else [np.zeros(n, np.float32)] * 2
    if facts.article_body:
        columns[-1] = np.ones(n, np.float32)  # "page has an articleBody" stands where the others have their second share
    return columns
