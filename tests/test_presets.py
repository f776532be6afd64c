"""What holds between the presets, to the block, and for each: PRECISION within BALANCED within RECALL, and each reads its own text as it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import Block, Capture, Cleaner, Kind, Label, Mark, Page, Pipeline, presets
from boilerstrip import settle as settling
from boilerstrip.article import body_of
from boilerstrip.filters.second_reading import SecondReading
from boilerstrip.filters.taken_back import TakenBack
from boilerstrip.pipeline import Rereading
from boilerstrip.segmenters.text import BETWEEN, segment_text
from boilerstrip.settle import lost, settle

CAPTURES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").glob("*/capture.[th]*"))
DIALS = (("precision", "balanced", "recall"), ("rules_precision", "rules", "rules_recall"))
PROSE = "Boats to the four islands sail again from Monday, the harbour master said on Friday, after a week of talks."


@cache
def lines() -> tuple[str, ...]:
    """Every line of the dumps in fixtures/pages, in some twenty languages, and some that no dump should hold."""
    found = [line for capture in CAPTURES if capture.suffix == ".txt" for line in capture.read_text("utf-8").splitlines()]
    odd = [
        "- a",
        "- b.",
        "1. one",
        "2. two",
        "* star",
        "\u200b",
        "\x0b",
        "•x",
        "> quoted",
        "a\x1cb",
        "[x](y)",
        "#",
        "©",
        "\ud800",
        "ß\x85ſ",
    ]
    return tuple(dict.fromkeys([*found, *odd, ""]))


dumps = st.lists(st.sampled_from(lines()), max_size=30).map("\n".join) | st.lists(st.sampled_from(lines()), max_size=20).map("\n\n".join)
pages = st.lists(st.sampled_from(lines()), max_size=20).map(lambda found: "<html><body>" + "".join(f"<p>{line}</p>" for line in found))


def dumped(text: str) -> Capture:
    return Capture(text, media_type="text/plain")


@cache
def cleaner(preset: str) -> Cleaner:
    return Cleaner(presets.PRESETS[preset], sites=None)


def body(preset: str, raw: object) -> dict[int, str]:
    """The body that a preset leaves: text by block."""
    return dict(body_of(cleaner(preset).explain(raw)))


def holds(raw: object) -> dict[str, int]:
    """Holds the presets to each other for one capture; the characters that each keeps."""
    kept: dict[str, int] = {}
    for dial in DIALS:
        strict, balanced, lax = (body(preset, raw) for preset in dial)
        for index, text in strict.items():
            rest = iter(balanced[index])
            assert all(char in rest for char in text), (dial[0], index)
        for index, text in balanced.items():
            assert lax[index] == text, (dial[1], index)
        kept |= {preset: sum(map(len, found.values())) for preset, found in zip(dial, (strict, balanced, lax), strict=True)}
    return kept


def settled(raw: object) -> None:
    """Every preset reads the text that it leaves as it is."""
    for preset in presets.PRESETS:
        text = "\n\n".join(body(preset, raw).values())
        assert "\n\n".join(body(preset, dumped(text)).values()) == text, preset


# ------------------------------------------------------------------------------------------- between the presets


def test_each_step_moves_something() -> None:
    """On the collection each preset keeps all that the stricter one keeps, and more."""
    kept = [holds(capture) for capture in CAPTURES]
    for dial in DIALS:
        sums = [sum(found[preset] for found in kept) for preset in dial]
        assert sums == sorted(set(sums)), dict(zip(dial, sums, strict=True))


@given(dumps | pages)
@settings(max_examples=60)
def test_monotone(raw: str) -> None:
    holds(raw)


@given(dumps)
@settings(max_examples=60)
def test_every_preset_reads_its_own_text_as_it_is(raw: str) -> None:
    settled(dumped(raw))


@pytest.mark.parametrize("capture", CAPTURES[::3], ids=lambda capture: capture.parent.name)
def test_every_preset_reads_its_own_text_of_a_page_as_it_is(capture: Path) -> None:
    settled(capture)


def test_presets_can_be_edited_like_any_pipeline() -> None:
    """Also the second reading is without a filter that is taken out."""
    tags = f"{PROSE}\n\nTags: ferry, harbour, strike\n\n{PROSE}"
    for preset in (presets.PRECISION, presets.BALANCED, presets.RECALL):
        edited = preset.without("tags_line", "block_tagger", "fallback").before("skip_link", all_body)
        assert "Tags" in Cleaner(edited, sites=None)(tags).text
        assert "Tags" not in Cleaner(preset, sites=None)(tags).text


def all_body(page: Page) -> list[Mark]:
    return [Mark(block.index, Label.BODY, "all is body") for block in page.blocks]


# ------------------------------------------------------------------------------------------- reading again


def test_a_pipeline_tells_who_stands_before() -> None:
    pipeline = Pipeline((all_body, SecondReading(), loud, TakenBack()), name="mine")
    reading, taken = pipeline.filters[1], pipeline.filters[3]
    assert isinstance(reading, SecondReading)
    assert isinstance(taken, TakenBack)
    assert reading.judge.filters == (all_body,)
    assert taken.judge.filters == (all_body, reading, loud)
    assert pipeline == Pipeline(pipeline.filters, name="mine")
    assert [isinstance(filter, Rereading) for filter in pipeline.filters] == [False, True, False, True]
    shorter = pipeline.without("all_body").filters[0]
    assert isinstance(shorter, SecondReading)
    assert shorter.judge.filters == ()


def loud(page: Page) -> list[Mark]:
    return [Mark(block.index, Label.BODY, "loud") for block in page.blocks if block.text.isupper()]


def first_only(page: Page) -> list[Mark]:
    """Body is the first line, and chrome the others: of more lines than one, what is restored never reads the same."""
    return [Mark(block.index, Label.CHROME if block.index else Label.BODY, "by its place") for block in page.blocks]


def last_shy(page: Page) -> list[Mark]:
    """Restores a loud line, unless another stands before it."""
    found = [block.index for block in page.blocks if block.text.isupper()]
    return [Mark(found[0], Label.BODY, "loud")] if found else []


def test_only_what_was_restored_is_taken_back() -> None:
    """A line that is restored and would not be again goes, and what stood before it stays."""
    pipeline = Pipeline((first_only, SecondReading(), loud, TakenBack()))
    assert body_of(pipeline.run(text_page("one", "TWO", "three", "FOUR"))) == [(0, "one"), (1, "TWO"), (3, "FOUR")]
    shy = Pipeline((first_only, SecondReading(), last_shy, TakenBack()))
    assert body_of(shy.run(text_page("one", "two", "THREE"))) == [(0, "one"), (2, "THREE")]


def jealous(page: Page) -> list[Mark]:
    """All is body, but for whispers on a page with a loud line."""
    any_loud = any(text.isupper() for text in page.texts)
    return [Mark(b.index, Label.CHROME if b.text.isupper() or (any_loud and b.text == "psst") else Label.BODY, "") for b in page.blocks]


def test_all_that_was_restored_goes_where_it_costs_the_rest() -> None:
    """The text without the restored line is read as it is; with it, another line would go, which must stay."""

    def quiet(page: Page) -> list[Mark]:
        return [Mark(b.index, Label.CHROME if b.text.isupper() else Label.BODY, "") for b in page.blocks]

    def once(page: Page) -> list[Mark]:
        """Reads a short page jealously and a long one kindly."""
        return quiet(page) if len(page.blocks) > 3 else jealous(page)

    pipeline = Pipeline((once, SecondReading(), loud, TakenBack()))
    page = pipeline.run(text_page("psst", "one", "TWO", "==="))
    assert [text for _, text in body_of(page)] == ["psst", "one", "TWO", "==="]
    gone = Pipeline((once, drop_rule, SecondReading(), loud, TakenBack())).run(text_page("psst", "one", "TWO", "==="))
    assert [text for _, text in body_of(gone)] == ["psst", "one"]
    mark = gone.verdicts[2]
    assert mark is not None
    assert (mark.by, mark.label) == ("taken_back", Label.CHROME)


def drop_rule(page: Page) -> list[Mark]:
    return [Mark(block.index, Label.CHROME, "a rule") for block in page.blocks if block.text == "==="]


def text_page(*texts: str) -> Page:
    return Page(segment_text("\n\n".join(texts)))


def test_a_pipeline_that_ends_with_a_reading_is_settled() -> None:
    page = text_page("one", "TWO")
    pipeline = Pipeline((first_only, SecondReading()))
    assert settle(page, pipeline) is page


def test_binary_rests_are_lost() -> None:
    assert lost(text_page("x"), [(0, "\x01\x02\x03\x04")], Pipeline(())) == {0}


# ------------------------------------------------------------------------------------------- the quick road


def both_roads(raw: object, preset: str) -> None:
    """What a page knows of its blocks is handed to the second reading; without, it must come to the same marks."""
    page = Cleaner(Pipeline(()), sites=None).explain(raw)
    pipeline = presets.PRESETS[preset]
    quick = settle(pipeline.run(page), pipeline)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "_page_of", lambda _page, body, _reader: Page(segment_text(BETWEEN.join([text for _, text in body]))))
        full = settle(pipeline.run(page), pipeline)
    assert quick.marks == full.marks


@pytest.mark.parametrize("preset", presets.PRESETS)
def test_the_quick_road_leads_to_the_same_place(preset: str) -> None:
    for capture in CAPTURES if preset == "balanced" else CAPTURES[::4]:
        both_roads(capture, preset)


@given(dumps | pages)
@settings(max_examples=100)
def test_the_quick_road_leads_to_the_same_place_from_anywhere(raw: str) -> None:
    both_roads(raw, "balanced")


@given(dumps)
@settings(max_examples=60)
def test_the_quick_road_leads_to_the_same_place_whatever_the_preset(raw: str) -> None:
    both_roads(raw, "recall")
    both_roads(raw, "precision")


@given(st.lists(st.sampled_from(lines()).filter(str.strip), min_size=1, max_size=30), st.data())
@settings(max_examples=200)
def test_what_is_learned_is_what_would_be_found(texts: list[str], data: st.DataObject) -> None:
    """Shapes and phrases of some blocks of a page, taken over, are those of the same texts alone."""
    page = Page(Block(i, text, Kind.LINE) for i, text in enumerate(texts))
    places = sorted(data.draw(st.sets(st.sampled_from(range(len(texts))), min_size=1)))
    alone, told = (Page(Block(i, texts[place], Kind.LINE) for i, place in enumerate(places)) for _ in range(2))
    told.learn(page, places)
    assert told.cues == alone.cues
    assert (told.sentence, told.width) == (alone.sentence, alone.width)
    for name in ("table", "signs"):
        found, want = getattr(told.shapes, name), getattr(alone.shapes, name)
        assert found.dtype == want.dtype, name
        assert found.tolist() == want.tolist(), name


def test_fixture_dumps_are_many() -> None:
    assert len(lines()) > 300
