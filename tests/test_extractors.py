"""What other extractors return is one more kind of dump: cleaning it takes chrome out and leaves the body."""

from __future__ import annotations

import importlib.util
import sys
import warnings
from pathlib import Path
from types import ModuleType

import pytest

from boilerstrip import Cleaner, clean

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "extractors.py"
#: An extractor finds at least this share of the bodies; newspaper4k, told nothing of the languages, finds 0.73, the others 0.99.
FOUND = 0.7
#: Of the chrome lines that came in, at most this share may be left; measured 0.03 (whole page) to 0.27 (newspaper4k, which leaks fewest).
LEFT = 0.5
#: Recall of the body may fall by so much; measured 0.003 (newspaper4k) to 0.035 (whole page: the hardest, all menus are still there).
FALL = 0.02
FALL_WHOLE = 0.05


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    for needed in ("trafilatura", "newspaper", "resiliparse"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed: pip install '.[test]' && pip install '.[newspaper]'")
    spec = importlib.util.spec_from_file_location("benchmark_extractors", BENCHMARK)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["trafilatura", "trafilatura_recall", "newspaper", "resiliparse_main", "resiliparse_whole"])
def test_chrome_falls_and_body_stays(benchmark: ModuleType, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # imports of theirs
        figures = benchmark.measure(getattr(benchmark, name), Cleaner())
    assert figures.pages >= 15
    assert figures.recall_before > FOUND, "the extractor found the article"
    assert figures.leaked_before >= 5, "there is something to clean"
    assert figures.leaked_after <= LEFT * figures.leaked_before
    assert figures.recall_before - figures.recall_after <= (FALL_WHOLE if name == "resiliparse_whole" else FALL)


def test_the_benchmark_would_notice(benchmark: ModuleType) -> None:
    wanted = benchmark.words("Ferry strike ends. Boats sail again from Monday.")
    assert benchmark.leaked("Boats sail again\nShare\n\nTweet", wanted) == 2
    nothing = benchmark.measure(lambda _: "Share\n\nTweet", Cleaner())
    assert nothing.recall_after == 0


def test_a_markdown_output_is_read_as_text(benchmark: ModuleType) -> None:
    """As Resiliparse and trafilatura hand it over: a string, whatever its look."""
    from trafilatura import extract

    html = (BENCHMARK.parent.parent / "fixtures/pages/en-harbor-semantic/capture.html").read_text(encoding="utf-8")
    text = extract(html, output_format="markdown", include_formatting=True)
    article = clean(text)
    assert article.medium == "text"
    assert article.text
