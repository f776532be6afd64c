"""Reports and differences: what became of a batch, and which blocks changed sides between two ways to clean it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boilerstrip import Capture, Cleaner, FilterError, Label, Mark, Page, Pipeline, presets
from boilerstrip.cli import boilerstrip
from boilerstrip.errors import CaptureError
from boilerstrip.marks import marks_on
from boilerstrip.review.difference import HEADLINE, NOBODY, compare
from boilerstrip.review.outcome import Lost, Outcome
from boilerstrip.review.outputs import outcomes
from boilerstrip.review.tally import LONG_PROSE, Suspicion, Tally, suspicions
from boilerstrip.sites.book import SiteRuleWarning
from boilerstrip.writers.batch_report import batch_report
from boilerstrip.writers.report import explained
from boilerstrip.writers.selfcontained import data, escaped

PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks between crews and company."
MORE = "The company runs eleven boats between the mainland and four islands, and carries some two million people a year."
DUMP = f"Ferry strike ends after a week\n\n{PROSE}\n\nShare\n\nFacebook\n\n{MORE}\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(boilerstrip, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "ferry.txt").write_text(DUMP)
    (folder / "ferry.json").write_text('{"url": "https://www.example.com/ferry"}')
    (folder / "ferry.html").write_text(f"<h1>Ferry strike ends</h1><p>{PROSE}<p>{MORE}<aside class=promo>Win a boat today</aside>")
    (folder / "menu.txt").write_text("Home\nNews\nSport\nWeather\nContact\nImprint\n")
    (folder / "pdf.html").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    return folder


# ------------------------------------------------------------------ filters that fail


def picky(page: Page) -> Iterator[Mark]:
    """Fails on some captures."""
    if any("Facebook" in text for text in page.texts):
        raise RuntimeError("no talk of\nfacebook")
    yield from marks_on(range(len(page.blocks)), Label.BODY, "all of it")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(presets.PRESETS, "balanced", Pipeline((picky,)))
    monkeypatch.setattr(presets, "BALANCED", Pipeline((picky,)))


@pytest.mark.usefixtures("failing")
def test_explain_tells_of_a_filter_that_fails(captures: Path) -> None:
    with pytest.raises(FilterError, match=r"ferry\.txt: filter picky failed: RuntimeError: no talk of") as raised:
        run("explain", captures / "a" / "ferry.txt")
    assert isinstance(raised.value.__cause__, RuntimeError)


@pytest.mark.usefixtures("failing")
def test_a_filter_that_fails_costs_one_capture_of_a_report(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = run("report", captures, "-o", out)
    assert (done.exit_code, done.stderr[:24]) == (0, "4 captures, 2 articles; ")
    assert "filter picky failed: RuntimeError" in out.read_text()


@pytest.mark.usefixtures("failing")
def test_a_filter_that_fails_is_trouble_for_diff(captures: Path) -> None:
    done = run("diff", "rules", "balanced", "--over", captures)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: {captures / 'a' / 'ferry.txt'}: filter picky failed: RuntimeError: no talk of")


@pytest.mark.parametrize("workers", [0, 1])
def test_a_filter_that_fails_costs_one_article(workers: int) -> None:
    cleaner = Cleaner(Pipeline((picky,)))
    first, second = cleaner.all([Capture(DUMP, source="a"), MORE], workers=workers)
    assert (first.reason, first.source, second.text) == ("a: filter picky failed: RuntimeError: no talk of\nfacebook", "a", MORE)


# ------------------------------------------------------------------ explain --html


def test_explain_writes_a_page(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "report.html"
    done = run("explain", captures / "ferry.html", "--html", out)
    assert (done.exit_code, done.stdout) == (0, "")
    html = out.read_text()
    assert html.startswith("<!doctype html>")
    assert html == explained(Cleaner().explain(captures / "ferry.html"), title="ferry.html")
    assert "Win a boat today" in html
    assert "://" not in html.replace("https://www.example.com/ferry", "").replace("http-equiv", ""), "no address but the capture's own"


def test_everything_of_a_capture_is_escaped() -> None:
    assert escaped("<a href=\"x\" b='y'>&\u202e\x07") == "&lt;a href=&quot;x&quot; b=&#x27;y&#x27;&gt;&amp;\ufffd␇"
    assert "<" not in data({"</script>": ["<!--", "&lt;"]})
    assert json.loads(data(["</script>\u2028"])) == ["</script>\u2028"]


# ------------------------------------------------------------------ report


def test_a_report_of_a_directory(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = run("report", captures, "-o", out)
    assert done.exit_code == 0
    html = out.read_text()
    assert "4 captures, 2 articles" in done.stderr
    assert "Nothing kept" in html
    assert "example.com" in html
    pages = sorted((tmp_path / "report-pages").glob("*.html"))
    assert pages
    for page in pages:
        assert f'href="report-pages/{page.name}"' in html
    assert "<script" not in html
    assert run("report", captures, "-o", out, "--pages", 0).exit_code == 0


def test_a_report_of_an_output_says_the_same(captures: Path, tmp_path: Path) -> None:
    for rejected in ("menu.txt", "pdf.html"):  # a reject's line does not say what was dropped
        (captures / rejected).unlink()
    run("clean", captures, "-o", tmp_path / "out", "--format", "jsonl")
    run("report", captures, "-o", tmp_path / "a.html")
    run("report", tmp_path / "out", "-o", tmp_path / "b.html")
    a, b = ((tmp_path / name).read_text() for name in ("a.html", "b.html"))
    for part in ("hosts", "shape"):
        section = f'<section id="{part}">'
        assert a.partition(section)[2].partition("</section>")[0] == b.partition(section)[2].partition("</section>")[0]


def test_an_empty_place_is_refused(tmp_path: Path) -> None:
    assert run("report", tmp_path, "-o", tmp_path / "r.html").exit_code == 2


def test_suspicions_come_gravest_first_and_each_capture_once() -> None:
    tally = Tally()
    prose = "x" * LONG_PROSE
    tally.add(Outcome("fine.txt", "A headline", (PROSE,), dropped=(Lost("Share", "share_bar"),)))
    tally.add(Outcome("all.txt", "A headline", (PROSE,) * 9))
    tally.add(Outcome("headless.txt", "", (PROSE,), dropped=(Lost("Share", "share_bar"),)))
    tally.add(Outcome("taken.txt", "", (PROSE,), dropped=(Lost(prose, "legal_line", "says rights"),)))
    tally.add(Outcome("nothing.txt", reason="the article is empty", dropped=(Lost("Home", "remainder"),)))
    tally.add(Outcome("bodiless.txt", "A headline", dropped=(Lost("Home", "remainder"),)))
    found = [(suspect.outcome.source, suspect.suspicion) for suspect in tally.outliers()]
    assert found == [
        ("nothing.txt", Suspicion.NOTHING),
        ("taken.txt", Suspicion.PROSE),
        ("bodiless.txt", Suspicion.BODY),
        ("headless.txt", Suspicion.HEADLINE),
        ("all.txt", Suspicion.EVERYTHING),
    ]
    assert tally.counts[Suspicion.HEADLINE] == 2
    assert tally.lines["share_bar"]["Share"] == 2
    assert sum(tally.shares) == sum(tally.lengths) == 6
    assert list(suspicions(Outcome("fine.txt", "A headline", (PROSE,), dropped=(Lost("Share"),)))) == []
    html = batch_report(tally, title="A batch")
    assert html.index("nothing.txt") < html.index("taken.txt") < html.index("headless.txt") < html.index("all.txt")


def test_a_tally_forgets_rare_lines_but_not_their_number() -> None:
    tally = Tally()
    for number in range(9_000):
        tally.add(Outcome(str(number), dropped=(Lost(f"line {number}", "remainder"), Lost("Share", "remainder"))))
    assert tally.filters["remainder"] == 18_000
    assert tally.lines["remainder"]["Share"] == 9_000
    assert len(tally.lines["remainder"]) <= 4_001


# ------------------------------------------------------------------ diff


def test_equal_presets_differ_in_nothing(captures: Path) -> None:
    done = run("diff", "balanced", "balanced", "--over", captures)
    assert done.exit_code == 0
    assert "0 of 4 captures changed" in done.stdout


def test_two_presets(tmp_path: Path) -> None:
    fixtures = Path(__file__).parent.parent / "fixtures" / "pages" / "tr-koy-innertext"
    done = run("diff", "recall", "precision", "--over", fixtures)
    assert done.exit_code == 1
    record = json.loads(run("diff", "recall", "precision", "--over", fixtures, "--format", "json").stdout)
    changes = [change for group in record["groups"] for change in group["changes"]]
    capture = fixtures / "capture.txt"
    recall, precision = (Cleaner(preset)(capture) for preset in (presets.RECALL, presets.PRECISION))
    newly = {gone.text for gone in precision.dropped} - {gone.text for gone in recall.dropped}
    assert newly
    assert newly <= {change["text"] for change in changes if change["dropped"]}


def rules(folder: Path, chrome: str) -> Path:
    folder.mkdir()
    (folder / "example.py").write_text(f'"""example.com."""\nSITES = (Site(hosts=("example.com",), chrome=("{chrome}",)),)\n')
    return folder


def test_two_folders_of_rules(captures: Path, tmp_path: Path) -> None:
    (captures / "ferry.html").write_text(f"<h1>Ferry strike ends</h1><p>{PROSE}<p class=more>{MORE}")
    old, new = rules(tmp_path / "old", "aside.odd"), rules(tmp_path / "new", "p.more")
    done = run("diff", old, new, "--over", captures)
    assert done.exit_code == 1
    assert "site_rule, new here: drops 1 more" in done.stdout
    assert MORE[:60] in done.stdout
    back = run("diff", new, old, "--over", captures)
    assert "site_rule: lets 1 go" in back.stdout
    broken = rules(tmp_path / "broken", "p[[")
    with pytest.warns(SiteRuleWarning):
        assert run("diff", old, broken, "--over", captures).exit_code == 2


def test_two_outputs_with_reasons(captures: Path, tmp_path: Path) -> None:
    for name, preset in (("a", "balanced"), ("b", "precision")):
        run("clean", captures, "-o", tmp_path / name, "--format", "jsonl", "--preset", preset)
    assert run("diff", tmp_path / "a", tmp_path / "a").exit_code == 0
    file = next((tmp_path / "a").glob("articles*.jsonl"))
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    line = next(line for line in lines if line["source"].endswith("ferry.txt"))
    line["body"] = [p for p in line["body"] if p["text"] != MORE]
    line["dropped"].append({"text": MORE, "by": "greedy", "reason": "speaks of boats", "label": "chrome", "block": 9})
    changed = tmp_path / "c"
    changed.mkdir()
    (changed / "articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = run("diff", tmp_path / "a", changed)
    assert done.exit_code == 1
    assert "greedy, new here: drops 1 more" in done.stdout
    assert "speaks of boats" in done.stdout


def test_two_outputs_of_text(captures: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("clean", captures, "-o", tmp_path / name)
    assert run("diff", tmp_path / "a", tmp_path / "b").exit_code == 0
    file = tmp_path / "b" / "a" / "ferry.txt"
    file.write_text(file.read_text().replace(MORE, ""))
    done = run("diff", tmp_path / "a", tmp_path / "b")
    assert done.exit_code == 1
    assert NOBODY in done.stdout
    assert "1 blocks newly dropped, 0 newly kept" in done.stdout
    file.unlink()
    done = run("diff", tmp_path / "a", tmp_path / "b")
    assert (done.exit_code, "only in A: a/ferry" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("balanced", "precision"), "--over"),
        (("nonsense", "precision"), "neither a preset"),
    ],
)
def test_what_cannot_be_meant_is_trouble(args: tuple[str, ...], told: str) -> None:
    done = run("diff", *args)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_broken_output_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text('{"dropped": [], "source": "a"}\n{"drop')
    assert run("diff", tmp_path, tmp_path).exit_code == 2


def test_the_newest_suspicion_comes_first() -> None:
    was = [Outcome(name, "H", (PROSE,), dropped=(Lost("Share", "share_bar", "", "", 1),), captured=day) for name, day in DAYS]
    now = [
        Outcome(o.source, "H", (), dropped=(*o.dropped, Lost(PROSE, "brand_new", "", "", 2)), captured=o.captured)
        if o.source != "c"
        else Outcome("c", "Another", (PROSE,), dropped=(Lost(PROSE * 9, "share_bar", "", "", 3),))
        for o in was
    ]
    found = compare(was, now)
    assert [group.by for group in found.groups] == ["brand_new", "share_bar", HEADLINE]
    assert found.groups[0].new
    assert [change.source for change in found.groups[0].changes] == ["b", "a"], "the capture taken last first"
    assert (found.captures, found.changed) == (3, 3)


DAYS = (("a", "2020-01-01"), ("b", "2023-01-01"), ("c", "2021-01-01"))


def test_a_part_of_a_block_that_is_now_dropped_whole_has_not_come_back() -> None:
    a = Outcome("a", "H", (PROSE,), dropped=(Lost("Share", "share_bar", "", "", 4),))
    b = Outcome("a", "H", (), dropped=(Lost(f"{PROSE} Share", "legal_line", "", "", 4),))
    assert [(change.text, change.dropped) for group in compare([a], [b]).groups for change in group.changes] == [(f"{PROSE} Share", True)]


def test_outputs_are_found_under_other_roofs(tmp_path: Path) -> None:
    a = [Outcome(f"/old/place/{name}.html", "H", (PROSE,)) for name in "xyz"]
    b = [Outcome(f"{name}.txt", "H", (PROSE,)) for name in "xyz"]
    found = compare(a, b)
    assert found.captures == 3
    assert not found


@pytest.mark.parametrize(
    ("more", "needs"), [(["--format", "parquet"], "pyarrow"), (["--compress", "gz"], ""), (["--compress", "zst"], "zstandard")]
)
def test_every_output_that_says_why_is_read_alike(captures: Path, tmp_path: Path, more: list[str], needs: str) -> None:
    if needs:
        pytest.importorskip(needs)
    run("clean", captures, "-o", tmp_path / "plain", "--format", "jsonl")
    run("clean", captures, "-o", tmp_path / "other", *(["--format", "jsonl"] if "--format" not in more else []), *more)
    plain, other = (sorted(outcomes(tmp_path / name), key=lambda o: o.source) for name in ("plain", "other"))
    assert len(plain) == 4
    assert other == plain


def test_rejects_are_outcomes_too(captures: Path, tmp_path: Path) -> None:
    run("clean", captures, "-o", tmp_path / "out", "--format", "jsonl")
    found = {Path(o.source).name: o for o in outcomes(tmp_path / "out")}
    assert set(found) == {"ferry.txt", "ferry.html", "menu.txt", "pdf.html"}
    assert not found["pdf.html"].kept
    assert found["pdf.html"].reason


def test_an_output_that_is_cut_off_is_named(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"source": f"{number}.html", "headline": f"Ferry {number}", "text": "Boats."}) + "\n" for number in range(500)
    )
    file = tmp_path / "articles-00000.jsonl.gz"
    file.write_bytes(gzip.compress(lines.encode())[:-50])
    with pytest.raises(CaptureError, match=r"articles-00000\.jsonl\.gz is truncated"):
        list(outcomes(tmp_path))
