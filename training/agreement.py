"""Compare our labels for the lines of the development dumps with the labels that came with them.

python -m training.agreement --data ../shared/bench
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from pathlib import Path

from training.align import Gold, align

OURS_TO_THEIRS = {"byline": "other", "timestamp": "other", "chrome": "other"}


def main() -> None:
    """Print, per set and style, the share of characters whose labels agree, and the cost per page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", default="fundus,wcxb")
    parser.add_argument("--styles", default="resilimain,innertext,gettext,inscriptis,seedlike,wet")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many of the disagreeing lines")
    arguments = parser.parse_args()
    shown = 0
    for name in arguments.sets.split(","):
        folder = arguments.data / "text" / name
        rows = {row["id"]: row for row in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
        for style in arguments.styles.split(","):
            pairs: Counter[tuple[str, str]] = Counter()
            spent, slowest, pages = 0.0, 0.0, 0
            with gzip.open(folder / f"{style}.jsonl.gz", "rt", encoding="utf-8") as lines:
                for line in list(lines)[:: arguments.every]:
                    dump = json.loads(line)
                    row = rows[dump["id"]]
                    kept = [pair for pair in zip(dump["text"].split("\n"), dump["labels"], strict=True) if pair[1] != "blank"]
                    texts = [t for t, _ in kept]
                    gold = Gold(row["body"], row["headline"], _tuple(row["captions"]), _tuple(row["credits"]))
                    start = time.perf_counter()
                    ours = align(texts, gold)
                    took = time.perf_counter() - start
                    spent, slowest, pages = spent + took, max(slowest, took), pages + 1
                    for (text, theirs), mine in zip(kept, ours, strict=True):
                        label = OURS_TO_THEIRS.get(mine.label, mine.label)
                        pairs[theirs, label] += len(text.strip())
                        if label != theirs and shown < arguments.show:
                            shown += 1
                            print(f"  {row['id'][:30]:30} {theirs:9} {label:9} {mine.body_share:.2f} {text.strip()[:110]!r}")
            total = pairs.total()
            same = sum(n for (a, b), n in pairs.items() if a == b)
            apart = ", ".join(f"{a}>{b} {n / total:.4f}" for (a, b), n in pairs.most_common() if a != b and n / total > WORTH_SAYING)
            cost = f"{1e3 * spent / pages:5.1f} ms (max {1e3 * slowest:.0f})"
            print(f"{name:7} {style:11} agree {same / total:.4f}  {cost}  given>ours: {apart}", flush=True)


WORTH_SAYING = 0.0004


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


if __name__ == "__main__":
    main()
