"""Kill a batch with SIGKILL at random moments, resume it each time, and compare its records with those of an undisturbed run.

    python benchmarks/kill.py [--captures 20000] [--kills 10] [--format jsonl|parquet|sqlite] [--seed N] [--all-filters]

Only three filters judge, unless --all-filters: what is tried here is the machinery, and a run takes a minute instead of several.
Exit status 1, and what differs, if a single record was lost, doubled or changed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

#: Megabytes a shard for each capture of the whole input: some eighty shards, however many captures there are.
SHARD_MB = 0.25 / 20_000
#: A batch may be over before it could be killed often enough: then it is tried again from the start, so often.
TRIES = 5
WORDS = "harbour ferry strike bridge island council winter crew boat letter mayor storm lighthouse market school doctor".split()


def make_captures(folder: Path, count: int) -> None:
    """Small dumps in folders of a thousand, each with a headline of its own; one in a hundred is empty, and rejected."""
    choice = random.Random(1)
    for number in range(count):
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        prose = [
            f"The {choice.choice(WORDS)} and the {choice.choice(WORDS)} of number {number} were seen again on Monday, "
            f"the {choice.choice(WORDS)} said, after a week of talks about the {choice.choice(WORDS)} and its {choice.choice(WORDS)}."
            for _ in range(3)
        ]
        text = "" if number % 100 == 99 else "\n\n".join([f"Story {number} of the {choice.choice(WORDS)}", "Share", *prose, "Facebook"])
        (place / f"{number:06d}.txt").write_text(text, encoding="utf-8")


def command(captures: Path, out: Path, options: argparse.Namespace, *more: str) -> list[str]:
    """The batch as a command; --child is this script, standing in for `boilerstrip` with fewer filters."""
    program = ["-m", "boilerstrip"] if options.all_filters else [__file__, "--child"]
    made = [
        "clean",
        str(captures),
        "-o",
        str(out),
        "--format",
        options.format,
        "--workers",
        "2",
        "--shard-size",
        str(SHARD_MB * options.captures),
    ]
    return [sys.executable, *program, *made, *more]


def records(out: Path) -> Counter[str]:
    """Every record and reject of a finished batch, as text."""
    found: Counter[str] = Counter()
    for file in sorted(out.glob("articles*.jsonl")):
        found.update(file.read_text(encoding="utf-8").splitlines())
    for file in sorted(out.glob("articles*.parquet")):
        import pyarrow.parquet

        found.update(json.dumps(row, default=str) for row in pyarrow.parquet.read_table(file).to_pylist())
    for file in out.glob("*.sqlite"):
        import sqlite3

        base = sqlite3.connect(file)
        found.update(map(repr, base.execute("SELECT source, headline, text, dropped FROM articles")))
        indexed = base.execute("SELECT count(*) FROM found WHERE found MATCH 'monday'").fetchone()[0]
        found["rows in the index"] = indexed
        base.close()
    found.update((out / "rejects.jsonl").read_text(encoding="utf-8").splitlines())
    return found


def shards(out: Path) -> int:
    """Shards that the manifest calls whole."""
    manifest = out / "manifest.jsonl"
    return manifest.read_bytes().count(b'\n{"shard"') if manifest.exists() else 0


def disturbed(captures: Path, out: Path, options: argparse.Namespace, whole: int, seconds: float) -> int:
    """Run, kill, resume, until it is done; gives how often it was killed. Undisturbed it took so many seconds for `whole` shards."""
    choice = random.Random(options.seed)
    killed = 0
    while True:
        before = shards(out)
        process = subprocess.Popen(command(captures, out, options, "--resume"), stderr=subprocess.PIPE)  # noqa: S603  # our own command
        if killed < options.kills:
            left = max(1, (whole - before) // (options.kills - killed + 1))
            goal = before + choice.randint(0, left)
            while shards(out) < goal and process.poll() is None:
                time.sleep(0.001)
            time.sleep(choice.random() * (2 if goal == before else 1) * seconds / whole)  # within a shard, or while it starts
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
                process.communicate()
                killed += 1
                print(f"killed the {killed}. time: {shards(out)} of some {whole} shards were whole", flush=True)
                continue
        _, said = process.communicate()
        if process.returncode not in {0, 1}:
            raise SystemExit(f"the batch failed: {said.decode()}")
        return killed


def main() -> None:
    """Compare a batch that was killed with one that was not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--captures", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--format", default="jsonl", choices=("jsonl", "parquet", "sqlite"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--all-filters", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_captures(folder / "captures", options.captures)
        start = time.perf_counter()
        calm = subprocess.run(command(folder / "captures", folder / "calm", options), check=False, capture_output=True)  # noqa: S603
        if calm.returncode != 1:
            raise SystemExit(calm.stderr.decode())
        seconds, whole = time.perf_counter() - start, shards(folder / "calm")
        print(f"undisturbed: {whole} shards in {seconds:.0f} s", flush=True)
        for tried in range(TRIES):
            out = folder / f"killed-{tried}"
            killed = disturbed(folder / "captures", out, options, whole, seconds)
            expected, got = records(folder / "calm"), records(out)
            lost, more = expected - got, got - expected
            print(f"killed {killed} times: {got.total():,} records of {expected.total():,}", end="; ")
            print(f"{lost.total()} lost, {more.total()} doubled or changed", flush=True)
            if lost or more:
                raise SystemExit(1)
            if killed >= options.kills:
                return
        raise SystemExit("it was over too soon every time")


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
