"""Learn to choose among the lines that the dump tagger takes for the headline, out of fold and for what ships.

    python -m training.rank_headlines --data ../shared/bench --cache CACHE

Reads `CACHE/models/text-<fold>.npz`: each dump's lines are judged by the tagger that has not seen its domain, and the chooser of a
fold learns from the dumps of the other folds. Writes `CACHE/models/headline-<fold>.tsv` and `headline-all.tsv`, and prints how often
the tagger's likeliest line is the headline, how often the chosen one is (without the page's address, and with it), and how often any is.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from boilerstrip.page import Medium, Page
from boilerstrip.segmenters.text import segment_text
from boilerstrip.sites.book import host_of
from boilerstrip.stated_headline import printed_headline
from boilerstrip.tagger.features import Matrix, features_of
from boilerstrip.tagger.headline_facts import FACTS, MOST, facts_of, likely
from boilerstrip.tagger.model import Model, read_model
from training.data import GOLD_SETS, DumpRecord, dumps, fold_of
from training.evaluate import same
from training.prepare import BENCH_STYLES
from training.pseudo import pseudo_dumps

FOLDS = 5
#: Strength of the penalty on the weights of standardised facts, and on the logarithm's scale how long to learn.
PENALTY, STEPS = 0.003, 200
#: What the dumps of a set count: news are few and are what most captures are; of the last two the HTML tagger says which line is it.
SET_WEIGHT = {"fundus": 2.0, "wcxb": 1.0, "trafeval": 0.5, "unlabelled": 0.5}
#: The styles in which the sets without gold are read: makers that print the window's title, and such as do not.
PSEUDO_STYLES = ("innertext", "gettext", "wet", "resilimain")
#: Facts that vary less than this over all lines are not blown up.
LEAST_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a dump that may be its headline."""

    set: str
    style: str
    fold: int
    facts: Matrix
    bare: Matrix
    """The facts of the same lines without the address of the page: for most dumps nobody kept it."""
    right: NDArray[np.bool_]
    shown: bool
    """Does a line of the dump hold the headline?"""


@cache
def _model(file: Path) -> Model:
    return read_model(file.read_bytes())


def lines_of(record: DumpRecord, models: Path) -> Lines | None:
    """The likely headlines of a dump, by the tagger that has not seen its domain; None where the gold has no headline."""
    page = Page(segment_text(record.text), Medium.TEXT, url=record.url)
    if not record.gold.headline or not page.blocks:
        return None
    fold = fold_of(record.domain, FOLDS)
    features = features_of(page)
    p = _model(models / f"text-{fold}.npz").probabilities(features)
    places = likely(p)
    host, known = host_of(record.url), frozenset(page.texts)
    right = np.array([same(printed_headline(page.texts[i], host, known), record.gold.headline) for i in places])
    facts = np.array(facts_of(page, p, features.dense, places), np.float32)
    page.url = None
    bare = np.array(facts_of(page, p, features.dense, places), np.float32)
    return Lines(record.set, record.style, fold, facts, bare, right, "headline" in (record.given or ()))


def _stacked(dumps: list[Lines], bare: bool) -> tuple[Matrix, NDArray[np.bool_], NDArray[np.bool_]]:
    """Facts, which rows are lines, and which are right: a dump per row of each."""
    facts = np.zeros((len(dumps), MOST + 1, len(FACTS)), np.float32)
    there, right = np.zeros((2, len(dumps), MOST + 1), np.bool_)
    for place, dump in enumerate(dumps):
        n = len(dump.right)
        facts[place, :n], there[place, :n], right[place, :n] = dump.bare if bare else dump.facts, True, dump.right
    return facts, there, right


def weights_of(dumps: list[Lines]) -> NDArray[np.float64]:
    """The weights that make the right lines likeliest, where a likely line is right; each dump counts with and without its address."""
    dumps = [dump for dump in dumps if dump.right.any()]
    facts, there, right = map(np.concatenate, zip(*(_stacked(dumps, bare) for bare in (False, True)), strict=True))
    scale = np.maximum(facts[there].std(0), LEAST_SPREAD).astype(np.float64)
    x = torch.from_numpy(facts / scale)
    out = torch.from_numpy(np.where(there, 0.0, -np.inf))
    among = torch.from_numpy(np.where(right, 0.0, -np.inf))
    counts = torch.tensor([SET_WEIGHT[dump.set] for dump in dumps] * 2, dtype=torch.float64)
    weights = torch.zeros(len(FACTS), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        log_p = torch.log_softmax(x @ weights + out, 1)
        total = -(counts * torch.logsumexp(log_p + among, 1)).sum() / counts.sum() + PENALTY * (weights * weights).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return weights.detach().numpy() / scale


def table_of(weights: NDArray[np.float64]) -> str:
    """The weights as tagger/headline_choice.py reads them."""
    return "".join(f"{name}\t{weight:.4g}\n" for name, weight in zip(FACTS, weights, strict=True))


def _records(root: Path, cache: Path) -> Iterator[DumpRecord]:
    for name in GOLD_SETS:
        for style in BENCH_STYLES:
            yield from dumps(root, name, style)
    for style in PSEUDO_STYLES:
        yield from pseudo_dumps(root, cache, style)


def main() -> None:
    """Train, save and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="the folder whose models/ holds the taggers")
    parser.add_argument("--out", type=Path, help="where to write, if not beside the taggers")
    parser.add_argument("--processes", type=int, default=2)
    a = parser.parse_args()
    models = a.cache / "models"
    out = a.out or models
    torch.set_num_threads(1)
    with multiprocessing.Pool(a.processes) as pool:
        found = pool.imap(partial(lines_of, models=models), _records(a.data, a.cache), chunksize=32)
        known = [lines for lines in found if lines is not None]
    out.mkdir(parents=True, exist_ok=True)
    scores: dict[tuple[str, str], list[tuple[bool, ...]]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = weights_of([lines for lines in known if lines.fold != fold])
        (out / f"headline-{fold}.tsv").write_text(table_of(weights), "utf-8")
        for lines in known:
            if lines.fold == fold and lines.shown:
                best, bare = int((lines.facts @ weights).argmax()), int((lines.bare @ weights).argmax())
                row = bool(lines.right[0]), bool(lines.right[bare]), bool(lines.right[best]), bool(lines.right.any())
                scores[lines.set, lines.style].append(row)
    (out / "headline-all.tsv").write_text(table_of(weights_of(known)), "utf-8")
    for (name, style), rows in scores.items():
        shares = " ".join(
            f"{called} {share:.3f}" for called, share in zip(("likeliest", "chosen", "with address", "any"), np.mean(rows, 0), strict=True)
        )
        print(f"{name}/{style:10s} n={len(rows):4d} {shares}")


if __name__ == "__main__":
    main()
