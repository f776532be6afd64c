"""Training's aligner, renderers and folds, on invented pages. Skipped where the extras of training are missing."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("lxml")
ROOT = Path(__file__).parent.parent
if not (ROOT / "training").is_dir():
    pytest.skip("training/ is not part of this distribution", allow_module_level=True)
sys.path.append(str(ROOT))  # training is no package of the distribution

from training.align import Gold, align, align_segments, coverage  # noqa: E402
from training.data import fold_of, html_pages  # noqa: E402
from training.render import GOLD_STYLES, STYLES, render, render_gold  # noqa: E402
from training.silver import byline_shaped, timestamp_shaped  # noqa: E402

P1 = "The old bridge over the Ember closes on Monday for at least three weeks, the town council said."
P2 = "Engineers found rust in two of the nine cables and want to replace both before the first frost."
P3 = "Buses will run over the northern bridge; the fare stays the same until the works are done."
HEAD = "Ember bridge closes for three weeks"
GOLD = Gold(
    body=f"{P1}\n\nWhat comes next\n\n{P2}\n\n{P3}",
    headline=HEAD,
    captions=("Rust on one of the nine cables in May",),
    credits=("Ida Holm",),
)
PAGE = ["Home", "Sport", HEAD, "By Ann Lee", "12 May 2021, 10:30", P1, "Rust on one of the nine cables in May", "Photo: Ida Holm",
        "What comes next", P2, "READ MORE: Ferry strike ends", P3, HEAD, "Ferry strike ends", "Share"]  # fmt: skip
LABELS = ["chrome", "chrome", "headline", "byline", "timestamp", "body", "caption", "credit",
          "body", "body", "chrome", "body", "chrome", "chrome", "chrome"]  # fmt: skip


def labels(blocks, gold=GOLD):
    return [block.label for block in align(blocks, gold)]


def test_every_label():
    assert labels(PAGE) == LABELS


def test_wrong_gold_gives_no_body():
    other = Gold(body="Nobody was hurt when a barn burned down near Lindow on Friday night, firefighters said.", headline="Barn burns down")
    assert not {"body", "headline"} & set(labels(PAGE, other))


def test_repeated_headline_is_flagged():
    made = align(PAGE, GOLD)
    assert (made[2].repeat, made[12].label, made[12].repeat) == (False, "chrome", True)


def test_a_second_copy_of_the_body_is_a_repeat():
    made = align([HEAD, P1, "What comes next", P2, P3, "Print version", P1, P2, P3], GOLD)
    assert [b.label for b in made] == ["headline", "body", "body", "body", "body", "chrome", "chrome", "chrome", "chrome"]
    assert all(b.repeat and b.weight < 1 for b in made[6:])


def test_the_contiguous_copy_wins_over_a_teaser():
    teaser = P2[:60]
    made = labels([P1[:50], teaser, "Home", HEAD, P1, "What comes next", P2, P3])
    assert made == ["chrome", "chrome", "chrome", "headline", "body", "body", "body", "body"]


def test_gold_shown_out_of_order_is_still_body():
    assert labels([HEAD, P3, P1, "What comes next", P2]) == ["headline", "body", "body", "body", "body"]


def test_gold_that_stops_early_leaves_doubt_behind_it():
    early = Gold(body=P1, headline=HEAD)
    going_on = P2 + " " + P3
    made = align([HEAD, P1, going_on, "Share"], early)
    assert [b.label for b in made] == ["headline", "body", "chrome", "chrome"]
    assert made[2].weight < made[1].weight == made[3].weight == 1


def test_half_a_block_gives_half_a_share():
    made = align(
        [P1, P2 + " Subscribe now and read all about rust, cables and bridges for only one crown a week for the first year."], GOLD
    )
    assert 0.3 < made[1].body_share < 0.6
    assert made[1].weight < 1


def test_blocks_broken_at_links():
    first, second, third = P1[:20], P1[20:38], P1[38:]
    assert labels([HEAD, first, second, third, "Share"]) == ["headline", "body", "body", "body", "chrome"]


def test_scripts_without_spaces():
    body = "老桥将于周一关闭三周,镇议会表示。\n\n工程师在九根缆绳中的两根上发现了锈迹。"
    blocks = ["首页", "老桥关闭", "老桥将于周一关闭三周,镇议会表示。", "工程师在九根缆绳中的两根上发现了锈迹。", "分享"]
    assert labels(blocks, Gold(body=body, headline="老桥关闭")) == ["chrome", "headline", "body", "body", "chrome"]


def test_nothing_to_align():
    assert align([], GOLD) == []
    assert labels(["Home", "", "* * *"], Gold()) == ["chrome"] * 3
    assert labels(["Home"], Gold(body="")) == ["chrome"]


def test_stars_between_body_blocks_are_body():
    assert labels([P1, "* * *", P2]) == ["body", "body", "body"]


def test_coverage_tells_a_page_without_its_text():
    assert coverage(PAGE, GOLD.body) == 1
    assert coverage(["Home", "Loading"], GOLD.body) == 0


def test_segments():
    assert align_segments(PAGE, ["nine cables and want"], ["Ferry strike ends"])[9:14] == [1, -1, 0, 0, -1]
    assert align_segments([P1], [], ["bridge"]) == [0]


@pytest.mark.parametrize("line", ["By Ann Lee", "Von Karl Meier und Eva Braun-Holt", "Por Ana Díaz", "Автор: Иван Петров", "김철수 기자"])
def test_bylines(line):
    assert byline_shaped(line)


@pytest.mark.parametrize("line", ["By the river", "By Monday the works had begun.", "Die Brücke", "Di bawah jembatan", ""])
def test_no_bylines(line):
    assert not byline_shaped(line)


@pytest.mark.parametrize(
    "line", ["12.05.2021, 10:30 Uhr", "May 3, 2021", "3 de mayo de 2021", "2024年5月3日", "vor 3 Stunden", "il y a 2 heures"]
)
def test_timestamps(line):
    assert timestamp_shaped(line)


@pytest.mark.parametrize("line", ["The bridge, opened on 12 May 2021, closes on Monday.", "Room 12", "3 of 9 cables", ""])
def test_no_timestamps(line):
    assert not timestamp_shaped(line)


HTML = f"""<html><head><title>{HEAD} - Town News</title><script>var a = "hidden text";</script></head><body>
<ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul>
<div class="story"><h1>{HEAD}</h1><p>{P1}</p><div style="display: none">Secret</div><p>{P2[:20]}<b>{P2[20:40]}</b>{P2[40:]}</p><p>{P3}</p></div>
</body></html>"""
NEEDS = {"inscriptis": "inscriptis", "markdown": "html2text", "resili": "resiliparse", "resilimain": "resiliparse"}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_shows_the_article(style):
    pytest.importorskip(NEEDS.get(style, "lxml"))
    for key in "abcdef":
        text = render(HTML, style, key)
        words = " ".join(text.split())
        assert P1 in words
        assert P3 in words
        assert "hidden text" not in words
        assert text == render(HTML, style, key)


def test_styles_differ_where_they_should():
    assert render(HTML, "innertext", "b").count("\n\n") >= 2
    assert P2 in render(HTML, "innertext", "b")
    assert P2 not in render(HTML, "gettext", "b")
    assert render(HTML, "wet", "b").startswith(f"{HEAD} - Town News\nHome\nSport\n")
    assert "Secret" not in render(HTML, "innertext", "b")
    assert "Secret" in render(HTML, "wet", "b")


def test_parts_streamed_by_react_are_seen():
    assert P1 in render(f'<body><div hidden id="S:1f"><p>{P1}</p></div></body>', "innertext", "a")


@pytest.mark.parametrize("style", GOLD_STYLES)
def test_clean_captures_are_all_article(style):
    lines = [line for line in render_gold(GOLD, style, "a").splitlines() if line.strip()]
    assert set(labels(lines)) <= {"headline", "body", "caption"}
    assert ("headline" in labels(lines)) == (style == "clean")


def test_unknown_style():
    with pytest.raises(ValueError, match="no style 'pdf'"):
        render(HTML, "pdf", "a")


def test_folds_are_stable():
    # fixed: a fold that moves would mix training and test pages of models trained before
    assert [fold_of(domain) for domain in ("example.com", "example.org", "example.co.uk")] == [0, 1, 4]
    assert {fold_of(f"site{n}.example") for n in range(100)} == set(range(5))


def test_daniel_is_refused_for_training(tmp_path):
    with pytest.raises(ValueError, match="evaluation only"):
        next(html_pages(tmp_path, "daniel"))
    with pytest.raises(FileNotFoundError):
        next(html_pages(tmp_path, "daniel", evaluation=True))
