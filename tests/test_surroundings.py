"""Where blocks lie in the tree of elements. The compiled part says the same: tests/test_compiled.py compares them on pages of all shapes."""

from __future__ import annotations

import time

import numpy as np
import pytest

from boilerstrip.page import Medium, Page
from boilerstrip.segmenters.html import segment_html
from boilerstrip.tagger.columns import MOST_STEPS, SURROUNDINGS, names
from boilerstrip.tagger.elements import BEYOND, elements_of
from boilerstrip.tagger.features import features_of
from boilerstrip.tagger.surroundings_python import headline_at

PROSE = "The old bridge over the river closes on Monday, the council said, and it will not open again before the end of June."
PAGE = f"""<title>Old bridge closes on Monday</title><body><header><p>Tidewater Post</p></header>
<main><div class="story"><h1>Old bridge closes on Monday</h1><div class="text"><p>{PROSE}</p><p>{PROSE} Drivers wait.</p></div></div>
<section><h2>Related stories</h2><ul><li><a href="/a">Ferry strike ends</a></li></ul></section></main><footer><p>Imprint</p></footer>"""


def columns_of(page: Page) -> dict[str, np.ndarray]:
    return dict(zip(names(Medium.HTML), features_of(page).dense.T, strict=True))


@pytest.fixture(scope="module")
def page() -> Page:
    return segment_html(PAGE)


@pytest.fixture(scope="module")
def said(page: Page) -> dict[str, np.ndarray]:
    return columns_of(page)


def test_elements_are_numbered_from_the_top_down(page: Page) -> None:
    elements = elements_of(page.blocks)
    assert elements.above[BEYOND] == BEYOND
    assert all(around < element for element, around in enumerate(elements.above) if element != BEYOND)
    for own, around, block in zip(elements.groups[0], elements.groups[1], page.blocks, strict=True):
        steps, element = 0, int(own)
        while element != BEYOND:
            steps, element = steps + 1, int(elements.above[element])
        assert block.path is not None
        assert steps == block.path.depth + 1
        assert around == elements.above[own]


def test_the_prose_has_an_element(page: Page, said: dict[str, np.ndarray]) -> None:
    inside = said["in the narrowest element with 80% of the prose"]
    assert [page.texts[i] for i in np.flatnonzero(inside)] == [PROSE, f"{PROSE} Drivers wait."]
    related = page.texts.index("Ferry strike ends")
    # li (the link is no element of its own), ul, section, main; from there story, text
    assert round(said["steps up to the narrowest element with 80% of the prose"][related] * MOST_STEPS) == 3
    assert round(said["steps down to the narrowest element with 80% of the prose"][related] * MOST_STEPS) == 2
    assert said["steps up to 50% of the prose"][related] == pytest.approx(3 / MOST_STEPS)


def test_the_headline_is_found(page: Page, said: dict[str, np.ndarray]) -> None:
    headline = page.texts.index("Old bridge closes on Monday")
    assert said["steps up to one around the headline"][headline] == said["steps down to the headline"][headline] == 0
    assert said["below the headline"].tolist() == [-1.0] * (headline + 1) + [1.0] * (len(page.blocks) - headline - 1)
    assert said["blocks from the headline"][headline] == 0
    bare = np.zeros((len(page.blocks), 4), np.float32)
    assert headline_at(page, bare) == headline, "without a title the first heading of level 1"
    unheaded = segment_html("<p>One.</p><p>Two.</p>")
    assert headline_at(unheaded, np.zeros((2, 4), np.float32)) is None
    assert not columns_of(unheaded)["below the headline"].any()


def test_a_heading_is_known_below_it(page: Page, said: dict[str, np.ndarray]) -> None:
    related = page.texts.index("Ferry strike ends")
    assert said["the heading above holds a phrase"].tolist() == [float(i >= related) for i in range(len(page.blocks))]
    assert said["level of the heading above"][related] == pytest.approx(2 / 6)
    assert said["near the heading above"][related] == 1
    assert said["near the heading above"][-1] == 0


def test_blocks_of_one_kind_are_counted(page: Page, said: dict[str, np.ndarray]) -> None:
    first = page.texts.index(PROSE)
    assert said["blocks of the kind of element"][first] == pytest.approx(np.log(2) / 5)
    assert said["share of the prose in the kind"][first] == said["prose share of the kind"][first] == 1


def test_a_page_without_prose_has_no_element_for_it() -> None:
    said = columns_of(segment_html("<ul><li>Home</li><li>News</li></ul>"))
    for name in SURROUNDINGS[:9]:
        assert not said[name].any(), name


def test_time_is_linear() -> None:
    def seconds(blocks: int) -> float:
        page = segment_html("<div>" * 100 + f"<p>{PROSE}</p>" * blocks)
        features_of(page)
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            features_of(page)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(32_000) < 9 * seconds(8_000)
