"""What each built-in site rule adds on the development pages of its site.

    python benchmarks/sites.py [HOST ...] [--rules PATH] [--style STYLE]

Reads ../shared/bench/html (fundus, daniel, trafeval; see its README), or with --style the text dumps of the same pages, and prints for
every rule the mean word F1 of the body, exact headlines, caption F1 and segments right (trafeval), without the rule and with it. A
rule that adds nothing has no place in the package.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from boilerstrip import Cleaner, Sites
from boilerstrip.sites.book import Book, host_of

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
SETS = ("fundus", "daniel", "trafeval")


def scorer():
    """The development pages' own scorer, so that the figures are comparable."""
    spec = importlib.util.spec_from_file_location("score", BENCH / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(book, wanted):
    """Development pages that a rule is for, by the rule's first host."""
    found = defaultdict(list)
    for name in SETS:
        for line in (BENCH / "html" / name / "gold.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            site = book.find(row["url"], None)
            if site is not None and (not wanted or set(wanted) & {*site.hosts, host_of(row["url"])}):
                found[site.hosts[0]].append((name, row))
    return found


def dumps_of(style):
    """The same pages as text dumps of one maker, by set and page."""
    found = {}
    for name in SETS:
        path = BENCH / "text" / name / f"{style}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as file:
                found.update({(name, row["id"]): row["text"] for row in map(json.loads, file)})
    return found


def page_of(name, row):
    """The HTML of a development page."""
    return gzip.decompress((BENCH / "html" / name / "html" / f"{row['id']}.html.gz").read_bytes())


def measure(score, cleaner, rows, dumps):
    """Mean body F1, headlines right, caption counts, segments right; lists and sums over the rows."""
    f1, heads, captions, segments = [], [], [0, 0, 0], [0, 0]
    for name, row in rows:
        raw = dumps.get((name, row["id"])) if dumps else page_of(name, row)
        if raw is None:
            continue
        article = cleaner(raw, url=row["url"])
        text = article.text
        if name == "daniel" and article.headline and score.norm(article.headline) not in score.norm(text[:2000]):
            text = f"{article.headline}\n{text}"  # its gold begins with the headline
        if row["body"] is not None:
            f1.append(score.word_f1(text, row["body"])[2])
        if row["headline"]:
            heads.append(score.norm(article.headline) == score.norm(row["headline"]))
        if row["captions"] is not None:
            for place, count in enumerate(score.caption_counts([caption.text for caption in article.captions], row["captions"])):
                captions[place] += count
        if name == "trafeval":
            segments[0] += sum(part in text for part in row["with"]) + sum(part not in text for part in row["without"])
            segments[1] += len(row["with"]) + len(row["without"])
    return f1, heads, captions, segments


def shown(score, before, after):
    """The two measurements as one line, with what improved."""
    parts = []
    if before[0]:
        parts.append(f"body {statistics.mean(before[0]):.3f} -> {statistics.mean(after[0]):.3f}")
    if before[1]:
        parts.append(f"headlines {sum(before[1])} -> {sum(after[1])} of {len(before[1])}")
    if before[2][1] or before[2][2]:
        parts.append(f"captions {score.prf(*before[2])[2]:.2f} -> {score.prf(*after[2])[2]:.2f}")
    if before[3][1]:
        parts.append(f"segments {before[3][0]} -> {after[3][0]} of {before[3][1]}")
    return ", ".join(parts)


def main() -> None:
    """Print a line per rule, and the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hosts", nargs="*")
    parser.add_argument("--rules", type=Path, help="a folder of rules instead of the built-in ones")
    parser.add_argument("--style", help="measure on the text dumps of this maker, such as innertext, and rules with patterns of lines only")
    options = parser.parse_args()
    if not BENCH.is_dir():
        sys.exit("../shared/bench is not there: nothing to measure")
    score = scorer()
    sites = Sites((options.rules,), builtin=False, installed=False) if options.rules else Sites(installed=False)
    without, with_rules = Cleaner(sites=None), Cleaner(sites=sites)
    book = Book(sites)
    dumps = dumps_of(options.style) if options.style else {}
    with_lines = {site.hosts[0] for site in book.read_all() if site.chrome_lines or site.keep_lines}
    gains = []
    for host, rows in sorted(rows_of(book, options.hosts).items()):
        if options.style and host not in with_lines:
            continue
        before, after = measure(score, without, rows, dumps), measure(score, with_rules, rows, dumps)
        if before[0]:
            gains.append((statistics.mean(before[0]), statistics.mean(after[0])))
        print(f"{host:24} {len(rows):3} pages: {shown(score, before, after)}", flush=True)
    if gains:
        before, after = map(statistics.mean, zip(*gains, strict=True))
        print(f"mean over {len(gains)} sites with a gold body: {before:.3f} -> {after:.3f}")


if __name__ == "__main__":
    main()
