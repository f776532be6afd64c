"""Step 5b: what several taggers say together, written down for one network to learn (Hinton, Vinyals and Dean 2015).

    python -m training.teach --cache CACHE --medium html --tags ,_s2,_s3

Writes `<cache>/soft/<medium>-<fold>.pickle.gz` (and `-all`): per example the teachers' probabilities. Of HTML, the dump taggers have a say
too: they know nothing of elements, so they do not fail where a site is built unlike those that the HTML taggers were trained on, and a
network that has learned from both is one network to run. A fold's teachers are of that fold, so no gold of the fold is seen.

The dump taggers' share (`TEXT_SHARE` in tagger/mixture.py), out of fold with 0 / .2 / .35 / .5: news .961, .962, .963, .962; articles .959,
.956, .955, .953; segments .935, .942, .940, .930; daniel (other languages and years) .815, .843, .853, .862.
"""

from __future__ import annotations

import argparse
import gzip
import pickle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Medium
from boilerstrip.tagger.features import Features
from boilerstrip.tagger.mixture import blended
from boilerstrip.tagger.model import Model, read_model
from training.evaluate import probabilities
from training.prepare import Example

Soft = dict[tuple[str, str, str], NDArray[np.float16]]
"""(set, id, style) -> blocks by LABELS."""


def taught(example: Example, html: list[Model], text: list[Model]) -> NDArray[np.float16]:
    """The teachers' mean of one example."""
    said = [np.mean([probabilities(model, example) for model in html], 0)] if html else []
    if text:
        known = text[0].first[0].shape[0]  # the features that both media have come first
        seen = Features(example.dense[:, :known].astype(np.float32), None, example.width.astype(np.float32))
        said.append(np.mean([model.probabilities(seen) for model in text], 0))
    if len(said) == 1:
        return said[0].astype(np.float16)
    return blended(*said).astype(np.float16)


def main() -> None:
    """Write the judgments of every fold's teachers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--medium", type=Medium, choices=list(Medium), required=True)
    parser.add_argument("--tags", default="", help="of the teachers, joined by commas")
    parser.add_argument("--folds", default="0,1,2,3,4,all")
    parser.add_argument("--teachers", type=Path, help="cache of the teachers' models and features, where that is another one")
    a = parser.parse_args()
    source = a.teachers or a.cache
    with gzip.open(source / f"{a.medium}.pickle.gz", "rb") as file:
        examples: list[Example] = pickle.load(file)
    (a.cache / "soft").mkdir(exist_ok=True)
    for fold in a.folds.split(","):
        models: dict[Medium, list[Model]] = {}
        for medium in Medium:
            files = [source / "models" / f"{medium}-{fold}{tag}.npz" for tag in a.tags.split(",")]
            models[medium] = [read_model(file.read_bytes()) for file in files if file.exists()]
        html = models[Medium.HTML] if a.medium is Medium.HTML else []
        soft: Soft = {(e.set, e.id, e.style): taught(e, html, models[Medium.TEXT]) for e in examples}
        with gzip.open(a.cache / "soft" / f"{a.medium}-{fold}.pickle.gz", "wb", compresslevel=1) as out:
            pickle.dump(soft, out, protocol=5)
        print(f"{a.medium} fold {fold}: {len(soft)} examples, {len(html)} HTML and {len(models[Medium.TEXT])} dump teachers", flush=True)


if __name__ == "__main__":
    main()
