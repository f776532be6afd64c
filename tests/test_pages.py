"""Golden pages: every capture of fixtures/pages gives the article that its expected.json states, one test id per slug.

An expected.json says what should come out. Pages that this version does not get right are listed in known_deviations.json, with what
differs; such a test fails as expected, and one that passes after all fails, so that the list stays true. After the judgment has
changed, `python -m pytest tests/test_pages.py --regen-known` writes the list anew, for review: it should shrink.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from boilerstrip import Article, clean

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
SLUGS = sorted(folder.name for folder in PAGES.iterdir() if folder.is_dir())
KNOWN_FILE = PAGES / "known_deviations.json"
KNOWN: dict[str, str] = json.loads(KNOWN_FILE.read_text("utf-8"))

#: A dropped line this long may not even be a part of a kept one; shorter ones ("Share", "Sport") are also words of prose.
TELLING = 20
#: What the shop window promises of this collection.
LEAST_PAGES, LEAST_LANGUAGES = 34, 14
#: So much of a differing line is told.
TOLD = 50


def collapsed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def capture_of(slug: str) -> Path:
    """The one capture file of a case."""
    (capture,) = (PAGES / slug).glob("capture.[th]*")
    return capture


def facts_of(slug: str) -> dict[str, str]:
    """What capture.json says: url, captured_at, and the encoding if it is not UTF-8."""
    facts: dict[str, str] = json.loads((PAGES / slug / "capture.json").read_text("utf-8"))
    return facts


def expected_of(slug: str) -> dict[str, Any]:
    """What expected.json says should come out."""
    expected: dict[str, Any] = json.loads((PAGES / slug / "expected.json").read_text("utf-8"))
    return expected


def fields_of(article: Article) -> dict[str, Any]:
    """The article in the shape of an expected.json, without `dropped`."""
    return {
        "headline": collapsed(article.headline) if article.headline else None,
        "captions": [{"text": collapsed(c.text), "credit": collapsed(c.credit) if c.credit else None} for c in article.captions],
        "body": [collapsed(paragraph.text) for paragraph in article.body],
    }


def kept_of(fields: dict[str, Any]) -> list[str]:
    """Every piece of text that an article in the shape of an expected.json keeps."""
    captions = [text for caption in fields["captions"] for text in (caption["text"], caption["credit"])]
    return [text for text in (fields["headline"], *captions, *fields["body"]) if text]


def wrongly_kept(dropped: list[str], kept: list[str]) -> list[str]:
    """Those lines that should be gone and are not."""
    return [line for line in dropped if line in kept or (len(line) >= TELLING and any(line in piece for piece in kept))]


def cleaned(slug: str) -> Article:
    """The article that comes out of a case today."""
    return clean(capture_of(slug).read_bytes(), url=facts_of(slug)["url"])


def deviations(slug: str) -> list[str]:
    """Where today's article differs from the expected one, in a few words each."""
    fields, expected = fields_of(cleaned(slug)), expected_of(slug)
    found = []
    if fields["headline"] != expected["headline"]:
        found.append(f"headline is {told(fields['headline'])}, not {told(expected['headline'])}")
    for field in ("body", "captions"):
        found += [f"{field} lacks {told(part)}" for part in expected[field] if part not in fields[field]]
        found += [f"{field} has {told(part)}" for part in fields[field] if part not in expected[field]]
        if not found and fields[field] != expected[field]:
            found.append(f"{field} in another order")
    found += [f"keeps {told(line)}" for line in wrongly_kept(expected["dropped"], kept_of(fields)) if line not in fields["body"]]
    return found


def told(part: str | dict[str, str | None] | None) -> str:
    """The beginning of a line or caption, in quotation marks."""
    if part is None:
        return "nothing"
    text = part if isinstance(part, str) else " + ".join(value for value in part.values() if value)
    return f'"{text}"' if len(text) <= TOLD else f'"{text[:TOLD].rstrip()}…"'


def mark_known(slug: str) -> Any:
    """A case that fails as expected, with the reason, where the list says so."""
    reason = KNOWN.get(slug)
    return slug if reason is None else pytest.param(slug, marks=pytest.mark.xfail(reason=reason, strict=True))


@pytest.mark.parametrize("slug", [mark_known(slug) for slug in SLUGS])
def test_page(slug: str, regen: bool) -> None:
    article = cleaned(slug)
    fields = fields_of(article)
    if regen:
        dropped = list(dict.fromkeys(collapsed(piece.text) for piece in article.dropped))
        lines = json.dumps({**fields, "dropped": dropped}, ensure_ascii=False, indent=1)
        (PAGES / slug / "expected.json").write_text(lines + "\n", "utf-8")
        pytest.skip("expected.json written from the current output: review the diff")
    expected = expected_of(slug)
    assert fields["headline"] == expected["headline"]
    assert fields["body"] == expected["body"]
    assert fields["captions"] == expected["captions"]
    assert wrongly_kept(expected["dropped"], kept_of(fields)) == []


def test_known_deviations(regen_known: bool) -> None:
    """The list names pages that exist, with a reason each. (That these differ, and no others, is what test_page says.)"""
    if regen_known:
        today = {slug: "; ".join(found) for slug in SLUGS if (found := deviations(slug))}
        KNOWN_FILE.write_text(json.dumps(today, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.skip(f"known_deviations.json written: {len(today)} of {len(SLUGS)} pages; review the diff")
    assert set(KNOWN) <= set(SLUGS)
    assert all(KNOWN.values())


@pytest.mark.parametrize("slug", SLUGS)
def test_expectation_stands_in_the_capture(slug: str) -> None:
    """A case cannot ask for text that the capture does not hold, nor keep what it wants dropped."""
    capture, expected = capture_of(slug), expected_of(slug)
    seen = capture.read_bytes().decode(facts_of(slug).get("encoding", "utf-8"))
    if capture.suffix == ".html":
        seen = html.unescape(re.sub(r"<[^>]*>", "", seen))
    seen = "".join(seen.split())
    kept = kept_of(expected)
    absent = [text for text in (*kept, *expected["dropped"]) if "".join(text.split()) not in seen]
    assert absent == []
    assert wrongly_kept(expected["dropped"], kept) == []


def test_collection_is_wide() -> None:
    """As many cases and languages (the slug's prefix) as promised, at least half of them text dumps."""
    dumps = [slug for slug in SLUGS if capture_of(slug).suffix == ".txt"]
    languages = {slug.split("-")[0] for slug in SLUGS if not slug.startswith("seed-")}
    assert len(SLUGS) >= LEAST_PAGES
    assert len(languages) >= LEAST_LANGUAGES
    assert 2 * len(dumps) >= len(SLUGS)


@pytest.mark.parametrize("notice", ["© 2021 North Wire", "© The Daily Post 2024", "Copyright © 2024 Example", "© 2021 北方通讯社"])
def test_the_last_paragraph_above_a_site_s_notice_is_no_caption(notice: str) -> None:
    paragraphs = (
        "The ferry Aurora left the old harbour of Vestnes on Monday morning, after a week of talks between the crews and the company.",
        "Passengers had waited for days, and many of them had taken the long road around the fjord to reach their work.",
        "The company said that the timetable of the summer would hold, and that no further strikes were planned this year.",
    )
    article = clean("\n\n".join(("Ferry strike ends", *paragraphs, notice)))
    assert [paragraph.text for paragraph in article.body] == list(paragraphs)
    assert article.captions == ()
