"""Measure the phrase files on labelled dumps: hits on chrome and on content per category, and the cost of a lookup.

    python benchmarks/phrases.py                   # table per category and strength, and the timing
    python benchmarks/phrases.py --worst 60        # single phrases by hits on content

Needs ../shared/bench (see its README); says so and stops where it is absent. A phrase hits a page's line once, however many makers of dumps
print it. "credit" and "caption" lines are content for all categories but the marking ones, whose business they are.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "text"
SETS = ("fundus", "wcxb", "daniel")
REPEATS = 15
STYLES = ("innertext", "gettext", "resilimain")


def dumps(sets: tuple[str, ...], styles: tuple[str, ...], every: int) -> Iterator[tuple[str, list[str], list[str]]]:
    """Page, lines and labels of every n-th dump, without blank lines."""
    for name in sets:
        for style in styles:
            path = BENCH / name / f"{style}.jsonl.gz"
            if not path.exists():
                continue
            with gzip.open(path, "rt", encoding="utf-8") as file:
                for number, line in enumerate(file):
                    if number % every:
                        continue
                    dump = json.loads(line)
                    pairs = [(t.strip(), label) for t, label in zip(dump["text"].split("\n"), dump["labels"], strict=True) if t.strip()]
                    yield f"{name}/{dump['id']}", [t for t, _ in pairs], [label for _, label in pairs]


def measure(every: int, worst: int) -> None:
    """Print the table, and the phrases with most content hits if asked."""
    from boilerstrip.phrases import cues_of

    per_group: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    per_phrase: defaultdict[tuple[str, str, str, str], Counter[str]] = defaultdict(Counter)
    examples: dict[tuple[str, str, str, str], str] = {}
    total: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for page, texts, labels in dumps(SETS, STYLES, every):
        cues = cues_of(texts)
        for i, (text, label) in enumerate(zip(texts, labels, strict=True)):
            if (page, text) in seen:
                continue
            seen.add((page, text))
            total[label] += 1
            found = cues.get(i, ())
            total["hit " + label] += bool(found)
            total["strong " + label] += any(cue.strength == "strong" for cue in found)
            for cue in set(found):
                per_group[cue.category, cue.strength, cue.kind][label] += 1
                phrase = text[slice(*cue.span)].casefold() if cue.kind != "regex" else "(regex)"
                key = (cue.category, cue.strength, cue.kind, phrase)
                per_phrase[key][label] += 1
                if label != "other":
                    examples[key] = f"{page} {label}: {text[:90]}"
    labels_shown = ("other", "headline", "body", "caption", "credit")
    print(f"{'category':14} {'strength':8} {'kind':9}", *(f"{label:>9}" for label in labels_shown), "  right")
    for (category, strength, kind), hits in sorted(per_group.items()):
        right = hits["other"] / hits.total()
        print(f"{category:14} {strength:8} {kind:9}", *(f"{hits[label]:9}" for label in labels_shown), f"{right:7.3f}")
    for label in labels_shown:
        print(f"{label:9} {total[label]:7} lines, any phrase {total['hit ' + label] / max(1, total[label]):.4f},"
              f" a strong one {total['strong ' + label] / max(1, total[label]):.4f}")  # fmt: skip
    if worst:
        wrong = {key: hits.total() - hits["other"] for key, hits in per_phrase.items() if key[1] != "mark"}
        for key in sorted(wrong, key=lambda key: -wrong[key])[:worst]:
            if wrong[key]:
                print(*key, dict(per_phrase[key]), "|", examples[key], sep="\t")


def timing(every: int) -> None:
    """Print the cost of a lookup in µs, best of five, and of reading the files."""
    start = time.perf_counter()
    from boilerstrip.phrases import bits_of, cues_of
    from boilerstrip.phrases.lexicon import lexicon

    imported = time.perf_counter()
    lexicon()
    print(f"import {1e3 * (imported - start):.1f} ms, reading the files {1e3 * (time.perf_counter() - imported):.1f} ms")
    for name in SETS:
        pages = [texts for _, texts, _ in dumps((name,), ("innertext",), every)]
        lines = sum(map(len, pages))
        for texts in pages:
            cues_of(texts)
        look = bits = 0.0  # per dump the best of several: other work on the machine only ever adds
        for texts in pages:
            runs = []
            for _ in range(REPEATS):
                start = time.perf_counter()
                found = cues_of(texts)
                middle = time.perf_counter()
                bits_of(found, len(texts))
                runs.append((middle - start, time.perf_counter() - middle))
            look += min(run[0] for run in runs) * 1e6
            bits += min(run[1] for run in runs) * 1e6
        print(
            f"{name:8} {len(pages)} dumps of {statistics.median(map(len, pages)):.0f} lines:"
            f" lookup {look / lines:.2f} µs a line, {look / len(pages):.0f} µs a dump; bits {bits / lines:.3f} µs a line"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="measure every n-th dump")
    parser.add_argument("--worst", type=int, default=0, help="list this many phrases by hits on content")
    options = parser.parse_args()
    if not BENCH.exists():
        sys.exit("skipped: ../shared/bench/text is absent")
    timing(options.every * 7)
    measure(options.every, options.worst)


if __name__ == "__main__":
    main()
