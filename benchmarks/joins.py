"""Whether lines that a dump prints apart are joined rightly, by what the pages themselves say.

    python benchmarks/joins.py [--wrong N]

Needs ../shared/bench. Broken sentences: a line joined in a get_text dump is right where the browser's text of the same page has it on one
line. Wrapped paragraphs: the lines of main-content dumps, wrapped at four widths by a program that breaks words at hyphens and by one
that does not, are right where they come back whole.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from boilerstrip.segmenters.text import segment_text

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "text"
SETS = ("fundus", "wcxb")
WIDTHS = (60, 72, 78, 100)
WRAPPED = 300
_WORD = re.compile(r"\w+")


def dumps(name: str, maker: str) -> Iterator[tuple[str, str]]:
    """Id and text of each dump."""
    with gzip.open(BENCH / name / f"{maker}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            dump = json.loads(line)
            yield dump["id"], dump["text"]


def words(text: str) -> str:
    """The words alone, so that makers may differ in signs and spaces."""
    return " ".join(_WORD.findall(text.lower()))


def broken() -> tuple[int, list[str]]:
    """How many joined lines of get_text dumps are right, and those that are not, as the dump has them."""
    right, wrong = 0, []
    for name in SETS:
        shown = {key: [words(line) for line in text.split("\n")] for key, text in dumps(name, "innertext")}
        for key, text in dumps(name, "gettext"):
            for block in segment_text(text):
                source = text[slice(*block.span)]
                if key in shown and "\n" in source:
                    if any(words(block.text) in line for line in shown[key]):
                        right += 1
                    else:
                        wrong.append(source)
    return right, wrong


def wrapped(width: int, *, hyphens: bool) -> tuple[int, int]:
    """How many wrapped paragraphs come back whole, and of how many."""
    texts = [text for name in SETS for _, text in dumps(name, "resilimain")]
    whole = wanted = 0
    for text in random.Random(1).sample(texts, min(WRAPPED, len(texts))):
        lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        fill = [textwrap.fill(line, width, break_long_words=False, break_on_hyphens=hyphens) for line in lines]
        found = {block.text for block in segment_text("\n\n".join(fill))}
        long = [line for line in lines if len(line) > width]
        whole, wanted = whole + sum(line in found for line in long), wanted + len(long)
    return whole, wanted


def main() -> None:
    """Print all."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--wrong", type=int, default=0, metavar="N", help="show so many wrong joins")
    asked = options.parse_args()
    if not BENCH.is_dir():
        raise SystemExit("../shared/bench is absent: there is nothing to compare with")
    right, wrong = broken()
    print(f"sentences broken at their links: {right + len(wrong):,} joined, {right / (right + len(wrong)):.1%} as the browser has them")
    for width in WIDTHS:
        shares = [found / wanted for found, wanted in (wrapped(width, hyphens=hyphens) for hyphens in (True, False))]
        print(
            f"wrapped at {width:3}: {shares[0]:.1%} of the paragraphs come back whole; {shares[1]:.1%} where no word is broken at a hyphen"
        )
    for source in random.Random(1).sample(wrong, min(asked.wrong, len(wrong))):
        print("---", source[:300], sep="\n")


if __name__ == "__main__":
    main()
