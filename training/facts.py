"""Step 14: how telling the facts are that a mark gives as its reasons (tagger/evidence.py), by the labels of the gold.

    python -m training.facts --cache CACHE --medium html

Prints, per fact, the share of the blocks of which it is true, and which share of these is body; of articles, blocks of some width.
"""

from __future__ import annotations

import argparse
import gzip
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from boilerstrip.page import Medium
from boilerstrip.tagger.columns import names
from boilerstrip.tagger.evidence import AGAINST, FOR, Fact
from training.prepare import Example

#: Narrower blocks are hardly ever body (FINDINGS: 1 in 110), and would hide what facts say of the others.
LEAST_WIDTH = 30


def shares(examples: Sequence[Example], facts: Sequence[Fact], medium: Medium) -> Iterator[tuple[str, float, float]]:
    """Per fact its words, of which share of the blocks it is true, and which share of those is body (nan for none); first of all blocks."""
    places = {name: place for place, name in enumerate(names(medium))}
    wide = [(e.label >= 0) & (e.width >= LEAST_WIDTH) for e in examples]
    dense = np.concatenate([e.dense[rows] for e, rows in zip(examples, wide, strict=True)]).astype(np.float32)
    body = np.concatenate([e.share[rows] for e, rows in zip(examples, wide, strict=True)]).astype(np.float64)
    yield "all blocks", 1.0, float(body.mean())
    for fact in facts:
        if fact.feature in places:
            true = (dense[:, places[fact.feature]] >= fact.least) != fact.below
            yield fact.words, float(true.mean()), float(body[true].mean()) if true.any() else float("nan")


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--medium", type=Medium, choices=list(Medium), required=True)
    a = parser.parse_args()
    with gzip.open(a.cache / f"{a.medium}.pickle.gz", "rb") as file:
        examples = [e for e in pickle.load(file) if e.type == "article" and e.gold.body is not None]
    for words, true, body in shares(examples, (*AGAINST, *FOR), a.medium):
        print(f"{words:45s} true of {true:6.1%}, of these body {body:6.1%}")


if __name__ == "__main__":
    main()
