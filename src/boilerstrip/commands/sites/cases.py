"""Cases of site rules: a capture in a folder, the article that should come out of it, and the difference, for people to read."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from boilerstrip.capture import Capture
from boilerstrip.errors import CaptureError

if TYPE_CHECKING:
    from boilerstrip.article import Article


class Case(NamedTuple):
    """One case: `fixtures/<host>/<date>-<slug>/` with capture.html or capture.txt, capture.json and expected.json."""

    folder: Path
    capture: Capture
    expected: list[str]

    @property
    def name(self) -> str:
        """`<host>/<date>-<slug>`."""
        return f"{self.folder.parent.name}/{self.folder.name}"


def cases(folder: Path) -> Iterator[Case]:
    """All cases below a folder, in order.

    Raises:
        CaptureError: a case lacks a file, or one cannot be read.
    """
    for place in sorted(folder.glob("*/*/expected.json")):
        files = [file for file in sorted(place.parent.glob("capture.*")) if file.suffix != ".json"]
        if len(files) != 1:
            raise CaptureError(f"{place.parent} holds {len(files)} captures; a case has one, capture.html or capture.txt")
        try:
            expected = json.loads(place.read_text("utf-8"))
        except ValueError as error:
            raise CaptureError(f"{place} is not JSON: {error}") from error
        fault = _misshapen(expected)
        if fault:
            raise CaptureError(f"{place}: {fault}; it has a headline, captions (objects with text and credit) and body (texts)")
        yield Case(place.parent, Capture.of(files[0]), lines_of(expected))


def _misshapen(expected: object) -> str:
    """What is wrong with the shape of an expected.json; "" where nothing is."""
    if not isinstance(expected, dict):
        return f"it holds a {type(expected).__name__}, no object"
    captions, body = expected.get("captions") or [], expected.get("body") or []
    if not isinstance(expected.get("headline") or "", str):
        return "headline is no text"
    if not isinstance(captions, list) or not all(
        isinstance(caption, dict) and isinstance(caption.get("text"), str) for caption in captions
    ):
        return "captions are no list of objects with a text"
    if not isinstance(body, list) or not all(isinstance(text, str) for text in body):
        return "body is no list of texts"
    return ""


def lines_of(fields: dict[str, object]) -> list[str]:
    """An expected.json as lines to compare.

    >>> lines_of({"headline": "Ferry", "captions": [{"text": "A boat", "credit": "Jo"}], "body": ["It sails."]})
    ['HEADLINE Ferry', 'CAPTION A boat (Jo)', 'BODY It sails.']
    """
    captions = fields.get("captions") or ()
    body = fields.get("body") or ()
    assert isinstance(captions, (list, tuple))
    assert isinstance(body, (list, tuple))
    lines = [f"HEADLINE {_flat(fields['headline'])}"] if fields.get("headline") else []
    for caption in captions:
        credit = f" ({_flat(caption['credit'])})" if caption.get("credit") else ""
        lines.append(f"CAPTION {_flat(caption['text'])}{credit}")
    return lines + [f"BODY {_flat(text)}" for text in body]


def article_lines(article: Article) -> list[str]:
    """An article as the same lines."""
    captions = [{"text": caption.text, "credit": caption.credit} for caption in article.captions]
    return lines_of({"headline": article.headline, "captions": captions, "body": [paragraph.text for paragraph in article.body]})


def difference(expected: list[str], article: Article) -> list[str]:
    """What differs, `-` for what is missing and `+` for what is too much, the latter with the reason it was kept or the former dropped."""
    got = article_lines(article)
    if got == expected:
        return []
    why = {_flat(gone.text): f"{gone.by}: {gone.reason}" for gone in article.dropped}
    out = []
    for line in difflib.unified_diff(expected, got, "expected", "got", lineterm="", n=1):
        out.append(line)
        reason = why.get(line[1:].partition(" ")[2])
        if line.startswith("-") and reason:
            out.append(f"      dropped by {reason}")
    return out


def _flat(text: object) -> str:
    return " ".join(str(text).split())
