"""python -m boilerstrip.phrases: the table of README.md, phrases per category by strength and kind, and phrases per language."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from boilerstrip.phrases.lexicon import category_names, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

STRENGTHS = ("strong", "weak", "mark")
KINDS = ("exact", "prefix", "contains", "regex")


def main() -> None:
    """Print the table."""
    sys.stdout.write("\n".join(report()) + "\n")


def report() -> Iterator[str]:
    """The table, line by line."""
    table = rows()
    yield "| category | phrases | strong | weak | mark | exact | prefix | contains | regex | languages |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name in (*category_names(), "all"):
        here = [row for row in table if name in (row.category, "all")]
        strengths = Counter(row.strength for row in here)
        kinds = Counter(row.kind for row in here)
        languages = {language for row in here for language in row.languages} - {"mul"}
        counts = [len(here), *(strengths[s] for s in STRENGTHS), *(kinds[k] for k in KINDS)]
        yield f"| {name} | {' | '.join(map(str, counts))} | {len(languages)} |"
    per_language = Counter(language for row in table for language in row.languages)
    yield ""
    yield "Phrases per language: " + ", ".join(f"{language} {count}" for language, count in per_language.most_common())


if __name__ == "__main__":
    main()
