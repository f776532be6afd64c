"""Compiled parts and their Python twins say the same of every text and page; and the fallback works where there are none."""

from __future__ import annotations

import functools
import itertools
import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from boilerstrip import Block, Kind, Label, Mark, Page, classes, compiled, marks_python, shape_numpy, utf8_python
from boilerstrip.block import Path as ElementPath
from boilerstrip.decode import decode
from boilerstrip.filters import _signs_python
from boilerstrip.page import Facts, Image, Medium
from boilerstrip.phrases import lookup, sieve
from boilerstrip.phrases.lexicon import lexicon
from boilerstrip.segmenters.html import segment_html
from boilerstrip.segmenters.text import segment_text
from boilerstrip.tagger import between_numpy, class_words_python, elements, features_numpy, layers_numpy, verdicts_numpy
from boilerstrip.tagger.evidence import telling
from boilerstrip.tagger.limits import Limits

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
PARTS = sorted(".".join(file.relative_to(SOURCE).with_suffix("").parts) for file in (SOURCE / "boilerstrip").rglob("*.pyx"))
CAPTURES = sorted((ROOT / "fixtures" / "pages").glob("*/capture.[th]*"))

#: Logarithms of two libraries in single precision, divided by 3 to 6.
CLOSE = 1e-5


def part(name: str) -> ModuleType:
    """The compiled part of this name; the test is skipped where there is none."""
    if name not in PARTS:
        pytest.fail(f"{name} has no .pyx")
    try:
        return import_module(name)
    except ImportError as error:
        pytest.skip(f"{name} is not compiled here, or not wanted ({error}): pip install -e . compiles it where there is a C compiler")


# ------------------------------------------------------------------------------------------------ building


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_built_of_its_source_as_it_is_now(name: str) -> None:
    source = SOURCE.joinpath(*name.split(".")).with_suffix(".pyx")
    built = part(name).__file__
    assert built
    if Path(built).parent == source.parent:
        assert Path(built).stat().st_mtime >= source.stat().st_mtime, f"{source.name} has changed since it was compiled: pip install -e ."


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_listed_and_described(name: str) -> None:
    assert f'"{name}"' in (ROOT / "setup.py").read_text(encoding="utf-8")
    source = SOURCE.joinpath(*name.split(".")).with_suffix(".pyx")
    assert "allowed()" in source.read_text(encoding="utf-8"), "BOILERSTRIP_PURE does not keep it out"
    if "\ndef " in source.read_text(encoding="utf-8"):
        assert source.with_suffix(".pyi").is_file()


def test_the_environment_keeps_parts_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiled.PURE, "1")
    with pytest.raises(ImportError, match=compiled.PURE):
        compiled.allowed()
    for unset in ("", "0"):
        monkeypatch.setenv(compiled.PURE, unset)
        compiled.allowed()


CLEAN_BOTH = f"""
PARTS = {PARTS!r}
import sys
from pathlib import Path
from boilerstrip import clean
for file in sys.argv[1:]:
    article = clean(Path(file).read_bytes())
    print(repr((article.headline, article.text, article.captions, [(line.text, line.label, line.reason, line.by) for line in article.dropped])))
print([name for name in sys.modules if name in PARTS], file=sys.stderr)
"""


def cleaned(files: list[str], pure: str) -> tuple[str, str]:
    environment = os.environ | {compiled.PURE: pure, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", CLEAN_BOTH, *files], check=True, capture_output=True, text=True, encoding="utf-8", env=environment
    )
    return run.stdout, run.stderr.strip()


def test_without_compiled_parts_articles_are_the_same() -> None:
    files = [str(file) for file in CAPTURES[::8]]
    pure, loaded = cleaned(files, "1")
    assert loaded == "[]"
    part("boilerstrip._shape")
    assert pure == cleaned(files, "0")[0]


# --------------------------------------------------------------------------------------------------- texts

#: Characters that some rule asks for, beside any others: lone surrogates, astral ones, what changes length in lower case.
TELLING = "aB1 ß\t\n\x00\x1c\x85\xa0.!?…,\"'”)]（。日本ごสวคအកЯжΣςİiı̇ǅKÅ©#|/:-–\u200b\u2028\ud800\udfff\uffff😀𝔸𐐀ａ１"
texts = st.lists(st.text(st.one_of(st.sampled_from(TELLING), st.characters()), max_size=80), max_size=12)


@given(texts)
@settings(max_examples=300)
def test_shapes_agree(found: list[str]) -> None:
    assert part("boilerstrip._shape").counts(found) == shape_numpy.counts(found)


@pytest.mark.parametrize("letter", ["x", "日", "😀", ". ", "A ", "9"])
def test_long_texts_agree(letter: str) -> None:
    found = ["", letter * classes.LONGEST, letter * (classes.LONGEST + 5) + "."]
    assert part("boilerstrip._shape").counts(found) == shape_numpy.counts(found)


def cues_both_ways(found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    results = []
    for one in (part("boilerstrip.phrases._sieve"), sieve):
        with monkeypatch.context() as patched:
            patched.setattr(lookup, "sifted", one.sifted)
            patched.setattr(lookup, "openings", one.openings)
            cues = lookup.cues_of(found)
            results.append((list(cues.items()), lookup.openings_of(found)))
    assert results[0] == results[1]


#: Phrases as texts hold them: glued, capitalised, with icons, counts and edges around, inside a sentence.
_PHRASES = sorted({*lexicon().whole, *(text for head in lexicon().heads.values() for text, _ in head.prefixes)})
_INSIDE = sorted({phrase for found in lexicon().triggers.values() for phrase, _ in found} | {phrase for phrase, _ in lexicon().unspaced})
around = st.sampled_from(["", " ", "12 ", " 3k", "★ ", "→", "’", "（", " / AFP", ": ", "x", "İ", "\n", "。", "7.2m", "👍 "])
phrase = st.sampled_from(_PHRASES + 3 * _INSIDE)
shown = st.sampled_from([str, str.upper, str.title, str.capitalize])
phrased = st.builds(
    lambda a, p, show, b, q: a + show(p).replace("#", "5") + b + q, around, phrase, shown, around, st.one_of(st.just(""), phrase)
)


@given(st.lists(st.one_of(phrased, st.text(st.one_of(st.sampled_from(TELLING), st.characters()), max_size=20)), max_size=12))
@settings(max_examples=300)
def test_cues_agree(found: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        cues_both_ways(found, monkeypatch)


@given(
    st.lists(st.builds(lambda a, p: a + p + 30 * " strike", st.sampled_from(["", " ", "→ ", "★", "12 " * 10, "x"]), phrased), max_size=12)
)
def test_openings_agree(found: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        cues_both_ways(found, monkeypatch)


def test_cues_of_every_phrase_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    for start in range(0, len(_PHRASES), 500):
        batch = _PHRASES[start : start + 500]
        cues_both_ways([*batch, *(text.upper() for text in batch), *(f"→ {text.title()} 12" for text in batch)], monkeypatch)
        cues_both_ways([text.replace("#", "7").capitalize() + " and so on" * 16 for text in batch], monkeypatch)
    for text in _INSIDE:
        cues_both_ways([f"Please {text}, now", text.upper(), "Nothing here"], monkeypatch)


# --------------------------------------------------------------------------------------------------- pages


def agree_on(page: Page) -> None:
    gathered = part("boilerstrip.tagger._features").gathered
    (ours, our_elements, our_weight), (theirs, their_elements, their_weight) = gathered(page), features_numpy.gathered(page)
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    assert np.abs(ours - theirs).max() <= CLOSE
    assert np.array_equal(our_weight, their_weight)
    assert (our_elements is None) == (their_elements is None)
    if our_elements is not None:
        assert our_elements.words == their_elements.words
        for name in ("flags", "depth", "above", "kind", "parent"):
            assert np.array_equal(getattr(our_elements, name), getattr(their_elements, name))
    p = np.random.default_rng(len(page.blocks)).dirichlet(np.full(7, 0.3), len(page.blocks)).astype(np.float32)
    last = len(page.blocks) - 1
    for limits in (Limits(0.6, 0.35), Limits(0.2, 0.9, last), Limits(0.6, 0.35, last // 2, "no other line is likely")):
        facts = limits, telling(page.medium, True), telling(page.medium, False)
        assert part("boilerstrip.tagger._verdicts").verdicts(p, ours, *facts) == verdicts_numpy.verdicts(p, ours, *facts)
    for body in (p[:, 1], np.round(p[:, 1], 1)):  # with equal ones
        expected = verdicts_numpy.best_expected(body, our_weight)
        assert part("boilerstrip.tagger._verdicts").best_expected(body, our_weight) == pytest.approx(expected, abs=CLOSE)


@pytest.mark.parametrize("file", CAPTURES, ids=lambda file: file.parent.name)
def test_fixtures_agree(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = decode(file.read_bytes()).text
    page = segment_html(text) if file.suffix == ".html" else Page(segment_text(text))
    cues_both_ways(page.texts, monkeypatch)
    if page.blocks:
        agree_on(page)


def tree(steps: list[tuple[int, str, str]]) -> list[ElementPath | None]:
    """Elements, each inside an earlier one or inside none."""
    found: list[ElementPath | None] = [None]
    for up, tag, classes_of in steps:
        found.append(ElementPath(found[up % len(found)], tag, "", classes_of, ""))
    return found


steps = st.lists(
    st.tuples(st.integers(0, 99), st.sampled_from(["div", "nav", "p", "aside", "h1", "x"]), st.sampled_from(["", "storyBody", "ad-box"])),
    max_size=8,
)
blocks = st.lists(
    st.tuples(st.text(st.sampled_from(TELLING + "Word word. "), max_size=60), st.sampled_from(list(Kind)), st.integers(0, 6), st.booleans(), st.integers(0, 60)),
    min_size=1, max_size=30,
)  # fmt: skip


@given(
    blocks,
    steps,
    st.sampled_from(list(Medium)),
    st.text(st.sampled_from(TELLING + "Word "), max_size=40),
    st.lists(st.integers(0, 40), max_size=4),
)
@settings(max_examples=200)
def test_pages_agree(found: list[tuple], steps: list[tuple[int, str, str]], medium: Medium, fact: str, images: list[int]) -> None:
    paths = tree(steps)
    page = Page(
        [
            Block(
                index,
                text,
                kind,
                level,
                indent=number,
                gap=gap,
                link_chars=min(number, len(text)),
                bold_chars=number // 2,
                path=paths[number % len(paths)],
            )
            for index, (text, kind, level, gap, number) in enumerate(found)
        ],
        medium,
        facts=Facts(title=fact, description=fact[:9], article_body=fact[::2]),
        images=tuple(Image("x.jpg", "", before) for before in images),
    )
    agree_on(page)


names = st.text(st.sampled_from("aBcDXyz09_- éÉı日😀"), max_size=30) | st.text("abCD ", min_size=180, max_size=230)


@given(st.sampled_from(["div", "o:p", ""]), names, names, names)
def test_class_words_agree(tag: str, id: str, classes: str, role: str) -> None:
    ours = part("boilerstrip.tagger._class_words").class_words(tag, id, classes, role)
    assert ours == class_words_python.class_words(tag, id, classes, role)


marks = st.lists(
    st.builds(
        Mark,
        st.integers(-9, 9),
        st.sampled_from(Label),
        st.just("why"),
        st.none() | st.just((0, 3)),
        st.none() | st.floats(0, 1),
        st.sampled_from(["", "share_bar", "block_tagger"]),
    ),
    max_size=9,
)


@given(marks, st.sampled_from(["", "byline"]), st.integers(0, 9))
def test_marks_are_entered_alike(found: list[Mark], by: str, blocks: int) -> None:
    results = []
    for stamp in (part("boilerstrip._marks").stamp, marks_python.stamp):
        verdicts: list[Mark | None] = [None] * blocks
        labels = [Label.UNDECIDED] * blocks
        try:
            results.append((stamp(found, by, verdicts, labels), verdicts, labels))
        except IndexError as error:
            results.append(str(error))
    assert results[0] == results[1]


@given(st.lists(st.sampled_from(Label), max_size=12), st.sets(st.sampled_from(Label)))
def test_places_are_found_alike(labels: list[Label], wanted: set[Label]) -> None:
    assert part("boilerstrip._marks").places_of(labels, wanted) == marks_python.places_of(labels, wanted)
    for places in ([*range(len(labels))], [*range(0, len(labels), 2)]):
        assert part("boilerstrip._marks").ends_of(labels, places, wanted) == marks_python.ends_of(labels, places, wanted)
    with pytest.raises(IndexError, match="labels"):
        part("boilerstrip._marks").ends_of(labels, [len(labels)], wanted)


@given(marks, st.booleans())
def test_marks_are_weighed_alike(found: list[Mark], said: bool) -> None:
    found = [mark._replace(block=abs(mark.block)) for mark in found]
    labels = [[*Label][place % len(Label)] for place in range(10)] if said else None
    ours = part("boilerstrip._marks").weigh(tuple(found), "block_tagger", [*range(10)], labels)
    theirs = marks_python.weigh(found, "block_tagger", [*range(10)], labels)
    assert ours == theirs if theirs is None else ours == pytest.approx(theirs)


ends = st.lists(st.sampled_from(["x", "Photo", "oto", "©", "写真", "A", "P", " ", ".", ")", "😀", "y" * 100]), min_size=1, max_size=6).map(
    "".join
)


@given(st.lists(st.tuples(ends, st.booleans()), max_size=8), st.integers(0, 3), st.integers(0, 8))
def test_signs_are_found_alike(found: list[tuple[str, bool]], low: int, high: int) -> None:
    texts = [text for text, _ in found]
    sentence = [wanted and len(text) > 1 for text, wanted in found]
    signs = ("Photo", "oto", "©", "写真", "AP")
    given_all = texts, sentence, min(low, len(texts)), min(high, len(texts))
    assert part("boilerstrip.filters._signs").Signs(signs, 9).first(*given_all) == _signs_python.Signs(signs, 9).first(*given_all)


def test_a_page_without_blocks_is_no_fault() -> None:
    for medium in Medium:
        dense, _, weight = part("boilerstrip.tagger._features").gathered(Page([], medium))
        assert len(dense) == len(weight) == 0
    assert part("boilerstrip._shape").counts([]) == (b"", b"")
    assert part("boilerstrip.tagger._elements").elements_of([]).words == elements.elements_of([]).words == []


@pytest.mark.parametrize("wrong", [[None], [b"bytes"], [3]])
def test_what_is_no_text_is_said_to_be_none(wrong: list) -> None:
    with pytest.raises(TypeError):
        part("boilerstrip._shape").counts(wrong)
    with pytest.raises(TypeError):
        part("boilerstrip.phrases._sieve").sifted(wrong, lexicon())
    with pytest.raises(TypeError):
        part("boilerstrip.tagger._elements").elements_of(wrong)


# ------------------------------------------------------------------------------------------------- network


@pytest.mark.parametrize("rows", [1, 2, 3, 40])
@pytest.mark.parametrize("dilation", [1, 2, 16])
def test_steps_of_the_network_agree(rows: int, dilation: int) -> None:
    ours, random = part("boilerstrip.tagger._between"), np.random.default_rng(rows)
    h, x, bias, taps = (random.normal(size=shape).astype(np.float32) for shape in ((rows, 64), (rows, 64), (64,), (3, 64)))
    assert np.allclose(ours.along(h, taps, dilation), between_numpy.along(h, taps, dilation), atol=CLOSE)
    assert np.allclose(ours.pooled(h), between_numpy.pooled(h), atol=CLOSE)
    chosen = random.integers(0, rows, rows)
    for name, more in (
        ("rectify", (bias,)),
        ("add_rectified", (x, bias)),
        ("add_rectified", (x[:1], bias)),
        ("add_chosen", (x, chosen)),
        ("shares", (bias,)),
    ):
        one, other = h.copy(), h.copy()
        getattr(ours, name)(one, *(array.copy() for array in more))
        getattr(between_numpy, name)(other, *(array.copy() for array in more))
        assert np.allclose(one, other, atol=CLOSE), name


#: What UTF-8 ends or begins at: of ASCII, of what follows, of beginnings that are too long, surrogates, and beyond U+10FFFF.
EDGES_OF_UTF_8 = b"\x00A\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xec\xed\xee\xef\xf0\xf1\xf3\xf4\xf5\xff"


def test_utf_8_is_told_alike() -> None:
    is_utf8 = part("boilerstrip._utf8").is_utf8
    for size in range(4):
        for few in itertools.product(EDGES_OF_UTF_8, repeat=size):
            assert is_utf8(bytes(few)) is utf8_python.is_utf8(bytes(few)), bytes(few)


@given(st.integers(0, 200), st.binary(max_size=6), st.integers(0, 200), st.text(max_size=40))
def test_utf_8_behind_ascii_is_told_alike(before: int, few: bytes, after: int, text: str) -> None:
    data = b"a" * before + few + b"a" * after + text.encode("utf-8", "surrogatepass")
    assert part("boilerstrip._utf8").is_utf8(data) is utf8_python.is_utf8(data)


@given(st.one_of(st.binary(max_size=80), st.text(st.one_of(st.sampled_from(TELLING), st.characters(max_codepoint=0x9F)), max_size=80)))
def test_control_characters_are_counted_alike(content: bytes | str) -> None:
    for most in (10, 100):
        assert part("boilerstrip._utf8").controls(content, most) == utf8_python.controls(content, most)


def test_every_control_character_is_one() -> None:
    every = "".join(map(chr, range(0x3000)))
    for content in (every, every[:256], every[:256].encode("latin-1"), every + "\U0001f600"):
        assert part("boilerstrip._utf8").controls(content, len(content)) == utf8_python.controls(content, len(content)) == 26


@given(st.integers(0, 30), st.integers(1, 200), st.sampled_from((64, 128, 256)), st.booleans(), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_layers_agree(rows: int, inner: int, channels: int, chosen: bool, seed: int) -> None:
    ours, random = part("boilerstrip.tagger._layers"), np.random.default_rng(seed)

    def some(*shape: int) -> NDArray[np.float32]:
        return random.normal(size=shape).astype(np.float32)

    x = some(rows, inner + 3)[:, :inner]  # a network may know fewer features than a page has
    weights, bias = some(inner, channels), some(channels)
    more = (some(5, channels), random.integers(0, 5, rows)) if chosen else (None, None)
    assert np.allclose(ours.first(x, weights, bias, *more), layers_numpy.first(x, weights, bias, *more), atol=1e-4)
    h, across = some(rows, channels), some(channels, channels)
    for taps in (None, some(3, channels)):
        for dilation in (1, 2, 16):
            given_all = h.copy(), taps, dilation, across, bias
            assert np.allclose(ours.layer(*given_all), layers_numpy.layer(h, taps, dilation, across, bias), atol=1e-4)
            assert (given_all[0] == h).all(), "what is given is left as it is"


@pytest.mark.parametrize("channels", [32, 96, 320])
def test_layers_of_another_width_are_left_to_numpy(channels: int) -> None:
    ours, random = part("boilerstrip.tagger._layers"), np.random.default_rng(4)
    shapes = (9, channels), (channels, channels), (channels,), (3, channels)
    h, weights, bias, taps = (random.normal(size=shape).astype(np.float32) for shape in shapes)
    assert np.allclose(ours.layer(h, taps, 2, weights, bias), layers_numpy.layer(h, taps, 2, weights, bias), atol=CLOSE)
    assert np.allclose(ours.first(h, weights, bias, None, None), layers_numpy.first(h, weights, bias, None, None), atol=CLOSE)


def test_layers_that_do_not_fit_are_said_not_to() -> None:
    ours, ones = part("boilerstrip.tagger._layers"), functools.partial(np.ones, dtype=np.float32)
    with pytest.raises(ValueError, match="weights"):
        ours.layer(ones((4, 64)), None, 1, ones((60, 64)), ones(64))
    with pytest.raises(ValueError, match="taps"):
        ours.layer(ones((4, 64)), ones((2, 64)), 1, ones((64, 64)), ones(64))
    with pytest.raises(IndexError, match="row 5 of 5"):
        ours.first(ones((2, 7)), ones((7, 64)), ones(64), ones((5, 64)), np.array([0, 5]))


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_embedded_words_agree(kinds: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    vocabulary = {f"word{place}": place for place in range(1, 20)}
    words = [tuple(f"word{place}" for place in random.integers(0, 40, random.integers(0, 5))) for _ in range(kinds)]
    parent = np.array([random.integers(-1, kind) for kind in range(kinds)], np.int64)
    given_all = random.normal(size=(20, 16)).astype(np.float32), vocabulary, words, parent, elements.BAGS
    assert np.allclose(part("boilerstrip.tagger._between").embedded(*given_all), between_numpy.embedded(*given_all), atol=CLOSE)


def test_every_part_is_found_where_it_is_looked_for() -> None:
    """A part that is never imported speeds nothing up, and nobody would notice."""
    sources = "".join(file.read_text(encoding="utf-8") for file in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.pyx")])
    for name in PARTS:
        assert f"from {name} import" in sources or f"from {name} cimport" in sources, name
        assert find_spec(name.rpartition(".")[0])


@pytest.mark.parametrize("mark", [Mark(2, Label.CHROME, "x"), Mark(-1, Label.CHROME, "x"), Mark(0, Label.CHROME, "x", (3, 1)),
                                  Mark(0, Label.CHROME, "x", (-5, 3)), Mark(7, Label.CHROME, "x", (0, 1))])  # fmt: skip
def test_both_refuse_marks_that_cannot_be(mark: Mark) -> None:
    for stamp in (marks_python.stamp, import_module("boilerstrip.marks").stamp):
        with pytest.raises(IndexError, match="by shouting"):
            stamp([mark], "shouting", [None, None], [Label.UNDECIDED] * 2)


def test_both_take_the_name_of_a_label_for_it() -> None:
    for stamp in (marks_python.stamp, import_module("boilerstrip.marks").stamp):
        named = Mark(0, cast("Label", "chrome"), "x")
        labels = [Label.UNDECIDED]
        (found,), _ = stamp([named], "shouting", [None], labels)
        assert labels[0] is found.label is Label.CHROME
        with pytest.raises(ValueError, match="'loud' is not a valid Label"):
            stamp([named._replace(label=cast("Label", "loud"))], "shouting", [None], labels)


def test_a_mark_ends_where_its_block_does() -> None:
    page = Page([Block(0, "A ferry", Kind.LINE)])
    assert page.marked([Mark(0, Label.CHROME, "x", (2, 7))], "shouting").spanned
    with pytest.raises(IndexError, match="characters 2 to 8 of block 0, which has fewer, by shouting"):
        page.marked([Mark(0, Label.CHROME, "x", (2, 8))], "shouting")
