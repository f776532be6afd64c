"""What each filter alone drops from labelled dumps: precision (share of chrome among it), reach (share of all chrome), cost.

    python benchmarks/filters.py [FILTER...] [--show N] [--every N] [--makers resilimain,innertext,gettext] [--corpora fundus,wcxb]

Needs ../shared/bench/text. `--show N` prints N content lines wrongly dropped and N chrome lines rightly dropped by each filter.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import pkgutil
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from boilerstrip import filters
from boilerstrip.block import KEPT, Label
from boilerstrip.page import Page
from boilerstrip.segmenters.text import segment_text

SHARED = Path(__file__).parent.parent.parent / "shared" / "bench" / "text"
CONTENT = ("headline", "body", "caption", "credit")


def pages(makers, every, corpora=("fundus", "wcxb")):
    """Pages with one label per block: content where any line of the block is."""
    for corpus in corpora:
        for maker in makers:
            with gzip.open(SHARED / corpus / f"{maker}.jsonl.gz", "rt", encoding="utf-8") as file:
                for number, line in enumerate(file):
                    if number % every:
                        continue
                    dump = json.loads(line)
                    page = Page(segment_text(dump["text"]))
                    labels = []
                    for block in page.blocks:
                        last = block.line + dump["text"].count("\n", *block.span)
                        of_lines = dump["labels"][block.line : last + 1]
                        labels.append(next((label for label in CONTENT if label in of_lines), "other"))
                    yield f"{corpus}/{maker}/{dump['id']}", page, labels


def found(name):
    module = importlib.import_module(f"boilerstrip.filters.{name}")
    thing = getattr(module, name, None) or getattr(module, "".join(word.title() for word in name.split("_")))
    return thing() if isinstance(thing, type) else thing


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("filters", nargs="*")
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--makers", default="resilimain,innertext,gettext")
    options.add_argument("--corpora", default="fundus,wcxb")
    asked = options.parse_args()
    if not SHARED.is_dir():
        print("skipped: ../shared/bench/text is not here")
        return
    names = asked.filters or sorted(m.name for m in pkgutil.iter_modules(filters.__path__) if not m.name.startswith("_"))
    run = {name: found(name) for name in names}
    took, wrong, right, costs = defaultdict(Counter), defaultdict(list), defaultdict(list), defaultdict(list)
    chrome = 0
    for place, page, labels in pages(asked.makers.split(","), asked.every, asked.corpora.split(",")):
        page.cues, page.sentence, page.width, page.labels  # noqa: B018 - what all filters share is not this one's cost
        chrome += labels.count("other")
        for name, filter in run.items():
            start = time.perf_counter()
            marks = list(filter(page))
            cost = time.perf_counter() - start
            dropped = {mark.block: mark for mark in marks if mark.span is None}
            costs[name].append((bool(marks), cost))
            for index, mark in dropped.items():
                if mark.label in KEPT or mark.label is Label.UNDECIDED:
                    continue
                took[name][labels[index]] += 1
                (right if labels[index] == "other" else wrong)[name].append(
                    f"{labels[index]:8} {page.texts[index][:150]!r} [{mark.reason}] {place} {index}/{len(labels)}"
                )
    print(f"{'filter':16}{'dropped':>9}{'content':>9}{'precision':>10}{'reach':>8}{'µs idle':>9}{'µs busy':>9}   content by label")
    for name in names:
        count = took[name]
        total, content = count.total(), count.total() - count["other"]
        idle = sorted(cost for hit, cost in costs[name] if not hit) or [0]
        busy = sorted(cost for hit, cost in costs[name] if hit) or [0]
        print(
            f"{name:16}{total:9}{content:9}{count['other'] / max(1, total):10.3f}{count['other'] / max(1, chrome):8.4f}"
            f"{1e6 * idle[len(idle) // 2]:9.1f}{1e6 * busy[len(busy) // 2]:9.1f}   "
            + " ".join(f"{label}={count[label]}" for label in CONTENT if count[label])
        )
    choose = random.Random(1)
    for name in names if asked.show else ():
        for title, lines in (("WRONGLY", wrong[name]), ("rightly", right[name])):
            print(f"\n== {name} {title} ({len(lines)})")
            print("\n".join(choose.sample(lines, min(asked.show, len(lines)))))


if __name__ == "__main__":
    sys.exit(main())
