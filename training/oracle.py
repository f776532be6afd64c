"""The upper bound of tagging: body word F1 if exactly the blocks labelled body are kept.

python -m training.oracle --data ../shared/bench
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from boilerstrip.segmenters.html import segment_html
from training.align import align, align_segments
from training.data import html_pages

_TOKEN = re.compile(r"\w+")


def word_f1(text: str, gold: str) -> float:
    """F1 of the multisets of words, as the bench scores bodies."""
    ours, theirs = Counter(_TOKEN.findall(text.lower())), Counter(_TOKEN.findall(gold.lower()))
    if not ours and not theirs:
        return 1.0
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def expected_f1(p: NDArray[np.float32], width: NDArray[np.float32], kept: NDArray[np.bool_]) -> float:
    """What F1 the probabilities promise for keeping these blocks."""
    hits = float((p * width)[kept].sum())
    return 2 * hits / max(1.0, float(width[kept].sum()) + float((p * width).sum()))


def main() -> None:
    """Print the oracle per set and page type, and how segments are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", default="fundus,wcxb,daniel")
    parser.add_argument("--worst", type=int, default=0)
    arguments = parser.parse_args()
    for name in arguments.sets.split(","):
        scores: dict[str, list[float]] = defaultdict(list)
        worst: list[tuple[float, str]] = []
        spent: list[float] = []
        heads, captions = [0, 0], [0, 0]
        for page in html_pages(arguments.data, name, evaluation=True):
            texts = [block.text for block in segment_html(page.html).blocks]
            start = time.perf_counter()
            labels = align(texts, page.gold)
            spent.append(time.perf_counter() - start)
            if not page.gold.body:
                continue
            text = "\n".join(t for t, label in zip(texts, labels, strict=True) if label.label == "body")
            score = word_f1(text, page.gold.body)
            scores[page.type].append(score)
            worst.append((score, page.id))
            heads[0] += any(label.label == "headline" for label in labels)
            heads[1] += bool(page.gold.headline)
            captions[0] += sum(label.label == "caption" for label in labels)
            captions[1] += len(page.gold.captions or ())
        every = [s for values in scores.values() for s in values]
        types = " ".join(f"{kind} {statistics.mean(values):.4f}" for kind, values in sorted(scores.items()))
        low = sum(s < 0.9 for s in every)
        print(
            f"{name}: oracle body F1 {statistics.mean(every):.4f} median {statistics.median(every):.4f}, "
            f"under 0.9: {low} of {len(every)}; {types}; "
            f"headline found {heads[0]} of {heads[1]}, caption blocks {captions[0]} for {captions[1]}; "
            f"{1e3 * statistics.mean(spent):.1f} ms a page (max {1e3 * max(spent):.0f})",
            flush=True,
        )
        for score, id_ in sorted(worst)[: arguments.worst]:
            print(f"  {score:.3f} {id_}")
    found = [0, 0, 0, 0, 0]
    for page in html_pages(arguments.data, "trafeval"):
        texts = [block.text for block in segment_html(page.html).blocks]
        signs = align_segments(texts, page.wanted, page.unwanted)
        for sign in signs:
            found[sign + 1] += 1
        for k, segments in ((3, page.wanted), (4, page.unwanted)):
            found[k] += len(segments)
    print(
        f"trafeval: {found[2]} blocks hold one of {found[3]} wanted segments, {found[0]} one of {found[4]} unwanted ones, "
        f"{found[1]} unknown"
    )


if __name__ == "__main__":
    main()
