"""Step 3b: pages without gold, labelled by the HTML tagger, so that the dump tagger has their dumps to learn from.

    python -m training.pseudo --data ../shared/bench --cache CACHE

Writes `<cache>/pseudo.jsonl`: set, id, body, headline, captions. Pages that the tagger is unsure of are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from boilerstrip.segmenters.html import segment_html
from boilerstrip.tagger.features import features_of
from boilerstrip.tagger.model import LABELS, Model, read_model
from training.align import Gold
from training.data import SILVER_SETS, DumpRecord, PageRecord, html_pages, rendered
from training.oracle import expected_f1

#: Pages whose expected F1 is lower would teach more noise than text.
LEAST_EXPECTED = 0.9
#: A page with less text than this is no article.
LEAST_CHARS = 600
KEEP, HEADLINE_FROM, CAPTION_FROM = 0.5, 0.6, 0.5


def gold_of(page: PageRecord, model: Model) -> Gold | None:
    """What the tagger takes for the page's article; None where it is unsure. Segments that are known override it."""
    marked = segment_html(page.html)
    if not marked.blocks:
        return None
    features = features_of(marked)
    p = model.probabilities(features)
    body, head, caption = (p[:, LABELS.index(name)] for name in ("body", "headline", "caption"))
    kept = (body >= KEEP) & ~((caption > body) & (caption >= CAPTION_FROM))
    for index, text in enumerate(marked.texts):
        if any(segment in text for segment in page.wanted):
            kept[index] = True
        elif any(segment in text for segment in page.unwanted):
            kept[index] = False
    if features.weight[kept].sum() < LEAST_CHARS or expected_f1(body, features.weight, kept) < LEAST_EXPECTED:
        return None
    top = int(head.argmax())
    return Gold(
        body="\n\n".join(text for text, keep in zip(marked.texts, kept, strict=True) if keep),
        headline=marked.texts[top] if head[top] >= HEADLINE_FROM else None,
        captions=tuple(marked.texts[i] for i in np.flatnonzero((caption >= CAPTION_FROM) & ~kept)),
    )


def pseudo_dumps(root: Path, cache: Path, style: str) -> Iterator[DumpRecord]:
    """The dumps of the pages that have a gold of the tagger's."""
    with (cache / "pseudo.jsonl").open(encoding="utf-8") as lines:
        golds = {(row["set"], row["id"]): Gold(row["body"], row["headline"], tuple(row["captions"])) for row in map(json.loads, lines)}
    for name in SILVER_SETS:
        for record in rendered(root, cache, name, style):
            if (name, record.id) in golds:
                yield replace(record, gold=golds[name, record.id])


def main() -> None:
    """Label the silver sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    a = parser.parse_args()
    model = read_model((a.cache / "models" / "html-all.npz").read_bytes())
    kept = total = 0
    with (a.cache / "pseudo.jsonl").open("w", encoding="utf-8") as out:
        for name in SILVER_SETS:
            for page in html_pages(a.data, name):
                total += 1
                gold = gold_of(page, model)
                if gold is not None:
                    kept += 1
                    row = {"set": name, "id": page.id, "body": gold.body, "headline": gold.headline, "captions": gold.captions}
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{kept} of {total} pages labelled")


if __name__ == "__main__":
    main()
