"""What the tests of readers share: a small page, and the items of a place as a list."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from boilerstrip.capture import Capture
from boilerstrip.readers.directory import Found
from boilerstrip.readers.item import Item, Remote
from boilerstrip.readers.places import Contents, items

LIMIT = 100_000
PAGE = b"<!DOCTYPE html><html><body><h1>Ferry</h1><p>Boats sail again from Monday, the harbour master said.</p></body></html>"
DATE = datetime(2021, 3, 5, 12, 30, tzinfo=UTC)
URL = "https://example.com/ferry"


def read(place: Path | Remote, contents: Contents | None = None, passed_over: Counter[str] | None = None) -> list[Item]:
    name = place.name if isinstance(place, Path) else "far"
    return list(items([Found(place, name)], contents or Contents(LIMIT), Counter() if passed_over is None else passed_over))


def captures(found: list[Item]) -> list[Capture]:
    assert all(isinstance(item.raw, Capture) for item in found), found
    return [item.raw for item in found]  # type: ignore[misc]
