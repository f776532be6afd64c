"""Feed a batch captures that hang, abort, crash, exhaust memory, raise or are garbage, and see that all others come through.

    python benchmarks/poison.py [--captures 2000] [--share 0.01] [--time-limit 5]

The poison is a filter of this file that does what a capture's text asks of it. Exit status 1 if a good capture is missing or a poisoned one
is not named with its reason.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import re
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from boilerstrip import Cleaner, Mark, Page, Pipeline
from boilerstrip.filters.density import density
from boilerstrip.filters.headline import headline
from boilerstrip.filters.remainder import remainder

PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks between crews and company."

#: What a capture asks for -> the kind of trouble that it must be listed as.
POISONS = {
    "hang": "slow",
    "sleep": "slow",
    "abort": "crash",
    "segfault": "crash",
    "exit": "crash",
    "memory": "memory",
    "raise": "fault",
    "garbage": "empty",
    "sidecar": "unreadable",
}
ASKS = re.compile(r"poison: (\w+)")
CATASTROPHE = re.compile(r"(a+)+$")
PIECE = 32 << 20


def poison(page: Page) -> Iterator[Mark]:
    """Do to this process what the page asks for."""
    asked = next((found[1] for text in page.texts if (found := ASKS.match(text))), "")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if asked == "hang":
        CATASTROPHE.match("a" * 60 + "b")  # in native code, without ever letting go of the interpreter
    elif asked == "sleep":
        import time

        time.sleep(3600)
    elif asked == "abort":
        os.abort()
    elif asked == "segfault":
        ctypes.string_at(0)
    elif asked == "exit":
        os._exit(3)
    elif asked == "memory":
        hoard = []
        while True:
            hoard.append(bytes(PIECE))  # promised, not filled: the limit is one of addresses
    elif asked == "raise":
        raise ZeroDivisionError("as asked")
    yield from ()


def make_captures(folder: Path, count: int, share: float) -> dict[str, str]:
    """Captures, of which a share is poisoned, evenly among the rest; gives file name -> kind of poison."""
    folder.mkdir(parents=True, exist_ok=True)
    every = round(1 / share)
    kinds = cycle(POISONS)
    poisoned = {}
    for number in range(count):
        file = folder / f"{number:06d}.txt"
        text = f"Story number {number}\n\n{PROSE}\n\n{PROSE.replace('Monday', f'day {number}')}\n"
        if number % every == every // 2:
            kind = poisoned[file.name] = next(kinds)
            if kind == "garbage":
                file.write_bytes(bytes(range(256)) * 20)
                continue
            if kind == "sidecar":
                file.with_suffix(".json").write_text("{broken")
            text += f"\npoison: {kind}\n"
        file.write_text(text, encoding="utf-8")
    return poisoned


def cleaner() -> Cleaner:
    """A few filters, one of them poison."""
    return Cleaner(Pipeline((density, headline, remainder, poison)), sites=None)


def check(out: Path, count: int, poisoned: dict[str, str]) -> list[str]:
    """What is wrong with the output; nothing, if all is well."""
    wrong = []
    names = Counter(
        Path(json.loads(line)["source"]).name
        for file in out.glob("articles-*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    )
    for number in range(count):
        name = f"{number:06d}.txt"
        if names[name] != (name not in poisoned):
            wrong.append(f"{name} ({poisoned.get(name, 'good')}) stands {names[name]} times in the output")
    rejects = [json.loads(line) for line in (out / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {Path(reject["source"]).name: reject for reject in rejects}
    if len(told) != len(rejects):
        wrong.append("a reject stands there twice")
    for name, kind in poisoned.items():
        trouble = told.get(name, {}).get("trouble")
        if trouble != POISONS[kind]:
            wrong.append(f"{name} ({kind}) is listed as {trouble}")
    return [*wrong, *(f"{name} is good, and listed: {told[name]['reason']}" for name in told if name not in poisoned)]


def main() -> None:
    """Run the batch through the command line and check what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--captures", type=int, default=2_000)
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--time-limit", type=float, default=5.0)
    options = parser.parse_args()
    import poison as importable  # workers find the filter by its module's name, which is not __main__
    from click.testing import CliRunner

    from boilerstrip.cli import boilerstrip
    from boilerstrip.commands import options as shared

    shared.cleaner = lambda *_, **__: importable.cleaner()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        poisoned = make_captures(folder / "captures", options.captures, options.share)
        limits = ["--time-limit", str(options.time_limit), "--memory-limit", "512"]
        args = ["clean", str(folder / "captures"), "-o", str(folder / "out"), "--format", "jsonl", *limits]
        done = CliRunner().invoke(boilerstrip, args, catch_exceptions=False)
        print(done.stderr)
        wrong = check(folder / "out", options.captures, poisoned)
        print("\n".join(wrong) or f"{options.captures - len(poisoned)} good captures came through, {len(poisoned)} poisoned ones are named")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
