"""boilerstrip sites list, new, test, doctor; and --sites of clean and explain."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner

from boilerstrip.cli import boilerstrip
from boilerstrip.commands.sites.cases import cases
from boilerstrip.commands.sites.proposal import propose
from boilerstrip.errors import CaptureError
from boilerstrip.sites.book import SiteRuleWarning
from boilerstrip.sites.reading import read_rules

STORY = """<title>{h} - Town</title><div class="top"><p>Home</p></div><h1 class="head">{h}</h1><div class="story a1b2c3"><p>{a}</p><p>{b}</p>
<p>Our letter from the harbour comes every morning at {n}, and it is read by all the captains.</p></div><div class="foot"><p>Imprint</p></div>"""
PROSE = [
    (
        "Bridge closes on Monday",
        "The bridge over the Elster closes on Monday, the council said on Friday.",
        "It will stay closed until the end of June, and nobody knows what comes then.",
    ),
    (
        "Ferry strike ends at last",
        "Boats sail again from Tuesday, the harbour master told the crews after a week.",
        "The crews had asked for warmer soup, and they are going to have it.",
    ),
    (
        "Baker wins prize for bread",
        "A baker from the old town won the county prize for the flattest bread there is.",
        "She said that the oven had been standing on a slope since her grandfather built it.",
    ),
]


def run(*args: object) -> tuple[int, str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SiteRuleWarning)
        done = CliRunner().invoke(boilerstrip, [str(arg) for arg in args], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def captures(tmp_path) -> Path:
    folder = tmp_path / "captures"
    folder.mkdir()
    for month in (1, 2):
        for number, (head, a, b) in enumerate(PROSE):
            name = f"m{month}-{number}"
            html = STORY.format(h=head, a=a, b=b, n=number + month)
            if month == 2:
                html = html.replace('class="head"', 'class="title"')
            (folder / f"{name}.html").write_text(html, "utf-8")
            (folder / f"{name}.json").write_text(
                json.dumps({"url": f"https://example.com/{name}", "captured_at": f"2020-0{month}-1{number}"})
            )
    return folder


def rules(tmp_path: Path, fields: str, host: str = "example.com") -> Path:
    folder = tmp_path / "rules"
    folder.mkdir(exist_ok=True)
    (folder / f"{host.replace('.', '_')}.py").write_text(f"SITES = (Site(hosts=({host!r},), {fields}),)\n", "utf-8")
    return folder


def test_list(tmp_path) -> None:
    folder = rules(tmp_path, "chrome='aside', since=date(2020, 1, 1), until=date(2021, 1, 1)")
    code, out, err = run("sites", "list", "--sites", folder)
    (line,) = [line for line in out.splitlines() if line.startswith("example.com ")]
    assert line.split() == ["example.com", "since", "2020-01-01", "until", "2021-01-01", "given", f"{folder}/example_com.py:1"]
    assert "built in" in out
    assert code == 0
    (folder / "broken.py").write_text("SITES = (Site(hosts='example.org', chrome='div['),)")
    code, out, err = run("sites", "list", "--sites", folder)
    assert code == 1
    assert "1 wrong" in err


def test_new_proposes_a_rule_that_loads(captures, tmp_path) -> None:
    out = tmp_path / "example_com.py"
    code, _, err = run("sites", "new", "example.com", *sorted(captures.glob("m1*.html")), "-o", out)
    assert code == 0
    assert "3 captures" in err
    text = out.read_text("utf-8")
    (site,) = read_rules(out)
    assert site.hosts == ("example.com",)
    assert site.body == ("div.story",)
    assert any(
        site.dropped_by(f"Our letter from the harbour comes every morning at {n}, and it is read by all the captains.") for n in (7,)
    ) or ("Our letter from the harbour" in text), "what repeats is named, as a pattern or in a comment"
    assert run("sites", "new", "example.com", captures, "-o", out)[0] == 2, "a file is not overwritten"


def test_a_proposal_names_elements_whose_lines_repeat() -> None:
    from boilerstrip.block import Label, Mark
    from boilerstrip.segmenters.html import segment_html

    pages = []
    for head, a, b in PROSE:
        page = segment_html(
            f"<h1>{head}</h1><div class='story'><p>{a}</p><p>{b}</p></div><div class='ticker'><ul><li>Mole 12 painted</li><li>Soup sold out</li></ul></div>"
        )
        labels = [Label.HEADLINE, *[Label.BODY] * 4]
        pages.append(page.marked([Mark(index, label, "said so", by="somebody") for index, label in enumerate(labels)]))
    text = propose("example.com", pages)
    assert 'chrome=("div.ticker",),' in text
    assert 'headline="h1",' in text


def test_new_needs_text(tmp_path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    assert run("sites", "new", "example.com", empty)[0] == 2


def test_a_proposal_of_dumps_loads(tmp_path) -> None:
    from boilerstrip import explain

    pages = [explain(f"{h}\n\n{a}\n\n{b}\n\nMore from the harbour: 1{n} boats are for sale there.\n") for n, (h, a, b) in enumerate(PROSE)]
    path = tmp_path / "x.py"
    path.write_text(propose("example.com", pages), "utf-8")
    (site,) = read_rules(path)
    assert "0 HTML, 3 text" in path.read_text("utf-8")
    assert site.hosts == ("example.com",)


def case(folder: Path, html: str, expected: dict) -> None:
    place = folder / "fixtures" / "example.com" / "2020-01-01-bridge"
    place.mkdir(parents=True)
    (place / "capture.html").write_text(html, "utf-8")
    (place / "capture.json").write_text(json.dumps({"url": "https://example.com/1", "captured_at": "2020-01-01"}))
    (place / "expected.json").write_text(json.dumps(expected))


def test_test_runs_examples_and_cases(tmp_path) -> None:
    folder = rules(tmp_path, "chrome_lines='^Our letter', drop_examples='Our letter comes'")
    head, a, b = PROSE[0]
    case(folder, STORY.format(h=head, a=a, b=b, n=7), {"headline": head, "captions": [], "body": [a, b]})
    code, out, err = run("sites", "test", folder)
    assert (code, out) == (0, "")
    assert "1 rules, 0 wrong; 1 cases, 0 failed" in err
    rules(tmp_path, "chrome_lines='^It will stay', keep_lines='^Our letter'")
    code, out, err = run("sites", "test", folder)
    assert code == 1
    assert "example.com/2020-01-01-bridge" in out
    assert f"-BODY {b}" in out
    assert "dropped by site_rule: the rule for example.com" in out
    assert "+BODY Our letter from the harbour" in out
    rules(tmp_path, "chrome_lines='^Our letter', keep_examples='Our letter comes'")
    code, out, err = run("sites", "test", folder)
    assert code == 1
    assert "keep_examples: 'Our letter comes' would be dropped" in out


def test_test_names_what_other_formats_cannot_say(tmp_path) -> None:
    (tmp_path / "ftr").mkdir()
    (tmp_path / "ftr" / "example.com.txt").write_text("body: //article\nfind_string: a\ntidy: no\n")
    code, out, _ = run("sites", "test", tmp_path / "ftr")
    assert code == 0
    assert "example.com.txt:2: find_string: a: rewrites the page's source" in out
    assert "1 lines are not supported; 1 concern fetching" in out


def test_doctor(captures, tmp_path) -> None:
    folder = rules(
        tmp_path, "headline='h1.head', body='div.story', chrome='div.gone', chrome_lines=('^Our letter', '^(?:The|It|Boats|A) ')"
    )
    code, out, err = run("sites", "doctor", captures, "--sites", folder)
    assert code == 1
    assert "headline 'h1.head' found something in 100% of captures in 2020-01, in 0% in 2020-02" in out
    assert "chrome 'div.gone' finds nothing in 6 captures" in out
    assert "chrome_lines '^(?:The|It|Boats|A) ' takes" in out
    assert "body 'div.story'" not in out
    assert "6 captures with a rule (1 rules), 0 without, 0 unreadable" in err
    rules(tmp_path, "headline='h4', chrome='div.gone'")
    assert "nothing of it finds anything in 6 captures; has the site changed?" in run("sites", "doctor", captures, "--sites", folder)[1]


def test_clean_and_explain_take_sites(captures, tmp_path) -> None:
    folder = rules(tmp_path, "chrome_lines='^Our letter'")
    (folder / "broken.py").write_text("SITES = (Site(hosts='example.com', chrome='div['),)")
    capture = captures / "m1-0.html"
    with pytest.warns(SiteRuleWarning, match="broken.py"):
        done = CliRunner().invoke(boilerstrip, ["clean", str(captures), "-o", str(tmp_path / "out"), "--sites", str(folder)])
    assert done.exit_code == 0, "a broken rule stops nothing"
    texts = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.txt")]
    assert len(texts) == 6
    assert not any("Our letter" in text for text in texts)
    (folder / "broken.py").unlink()
    other = rules(tmp_path / "captures", "chrome_lines='^Our letter'")
    blocks = json.loads(run("explain", capture, "--format", "json", "--sites", other)[1])["blocks"]
    assert any(mark["by"] == "site_rule" for block in blocks for mark in block["marks"])


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ([], "it holds a list, no object"),
        ({"headline": 3}, "headline is no text"),
        ({"captions": ["A boat"]}, "captions are no list of objects with a text"),
        ({"body": "It sails."}, "body is no list of texts"),
    ],
)
def test_a_case_of_a_wrong_shape_is_named(tmp_path, expected: object, fault: str) -> None:
    place = tmp_path / "example.com" / "2024-ferry"
    place.mkdir(parents=True)
    (place / "capture.txt").write_text("It sails.")
    (place / "expected.json").write_text(json.dumps(expected))
    with pytest.raises(CaptureError, match=rf"expected\.json: {fault}; it has"):
        list(cases(tmp_path))
