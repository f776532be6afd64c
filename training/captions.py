"""Step 6b: captions and credits of pages whose gold knows none, as the HTML pipeline finds them: the dump tagger learns from them.

    python -m training.captions --data ../shared/bench --cache CACHE

Writes `<cache>/captions.jsonl`: set, id, captions, credits. In HTML a caption stands in a figure, says so in its class names, or ends in a
credit (F1 .93 on news); in a dump of the page nothing but its words and its place tell.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

from boilerstrip import Cleaner
from training.align import Gold
from training.data import DumpRecord, PageRecord, html_pages

#: The sets without captions in their gold. What a page of another kind than an article shows as a caption is one, too.
SETS = ("wcxb", "trafeval", "unlabelled")

Found = dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]
"""(set, id) -> (captions, credits)."""


def captions_of(page: PageRecord) -> dict[str, object]:
    """The row of one page."""
    found = Cleaner(sites=None)(page.raw, url=page.url).captions
    return {
        "set": page.set, "id": page.id, "captions": [caption.text for caption in found],
        "credits": [caption.credit for caption in found if caption.credit],
    }  # fmt: skip


def read_captions(cache: Path) -> Found:
    """What this step has written; nothing before it."""
    file = cache / "captions.jsonl"
    if not file.exists():
        return {}
    with file.open(encoding="utf-8") as lines:
        return {(row["set"], row["id"]): (tuple(row["captions"]), tuple(row["credits"])) for row in map(json.loads, lines)}


def with_captions(record: DumpRecord, found: Found) -> DumpRecord:
    """The dump, its gold completed by the captions found; as it is where there is nothing to complete or to complete it with."""
    known = found.get((record.set, record.id))
    if known is None:
        return record
    gold: Gold = replace(record.gold, captions=known[0], credits=known[1])
    return replace(record, gold=gold)


def main() -> None:
    """Look for the captions of all pages of SETS."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    a = parser.parse_args()
    pages = captions = 0
    with multiprocessing.Pool(2) as pool, (a.cache / "captions.jsonl").open("w", encoding="utf-8") as out:
        for row in pool.imap(captions_of, (page for name in SETS for page in html_pages(a.data, name)), chunksize=8):
            found = row["captions"]
            assert isinstance(found, list)
            pages += bool(found)
            captions += len(found)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{captions} captions on {pages} pages")


if __name__ == "__main__":
    main()
