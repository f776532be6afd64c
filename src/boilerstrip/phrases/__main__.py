"""python -m boilerstrip.phrases: the table of README.md, phrases per category by strength and kind, and phrases per language."""

from __future__ import annotations

from collections import Counter

from boilerstrip.phrases.lexicon import category_names, rows


def main() -> None:
    """Print the table."""
    table = rows()
    print("| category | phrases | strong | weak | mark | exact | prefix | contains | regex | languages |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in (*category_names(), "all"):
        here = [row for row in table if name in (row.category, "all")]
        strengths = Counter(row.strength for row in here)
        kinds = Counter(row.kind for row in here)
        languages = {language for row in here for language in row.languages} - {"mul"}
        counts = [len(here), *(strengths[s] for s in ("strong", "weak", "mark")), *(kinds[k] for k in ("exact", "prefix", "contains", "regex"))]
        print(f"| {name} |", " | ".join(map(str, counts)), f"| {len(languages)} |")
    per_language = Counter(language for row in table for language in row.languages)
    print("\nPhrases per language:", ", ".join(f"{language} {count}" for language, count in per_language.most_common()))


if __name__ == "__main__":
    main()
