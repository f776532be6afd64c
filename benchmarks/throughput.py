"""What a batch costs and where it goes: reading alone with fastwarc, one worker, two workers, and memory as the input grows.

    python benchmarks/throughput.py [--pages 2000] [--workers 1 2] [--memory 1000 10000 100000] [--json FILE]

Takes HTML pages of ../shared/bench, or, where that is absent, those of fixtures/pages, as often as it takes, in a WARC as crawlers do.
All figures of a run stand beside each other, as ratios: a busy machine slows them all. CPU seconds count the main process and the workers.
Memory is measured with small pages and three filters: what grows would grow there too, and 100,000 pages are done in minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parent.parent
BENCH = ROOT.parent / "shared" / "bench" / "html"
SAMPLE = 400
TICK = 0.1
MIB = 1 << 20


def pages(limit: int) -> list[bytes]:
    """HTML pages: real ones where they are at hand."""
    found: list[bytes] = []
    for file in sorted([*BENCH.rglob("*.html"), *BENCH.rglob("*.html.gz")])[:: max(1, 9000 // limit)]:
        data = file.read_bytes()
        found.append(gzip.decompress(data) if file.suffix == ".gz" else data)
        if len(found) == limit:
            break
    return found or [file.read_bytes() for file in sorted((ROOT / "fixtures" / "pages").rglob("*.html"))]


def record(number: int, page: bytes) -> bytes:
    """A gzipped WARC response."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"WARC-Target-URI: https://example.com/{number}\r\nWARC-Date: 2021-03-05T12:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def write_warc(place: Path, count: int, contents: Iterator[bytes]) -> int:
    """A WARC with so many pages; gives their size in bytes, unzipped."""
    packed: dict[int, bytes] = {}
    size = 0
    with place.open("wb") as file:
        for number, page in enumerate(islice(contents, count)):
            size += len(page)
            if id(page) not in packed:
                packed[id(page)] = record(number, page)
            file.write(packed[id(page)])
    return size


def small_pages() -> Iterator[bytes]:
    """Pages of 2 kB."""
    prose = "<p>Boats sail again from Monday, the harbour master said on Friday, after a week of talks between crews and company.</p>" * 15
    yield from cycle([f"<html><body><h1>Ferry strike {number} ends</h1>{prose}</body></html>".encode() for number in range(50)])


def read_alone(place: Path) -> float:
    """CPU seconds of reading every page with fastwarc, and nothing else."""
    import fastwarc

    start = time.process_time()
    for one in fastwarc.ArchiveIterator(str(place), record_types=fastwarc.WarcRecordType.response):
        one.reader.read()
    return time.process_time() - start


def group(leader: int) -> list[int]:
    """The processes of a group (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(folder.name)) == leader:
                found.append(int(folder.name))
    return found


def peaks_of(pids: list[int]) -> list[int]:
    """Peak memory of these processes, in bytes (Linux)."""
    peaks = [0]
    for pid in pids:
        with suppress(OSError):
            status = Path(f"/proc/{pid}/status").read_text()
            peaks += [int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmHWM")]
    return peaks


def batch(place: Path, workers: int, *, light: bool = False) -> dict[str, float]:
    """Clean an archive into Parquet in a process of its own; gives what its manifest and the clock say."""
    with tempfile.TemporaryDirectory() as out:
        program = [__file__, "--child"] if light else ["-m", "boilerstrip"]
        args = ["clean", str(place), "-o", out, "--format", "parquet", "--shard-size", "8", "--workers", str(workers)]
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *program, *args], stderr=subprocess.PIPE, process_group=0)  # noqa: S603
        main = largest = 0
        while process.poll() is None:
            main = max(main, *peaks_of([process.pid]))
            largest = max([largest, *peaks_of([pid for pid in group(process.pid) if pid != process.pid])])
            time.sleep(TICK)
        said = process.communicate()[1].decode()
        seconds = time.perf_counter() - start
        if process.returncode not in {0, 1}:
            raise SystemExit(said)
        facts = json.loads((Path(out) / "manifest.jsonl").read_text().splitlines()[-1])
        facts["parquet_bytes"] = sum(file.stat().st_size for file in Path(out).glob("*.parquet"))
    return {
        "seconds": seconds,
        "main": main / MIB,
        "largest": largest / MIB,
        **{k: v for k, v in facts.items() if isinstance(v, int | float)},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--memory", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--json", type=Path, help="also write the figures there, for cluster_cost.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "crawl.warc.gz"
        some = pages(min(SAMPLE, options.pages))
        size = write_warc(place, options.pages, cycle(some))
        packed = place.stat().st_size
        kind = "of ../shared/bench" if BENCH.is_dir() else "of fixtures/pages"
        print(
            f"{options.pages} pages ({len(some)} different ones {kind}), "
            f"{size / options.pages / 1000:.0f} kB each, {packed / options.pages / 1000:.0f} kB gzipped"
        )
        alone = read_alone(place)
        print(f"{'':22}{'CPU ms a page':>14}{'to fastwarc alone':>19}{'pages a second':>16}{'reading':>9}{'cleaning':>10}{'writing':>9}")
        print(f"{'fastwarc, reading alone':22}{1000 * alone / options.pages:13.2f}{1:18.1f}x{options.pages / alone:16,.0f}")
        best: dict[str, float] = {}
        for workers in options.workers:
            told = batch(place, workers)
            reading, writing = told["reading"] + told["reading_main"], told["encoding"] + told["writing_main"]
            cpu = reading + told["cleaning"] + writing
            line = f"{1000 * cpu / options.pages:14.2f}{cpu / alone:18.1f}x{options.pages / told['seconds']:16,.0f}"
            shares = "".join(f"{100 * part / cpu:{width}.0f} %" for part, width in ((reading, 7), (told["cleaning"], 8), (writing, 7)))
            print(f"{f'{workers} worker' + 's' * (workers != 1):22}{line}{shares}")
            best = {
                "pages": options.pages,
                "page_bytes": size / options.pages,
                "packed_bytes": packed / options.pages,
                "parquet_bytes": told["parquet_bytes"] / options.pages,
                "cpu_ms": 1000 * cpu / options.pages,
            }
        if options.memory:
            print(f"{'captures':>10}{'peak MiB of the main process':>32}{'of the largest worker':>26}")
        for count in options.memory:
            write_warc(place, count, small_pages())
            told = batch(place, 2, light=True)
            print(f"{count:10,}{told['main']:32.0f}{told['largest']:26.0f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(best) + "\n")


def child() -> None:
    """`boilerstrip`, with three filters."""
    from boilerstrip import Cleaner, Pipeline
    from boilerstrip.cli import main as boilerstrip
    from boilerstrip.commands import options
    from boilerstrip.filters.density import density
    from boilerstrip.filters.headline import headline
    from boilerstrip.filters.remainder import remainder

    options.cleaner = lambda *_, **__: Cleaner(Pipeline((density, headline, remainder)), sites=None)
    sys.argv.pop(1)
    boilerstrip()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child()
    main()
