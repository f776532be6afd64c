"""The compiled gauge of depth says of markup just whether the plain code would change it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import depth

compiled = pytest.importorskip(
    "boilerstrip._depth",
    reason="the compiled gauge was not built here, or BOILERSTRIP_PURE is set: nothing to compare",
    exc_type=ImportError,
)

TAGS = ("<{}>", "<{} a=1>", "</{}>", "</{}>", "<{}", "< {}", "</{} ", "<{}/>", "</ {}", "<</{}>", "<!--{}-->", "{}")
NAMES = ("div", "DIV", "b", "B", "i", "p", "li", "span", "x-y", "o:p", "h1", "font", "a", "td", "ul", "divx", "br", "d")

markup = st.lists(st.builds(str.format, st.sampled_from(TAGS), st.sampled_from(NAMES)), max_size=60).map("".join)


@given(markup, st.integers(1, 8))
@settings(max_examples=500, deadline=None)
def test_any_markup(source: str, deepest: int) -> None:
    data = source.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(depth, "DEEPEST", deepest)
        changed = depth._flattened(data) != data
    assert compiled.Gauge(deepest, depth._FLAT, depth._REOPENED).exceeded(data) is changed


@given(st.binary(max_size=40) | st.text("<a", max_size=900).map(str.encode))
def test_tags_are_counted(data: bytes) -> None:
    assert depth._GAUGE is not None
    assert depth._GAUGE.tags(data) == data.count(b"<")


@pytest.mark.parametrize(("count", "exceeded"), [(depth.DEEPEST, False), (depth.DEEPEST + 1, True)])
@pytest.mark.parametrize("tag", [b"<div>", b"<DIV><p>", b"<b>", b"<b><i>", b"<div></p>"])
def test_the_deepest_that_is_left_alone(tag: bytes, count: int, exceeded: bool) -> None:
    data = tag * (count // (2 if tag == b"<b><i>" else 1)) + (b"<b>" if tag == b"<b><i>" and exceeded else b"")
    assert depth._GAUGE is not None
    assert depth._GAUGE.exceeded(data) is exceeded
    assert (depth._flattened(data) != data) is exceeded
