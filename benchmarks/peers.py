"""What a page costs here, in a bare parse, and in trafilatura, side by side in one run.

    python benchmarks/peers.py [--every 12]

Milliseconds of CPU time a page, best of three, median and mean; skips what is not installed, and without ../shared uses fixtures/pages.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import lxml.html

from boilerstrip import clean

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench"


def pages(every: int) -> list[bytes]:
    """HTML pages as bytes."""
    files = sorted(BENCH.glob("html/fundus/html/*.gz"))[:: max(1, every // 4)] + sorted(BENCH.glob("html/wcxb/html/*.gz"))[::every]
    if not files:
        print("../shared is absent: the pages of fixtures/ are used")
        return [file.read_bytes() for file in sorted(ROOT.glob("fixtures/pages/*/capture.html"))]
    return [gzip.decompress(file.read_bytes()) for file in files]


def dumps(every: int) -> list[str]:
    """Dumps as text."""
    found = []
    for file in sorted(BENCH.glob("text/*/innertext.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["text"] for line in lines][::every]
    return found or [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("fixtures/pages/*/capture.txt"))]


def timed(call: Callable[[object], object], captures: Sequence[object]) -> list[float]:
    """Milliseconds a capture, best of three."""
    costs = []
    for capture in captures:
        best = float("inf")
        for _ in range(3):
            start = time.thread_time()
            call(capture)
            best = min(best, time.thread_time() - start)
        costs.append(best * 1e3)
    return costs


def main() -> None:
    """Print one row per tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=12)
    every = parser.parse_args().every
    html, text = pages(every), dumps(every)
    parse = timed(lxml.html.document_fromstring, html)  # type: ignore[arg-type]
    rows = [("lxml parse alone", parse), ("boilerstrip.clean", timed(clean, html))]
    if importlib.util.find_spec("trafilatura"):
        from trafilatura import extract

        rows.append(("trafilatura, fast", timed(lambda raw: extract(raw, fast=True, include_comments=False), html)))
        rows.append(("trafilatura, standard", timed(lambda raw: extract(raw, include_comments=False), html)))
    print(f"{len(html)} HTML pages, median {statistics.median(map(len, html)) / 1000:.0f} kB")
    for name, costs in rows:
        ratio = statistics.median(c / p for c, p in zip(costs, parse, strict=True))
        middle, mean = statistics.median(costs), statistics.mean(costs)
        print(f"  {name:24s} median {middle:7.2f} ms   mean {mean:7.2f} ms   {ratio:5.1f} x lxml's parse (median)")
    costs = timed(clean, text)
    print(f"{len(text)} dumps (innerText), median {statistics.median(map(len, text)) / 1000:.0f} kB")
    print(f"  {'boilerstrip.clean':24s} median {statistics.median(costs):7.2f} ms   mean {statistics.mean(costs):7.2f} ms")


if __name__ == "__main__":
    main()
