"""Step 4: measure the tagger out of fold, alone (no named filters): bodies, headlines, captions, segments, calibration.

python -m training.evaluate --cache CACHE --medium html
"""

from __future__ import annotations

import argparse
import gzip
import pickle
import statistics
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Medium
from boilerstrip.tagger.elements import Elements
from boilerstrip.tagger.features import Features
from boilerstrip.tagger.model import LABELS, Model, read_model
from training.data import fold_of
from training.oracle import expected_f1, word_f1
from training.prepare import Example
from training.words import words_of

THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)


def probabilities(model: Model, e: Example) -> NDArray[np.float32]:
    """The network's judgment of a cached example."""
    none, nowhere = np.zeros(0, np.float32), np.zeros(0, np.int64)
    elements = Elements(none, none, (), nowhere, e.kind.astype(np.int64), e.parent.astype(np.int64), e.words) if e.words else None
    return model.probabilities(Features(e.dense.astype(np.float32), elements, e.width.astype(np.float32)))


def same(a: str | None, b: str | None) -> bool:
    """Equal up to case, punctuation and white space, as the bench compares headlines."""
    return words_of(unicodedata.normalize("NFKC", a or "")) == words_of(unicodedata.normalize("NFKC", b or ""))


def main() -> None:
    """Print one row per set (and style) and threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--medium", type=Medium, choices=list(Medium), required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--tag", default="", help="models are <medium>-<fold><tag>.npz")
    a = parser.parse_args()
    with gzip.open(a.cache / f"{a.medium}.pickle.gz", "rb") as file:
        examples: list[Example] = pickle.load(file)[:: a.every]
    models = {}
    for fold in range(a.folds):
        file = a.cache / "models" / f"{a.medium}-{fold}{a.tag}.npz"
        if file.exists():
            models[fold] = read_model(file.read_bytes())
    body_at, head_at, caption_at = (LABELS.index(x) for x in ("body", "headline", "caption"))
    scores: dict[tuple[str, float], list[float]] = defaultdict(list)
    segments: dict[float, Counter[str]] = defaultdict(Counter)
    heads: dict[str, list[bool]] = defaultdict(list)
    captions: dict[str, Counter[str]] = defaultdict(Counter)
    calibration: list[tuple[float, float]] = []
    worst: list[tuple[float, str]] = []
    for e in examples:
        fold = fold_of(e.domain, a.folds)
        if fold not in models:
            continue
        p = probabilities(models[fold], e)
        texts = e.texts[: len(p)]
        for t in THRESHOLDS:
            kept = p[:, body_at] >= t
            text = "\n".join(x for x, k in zip(texts, kept, strict=True) if k)
            if e.set == "trafeval":
                for names, there in ((e.wanted, "tp fn"), (e.unwanted, "fp tn")):
                    for x in names:
                        segments[t][there.split()[0 if x in text else 1]] += 1
            elif e.gold.body is not None:
                f = word_f1(text, e.gold.body)
                keys = [f"{e.set}/{e.style}"] + ([f"{e.set}/article"] if e.type == "article" and e.style == "html" else [])
                for key in keys:
                    scores[key, t].append(f)
                if t == 0.45:
                    worst.append((f, f"{e.set}/{e.style}/{e.id}"))
                    calibration.append((expected_f1(p[:, body_at], e.width.astype(np.float32), kept), f))
        if e.gold.headline and any(same(x, e.gold.headline) for x in texts):
            heads[f"{e.set}/{e.style}"].append(same(texts[int(p[:, head_at].argmax())], e.gold.headline))
        if e.gold.captions is not None:
            found = list(dict.fromkeys(texts[i] for i in np.flatnonzero(p[:, caption_at] > 0.4)))
            left = list(dict.fromkeys(e.gold.captions))
            for x in found:
                best = max(left, key=lambda g: word_f1(x, g), default=None)
                if best is not None and word_f1(x, best) >= 0.75:
                    left.remove(best)
                    captions[f"{e.set}/{e.style}"]["tp"] += 1
                else:
                    captions[f"{e.set}/{e.style}"]["fp"] += 1
            captions[f"{e.set}/{e.style}"]["fn"] += len(left)
    for key in sorted({k for k, _ in scores}):
        row = " ".join(f"{t:.2f}:{statistics.mean(scores[key, t]):.4f}" for t in THRESHOLDS)
        under = sum(x < 0.5 for x in scores[key, 0.45])
        head = f" head {statistics.mean(heads[key]):.3f}" if heads.get(key) else ""
        c = captions.get(key)
        cap = f" capF1 {2 * c['tp'] / max(1, 2 * c['tp'] + c['fp'] + c['fn']):.3f}" if c else ""
        print(f"{key:22s} n={len(scores[key, 0.45]):4d} {row} under.5={under}{head}{cap}")
    for t, c in sorted(segments.items()):
        print(f"trafeval {t:.2f} segP {c['tp'] / max(1, c['tp'] + c['fp']):.4f} segR {c['tp'] / max(1, c['tp'] + c['fn']):.4f} "
              f"segF {2 * c['tp'] / max(1, 2 * c['tp'] + c['fp'] + c['fn']):.4f}")  # fmt: skip
    if calibration:
        expected, real = np.array(calibration).T
        print(f"expected F1 against real: correlation {np.corrcoef(expected, real)[0, 1]:.3f}")
        for low in np.arange(0, 1, 0.1):
            inside = (expected >= low) & (expected < low + 0.1)
            if inside.any():
                print(f"  {low:.1f}-{low + 0.1:.1f}: n={int(inside.sum()):5d} real mean {real[inside].mean():.3f}")
    for f, name in sorted(worst)[: a.worst]:
        print(f"  {f:.3f} {name}")


if __name__ == "__main__":
    main()
