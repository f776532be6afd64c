"""Step 13: what the named filters take from the tagger's body, or give back to it, and how often the gold says that they are right.

    BOILERSTRIP_MODELS=CACHE/models python -m training.overruled --data ../shared/bench --every 3

One row a filter, medium and bucket of the tagger's probability, out of fold: blocks that the gold has in its body, and others. A filter
that takes what is mostly body, or gives back what is mostly not, needs another limit. The limits named SURE in `filters/` were found so,
with the limit taken out; nothing is settled, so that each filter is seen by itself.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from boilerstrip.block import PROSE, Mark
from boilerstrip.page import Medium, Page
from boilerstrip.presets import BALANCED
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.text import segment_text
from boilerstrip.tagger.confidence import TAGGER
from training.align import align, coverage
from training.data import dumps, fold_of, html_pages
from training.oof import FOLDS, cleaner_for
from training.prepare import LEAST_COVERAGE

STYLES = ("innertext", "gettext", "resilimain", "seedlike")
#: A block is body when the gold has more than half of it.
HALF = 0.5
BUCKETS = 10


def judged(root: Path, every: int) -> Iterator[tuple[Page, Sequence[bool]]]:
    """Marked pages and dumps, and per block whether the gold has it in its body."""
    for name in ("fundus", "wcxb"):
        for record in islice(html_pages(root, name), 0, None, every):
            page = segment_html(record.html)
            if page.blocks and record.gold.body and coverage(page.texts, record.gold.body) >= LEAST_COVERAGE:
                found = align(page.texts, record.gold)
                yield (
                    _marked(page, record.domain, record.url),
                    [block.label in ("body", "chrome") and block.body_share > HALF for block in found],
                )
        for style in STYLES:
            for dump in islice(dumps(root, name, style), 0, None, every):
                page = Page(segment_text(dump.text), Medium.TEXT)
                if page.blocks and dump.given is not None:
                    given = dump.given
                    yield _marked(page, dump.domain, dump.url), [given[block.line] == "body" for block in page.blocks]


def _marked(page: Page, domain: str, url: str) -> Page:
    page.url = url or None
    return cleaner_for(BALANCED.name, fold_of(domain, FOLDS)).pipeline.run(page)


def overruled(page: Page) -> Iterator[tuple[Mark, Mark]]:
    """Marks of named filters that put a block on the other side than the tagger's mark, which comes first."""
    first = {mark.block: mark for mark in page.marks if mark.by == TAGGER and mark.score is not None}
    for mark in page.marks:
        tagged = first.get(mark.block)
        if tagged is not None and mark.span is None and mark.by != TAGGER and (mark.label in PROSE) != (tagged.label in PROSE):
            yield tagged, mark


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=3)
    arguments = parser.parse_args()
    counts: Counter[tuple[str, str, str, float, bool]] = Counter()
    for page, body in judged(arguments.data, arguments.every):
        for tagged, mark in overruled(page):
            bucket = int((tagged.score or 0) * BUCKETS) / BUCKETS
            counts[mark.by, str(page.medium), f"{tagged.label} to {mark.label}", bucket, body[mark.block]] += 1
    print(f"{'filter':20s} {'':4s} {'':22s} {'from p':>6s} {'body':>6s} {'other':>6s}")
    for by, medium, change, bucket in sorted({key[:4] for key in counts}):
        body_count, other = counts[by, medium, change, bucket, True], counts[by, medium, change, bucket, False]
        print(f"{by:20s} {medium:4s} {change:22s} {bucket:6.1f} {body_count:6d} {other:6d}")


if __name__ == "__main__":
    main()
