"""The tagger: its features have names, its numpy forward pass is the trained network's, and it says the same everywhere and always."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import Article, Block, Cleaner, Kind, Label, Page, explain, presets
from boilerstrip.filters.block_tagger import BlockTagger
from boilerstrip.page import Medium
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.text import segment_text
from boilerstrip.tagger import layers_numpy, model
from boilerstrip.tagger.confidence import CALIBRATION
from boilerstrip.tagger.elements import BAGS
from boilerstrip.tagger.features import Features, features_of, names

ROOT = Path(__file__).parent.parent
CAPTURES = sorted((ROOT / "fixtures" / "pages").glob("*/capture.[th]*"))
WEIGHTS = files("boilerstrip.tagger") / "weights"

#: The issue's limit for the weights of both media together.
MOST_BYTES = 1_500_000
#: Single precision, sums of some hundred products, seven layers: probabilities differ by less than this.
CLOSE = 2e-5

TEXT_PAGE = "\n\n".join(
    [
        "Home\nNews\nSport\nWeather",
        "Old Bridge Closes for Three Weeks",
        "By Ann Example",
        "The old bridge over the river closes on Monday, the council said, and it will not open again before the end of June.",
        "READ MORE: Ferry strike ends",
        "Drivers have to take the ferry, which runs every twenty minutes from six in the morning until shortly before midnight.",
        "Share\nFacebook\nSubscribe to our newsletter",
    ]
)
HTML_PAGE = """<title>Old bridge closes</title><nav class="top-menu"><ul><li><a href="/">Home</a><li><a href="/n">News</a></ul></nav>
<article id="story"><h1>Old bridge closes</h1><figure><img src="b.jpg"><figcaption class="photoCaption">The bridge in spring.</figcaption></figure>
<div class="story__body"><p>The old bridge over the river closes on Monday, the council said.</p><aside class="related">Ferry strike ends</aside>
<p>Drivers have to take the ferry, which runs every twenty minutes.</p></div></article><footer class="site-footer">Imprint</footer>"""


def page_for(medium: Medium) -> Page:
    return segment_html(HTML_PAGE) if medium is Medium.HTML else Page(segment_text(TEXT_PAGE))


def arrays_of(medium: Medium) -> dict[str, Any]:
    with np.load(BytesIO((WEIGHTS / f"{medium}.npz").read_bytes()), allow_pickle=False) as arrays:
        return dict(arrays)


def random_features(medium: Medium, seed: int, blocks: int = 40) -> Features:
    """Features of no page: random numbers, and for HTML a random tree of elements with words known and unknown."""
    from boilerstrip.tagger.elements import Elements

    random = np.random.default_rng(seed)
    dense = random.normal(0.3, 0.7, (blocks, len(names(medium)))).astype(np.float32)
    if medium is Medium.TEXT:
        return Features(dense, None, np.ones(blocks, np.float32))
    known = [word for word in bytes(arrays_of(medium)["vocabulary"]).decode().split("\n") if word]
    kinds = 25
    parent = np.array([-1, *(random.integers(-1, kind) for kind in range(1, kinds))])
    words = [tuple(str(word) for word in random.choice([*known[:200], "unheard-of"], random.integers(0, 5))) for _ in range(kinds)]
    empty = np.zeros((blocks, 0), np.float32)
    elements = Elements(empty, np.zeros(blocks, np.float32), (), np.zeros(1, np.int64), random.integers(0, kinds, blocks), parent, words)
    return Features(dense, elements, np.ones(blocks, np.float32))


# ------------------------------------------------------------------------------------------------------- features


@pytest.mark.parametrize("medium", Medium)
def test_every_column_has_a_name(medium: Medium) -> None:
    features, called = features_of(page_for(medium)), names(medium)
    assert features.dense.shape == (len(page_for(medium).blocks), len(called))
    assert features.dense.dtype == np.float32
    assert len(set(called)) == len(called)
    assert len(arrays_of(medium)["mean"]) == len(called), "the weights were trained on other features: train again"


def test_columns_say_what_they_are_called() -> None:
    page, called = page_for(Medium.TEXT), names(Medium.TEXT)
    column = dict(zip(called, features_of(page).dense.T, strict=True))
    assert [bool(x) for x in column["sentence-shaped"]] == page.sentence
    assert np.allclose(column["log width"], np.log1p(page.width) / 5, atol=1e-6)
    assert [page.texts[i] for i in np.flatnonzero(column["phrase newsletter"])] == ["Subscribe to our newsletter"]
    html = page_for(Medium.HTML)
    inside = dict(zip(names(Medium.HTML), features_of(html).dense.T, strict=True))
    assert [html.texts[i] for i in np.flatnonzero(inside["inside nav"])] == ["Home", "News"]
    assert [html.texts[i] for i in np.flatnonzero(inside["inside aside"])] == ["Ferry strike ends"]


# -------------------------------------------------------------------------------------------------- forward pass


def plain_forward(arrays: dict[str, Any], features: Features) -> np.ndarray:
    """The network written down a second time, as its definition reads: row by row, in double precision, nothing folded."""
    get = {name: np.asarray(array, np.float64) for name, array in arrays.items() if name != "vocabulary"}
    relu = lambda x: np.maximum(x, 0)  # noqa: E731
    linear = lambda name, x: get[f"{name}.weight"] @ x + get[f"{name}.bias"]  # noqa: E731
    rows = [(row - get["mean"]) * get["scale"] for row in features.dense.astype(np.float64)]
    if features.elements is not None:
        places = {word: i for i, word in enumerate(bytes(arrays["vocabulary"]).decode().split("\n")) if word}
        for i, kind in enumerate(features.elements.kind):
            way = [int(kind)]
            while way[-1] >= 0:
                way.append(int(features.elements.parent[way[-1]]))
            for first, last in BAGS:
                found = [places[w] for step in way[:-1][first:last] for w in features.elements.words[step] if w in places]
                bag = [get["embedding.weight"][place] for place in found] or [np.zeros(get["embedding.weight"].shape[1])]
                rows[i] = np.concatenate((rows[i], np.mean(bag, 0)))
    h = [relu(linear("first", row)) for row in rows]
    layers = sum(re.fullmatch(r"across\.\d+\.weight", name) is not None for name in get)
    for layer in range(layers):
        reach, taps = 2**layer, get[f"along.{layer}.weight"][:, 0]
        new = []
        for i in range(len(h)):
            near = [h[at] if 0 <= at < len(h) else np.zeros_like(h[0]) for at in (i - reach, i, i + reach)]
            along = sum(taps[:, k] * near[k] for k in range(3)) + get[f"along.{layer}.bias"]
            new.append(h[i] + relu(linear(f"across.{layer}", along)))
        h = new
        if layer == 1:
            pooled = np.concatenate((np.mean(h, 0), np.mean([row * row for row in h], 0)))
            h = [row + relu(linear("summary", pooled)) for row in h]
    logits = np.stack([linear("last", relu(linear("second", row)) + row) for row in h])
    p = np.exp(logits - logits.max(1, keepdims=True))
    return p / p.sum(1, keepdims=True)


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("blocks", [1, 2, 7, 40])
def test_forward_is_the_network(medium: Medium, blocks: int) -> None:
    features = random_features(medium, seed=blocks, blocks=blocks)
    ours = model.shipped(medium).probabilities(features)
    assert ours.shape == (blocks, len(model.LABELS))
    assert np.abs(ours - plain_forward(arrays_of(medium), features)).max() < CLOSE


@pytest.mark.parametrize("medium", Medium)
def test_forward_is_that_of_a_real_page(medium: Medium) -> None:
    features = features_of(page_for(medium))
    assert np.abs(model.shipped(medium).probabilities(features) - plain_forward(arrays_of(medium), features)).max() < CLOSE


@pytest.mark.parametrize("medium", Medium)
def test_forward_is_the_one_that_torch_trains(medium: Medium) -> None:
    """Three pages in one packed batch, so that the gaps between pages are held to their purpose too."""
    torch = pytest.importorskip("torch", reason="torch is an extra of training; plain_forward holds the numpy pass without it")
    if not (ROOT / "training").is_dir():
        pytest.skip("training/ is not part of this distribution")
    sys.path.append(str(ROOT))  # training is no package of the distribution
    from training.network import GAP, Batch, Network, Size

    arrays = arrays_of(medium)
    vocabulary = bytes(arrays.pop("vocabulary")).decode().split("\n")
    depth = sum(name.startswith("across.") and name.endswith(".bias") for name in arrays)
    size = Size(len(arrays["mean"]), len(vocabulary) if medium is Medium.HTML else 0, hidden=len(arrays["first.bias"]), depth=depth)
    network = Network(size)
    network.load_state_dict({name: torch.from_numpy(np.asarray(array, np.float32)) for name, array in arrays.items()})
    pages = [random_features(medium, seed, blocks) for seed, blocks in ((1, 30), (2, 1), (3, 12))]
    rows = sum(len(page.dense) + GAP for page in pages)
    dense, mask = np.zeros((rows, len(arrays["mean"])), np.float32), np.zeros(rows, np.float32)
    number, kind = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    places = {word: i for i, word in enumerate(vocabulary) if word}
    words, parent, at, starts = [[0]], [-1], 0, []
    for page, features in enumerate(pages):
        to = slice(at, at + len(features.dense))
        dense[to], mask[to], number[at : to.stop + GAP] = features.dense, 1, page
        starts.append(at)
        if features.elements is not None:
            kind[to] = features.elements.kind + len(words)
            parent += [int(up) + len(words) if up >= 0 else 0 for up in features.elements.parent]
            words += [[places.get(word, 0) for word in own] or [0] for own in features.elements.words]
        at = to.stop + GAP
    up = [np.arange(len(parent))]
    for _ in range(BAGS[-1][1] - 1):
        up.append(np.array([parent[step] if step > 0 else 0 for step in up[-1]]))
    sizes = [len(own) for own in words]
    batch = Batch(
        torch.from_numpy(dense),
        torch.from_numpy(mask),
        torch.from_numpy(number),
        len(pages),
        torch.from_numpy(kind),
        torch.tensor([place for own in words for place in own]),
        torch.tensor(np.cumsum(sizes) - sizes),
        torch.tensor(np.repeat(np.arange(len(sizes)), sizes)),
        [torch.from_numpy(step) for step in up],
    )
    with torch.no_grad():
        theirs = torch.softmax(network.eval()(batch), 1).numpy()
    for start, features in zip(starts, pages, strict=True):
        ours = model.shipped(medium).probabilities(features)
        assert np.abs(ours - theirs[start : start + len(ours)]).max() < CLOSE


@settings(max_examples=40)
@given(st.integers(1, 9000), st.integers(1, 200), st.integers(1, 70), st.integers(0, 9))
def test_pieces_multiply_as_the_whole(rows: int, inner: int, columns: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    x, weights = (random.normal(size=shape).astype(np.float32) for shape in ((rows, inner), (inner, columns)))
    assert np.allclose(layers_numpy.times(x, weights), x.astype(np.float64) @ weights, atol=2e-4)


def test_no_piece_is_large_enough_for_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """What BLAS is given stays below the size at which OpenBLAS starts threads."""
    sizes = []
    real = np.matmul
    monkeypatch.setattr(np, "matmul", lambda a, b, **more: (sizes.append(a.shape[0] * b.size), real(a, b, **more))[1])
    weights = np.ones((150, 64), np.float32)
    layers_numpy.times(np.ones((1000, 150), np.float32), weights)
    assert len(sizes) > 1
    assert max(sizes) <= layers_numpy.ONE_THREAD


# ----------------------------------------------------------------------------------------------------- behaviour


ODD = {
    "one block": [Block(0, "The old bridge closes on Monday.", Kind.LINE)],
    "empty texts": [Block(i, "", Kind.LINE) for i in range(5)],
    "one empty text": [Block(0, "", Kind.PARAGRAPH)],
    "only signs": [Block(i, "★ ﷽ \U0001f680 \ud800", Kind.LINE) for i in range(3)],
    "3000 blocks": [Block(i, f"Line {i} of the list, which goes on.", Kind.LINE) for i in range(3000)],
    "one long line": [Block(0, "word " * 100_000, Kind.LINE)],
}


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("title", ODD)
def test_odd_pages(title: str, medium: Medium) -> None:
    page = Page(ODD[title], medium)
    p = model.shipped(medium).probabilities(features_of(page))
    assert p.shape == (len(page.blocks), len(model.LABELS))
    assert np.isfinite(p).all()
    assert np.allclose(p.sum(1), 1, atol=1e-5)
    marks = list(BlockTagger()(page))
    assert [mark.block for mark in marks] == list(range(len(page.blocks)))
    assert all(mark.score is None or 0 <= mark.score <= 1 for mark in marks)


def test_a_page_without_blocks_is_not_judged() -> None:
    assert list(BlockTagger()(Page(()))) == []


def test_marks_say_how_sure_and_why() -> None:
    marks = [mark for mark in explain(TEXT_PAGE).marks if mark.by == "block_tagger"]
    assert marks
    for mark in marks:
        assert mark.score is not None
        assert re.fullmatch(rf"p={mark.score:.2f} {mark.label}: \S.*", mark.reason)


def test_marks_say_where_in_the_page_a_block_lies() -> None:
    story = "".join(f"<p>The bridge over the Elster closes on day {n}, the council said, and opens again in June.</p>" for n in range(6))
    page = f"<body><div><h1>Bridge closes</h1><div>{story}</div></div><div><h3>Read more</h3><div>Ferry runs all night long</div></div>"
    reasons = {mark.block: mark.reason for mark in explain(page).marks if mark.by == "block_tagger"}
    assert reasons[3].endswith("body: in the kind of element that holds the prose, sentence-shaped")
    assert reasons[8].endswith("chrome: outside the element that holds the prose, below a heading that is a phrase")


def test_labels_are_labels() -> None:
    assert {Label(name) for name in model.LABELS} == set(Label) - {Label.FOOTNOTE, Label.UNDECIDED}


def test_weights_are_small() -> None:
    sizes = {file.name: len(file.read_bytes()) for file in WEIGHTS.iterdir() if file.name.endswith(".npz")}
    assert set(sizes) == {f"{medium}.npz" for medium in Medium}
    assert sum(sizes.values()) < MOST_BYTES


def test_weights_are_read_once() -> None:
    assert model.shipped(Medium.TEXT) is model.shipped(Medium.TEXT)


def fingerprint() -> str:
    """A digest of every bit of the probabilities of two pages."""
    found = b"".join(model.shipped(medium).probabilities(features_of(page_for(medium))).tobytes() for medium in Medium)
    return hashlib.sha256(found).hexdigest()


@pytest.mark.parametrize("seed", ["0", "17"])
@pytest.mark.parametrize("threads", ["1", "4"])
def test_every_process_says_the_same(seed: str, threads: str) -> None:
    """Whatever the order of sets and the host program's number of BLAS threads: the same bits."""
    code = (
        "import importlib.util, sys; spec = importlib.util.spec_from_file_location('told', sys.argv[1]);"
        " told = importlib.util.module_from_spec(spec); spec.loader.exec_module(told); print(told.fingerprint())"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run([sys.executable, "-c", code, __file__], env=env, check=True, capture_output=True, text=True, timeout=120)
    assert told.stdout.strip() == fingerprint()


def test_every_thread_says_the_same() -> None:
    alone = fingerprint()
    model.shipped.cache_clear()  # so that the threads race for the weights too
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: fingerprint(), range(64))) == {alone}


# ------------------------------------------------------------------------------------------- confidence


def cleaned(preset: str) -> Iterator[tuple[str, Article]]:
    cleaner = Cleaner(presets.PRESETS[preset], sites=None)
    for capture in CAPTURES:
        url = json.loads((capture.parent / "capture.json").read_text("utf-8")).get("url")
        yield capture.parent.name, cleaner(capture.read_bytes(), url=url)


def test_confidence_is_a_share_or_nothing() -> None:
    found = [article.confidence for _, article in cleaned("balanced")]
    assert all(c is not None and 0 <= c <= 1 for c in found)
    assert len(set(found)) > len(found) // 2, "pages differ in how sure the tagger can be"
    assert {article.confidence for _, article in cleaned("rules")} == {None}


def test_confidence_grows_with_what_is_expected() -> None:
    assert list(CALIBRATION) == sorted(CALIBRATION)
    assert [real for _, real in CALIBRATION] == sorted(real for _, real in CALIBRATION)
    assert (CALIBRATION[0][0], CALIBRATION[-1][0]) == (0, 1)
