"""Milliseconds a page: lxml's parse alone, lexbor's, and each stage of clean(), side by side in one run.

    python benchmarks/cost.py [--pages N] [--best-of N] [--preset balanced] [--fixtures]

Takes pages and dumps of ../shared/bench, or, where that is absent or with --fixtures, those of fixtures/pages. Each stage of each page is
timed several times and the best kept: what is left of other processes' noise is small. One thread.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from lxml import html as lxml_html
from selectolax.lexbor import LexborHTMLParser

from boilerstrip import Article, Capture, Cleaner, Page, presets
from boilerstrip.capture import begins_like_html, binary_kind, is_html
from boilerstrip.decode import decode, for_parser, plain_utf8
from boilerstrip.page import Medium
from boilerstrip.pipeline import Filter, Pipeline, name_of
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.text import segment_text
from boilerstrip.settle import settle

ROOT = Path(__file__).parent.parent
BENCH = ROOT.parent / "shared" / "bench"
HTML_SETS = ("fundus", "trafeval", "wcxb", "daniel")
DUMPS = tuple(f"fundus/{maker}" for maker in ("resilimain", "innertext", "gettext", "inscriptis", "seedlike", "wet"))
LXML = "lxml parse"
MARKING = "marking by "
T = TypeVar("T")

Times = dict[str, float]
"""Stage to milliseconds, in the order of travel."""


class Watch:
    """Times stages, one after the other; `least` keeps the least of several rounds, in milliseconds."""

    def __init__(self) -> None:
        self.least: Times = {}

    def __call__(self, stage: str, work: Callable[[], T]) -> T:
        """Do the work of a stage, once."""
        start = time.perf_counter()
        result = work()
        took = (time.perf_counter() - start) * 1000
        self.least[stage] = min(took, self.least.get(stage, took))
        return result


def flat(pipeline: Pipeline) -> Iterator[Filter]:
    """The filters, those of nested pipelines too."""
    for filter in pipeline.filters:
        if isinstance(filter, Pipeline):
            yield from flat(filter)
        else:
            yield filter


def cost(raw: bytes, medium: Medium, pipeline: Pipeline, rounds: int) -> Times:
    """What each stage of one page takes. Every round begins with a new page: what is noted on one is paid for once in each."""
    watch = Watch()
    capture, cleaner = Capture(raw), Cleaner(pipeline)
    for _ in range(rounds):
        if medium is Medium.HTML:
            watch(LXML, lambda: lxml_html.document_fromstring(raw))
        if medium is Medium.HTML:
            source = watch("decode", lambda: raw if plain_utf8(raw) else for_parser(raw, decode(raw)))
            watch("recognise", lambda: (binary_kind(raw), begins_like_html(raw)))
            watch("lexbor parse", lambda source=source: LexborHTMLParser(source))
            page = watch("walk, facts", lambda source=source: segment_html(source))
        else:
            text = watch("decode", lambda: decode(raw)).text
            watch("recognise", lambda text=text: (binary_kind(raw), is_html(text, None)))
            page = watch("segment", lambda text=text: Page(segment_text(text), medium))
        watch("shapes", lambda page=page: page.shapes)
        watch("cues", lambda page=page: page.cues)
        for judge in flat(pipeline):
            name = name_of(judge)
            marks = watch(f"  {name}", lambda judge=judge, page=page: list(judge(page)))
            page = watch(f"{MARKING}{name}", lambda name=name, page=page, marks=marks: page.marked(marks, name))
        settled = watch("settle", lambda page=page: settle(page, pipeline))
        watch("gather", lambda page=settled: Article.from_page(page))
        watch("clean()", lambda: cleaner(capture))
    return tidied(watch.least)


def tidied(least: Times) -> Times:
    """The walk without the parse that it begins with, and the marking in one row."""
    marking = sum(took for stage, took in least.items() if stage.startswith(MARKING))
    found = {stage: took for stage, took in least.items() if not stage.startswith(MARKING)}
    if "walk, facts" in found:
        found["walk, facts"] -= found["lexbor parse"]
    whole = found.pop("clean()")
    together = sum(took for stage, took in found.items() if stage.startswith("  "))
    return {**found, "(filters together)": together, "(marking)": marking, "clean()": whole}


def html_pages(count: int) -> Iterator[bytes]:
    """The same sample every time, equally many of each set."""
    share = -(-count // len(HTML_SETS))
    for name in HTML_SETS:
        files = sorted((BENCH / "html" / name / "html").glob("*.html.gz"))
        for file in random.Random(0).sample(files, min(share, len(files))):
            yield gzip.decompress(file.read_bytes())


def dumps(count: int) -> Iterator[bytes]:
    """The same sample every time, equally many of each maker."""
    share = -(-count // len(DUMPS))
    for name in DUMPS:
        with gzip.open(BENCH / "text" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            lines = list(file)
        for line in random.Random(0).sample(lines, min(share, len(lines))):
            yield json.loads(line)["text"].encode("utf-8", "replace")


def fixtures(medium: Medium, count: int) -> Iterator[bytes]:
    """Captures of this repository."""
    suffix = ".html" if medium is Medium.HTML else ".txt"
    for file in islice(sorted((ROOT / "fixtures" / "pages").glob(f"*/capture{suffix}")), count):
        yield file.read_bytes()


def report(title: str, sizes: list[int], costs: list[Times]) -> None:
    """Print the table."""
    stages = list(dict.fromkeys(stage for times in costs for stage in times))
    columns = {stage: [times[stage] for times in costs] for stage in stages}
    print(f"\n{title}: {len(costs)} pages, median {statistics.median(sizes) / 1000:.0f} kB\n")
    against = f"{'x lxml (median)':>17}{'(mean)':>9}" if LXML in columns else ""
    print(f"{'stage':24}{'median ms':>10}{'mean ms':>10}{against}")
    for stage, column in columns.items():
        median, mean = statistics.median(column), statistics.fmean(column)
        ratio = ""
        if LXML in columns:
            ratio = f"{median / statistics.median(columns[LXML]):17.2f}{mean / statistics.fmean(columns[LXML]):9.2f}"
        print(f"{stage:24}{median:10.3f}{mean:10.3f}{ratio}")


def main() -> None:
    """Measure HTML pages, then dumps."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=240, help="of each medium; of 60 dumps the median is a fifth higher than of all 480")
    options.add_argument("--best-of", type=int, default=7, dest="rounds")
    options.add_argument("--preset", choices=tuple(presets.PRESETS), default="balanced")
    options.add_argument("--fixtures", action="store_true", help="measure fixtures/pages")
    asked = options.parse_args()
    pipeline = presets.PRESETS[asked.preset]
    use_fixtures = asked.fixtures or not BENCH.is_dir()
    if use_fixtures and not asked.fixtures:
        print("../shared/bench is absent: measuring fixtures/pages, which are small")
    for medium, sample in ((Medium.HTML, html_pages), (Medium.TEXT, dumps)):
        pages = list(fixtures(medium, asked.pages) if use_fixtures else sample(asked.pages))
        for raw in pages[:3]:
            cost(raw, medium, pipeline, 1)  # imports, tables, caches
        costs = [cost(raw, medium, pipeline, asked.rounds) for raw in pages]
        report("HTML pages" if medium is Medium.HTML else "text dumps", [len(raw) for raw in pages], costs)


if __name__ == "__main__":
    main()
