"""Extractors for the bench's scorers that judge each page with the tagger that has not seen its domain.

    BOILERSTRIP_MODELS=CACHE/models python ../shared/bench/score.py --module training/oof.py --extractors balanced ...

`balanced`, `precision`, `recall` are the presets with the out-of-fold model in the tagger's place; a page whose domain is in no
fold's training data (daniel) could be judged by any of them, or by the weights that ship (`shipped`). `rules` and `shipped` need no models.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from boilerstrip import Article, Cleaner
from boilerstrip.filters.block_tagger import BlockTagger
from boilerstrip.page import Medium
from boilerstrip.pipeline import Pipeline
from boilerstrip.presets import PRESETS
from boilerstrip.tagger.headline_choice import Chooser, read_chooser
from boilerstrip.tagger.model import Model, read_model
from training.data import domain_of, fold_of

FOLDS = 5


@cache
def _models(fold: int) -> tuple[tuple[Medium, Model], ...]:
    folder, tag = Path(os.environ["BOILERSTRIP_MODELS"]), os.environ.get("BOILERSTRIP_TAG", "")
    return tuple((medium, read_model((folder / f"{medium}-{fold}{tag}.npz").read_bytes())) for medium in Medium)


@cache
def _chooser(fold: int) -> Chooser | None:
    """The fold's chooser among headlines (training/rank_headlines.py); where there is none, the one in the package."""
    file = Path(os.environ.get("BOILERSTRIP_CHOOSERS") or os.environ["BOILERSTRIP_MODELS"]) / f"headline-{fold}.tsv"
    return read_chooser(file.read_text("utf-8")) if file.exists() else None


@cache
def cleaner_for(preset: str, fold: int) -> Cleaner:
    """The preset's cleaner with the models of a fold."""
    tagger = {"models": _models(fold), "chooser": _chooser(fold)}
    filters = tuple(replace(f, **tagger) if isinstance(f, BlockTagger) else f for f in PRESETS[preset].filters)
    return Cleaner(Pipeline(filters, name=preset), sites=None)


@cache
def _as_it_is(preset: str) -> Cleaner:
    return Cleaner(PRESETS[preset], sites=None)


def _clean(preset: str, raw: object, url: str | None) -> dict[str, object]:
    return _told(cleaner_for(preset, fold_of(domain_of(urlsplit(url or "").hostname), FOLDS))(raw, url=url))


def _told(article: Article) -> dict[str, object]:
    return {"text": article.text, "headline": article.headline or "", "captions": [caption.text for caption in article.captions]}


def balanced(raw: object, url: str | None) -> dict[str, object]:
    """The default preset, out of fold."""
    return _clean("balanced", raw, url)


def precision(raw: object, url: str | None) -> dict[str, object]:
    """PRECISION, out of fold."""
    return _clean("precision", raw, url)


def recall(raw: object, url: str | None) -> dict[str, object]:
    """RECALL, out of fold."""
    return _clean("recall", raw, url)


def rules(raw: object, url: str | None) -> dict[str, object]:
    """RULES: no tagger, so no folds."""
    return _told(_as_it_is("rules")(raw, url=url))


def shipped(raw: object, url: str | None) -> dict[str, object]:
    """The default preset with the weights in the package: for pages that nothing was trained on (daniel) only."""
    return _told(_as_it_is("balanced")(raw, url=url))
