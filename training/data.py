"""The labelled pages and dumps of ../shared/bench, for training; and the cache of dumps rendered from them.

    python -m training.data --data ../shared/bench --out CACHE

renders every page of the training sets in every style of render.py, into CACHE/<set>/<style>.jsonl.gz (1.5 to 4 minutes on 2 cores);
what is there already is left alone.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boilerstrip.decode import decode
from training.align import Gold
from training.render import GOLD_STYLES, STYLES, render, render_gold

GOLD_SETS = ("fundus", "wcxb")
"""Sets with a gold body."""
SILVER_SETS = ("trafeval", "unlabelled")
"""Sets without: segments only, or nothing. Labels come from the HTML tagger."""
TRAINING_SETS = GOLD_SETS + SILVER_SETS
EVALUATION_ONLY = ("daniel",)
"""Nothing that ships is trained on these (their licence, and a test that stays a test)."""

#: Second-level names under which domains are registered; the rule of the bench's scorer, so that folds agree with its counts.
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "or", "ne"))


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One HTML page of the bench."""

    id: str
    set: str
    url: str
    host: str
    domain: str
    """Registered domain: pages of one domain never stand in two folds."""
    lang: str | None
    type: str
    raw: bytes
    gold: Gold
    wanted: tuple[str, ...] = ()
    """Segments that must appear (trafeval, wcxb)."""
    unwanted: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The page as text."""
        return decode(self.raw).text


@dataclass(frozen=True, slots=True)
class DumpRecord:
    """One plain-text dump of a page, with the gold of the page."""

    id: str
    set: str
    style: str
    domain: str
    lang: str | None
    text: str
    gold: Gold
    given: tuple[str, ...] | None = None
    """The bench's own labels, one per line of `text`; None for dumps rendered here."""
    url: str = ""


def domain_of(host: str | None) -> str:
    """The registered domain of a host.

    >>> domain_of("www.example.co.uk"), domain_of("news.example.com:8080"), domain_of(None)
    ('example.co.uk', 'example.com', '')
    """
    if not host:
        return ""
    parts = host.lower().split(":")[0].split(".")
    if len(parts) >= 3 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2:
        return ".".join(parts[-3:])
    return ".".join(parts[-2:])


def fold_of(domain: str, k: int = 5) -> int:
    """The fold, 0 to k - 1, of a registered domain: the same in every process and on every machine.

    >>> fold_of("example.com"), fold_of("example.com", k=1)
    (0, 0)
    """
    return int.from_bytes(hashlib.blake2b(domain.encode(), digest_size=8).digest(), "big") % k


def _allow(name: str, evaluation: bool) -> None:
    if name in EVALUATION_ONLY and not evaluation:
        raise ValueError(f"the set {name!r} is for evaluation only: nothing that ships is trained on it; pass evaluation=True to measure")
    if name not in TRAINING_SETS + EVALUATION_ONLY:
        raise ValueError(f"no set {name!r}; there are {', '.join(TRAINING_SETS + EVALUATION_ONLY)}")


def _gold(row: dict[str, Any]) -> Gold:
    captions, credits_ = row.get("captions"), row.get("credits")
    return Gold(
        body=row.get("body"),
        headline=row.get("headline"),
        captions=None if captions is None else tuple(captions),
        credits=None if credits_ is None else tuple(credits_),
    )


def _rows(root: Path, medium: str, name: str) -> Iterator[dict[str, Any]]:
    file = root / medium / name / ("pages.jsonl" if name == "unlabelled" else "gold.jsonl")
    if not file.exists():
        raise FileNotFoundError(f"{file}: give the bench folder (the one that holds html/ and text/) as root")
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def html_pages(root: Path, name: str, *, evaluation: bool = False) -> Iterator[PageRecord]:
    """The HTML pages of a set, in the order of its list.

    Raises:
        ValueError: for a set that is for evaluation only, unless `evaluation`; for an unknown set.
        FileNotFoundError: if the set is not below `root`.
    """
    _allow(name, evaluation)
    for row in _rows(root, "html", name):
        raw = gzip.decompress((root / "html" / name / "html" / f"{row['id']}.html.gz").read_bytes())
        host = row.get("host") or ""
        yield PageRecord(
            id=row["id"], set=name, url=row.get("url") or "", host=host, domain=domain_of(host), lang=row.get("lang"),
            type=row.get("type") or "article", raw=raw, gold=_gold(row), wanted=tuple(row.get("with") or ()),
            unwanted=tuple(row.get("without") or ()),
        )  # fmt: skip


def dumps(root: Path, name: str, style: str, *, evaluation: bool = False) -> Iterator[DumpRecord]:
    """The dumps that came with the bench (articles with a gold body only), with their given labels.

    Raises: as `html_pages`.
    """
    _allow(name, evaluation)
    rows = {row["id"]: row for row in _rows(root, "text", name)}
    with gzip.open(root / "text" / name / f"{style}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for dump in map(json.loads, lines):
            row = rows[dump["id"]]
            yield DumpRecord(
                id=dump["id"], set=name, style=style, domain=domain_of(row["host"]), lang=row.get("lang"), text=dump["text"],
                gold=_gold(row), given=tuple(dump["labels"]), url=row.get("url") or "",
            )  # fmt: skip


# ---------------------------------------------------------------------- dumps rendered here


def rendered(root: Path, cache: Path, name: str, style: str) -> Iterator[DumpRecord]:
    """The dumps of a set that `prerender` has put into the cache. Raises ValueError and FileNotFoundError as `html_pages`."""
    _allow(name, evaluation=False)
    rows = {row["id"]: row for row in _rows(root, "html", name)}
    with gzip.open(cache / name / f"{style}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for dump in map(json.loads, lines):
            row = rows[dump["id"]]
            yield DumpRecord(
                id=dump["id"], set=name, style=style, domain=domain_of(row.get("host")), lang=row.get("lang"), text=dump["text"],
                gold=_gold(row), url=row.get("url") or "",
            )  # fmt: skip


def _render_page(job: tuple[PageRecord, tuple[str, ...]]) -> tuple[str, dict[str, str], list[str]]:
    page, styles = job
    made: dict[str, str] = {}
    failed: list[str] = []
    html = page.html
    for style in styles:
        try:
            made[style] = render_gold(page.gold, style, page.id) if style in GOLD_STYLES else render(html, style, page.id)
        except (ValueError, RecursionError, AssertionError, AttributeError, TypeError, IndexError, KeyError) as error:
            # the renderers of others fail on a few pages; the page is then missing in that style, and counted
            failed.append(f"{page.set}/{page.id} {style}: {type(error).__name__}: {error}"[:160])
    return page.id, made, failed


def prerender(root: Path, cache: Path, name: str, styles: tuple[str, ...] = STYLES, processes: int = 2) -> list[str]:
    """Render a set in these styles into the cache, one file a style; files that exist are kept. Returns what failed."""
    if name in GOLD_SETS:
        styles = (*styles, *(s for s in GOLD_STYLES if s not in styles))
    folder = cache / name
    folder.mkdir(parents=True, exist_ok=True)
    todo = tuple(style for style in styles if not (folder / f"{style}.jsonl.gz").exists())
    if not todo:
        return []
    failed: list[str] = []
    parts = {style: folder / f"{style}.jsonl.gz.{os.getpid()}" for style in todo}
    files = {style: gzip.open(part, "wt", encoding="utf-8", compresslevel=5) for style, part in parts.items()}  # noqa: SIM115
    with multiprocessing.Pool(processes) as pool:
        for id_, made, wrong in pool.imap(_render_page, ((page, todo) for page in html_pages(root, name)), chunksize=4):
            failed += wrong
            for style, text in made.items():
                if text.strip():
                    files[style].write(json.dumps({"id": id_, "text": text}, ensure_ascii=False) + "\n")
    for style, part in parts.items():
        files[style].close()
        part.rename(folder / f"{style}.jsonl.gz")  # only whole files get the name
    return failed


def main() -> None:
    """Render the training sets into a cache folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sets", default=",".join(TRAINING_SETS))
    parser.add_argument("--styles", default=",".join(STYLES))
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    for name in arguments.sets.split(","):
        start = time.perf_counter()
        failed = prerender(arguments.data, arguments.out, name, tuple(arguments.styles.split(",")), arguments.processes)
        print(f"{name}: {time.perf_counter() - start:.0f} s, {len(failed)} renderings failed", *failed[:10], sep="\n  ", flush=True)


if __name__ == "__main__":
    main()
