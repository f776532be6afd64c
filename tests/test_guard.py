"""The loss guard: one filter that would gut a capture is set aside for it, and the article says so."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from boilerstrip import Block, Cleaner, Guard, Kind, Label, Limits, Mark, Page, Pipeline, Site, explain, presets
from boilerstrip.cli import boilerstrip
from boilerstrip.commands import options
from boilerstrip.guard import guarded, spared, takings

ROOT = Path(__file__).parent.parent
FERRY = ROOT / "fixtures" / "readme" / "ferry.txt"


def no_islands(page: Page) -> Iterator[Mark]:
    """Takes every block that speaks of islands or letters: most of the body."""
    for block in page.blocks:
        if "island" in block.text or "letters" in block.text or "Nobody" in block.text:
            yield Mark(block.index, Label.CHROME, "speaks of islands")


def no_letters(page: Page) -> Iterator[Mark]:
    """Takes one paragraph."""
    for block in page.blocks:
        if "letters" in block.text:
            yield Mark(block.index, Label.CHROME, "speaks of letters")


def no_tails(page: Page) -> Iterator[Mark]:
    """Takes the better part of every block."""
    for block in page.blocks:
        if len(block.text) > 60:
            yield Mark(block.index, Label.CHROME, "a tail", (20, len(block.text)))


@pytest.fixture(params=["BALANCED", "RULES"])
def preset(request: pytest.FixtureRequest) -> Pipeline:
    found = getattr(presets, request.param)
    assert isinstance(found, Pipeline)
    return found


GUARDED = Limits(loss_guard=0.3)


@pytest.mark.parametrize("greedy", [no_islands, no_tails])
def test_a_greedy_filter_is_set_aside_and_the_article_says_so(preset: Pipeline, greedy) -> None:
    pipeline = Pipeline((*preset.filters, greedy))
    plain = Cleaner(preset)(FERRY)
    gutted = Cleaner(pipeline)(FERRY)
    saved = Cleaner(pipeline, limits=GUARDED)(FERRY)
    assert len(gutted.text) < len(plain.text) / 2
    assert "set aside" not in gutted.reason
    assert saved.text == plain.text
    assert saved.dropped == plain.dropped
    assert greedy.__name__ in saved.reason
    assert "set aside" in saved.reason
    assert saved.to_dict()["reason"] == saved.reason


def test_a_modest_filter_is_not(preset: Pipeline) -> None:
    pipeline = Pipeline((*preset.filters, no_letters))
    assert Cleaner(pipeline, limits=GUARDED)(FERRY) == Cleaner(pipeline)(FERRY)
    tight = Cleaner(pipeline, limits=Limits(loss_guard=0.01))(FERRY)
    assert "no_letters" in tight.reason
    assert "letters" in tight.text


def test_a_greedy_one_inside_a_nested_pipeline_goes_alone(preset: Pipeline) -> None:
    nested = Pipeline((*preset.filters, Pipeline((no_islands, no_letters), name="mine")))
    saved = Cleaner(nested, limits=GUARDED)(FERRY)
    assert "four islands" in saved.text
    assert "letters" not in saved.text
    assert "no_letters" not in saved.reason
    assert spared(nested, frozenset({"no_islands"})).filters[-1].names == ("no_letters",)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Holder:
    """A filter that asks a pipeline of its own."""

    judge: Pipeline
    name: str = "holder"

    def __call__(self, page: Page) -> Iterator[Mark]:
        return self.judge(page)


@dataclass(frozen=True)
class Mask:
    """A filter that speaks in another one's name."""

    name: str = "mask"

    def __call__(self, page: Page) -> Iterator[Mark]:
        return (mark._replace(by="somebody") for mark in no_islands(page))


def test_a_greedy_one_held_by_another_filter_goes_alone(preset: Pipeline) -> None:
    saved = Cleaner(Pipeline((*preset.filters, Holder(Pipeline((no_islands, no_letters))))), limits=GUARDED)(FERRY)
    assert "four islands" in saved.text
    assert "letters" not in saved.text


def test_the_note_is_true_where_a_filter_cannot_be_set_aside(preset: Pipeline) -> None:
    taken = Cleaner(Pipeline((*preset.filters, Mask())), limits=GUARDED)(FERRY)
    assert "somebody" in taken.reason
    assert "could not be set aside" in taken.reason
    assert taken.text == Cleaner(Pipeline((*preset.filters, Mask())))(FERRY).text


def test_two_greedy_ones_are_both_set_aside(preset: Pipeline) -> None:
    pipeline = Pipeline((*preset.filters, no_islands, no_tails))
    saved = Cleaner(pipeline, limits=GUARDED)(FERRY)
    assert saved.text == Cleaner(preset)(FERRY).text
    assert saved.reason.count("set aside") == 2


def test_a_sites_own_rule_is_guarded_too() -> None:
    site = Site(hosts=("example.com",), chrome=("div.story",))
    html = f"<h1>Ferry</h1><div class=story>{''.join(f'<p>{line}</p>' for line in FERRY.read_text().splitlines() if line.strip())}</div>"
    cleaner = Cleaner(presets.RULES, sites=site)
    gutted = cleaner(html, url="https://example.com/a")
    saved = replace(cleaner, limits=GUARDED)(html, url="https://example.com/a")
    assert "four islands" not in gutted.text
    assert "four islands" in saved.text
    assert "site_rule" in saved.reason


def test_judges_are_not_guarded() -> None:
    """What the judge of all blocks drops is the verdict itself."""
    prose = "The bridge over the sound closes on Monday, the council said on Friday, until the wind is down again."
    page = Page(explain(f"{prose}\n\n{prose} Again.").blocks)

    def density(page: Page) -> Iterator[Mark]:
        return (Mark(block.index, Label.CHROME, "far from everything") for block in page.blocks)

    judged = guarded(page, Pipeline((density,)), 0.1)
    assert judged.notes == ()
    assert set(judged.labels) == {Label.CHROME}
    assert takings(judged) == {}


def test_an_explained_page_shows_the_note() -> None:
    page = Cleaner(Pipeline((*presets.RULES.filters, no_islands)), limits=GUARDED).explain(FERRY)
    assert "no_islands would have taken" in page.to_html()


def test_without_a_guard_nothing_changes_and_limits_pickle() -> None:
    cleaner = Cleaner(limits=GUARDED)
    assert pickle.loads(pickle.dumps(cleaner)) == cleaner
    for capture in sorted((ROOT / "fixtures" / "pages").glob("*/capture.*t*"))[:12]:
        plain = Cleaner()(capture)
        assert plain == replace(cleaner, limits=Limits(loss_guard=1.0))(capture)


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = options.cleaner

    def greedy(*args, **more) -> Cleaner:
        cleaner = made(*args, **more)
        return replace(cleaner, pipeline=Pipeline((*cleaner.pipeline.filters, no_islands)))

    monkeypatch.setattr(options, "cleaner", greedy)
    run = CliRunner().invoke(boilerstrip, ["clean", str(FERRY), "--loss-guard", "0.3"], catch_exceptions=False)
    assert run.exit_code == 0
    assert "four islands" in run.stdout
    assert "no_islands would have taken" in run.stderr
    assert "four islands" not in CliRunner().invoke(boilerstrip, ["clean", str(FERRY)], catch_exceptions=False).stdout
    assert CliRunner().invoke(boilerstrip, ["clean", str(FERRY), "--loss-guard", "30"]).exit_code == 2
    out = tmp_path / "explained.html"
    assert CliRunner().invoke(boilerstrip, ["explain", str(FERRY), "--loss-guard", "0.3", "--html", str(out)]).exit_code == 0
    assert "no_islands would have taken" in out.read_text(encoding="utf-8")


def stutter(page: Page) -> Iterator[Mark]:
    """Marks the same half of a block twice, and a bit more."""
    half = len(page.texts[0]) // 2
    for end in (half, half, half + 2):
        yield Mark(0, Label.CHROME, "a half", (0, end))


def test_parts_that_overlap_are_taken_once() -> None:
    prose = "The bridge over the sound closes on Monday, the council said, until the wind is down."
    page = Page([Block(0, prose, Kind.LINE)])
    marked = Pipeline((stutter,)).run(page.marked([Mark(0, Label.BODY, "prose", by="density")]))
    assert takings(marked) == {"stutter": pytest.approx((len(prose) // 2 + 2) / len(prose))}


@pytest.mark.parametrize("share", [-0.1, 3, float("nan")])
def test_a_share_is_between_none_and_all(share: float) -> None:
    with pytest.raises(ValueError, match="a share is 0 to 1"):
        Limits(loss_guard=share)


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"seconds": -1}, {"seconds": float("nan")}, {"memory_mb": -1}, {"retries": -1}])
def test_limits_that_nothing_keeps_are_refused(limits: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(limits))):
        Guard(**limits)  # type: ignore[arg-type]
