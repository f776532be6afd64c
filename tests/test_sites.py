"""The built-in site rules: each has a case in the site's shape that comes out as it should, and all of its body selectors fit that shape."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boilerstrip import Cleaner, Sites
from boilerstrip.commands.sites.cases import Case, cases, difference
from boilerstrip.page import Medium
from boilerstrip.site import SELECTORS
from boilerstrip.sites.book import Book

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "fixtures" / "sites"
CASES = list(cases(FOLDER))
BOOK = Book(Sites(installed=False))
RULES = BOOK.read_all()
CLEANER = Cleaner(sites=Sites(installed=False))
GENERAL = Cleaner(sites=None)

#: What the collection promises.
LEAST_SITES = 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert difference(case.expected, CLEANER(case.capture)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rule_of_the_host_has_a_hand_in_it(case: Case) -> None:
    site = BOOK.find(case.capture.url, case.capture.captured_at.date())
    assert site is not None
    assert case.folder.parent.name in site.hosts
    assert case.folder.name.startswith(f"{case.capture.captured_at:%Y-%m-%d}-")
    page = CLEANER.explain(case.capture)
    selected = any(page.parts(selector) for name in SELECTORS for selector in site.texts(name))
    named = any(site.dropped_by(text) for text in page.texts)
    assert named if page.medium is Medium.TEXT else selected, "the case has another shape than the rule"
    reasons = [mark.reason for mark in page.marks if mark.by == "site_rule"]
    assert all(site.source in reason for reason in reasons), "a mark says which file spoke"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_must_go_stands_in_the_capture_and_goes(case: Case) -> None:
    dropped = json.loads((case.folder / "expected.json").read_text("utf-8"))["dropped"]
    article = CLEANER(case.capture)
    gone = {piece.text for piece in article.dropped}
    for line in dropped:
        assert any(line in text for text in gone), f"{line!r} was not dropped"
        assert line not in article.text


def test_many_cases_need_their_rule() -> None:
    """A short invented page is easier than a real one; still a good part of the cases fails without the rules."""
    needy = [case.name for case in CASES if difference(case.expected, GENERAL(case.capture))]
    assert 3 * len(needy) >= len(CASES), f"only {len(needy)} of {len(CASES)} cases need their rule"


def test_every_rule_is_sound_and_has_a_case() -> None:
    assert BOOK.faults == []
    assert len(RULES) >= LEAST_SITES
    hosts = {case.folder.parent.name for case in CASES}
    assert [site.hosts for site in RULES if not hosts & set(site.hosts)] == []
    assert hosts <= {host for site in RULES for host in site.hosts}
