"""What learning a site's template brings, and what it costs.

    python benchmarks/templates.py gain [--preset balanced] [--no-sites] [--media html,innertext,resilimain]
    python benchmarks/templates.py scale [--captures 100000]
    python benchmarks/templates.py idle

`gain` needs ../shared/bench (the press pages of several languages that nothing was trained on): for hosts with 4 and more pages, word
precision, recall and F1 of the body without and with templates learned from all pages of the host, and from 2, 4, 8 and 16 of them. Leaked
is chrome in the output, in words a page that the gold does not have. Every page of a host is cleaned, whatever it was learned from.
`scale` learns from invented captures and prints the rate, the peak of memory and the size of the store; `idle` what `clean()` costs more
where templates are given: where none fits, and where one does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from statistics import mean, median

from boilerstrip import Cleaner, presets
from boilerstrip.article import Article
from boilerstrip.block import Label, Mark
from boilerstrip.capture import Capture
from boilerstrip.page import Page
from boilerstrip.segmenters.text import segment_text
from boilerstrip.template_stage import by_template
from boilerstrip.templates.fingerprint import remembered
from boilerstrip.templates.folder import Templates
from boilerstrip.templates.host import host_of
from boilerstrip.templates.mine import STORE, mine
from boilerstrip.templates.template import save
from boilerstrip.templates.weigh import weigh

BENCH = Path(__file__).parent.parent.parent / "shared" / "bench"
LEAST = 4
STEPS = (2, 4, 8, 16)
WORD = re.compile(r"\w+")


def words(text):
    return Counter(WORD.findall(text.lower()))


def hosts():
    """Gold records by host, of hosts with enough pages, in a fixed order that has nothing to do with their content."""
    by_host = defaultdict(list)
    with (BENCH / "html" / "daniel" / "gold.jsonl").open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            by_host[host_of(record["url"])].append(record)
    for records in by_host.values():
        random.Random(7).shuffle(records)
    return {host: records for host, records in sorted(by_host.items()) if len(records) >= LEAST}


def raw_pages(medium):
    """id -> content."""
    if medium == "html":
        folder = BENCH / "html" / "daniel" / "html"
        return lambda record: gzip.decompress((folder / f"{record['id']}.html.gz").read_bytes())
    with gzip.open(BENCH / "text" / "daniel" / f"{medium}.jsonl.gz", "rt", encoding="utf-8") as file:
        dumps = {dump["id"]: dump["text"] for dump in map(json.loads, file)}
    return lambda record: dumps[record["id"]]


def score(page, record):
    """(precision, recall, F1, leaked words) of a marked page; the gold begins with the headline."""
    article = Article.from_page(page)
    text = article.text
    if article.headline and article.headline not in text[:2000]:
        text = f"{article.headline}\n{text}"
    have, want = words(text), words(record["body"])
    hits = (have & want).total()
    precision, recall = hits / max(1, have.total()), hits / max(1, want.total())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), have.total() - hits


def row(name, scores, before=None):
    figures = [mean(column) for column in zip(*scores, strict=True)]
    print(f"{name:34}{len(scores):6}" + "".join(f"{figure:9.4f}" for figure in figures[:3]) + f"{figures[3]:9.1f}", end="")
    if before:
        old = [mean(column) for column in zip(*before, strict=True)]
        print("   " + "".join(f"{new - was:+9.4f}" for new, was in zip(figures[:3], old[:3], strict=True)), end="")
        print(f"{figures[3] / max(1e-9, old[3]) - 1:+9.1%}", end="")
    print(flush=True)


def gain(asked):
    if not BENCH.is_dir():
        print("skipped: ../shared/bench is not here")
        return
    preset = getattr(presets, asked.preset.upper())
    cleaner = Cleaner(preset, sites=None) if asked.no_sites else Cleaner(preset)
    for medium in asked.media.split(","):
        raw = raw_pages(medium)
        pages = {
            host: [(cleaner.explain(raw(record), url=record["url"]), record) for record in records] for host, records in hosts().items()
        }
        print(f"\n{medium}, {asked.preset}{', no site rules' * asked.no_sites}: {len(pages)} hosts")
        print(f"{'learned from':34}{'pages':>6}{'P':>9}{'R':>9}{'F1':>9}{'leaked':>9}   {'P':>9}{'R':>9}{'F1':>9}{'leaked':>9}")
        for least, steps in ((LEAST, (0, *STEPS[:2], 10**9)), (STEPS[-1], (0, *STEPS, 10**9))):
            before = None
            for step in steps:
                found = scored({host: marked for host, marked in pages.items() if len(marked) >= least}, step)
                name = f"hosts with {least}+ pages: " + ("nothing" if not step else "all pages" if step > STEPS[-1] else f"{step} pages")
                row(name, found, before)
                before = before or found


def scored(pages, step):
    """The scores of all pages with templates learned from the first `step` pages of each host."""
    with tempfile.TemporaryDirectory() as folder:
        for host, marked in pages.items():
            template = weigh(host, [remembered(page) for page, _ in marked[:step]])
            if template:
                save(template, Path(folder))
        templates = Templates(Path(folder))
        return [score(by_template(page, templates, ""), record) for marked in pages.values() for page, record in marked]


# ------------------------------------------------------------------ scale

SYLLABLES = "el ster dorf ha ven brod um or rest lin gar mo ta ke fen wal sa rin du pol".split()
POOL = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in ("", "en", "ing", "er", "s")]


def line(rng, low, high):
    return " ".join(rng.choices(POOL, k=rng.randint(low, high))).capitalize()


@lru_cache(maxsize=64)
def frame_of(host):
    frame = random.Random(host)
    return [line(frame, 1, 3) for _ in range(12)], [line(frame, 1, 4) for _ in range(8)]


def invented(number, host):
    """A dump of an invented page: a frame of the host's own, and an article that no other page has."""
    head, tail = frame_of(host)
    own = random.Random(f"{host}/{number}")
    body = [line(own, 15, 40) + "." for _ in range(own.randint(3, 9))]
    related = [line(own, 4, 9) for _ in range(4)]
    return "\n\n".join([*head, line(own, 4, 8), *body, tail[0], *related, *tail[1:]])


def invented_captures(host, numbers):
    return (Capture(invented(number, host), url=f"https://{host}/{number}", media_type="text/plain") for number in numbers)


def quick(capture):
    """Sentences are body, all else is chrome: what is measured here is the mining, not the cleaning."""
    page = Page(segment_text(capture.content))
    return page.marked([Mark(i, Label.BODY if prose else Label.CHROME, "by its shape") for i, prose in enumerate(page.sentence)])


def scale(asked):
    large, rest = asked.captures // 2, asked.captures - asked.captures // 2

    def captures():
        for number in range(large):  # ten large sites, then many small ones
            yield from invented_captures(f"large{number % 10}.example", [number])
        for number in range(rest):
            yield from invented_captures(f"small{number % (rest // 10 or 1)}.example", [number])

    quick(Capture(invented(1, "warm.example")))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        learned = mine(captures(), Path(folder), explain=quick)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        size = (Path(folder) / STORE).stat().st_size
        files = [file.stat().st_size for file in Path(folder).glob("*.toml")]
    print(f"{learned.captures:,} captures in {seconds:,.0f} s ({learned.captures / seconds:,.0f} a second), {learned.remembered:,} judged")
    print(f"peak of memory {peak / 1024:,.0f} MB before, {after / 1024:,.0f} MB after; store {size / 1e6:,.1f} MB")
    print(f"{len(files):,} templates of {median(files):,.0f} bytes at the median, {max(files):,} at most")


def idle(_):
    with tempfile.TemporaryDirectory() as folder:
        mine(invented_captures("fits.example", range(12)), Path(folder), explain=quick)
        without, given = Cleaner(), Cleaner(templates=folder)
        none, one = (next(invented_captures(host, [99])) for host in ("idle.example", "fits.example"))
        cases = {
            "without templates": (without, none), "with templates, none fits": (given, none),
            "another, without templates": (without, one), "with templates, one fits": (given, one),
        }  # fmt: skip
        assert any(mark.by == "site_template" for mark in given.explain(one).marks)
        times = {name: [] for name in cases}
        for _ in range(400):
            for name, (cleaner, capture) in cases.items():
                start = time.perf_counter()
                cleaner(capture)
                times[name].append(time.perf_counter() - start)
    for name, found in times.items():
        print(f"{name:28}{1e3 * median(found):8.3f} ms median{1e3 * min(found):8.3f} ms best")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("what", choices=("gain", "scale", "idle"))
    options.add_argument("--preset", default="balanced")
    options.add_argument("--no-sites", action="store_true", help="without site rules, of which some are for these hosts")
    options.add_argument("--media", default="html,innertext,resilimain")
    options.add_argument("--captures", type=int, default=100_000)
    asked = options.parse_args()
    {"gain": gain, "scale": scale, "idle": idle}[asked.what](asked)


if __name__ == "__main__":
    sys.exit(main())
