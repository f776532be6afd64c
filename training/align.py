"""Align the blocks of a page with its gold: soft labels to train on.

The blocks may be HTML blocks or dump lines: any texts in page order. The body is found as a chain of common word runs that keeps
the order of page and gold (a longest increasing path with gap costs, so that a contiguous copy of the body beats scattered repeats);
short gaps are then filled word by word, and gold paragraphs that the page shows out of order are looked for in a second and third turn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from training.silver import silver_labels
from training.words import words_of

Ints = NDArray[np.int64]
Span = tuple[int, int]
"""First block and last block, both included."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known to be right about a page; None where nothing is known (an empty tuple: known to have none)."""

    body: str | None = None
    headline: str | None = None
    captions: tuple[str, ...] | None = None
    credits: tuple[str, ...] | None = None


class BlockLabel(NamedTuple):
    """What the gold says of one block."""

    label: str
    """headline, body, caption, credit, byline, timestamp or chrome."""
    body_share: float
    """Share of the block's words that stand in the gold body, in order: 0 to 1. The soft target for body."""
    weight: float
    """How sure the label is, 0 to 1: under 1 for half-matched blocks, repeats, and prose behind a gold that may stop early."""
    repeat: bool = False
    """The block repeats gold text that counts elsewhere on the page (a second headline or body)."""


# ---------------------------------------------------------------------- constants

GRAM = 4
"""Words in a seed. Three seed by chance on every page; five lose short paragraphs."""
COMMON = 2000
"""Seeds with more (page, gold) pairs than this are left out: a counter or a refrain; the runs round them remain."""
MOST_RUNS = 600
"""The longest runs kept for the chain, which costs their square."""
PAGE_GAP, GOLD_GAP = 0.35, 0.25
"""Cost of a gap, in words per doubling: cheap, as bodies are interrupted; not free, so that a contiguous copy wins."""
LATER_RUN = 6
"""Runs in later turns (gold shown out of order) must be longer, as there is no chain to vouch for them."""
TURNS = 3
FILL_CELLS = 250_000
"""Gaps with more cells (page words times gold words) than this are not filled word by word."""
EDGE = 80
"""Words beyond either end of the chain that are still compared word by word."""
LONE = 3
"""Words in a row that count anywhere in a gap; shorter ones only in gaps that have few page words."""
BODY_SHARE, LOOSE_SHARE = 0.5, 0.7
"""A block is body from this share on; the higher one where no run of GRAM words vouches for it."""
LONG_BLOCK = 8
"""Words of a block that can tell where the body begins."""
HEADLINE_SHARE, HEADLINE_F1 = 0.75, 0.8
"""How much of its blocks an exact headline must fill, and how like a block must be where none is exact."""
CAPTION_SHARE, SHORT_CAPTION_SHARE, SHORT_CAPTION, CAPTION_F1 = 0.4, 0.5, 6, 0.75
CREDIT_REST = 6
"""Words beside the credit that a credit line may have ("Photo: ... / file")."""
NEAR = 25
"""Blocks round the article in which very short captions and credits are believed."""
CREDIT_NEAR = 6
SPREAD = 12
"""Most blocks that one headline, caption or credit may be spread over (get_text cuts at every link)."""
TAIL, PROSE = 6, 25
"""Blocks behind the body, and words in them, where a gold that stops early may have left prose out."""

SURE, FUZZY, DOUBTFUL = 1.0, 0.6, 0.3


# ---------------------------------------------------------------------- runs and the chain


def _grams(ids: Ints, size: int) -> NDArray[np.uint64]:
    """A hash of every `size` neighbouring ids."""
    out = np.zeros(max(0, len(ids) - size + 1), np.uint64)
    for k in range(size):
        out *= np.uint64(0x9E3779B97F4A7C15)
        out += ids[k : k + len(out)].astype(np.uint64) + np.uint64(1)
        out ^= out >> np.uint64(29)
    return out


def _runs(page: Ints, gold: Ints, least: int) -> Ints:
    """Maximal common runs as rows (page start, gold start, length). Words below 0 match nothing."""
    size = min(GRAM, len(gold))
    none = np.zeros((0, 3), np.int64)
    if size == 0 or len(page) < size:
        return none
    p, g = _grams(page, size), _grams(gold, size)
    open_p = np.flatnonzero(np.lib.stride_tricks.sliding_window_view(page, size).min(axis=1) >= 0)
    open_g = np.flatnonzero(np.lib.stride_tricks.sliding_window_view(gold, size).min(axis=1) >= 0)
    open_g = open_g[np.argsort(g[open_g], kind="stable")]
    sorted_g = g[open_g]
    low = np.searchsorted(sorted_g, p[open_p], "left")
    count = np.searchsorted(sorted_g, p[open_p], "right") - low
    hit = count > 0
    open_p, low, count = open_p[hit], low[hit], count[hit]
    if len(open_p) == 0:
        return none
    _, kind, often = np.unique(p[open_p], return_inverse=True, return_counts=True)
    rare = often[kind] * count <= COMMON
    open_p, low, count = open_p[rare], low[rare], count[rare]
    if len(open_p) == 0:
        return none
    i = np.repeat(open_p, count)
    within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    j = open_g[np.repeat(low, count) + within]
    order = np.lexsort((i, i - j))
    i, j = i[order], j[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(i) != 1) | (np.diff(j) != 1)])
    length = np.diff(np.r_[starts, len(i)]) + size - 1
    runs = np.stack([i[starts], j[starts], length], axis=1)
    return runs[runs[:, 2] >= min(least, len(gold))]


def _chain(runs: Ints) -> list[tuple[int, int, int]]:
    """The best path through the runs that keeps both orders; overlaps are cut, gaps cost their logarithm."""
    if len(runs) > MOST_RUNS:
        runs = runs[np.argsort(-runs[:, 2], kind="stable")[:MOST_RUNS]]
    if len(runs) == 0:
        return []
    runs = runs[np.lexsort((runs[:, 1], runs[:, 0]))]
    start = runs[:, :2].astype(np.float32)
    length = runs[:, 2].astype(np.float32)
    gap = start[:, None, :] - (start + length[:, None])[None, :, :]  # [later, earlier, page or gold]
    overlap = np.maximum(0, -gap.min(axis=2))
    gap = np.log2(1 + np.maximum(gap, 0))
    cost = overlap + PAGE_GAP * gap[:, :, 0] + GOLD_GAP * gap[:, :, 1]
    before = (start[None, :, :] < start[:, None, :]).all(axis=2)
    cost[~(before & (overlap < np.minimum(length[:, None], length[None, :])))] = np.inf
    best, back = length.copy(), np.full(len(runs), -1)
    for t in range(1, len(runs)):
        gains = best[:t] - cost[t, :t]
        k = int(gains.argmax())
        if gains[k] > 0:
            best[t] += gains[k]
            back[t] = k
    path, t = [], int(best.argmax())
    while t >= 0:
        path.append(t)
        t = int(back[t])
    chain, page_end, gold_end = [], 0, 0
    for i, j, n in runs[path[::-1]].tolist():
        cut = max(0, page_end - i, gold_end - j)
        if cut < n:
            chain.append((i + cut, j + cut, n - cut))
            page_end, gold_end = i + n, j + n
    return chain


class _Body:
    """Which words of a page stand in the gold body."""

    def __init__(self, blocks: Sequence[list[str]], paragraphs: Sequence[list[str]]) -> None:
        number: dict[str, int] = defaultdict(lambda: len(number))
        self.starts = np.cumsum([0] + [len(block) for block in blocks])
        self.page = np.fromiter((number[w] for block in blocks for w in block), np.int64)
        self.gold = np.fromiter((number[w] for paragraph in paragraphs for w in paragraph), np.int64)
        self.hit = np.zeros(len(self.page), np.bool_)
        self.firm = np.zeros(len(self.page), np.bool_)
        self.used = np.zeros(len(self.gold), np.bool_)
        self.paragraphs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        at = 0
        for paragraph in paragraphs:
            self.paragraphs[tuple(paragraph)].append(at)
            at += len(paragraph)
        self.blocks = blocks
        for turn in range(TURNS):
            if not self._turn(first=turn == 0):
                break

    def _take(self, i: int, j: int, n: int) -> None:
        self.hit[i : i + n] = True
        self.used[j : j + n] = True
        if n >= GRAM:
            self.firm[i : i + n] = True

    def _turn(self, first: bool) -> bool:
        runs = _runs(np.where(self.hit, -1, self.page), np.where(self.used, -1, self.gold), GRAM if first else LATER_RUN)
        chain = _chain(runs)
        for i, j, n in chain:
            self._take(i, j, n)
        if chain and first:
            (i, j, _), (x, y, z) = chain[0], chain[-1]
            ends = [(i + n, j + n) for i, j, n in chain]
            gaps = [(a, i, b, j) for (a, b), (i, j, _) in zip(ends, chain[1:], strict=False)]
            for gap in gaps:
                self._paragraphs(*gap)
                self._fill(*gap)
            self._paragraphs(0, i, 0, j)
            self._paragraphs(x + z, len(self.page), y + z, len(self.gold))
            self._fill(max(0, i - EDGE), i, max(0, j - EDGE), j, lone=False)
            self._fill(x + z, min(len(self.page), x + z + EDGE), y + z, min(len(self.gold), y + z + EDGE), lone=False)
        elif first and len(self.gold) < GRAM:
            self._paragraphs(0, len(self.page), 0, len(self.gold))
        return bool(chain)

    def _paragraphs(self, i: int, i_end: int, j: int, j_end: int) -> None:
        """Short blocks that are gold paragraphs as they stand: sub-headings, list items."""
        if j_end <= j or i_end <= i:
            return
        low, high = np.searchsorted(self.starts, [i, i_end], "left").tolist()
        for b in range(low, min(high, len(self.blocks))):
            at, block = int(self.starts[b]), self.blocks[b]
            if not block or at + len(block) > i_end or self.hit[at]:
                continue
            for k in self.paragraphs.get(tuple(block), ()):
                if j <= k and k + len(block) <= j_end and not self.used[k]:
                    self._take(at, k, len(block))
                    self.firm[at : at + len(block)] = True
                    j = k + len(block)
                    break

    def _fill(self, i: int, i_end: int, j: int, j_end: int, lone: bool = True) -> None:
        """Compare a gap word by word."""
        wide, deep = i_end - i, j_end - j
        if wide <= 0 or deep <= 0 or wide * deep > FILL_CELLS or self.used[j:j_end].all():
            return
        small = lone and wide <= 3 * deep + SPREAD
        page, gold = np.where(self.hit[i:i_end], -1, self.page[i:i_end]), np.where(self.used[j:j_end], -2, self.gold[j:j_end])
        if not small and not np.isin(page, gold).any():
            return
        for x, y, n in SequenceMatcher(None, page.tolist(), gold.tolist(), autojunk=False).get_matching_blocks():
            if n >= LONE or (small and n):
                self._take(i + x, j + y, n)

    def per_block(self, flags: NDArray[np.bool_]) -> Ints:
        """How many words of each block are flagged."""
        total = np.concatenate([[0], np.cumsum(flags, dtype=np.int64)])
        counts: Ints = total[self.starts[1:]] - total[self.starts[:-1]]
        return counts

    def repeats(self) -> Ints:
        """Per block: words that stand in runs of the gold although another place of the page has them already."""
        seen = np.zeros(len(self.page), np.bool_)
        for i, _, n in _runs(np.where(self.hit, -1, self.page), self.gold, LATER_RUN).tolist():
            seen[i : i + n] = True
        return self.per_block(seen)

    @property
    def coverage(self) -> float:
        """Share of the gold's words that the page shows, 0 to 1."""
        return float(self.used.mean()) if len(self.used) else 0.0


# ---------------------------------------------------------------------- short golds


class _Finder:
    """Finds short word sequences on a page."""

    def __init__(self, blocks: Sequence[list[str]]) -> None:
        self.blocks = blocks
        self.page = [w for block in blocks for w in block]
        self.owner = [b for b, block in enumerate(blocks) for _ in block]
        self.places: dict[str, list[int]] = defaultdict(list)
        for i, w in enumerate(self.page):
            self.places[w].append(i)

    def spans(self, text: list[str]) -> Iterator[tuple[Span, float]]:
        """Block spans that hold the text word for word, with the share of their words that it makes up."""
        if not text:
            return
        n = len(text)
        rarest = min(range(n), key=lambda k: len(self.places.get(text[k], ())))
        for at in self.places.get(text[rarest], ()):
            i = at - rarest
            if i >= 0 and self.page[i : i + n] == text:
                a, b = self.owner[i], self.owner[i + n - 1]
                if b - a <= SPREAD:
                    yield (a, b), n / sum(len(block) for block in self.blocks[a : b + 1])

    def alike(self, text: list[str], least: float) -> Iterator[tuple[Span, float]]:
        """Single blocks whose words are nearly the text's (F1 of the word counts)."""
        wanted = Counter(text)
        for b, block in enumerate(self.blocks):
            total = len(block) + len(text)
            if block and 2 * min(len(block), len(text)) >= least * total:
                f1 = 2 * (Counter(block) & wanted).total() / total
                if f1 >= least:
                    yield (b, b), f1


def _headline(finder: _Finder, text: list[str], first: int, last: int) -> tuple[Span | None, float, list[Span]]:
    """The headline's span (nearest before the body), how sure it is, and the spans that repeat it."""
    found = [(span, share) for span, share in finder.spans(text) if share >= HEADLINE_SHARE]
    sure = SURE
    if not found:
        found = [(span, f1) for span, f1 in finder.alike(text, HEADLINE_F1) if span[0] <= last]
        sure = FUZZY
    if not found:
        return None, 0.0, []
    top = max(share for _, share in found)
    best = [span for span, share in found if share == top]
    before = [span for span in best if span[0] <= first]
    chosen = max(before) if before else min(best)
    if chosen[0] > last:
        return None, 0.0, [span for span, _ in found]
    return chosen, sure, [span for span, _ in found if span != chosen]


# ---------------------------------------------------------------------- the whole


def paragraphs_of(body: str | None) -> list[list[str]]:
    """The paragraphs of a gold body, as words; empty ones are left out."""
    return [words for words in map(words_of, (body or "").splitlines()) if words]


def coverage(blocks: Sequence[str], body: str) -> float:
    """Share of the gold body's words that the blocks show, 0 to 1. Pages with a low one are bad to train on.

    >>> coverage(["Menu", "The bridge closes on Monday."], "The bridge closes on Monday.")
    1.0
    """
    return _Body([words_of(block) for block in blocks], paragraphs_of(body)).coverage


def align(blocks: Sequence[str], gold: Gold) -> list[BlockLabel]:
    """Label the blocks of one page (any texts, in page order) from its gold.

    Blocks without words take label and share of their surroundings if both sides are body. Where `gold.body` is None or empty, no
    block is body and every weight is DOUBTFUL: leave such pages out of body training.

    >>> page = ["Home", "Bridge closes", "By Ann Lee", "The old bridge closes on Monday, the council said.", "Bridge closes"]
    >>> gold = Gold(body="The old bridge closes on Monday, the council said.", headline="Bridge closes")
    >>> [b.label for b in align(page, gold)]
    ['chrome', 'headline', 'byline', 'body', 'chrome']
    """
    words = [words_of(block) for block in blocks]
    count = len(blocks)
    body = _Body(words, paragraphs_of(gold.body))
    lengths = np.array([len(w) for w in words], np.int64)
    hits, firm = body.per_block(body.hit), body.per_block(body.firm)
    shares = hits / np.maximum(1, lengths)
    is_body = (lengths > 0) & np.where((firm > 0) | (hits == lengths), shares >= BODY_SHARE, shares >= LOOSE_SHARE)
    repeated = body.repeats() / np.maximum(1, lengths) >= BODY_SHARE
    labels = ["body" if b else "chrome" for b in is_body.tolist()]
    weights = np.full(count, SURE if len(body.gold) else DOUBTFUL)
    weights[(shares > 1 - BODY_SHARE - 0.2) & (shares < BODY_SHARE + 0.3) & (lengths > 0)] = FUZZY
    repeats = (repeated & ~is_body).tolist()
    weights[repeats] = DOUBTFUL

    full = np.flatnonzero(is_body)
    long = full[lengths[full] >= LONG_BLOCK]
    begin = int((long if len(long) else full)[0]) if len(full) else count
    last = int(full[-1]) if len(full) else count
    finder = _Finder(words)
    taken: set[int] = set()

    # the headline: one span; its repeats are chrome
    head: int | None = None
    if gold.headline and (text := words_of(gold.headline)):
        chosen, sure, others = _headline(finder, text, begin, last)
        if chosen:
            head = chosen[0]
            for b in _inside(chosen, lengths):
                labels[b], weights[b], repeats[b] = "headline", sure, False
                taken.add(b)
        for span in others:
            for b in _inside(span, lengths):
                repeats[b] |= b not in taken
    top = min(begin, head if head is not None else begin)
    near = range(max(0, top - NEAR), last + NEAR + 1)

    # captions
    captions: set[int] = set()
    for caption in gold.captions or ():
        text = words_of(caption)
        least = CAPTION_SHARE if len(text) >= SHORT_CAPTION else SHORT_CAPTION_SHARE
        spans = [(span, SURE) for span, share in finder.spans(text) if share >= least]
        if not spans and len(text) >= GRAM:
            spans = [(span, FUZZY) for span, _ in finder.alike(text, CAPTION_F1)]
        if len(text) < GRAM:
            spans = [(span, FUZZY) for span, _ in spans if span[0] in near][:1]
        for span, sure in spans:
            for b in _inside(span, lengths):
                if b not in taken and (labels[b] == "chrome" or not firm[b]):
                    labels[b], weights[b], repeats[b] = "caption", sure, False
                    captions.add(b)
    taken |= captions

    # credits: next to nothing else in the line, and near a caption or looking like a credit
    for credit in gold.credits or ():
        text = words_of(credit)
        for span, _ in finder.spans(text):
            rest = int(lengths[span[0] : span[1] + 1].sum()) - len(text)
            by_caption = any(b in captions for b in range(span[0] - CREDIT_NEAR, span[1] + CREDIT_NEAR + 1))
            told = by_caption or _credit_shaped(blocks[max(0, span[0] - 1) : span[1] + 1])
            if rest <= CREDIT_REST and span[0] in near and told:
                for b in _inside(span, lengths):
                    if b not in taken and labels[b] == "chrome":
                        labels[b], weights[b], repeats[b] = "credit", SURE, False
                        taken.add(b)

    # prose close behind the body: the gold may stop early
    for b in range(last + 1, min(count, last + 1 + TAIL)):
        if labels[b] == "chrome" and lengths[b] >= PROSE:
            weights[b] = min(weights[b], FUZZY)

    _wordless(labels, shares, lengths)
    for b, silver in silver_labels(blocks, labels, top).items():
        labels[b], weights[b] = silver, FUZZY
    rows = zip(labels, shares.tolist(), weights.tolist(), repeats, strict=True)
    return [BlockLabel(label, round(share, 4), round(weight, 4), repeat) for label, share, weight, repeat in rows]


def _inside(span: Span, lengths: Ints) -> list[int]:
    return [b for b in range(span[0], span[1] + 1) if lengths[b]]


#: Words that picture credits hold; scripts without spaces are looked for as substrings.
_CREDIT_TEXT = (
    "c ap afp ansa apa belga cp dpa efe epa getty imago keystone lusa ntb pa reuters ritzau scanpix tass unsplash xinhua "
    "photo photos photograph photographer image images picture pictures credit credits source courtesy handout foto fotos fotograf "
    "bild bilder quelle crédit imagen imagem fuente fonte zdjęcie zdj fot kuva fotó kép фото снимок снимка צילום تصوير عکس"
)
_CREDIT_WORDS = frozenset(_CREDIT_TEXT.split())
_CREDIT_PARTS = ("©", "写真", "图", "圖", "사진", "ภาพ")


def _credit_shaped(lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    return any(part in text for part in _CREDIT_PARTS) or not _CREDIT_WORDS.isdisjoint(words_of(text))


def _wordless(labels: list[str], shares: NDArray[np.float64], lengths: Ints) -> None:
    """Blocks without words ("* * *") between body blocks are body."""
    before = "chrome"
    waiting: list[int] = []
    for b, label in enumerate(labels):
        if lengths[b] == 0:
            waiting.append(b)
            continue
        if before == label == "body":
            for w in waiting:
                labels[w], shares[w] = "body", 1.0
        waiting, before = [], label


def align_segments(blocks: Sequence[str], wanted: Sequence[str], unwanted: Sequence[str]) -> list[int]:
    """Per block +1 (it holds a segment that must appear), -1 (one that must not), 0 (unknown, or both).

    A segment may span several blocks (+1 or -1 for each). An unwanted segment that is a short part of a long block says nothing
    of the whole block, so it must make up a fifth of it; a wanted one need not.

    >>> align_segments(["Menu", "Rules", "The bridge closes on Monday."], ["bridge closes on"], ["Menu"])
    [-1, 0, 1]
    """
    finder = _Finder([words_of(block) for block in blocks])
    signs = np.zeros((2, len(blocks)), np.bool_)
    for row, segments in enumerate((wanted, unwanted)):
        for segment in segments:
            for (a, b), share in finder.spans(words_of(segment)):
                if row == 0 or share >= UNWANTED_SHARE:
                    signs[row, a : b + 1] = True
    result: list[int] = (signs[0].astype(int) - signs[1].astype(int)).tolist()
    return result


UNWANTED_SHARE = 0.2
