"""Step 5: how far the tagger's promise can be trusted: expected F1 against real F1, page by page, out of fold.

    BOILERSTRIP_MODELS=CACHE/models python -m training.calibrate --data ../shared/bench --every 3

Prints the reliability table, raw and calibrated; the raw means are what CALIBRATION in tagger/confidence.py is drawn through.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from boilerstrip.article import Article
from boilerstrip.page import Page
from boilerstrip.tagger.confidence import confidence_of, expectation_of
from training.data import dumps, fold_of, html_pages
from training.oof import FOLDS, cleaner_for
from training.oracle import word_f1

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 1.01)
STYLES = ("resilimain", "innertext", "gettext", "wet")


def judged(root: Path, every: int) -> Iterator[tuple[str, Page, str]]:
    """(medium, marked page, gold body) of every n-th page and dump of the sets with gold."""
    for name in ("fundus", "wcxb"):
        for page in islice(html_pages(root, name), 0, None, every):
            if page.gold.body:
                yield "html", cleaner_for("balanced", fold_of(page.domain, FOLDS)).explain(page.raw, url=page.url), page.gold.body
        for style in STYLES:
            for dump in islice(dumps(root, name, style), 0, None, every):
                if dump.gold.body and dump.text.strip():
                    yield "text", cleaner_for("balanced", fold_of(dump.domain, FOLDS)).explain(dump.text), dump.gold.body


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=3)
    arguments = parser.parse_args()
    rows: list[tuple[str, float, float, float]] = []
    for medium, page, gold in judged(arguments.data, arguments.every):
        expectation, confidence = expectation_of(page), confidence_of(page)
        if expectation is not None and confidence is not None:
            rows.append((medium, expectation.best, confidence, word_f1(Article.from_page(page).text, gold)))
    for title, column in (("best expected, raw", 1), ("confidence, calibrated", 2)):
        print(f"{title:24s} " + "   ".join(f"{medium:4s}     n  real" for medium in ("html", "text", "both")))
        for low, high in pairwise(EDGES):
            cells = []
            for media in (("html",), ("text",), ("html", "text")):
                real = [row[3] for row in rows if row[0] in media and low <= float(row[column]) < high]  # type: ignore[arg-type]
                cells.append(f"{len(real):10d} " + (f"{statistics.mean(real):.3f}" if real else "  -  "))
            print(f"{low:.3f} to {high:.3f}          " + "   ".join(cells))
    real, promised = [row[3] for row in rows], [row[2] for row in rows]
    print(f"correlation {statistics.correlation(promised, real):.3f}")
    print(f"mean real {statistics.mean(real):.3f}, mean promised {statistics.mean(promised):.3f}")


if __name__ == "__main__":
    main()
