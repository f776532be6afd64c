"""Teachers: what several networks say together, and how much a network listens to them."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from training.align import Gold
from training.evaluate import probabilities
from training.prepare import Example, example_of
from training.teach import taught

from boilerstrip.page import Medium, Page
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.text import segment_text
from boilerstrip.tagger.features import features_of
from boilerstrip.tagger.mixture import TEXT_SHARE
from boilerstrip.tagger.model import LABELS, Model, read_model

LEAD = "The old bridge over the river closes on Monday, the council said, and it will not open again before the end of June."
PAGE = f"<title>Bridge closes</title><nav><a href='/'>Home</a></nav><article><h1>Bridge closes</h1><p>{LEAD}</p></article>"
GOLD = Gold(body=LEAD, headline="Bridge closes")
ROUNDING = 1e-3
"""Teachers' words are kept in half precision."""


def model(medium: Medium) -> Model:
    return read_model((files("boilerstrip.tagger") / "weights" / f"{medium}.npz").read_bytes())


def example(medium: Medium) -> Example:
    page = segment_html(PAGE) if medium is Medium.HTML else Page(segment_text(f"Home\n\nBridge closes\n\n{LEAD}\n"))
    found = example_of(page, GOLD, "fundus", id="1", style=str(medium), domain="example.org", type="article")
    assert found is not None
    return found


def test_one_teacher_is_quoted() -> None:
    e = example(Medium.TEXT)
    assert np.allclose(taught(e, [], [model(Medium.TEXT)]), probabilities(model(Medium.TEXT), e), atol=ROUNDING)


def test_taggers_of_dumps_have_their_share_of_what_is_said_of_html() -> None:
    e = example(Medium.HTML)
    said = taught(e, [model(Medium.HTML)], [model(Medium.TEXT)]).astype(float)
    assert np.allclose(said.sum(1), 1, atol=5 * ROUNDING)
    html = probabilities(model(Medium.HTML), e)
    text_features = features_of(segment_html(PAGE))._replace(elements=None)
    text = model(Medium.TEXT).probabilities(text_features._replace(dense=text_features.dense[:, : model(Medium.TEXT).first[0].shape[0]]))
    body, chrome = LABELS.index("body"), LABELS.index("chrome")

    def odds(p: np.ndarray) -> np.ndarray:
        return np.log(p[:, body] / p[:, chrome])

    sure = (np.minimum(html, text)[:, (body, chrome)] > 10 * ROUNDING).all(1)  # elsewhere half precision and LEAST speak
    expected = (1 - TEXT_SHARE) * odds(html) + TEXT_SHARE * odds(text)
    assert np.allclose(odds(said)[sure], expected[sure], atol=0.1)
    assert np.isfinite(said).all()


def test_a_page_without_gold_teaches_nothing_by_itself() -> None:
    e = example_of(segment_html(PAGE), Gold(body=None), "unlabelled", id="1", style="html", domain="example.org", type="article")
    assert e is not None
    assert not e.weight.any() and (e.label < 0).all()


def test_a_network_is_drawn_to_its_teachers() -> None:
    torch = pytest.importorskip("torch", reason="torch is an extra of training")
    from training.train import Packer, loss_of

    e = example(Medium.HTML)
    said = np.full((len(e.label), len(LABELS)), 0.02, np.float16)
    said[:, LABELS.index("caption")] = 1 - 0.02 * (len(LABELS) - 1)
    packer = Packer([""], Medium.HTML, 0, {(e.set, e.id, e.style): said})
    batch, targets = packer.pack([e], training=False)
    assert batch.mask.sum() == len(e.label)
    agreeing, other = torch.zeros(len(batch.mask), len(LABELS)), torch.zeros(len(batch.mask), len(LABELS))
    agreeing[:, LABELS.index("caption")] = 1
    other[:, LABELS.index("byline")] = 1  # as wrong as a caption to the gold, which knows of neither
    without = {name: value for name, value in targets.items() if name not in ("taught", "listening")}
    assert loss_of(agreeing, without) == pytest.approx(float(loss_of(other, without)), rel=0.2)
    assert loss_of(agreeing, targets) < 0.8 * loss_of(other, targets)
