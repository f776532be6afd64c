"""Golden pages: every capture of fixtures/pages gives the article that its expected.json states, one test id per slug."""

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

#: A dropped line this long may not even be a part of a kept one; shorter ones ("Share", "Sport") are also words of prose.
TELLING = 20
#: What the shop window promises of this collection.
LEAST_PAGES, LEAST_LANGUAGES = 34, 14


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


@pytest.mark.parametrize("slug", SLUGS)
def test_page(slug: str, regen: bool) -> None:
    article = clean(capture_of(slug).read_bytes(), url=facts_of(slug)["url"])
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
