"""Step 2: pages and dumps -> features and labels, one file per set and medium.

python -m training.prepare --data ../shared/bench --cache CACHE --medium html
python -m training.prepare --data ../shared/bench --cache CACHE --medium text
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import pickle
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Medium, Page
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.text import segment_text
from boilerstrip.tagger.features import features_of
from boilerstrip.tagger.model import LABELS
from training.align import Gold, align, align_segments, coverage
from training.caption_first import STYLES as CAPTION_FIRST
from training.caption_first import caption_first
from training.captions import read_captions, with_captions
from training.data import DumpRecord, PageRecord, dumps, html_pages, rendered

#: What a page's golds know. Sets without captions or a headline must not teach that there are none.
HTML_SETS = ("fundus", "wcxb", "trafeval", "unlabelled")
TEXT_SETS = ("fundus", "wcxb")
BENCH_STYLES = ("resilimain", "innertext", "gettext", "inscriptis", "seedlike", "wet")
OWN_STYLES = ("resili", "markdown", "clean", "bodyonly")
#: A page that shows less of its gold than this (text in scripts, wrong gold) would teach that the article is chrome.
LEAST_COVERAGE = 0.6
LONGEST = 3000
"""Blocks of a page that training looks at; longer pages are cut (their features are those of the whole)."""


@dataclass(frozen=True, slots=True)
class Example:
    """One page as the trainer sees it."""

    id: str
    set: str
    style: str
    domain: str
    type: str
    dense: NDArray[np.float16]
    kind: NDArray[np.int32]
    parent: NDArray[np.int32]
    words: list[tuple[str, ...]]
    """Kinds of elements: per block, per kind, per kind (see tagger/elements.py); empty for a dump."""
    label: NDArray[np.int8]
    """Place in LABELS; -1 where nothing is known."""
    share: NDArray[np.float16]
    """Target for "this is body", 0 to 1."""
    weight: NDArray[np.float16]
    width: NDArray[np.int32]
    texts: list[str]
    gold: Gold
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def example_of(page: Page, gold: Gold, name: str, *, id: str, style: str, domain: str, type: str, wanted: tuple[str, ...] = (),
               unwanted: tuple[str, ...] = ()) -> Example | None:  # fmt: skip
    """Features and labels of one page; None for a page without blocks or with another page's gold."""
    if not page.blocks or (gold.body is not None and coverage(page.texts, gold.body) < LEAST_COVERAGE):
        return None
    features = features_of(page)
    n = len(page.blocks)
    label = np.full(n, -1, np.int8)
    share = np.zeros(n, np.float16)
    weight = np.zeros(n, np.float16)
    if gold.body is None:
        for index, verdict in enumerate(align_segments(page.texts, wanted, unwanted)):
            if verdict:
                label[index] = LABELS.index("body" if verdict > 0 else "chrome")
                share[index] = verdict > 0
                weight[index] = 1
    else:
        for index, found in enumerate(align(page.texts, gold)):
            label[index] = LABELS.index(found.label)
            share[index] = found.body_share if found.label in ("body", "chrome") else 0
            weight[index] = found.weight
    elements = features.elements
    return Example(
        id, name, style, domain, type, features.dense[:LONGEST].astype(np.float16),
        (elements.kind if elements else np.zeros(n))[:LONGEST].astype(np.int32),
        (elements.parent if elements else np.zeros(0)).astype(np.int32), elements.words if elements else [],
        label[:LONGEST], share[:LONGEST], weight[:LONGEST], page.shapes.width[:LONGEST], page.texts, gold, wanted, unwanted,
    )  # fmt: skip


def of_html(record: PageRecord) -> Example | None:
    """The example of an HTML page."""
    return example_of(segment_html(record.html), record.gold, record.set, id=record.id, style="html", domain=record.domain,
                      type=record.type, wanted=record.wanted, unwanted=record.unwanted)  # fmt: skip


def of_dump(record: DumpRecord) -> Example | None:
    """The example of a dump."""
    page = Page(segment_text(record.text), Medium.TEXT)
    return example_of(page, record.gold, record.set, id=record.id, style=record.style, domain=record.domain, type="article")


def _dumps(root: Path, cache: Path) -> Iterator[DumpRecord]:
    found = read_captions(cache)  # none before step 6b
    for name in TEXT_SETS:
        for style in BENCH_STYLES:
            yield from (with_captions(record, found) for record in dumps(root, name, style))
        for style in OWN_STYLES:
            yield from (with_captions(record, found) for record in rendered(root, cache, name, style))


def _pseudo(root: Path, cache: Path) -> Iterator[DumpRecord]:
    """Dumps of pages without gold, labelled by the HTML tagger (step 3b); none before that step."""
    if (cache / "pseudo.jsonl").exists():
        from training.pseudo import pseudo_dumps

        found = read_captions(cache)
        for style in (*BENCH_STYLES, "resili", "markdown"):
            yield from (with_captions(record, found) for record in pseudo_dumps(root, cache, style))


def _twins(records: Iterable[DumpRecord]) -> Iterator[DumpRecord]:
    """The dumps, and behind some the same with the caption before the headline."""
    for record in records:
        yield record
        twin = caption_first(record) if record.style in CAPTION_FIRST else None
        if twin is not None:
            yield twin


def main() -> None:
    """Write `<cache>/<medium>.pickle.gz`, a list of examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--medium", choices=("html", "text"), required=True)
    arguments = parser.parse_args()
    start = time.perf_counter()
    with multiprocessing.Pool(2) as pool:
        if arguments.medium == "html":
            pages = (page for name in HTML_SETS for page in html_pages(arguments.data, name))
            examples = [e for e in pool.imap(of_html, pages, chunksize=8) if e is not None]
        else:
            records = _twins(chain(_dumps(arguments.data, arguments.cache), _pseudo(arguments.data, arguments.cache)))
            examples = [e for e in pool.imap(of_dump, records, chunksize=16) if e is not None]
    file = arguments.cache / f"{arguments.medium}.pickle.gz"
    with gzip.open(file, "wb", compresslevel=1) as out:
        pickle.dump(examples, out, protocol=5)
    blocks = sum(len(e.label) for e in examples)
    print(f"{file}: {len(examples)} pages, {blocks} blocks, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
