"""The choice among the lines that may be a dump's headline: what decides, that it is total, and that an address never decides whether there is one."""

from __future__ import annotations

import math
import pickle
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import Label, Page, clean, explain
from boilerstrip.page import Medium
from boilerstrip.segmenters.text import segment_text
from boilerstrip.tagger.features import Matrix, features_of
from boilerstrip.tagger.headline_choice import Choice, read_chooser, shipped_chooser
from boilerstrip.tagger.headline_facts import BEHIND, FACTS, MOST, SAYINGS, choice_of, facts_of, likely
from boilerstrip.tagger.model import LABELS

CAPTURES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").glob("*/capture.txt"))
HEADLINE = "Council closes the old bridge until June"
OTHER = "Singer cancels her summer tour of the south"
TEXT = (
    "The old bridge over the Elster closes on Monday, the council of Elsterdorf said on Friday, and stays closed until the end of June.",
    "Divers had found cracks in the second pier in spring. The council wants to have them mended before the summer holidays begin.",
)


def judged(*lines: str, url: str | None = None, heads: dict[str, float]) -> tuple[Page, Matrix]:
    """A dump, and what a tagger might say of it: these lines may be the headline, the sentences are body, the rest chrome."""
    page = Page(segment_text("\n\n".join(lines)), Medium.TEXT, url=url)
    p = np.full((len(page.blocks), len(LABELS)), 0.001, np.float32)
    for index, text in enumerate(page.texts):
        head = heads.get(text, 0.001)
        p[index, LABELS.index("headline")] = head
        p[index, LABELS.index("body" if text in TEXT else "chrome")] = 0.99 - head
    return page, p


def best(page: Page, p: Matrix) -> tuple[str, str]:
    choice = shipped_chooser().best(page, p, features_of(page).dense)
    assert choice is not None
    return page.texts[choice.place], choice.why


def test_the_likeliest_lines_are_compared() -> None:
    p = np.zeros((20, len(LABELS)), np.float32)
    p[:, LABELS.index("headline")] = np.linspace(0.9, 0.4, 20)
    assert likely(p) == list(range(MOST))
    p[2:, LABELS.index("headline")] = 0.8 * BEHIND
    assert likely(p) == [0, 1]
    p[10, LABELS.index("headline")] = 0.95
    p[0, LABELS.index("headline")] = 0.0
    assert likely(p) == [10, 1, 0]  # the first line may be the window's title


def test_a_line_alone_is_not_compared() -> None:
    page, p = judged(HEADLINE, *TEXT, heads={HEADLINE: 0.9})
    assert shipped_chooser().best(page, p, features_of(page).dense) == Choice(0, "no other line is likely")


@pytest.mark.parametrize("lines", [(OTHER, HEADLINE, *TEXT), (HEADLINE, OTHER, *TEXT)])
def test_the_text_repeats_its_words(lines: tuple[str, ...]) -> None:
    found, why = best(*judged(*lines, heads={OTHER: 0.5, HEADLINE: 0.4}))
    assert found == HEADLINE
    assert why


def test_its_words_are_in_the_address() -> None:
    one, other = "Elsterdorf waits for its divers", "Mended before the holidays begin"
    heads = {one: 0.4, other: 0.4}
    for text in (one, other):
        url = f"https://example.com/news/{text.lower().replace(' ', '-')}-4711.html"
        found, why = best(*judged(one, other, *TEXT, url=url, heads=heads))
        assert found == text
        assert "in the address" in why


def test_another_line_says_it_again() -> None:
    title = f"{HEADLINE} | Elster Post"
    assert best(*judged(title, OTHER, HEADLINE, *TEXT, heads={OTHER: 0.45, HEADLINE: 0.4, title: 0.1}))[0] in (HEADLINE, title)


def test_facts_are_numbers_of_every_line() -> None:
    page, p = judged("News", OTHER, HEADLINE, *TEXT, heads={OTHER: 0.5, HEADLINE: 0.4})
    places = likely(p)
    facts = facts_of(page, p, features_of(page).dense, places)
    assert np.array(facts, np.float32).shape == (len(places), len(FACTS))
    assert set(SAYINGS) == set(FACTS)
    agree_on(page, p, features_of(page).dense)
    page.url = "https://example.com/news/the-council-closes-the-bridge-until-june"
    agree_on(page, p, features_of(page).dense)


def agree_on(page: Page, p: Matrix, dense: Matrix) -> None:
    """The compiled facts are those of Python."""
    try:
        compiled = import_module("boilerstrip.tagger._headline_facts")
    except ImportError:
        return  # tests/test_compiled.py says so where parts are wanted
    assert compiled.likely(p) == likely(p)
    for places in (likely(p), [*range(min(len(page.blocks), 4))]):
        facts, weights = facts_of(page, p, dense, places), shipped_chooser().weights
        assert np.allclose(compiled.facts_of(page, p, dense, places), facts, rtol=1e-9, atol=1e-12)
        if len(places) > 1:
            (place, ahead), (same, others) = compiled.choice_of(facts, weights), choice_of(facts, weights)
            assert place == same
            assert np.allclose(ahead, others, rtol=1e-9, atol=1e-9)
    with pytest.raises(IndexError, match="place"):
        compiled.facts_of(page, p, dense, [len(page.blocks)])


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=12), st.integers(0, 2**32 - 1), st.none() | st.text(max_size=40))
@settings(max_examples=150)
def test_total(lines: list[str], seed: int, url: str | None) -> None:
    """Whatever the lines, the probabilities and the address, one of the lines is chosen, and the same one again."""
    page = Page(segment_text("\n\n".join(lines)), Medium.TEXT, url=f"https://example.com/{url}" if url else None)
    if not page.blocks:
        return
    p = np.random.default_rng(seed).dirichlet(np.full(len(LABELS), 0.3), len(page.blocks)).astype(np.float32)
    dense = features_of(page).dense
    facts = facts_of(page, p, dense, likely(p))
    assert np.isfinite(facts).all()
    agree_on(page, p, dense)
    choice = shipped_chooser().best(page, p, dense)
    assert choice == shipped_chooser().best(page, p, dense)
    if choice is None:
        assert page.tabbed.issuperset(likely(p))
        return
    assert choice.place in likely(p)
    assert choice.place not in page.tabbed
    assert choice.why


def test_no_row_of_a_table_is_the_headline() -> None:
    weather = "Berlin 10 °C\tCottbus 9 °C\tFrankfurt (Oder) 10 °C"
    assert best(*judged(weather, HEADLINE, *TEXT, heads={weather: 0.9, HEADLINE: 0.2}))[0] == HEADLINE
    page, p = judged(weather, *TEXT, heads={weather: 0.9})
    assert shipped_chooser().best(page, p, features_of(page).dense) is None


def test_an_odd_address_is_none() -> None:
    page, p = judged(OTHER, HEADLINE, *TEXT, heads={OTHER: 0.5, HEADLINE: 0.4})
    page.url = "http://[broken"
    assert best(page, p)[0] == HEADLINE


def test_weights_are_of_these_facts() -> None:
    table = "".join(f"{name}\t{place}\n" for place, name in enumerate(FACTS))
    assert read_chooser(table).weights == tuple(range(len(FACTS)))
    with pytest.raises(ValueError, match="run training/rank_headlines"):
        read_chooser(table.replace("odds", "luck"))
    assert all(math.isfinite(weight) for weight in shipped_chooser().weights)
    assert shipped_chooser() is shipped_chooser()
    assert pickle.loads(pickle.dumps(shipped_chooser())).weights == shipped_chooser().weights


def test_a_mark_says_why() -> None:
    page = explain("\n\n".join((OTHER, "Weather", HEADLINE, "5 March 2021", *TEXT)))
    mark = next(mark for mark in page.marks if mark.label is Label.HEADLINE)
    assert mark.by == "block_tagger"
    assert mark.reason.startswith("p=")
    assert mark.reason.rpartition("headline: ")[2]


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: capture.parent.name)
def test_an_address_says_which_and_not_whether(capture: Path) -> None:
    """So a text that is read again without its address, or with it, stays as it is."""
    article = clean(capture)
    with_address = clean(capture, url="https://example.com/news/council-closes-the-old-bridge-until-june")
    assert (article.headline is None) == (with_address.headline is None)
    again = clean(with_address.text, url="https://example.com/news/council-closes-the-old-bridge-until-june")
    assert again.text == with_address.text
    assert clean(with_address.text).text == with_address.text
