"""What became of one capture: from an article just made, from a line of `clean --format jsonl`, or from an article that is only text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from boilerstrip.article import Article


class Lost(NamedTuple):
    """A removed block or part of a block; `by` and `reason` are empty where the output does not say."""

    text: str
    by: str = ""
    reason: str = ""
    label: str = ""
    block: int = -1


@dataclass(frozen=True)
class Outcome:
    """One capture's article, flat: what was kept and what was not."""

    source: str
    headline: str = ""
    body: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    dropped: tuple[Lost, ...] = ()
    url: str = ""
    captured: str = ""
    """When, as ISO 8601, where it is known; else when the page was published."""
    reason: str = ""
    tells: bool = True
    """Whether it says what was dropped: a text file does not."""
    failed: bool = False
    """A filter failed on it, so that nobody knows what it would keep."""

    @classmethod
    def of(cls, article: Article, *, source: str = "", captured: str = "") -> Outcome:
        """Of an article.

        >>> from boilerstrip.block import Paragraph
        >>> Outcome.of(Article("Ferry strike ends", (Paragraph("Boats sail again."),))).kept
        34
        """
        return cls(
            source or article.source,
            article.headline or "",
            tuple(p.text for p in article.body),
            tuple(f"{caption.text} {caption.credit}".strip() for caption in article.captions),
            tuple(Lost(gone.text, gone.by, gone.reason, str(gone.label), gone.block) for gone in article.dropped),
            article.url or "",
            captured or article.published,
            article.reason,
        )

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Outcome:
        """Of a line of JSON that `clean --format jsonl` wrote.

        >>> Outcome.read({"source": "a.txt", "headline": "Ferry strike ends", "body": [], "captions": [], "dropped": []}).headline
        'Ferry strike ends'
        """
        return cls(
            record.get("source") or record.get("url") or "",
            record.get("headline") or "",
            tuple(p["text"] for p in record.get("body", ())),
            tuple(f"{caption['text']} {caption['credit']}".strip() for caption in record.get("captions", ())),
            tuple(
                Lost(gone["text"], gone.get("by", ""), gone.get("reason", ""), gone.get("label", ""), gone.get("block", -1))
                for gone in record.get("dropped", ())
            ),
            record.get("url") or "",
            record.get("captured_at") or record.get("published") or "",
            record.get("reason") or "",
        )

    @property
    def kept(self) -> int:
        """Characters kept: headline, captions and body."""
        return len(self.headline) + sum(map(len, self.body)) + sum(map(len, self.captions))

    @property
    def lost(self) -> int:
        """Characters dropped."""
        return sum(len(gone.text) for gone in self.dropped)

    @property
    def share(self) -> float | None:
        """Kept characters of all, 0 to 1; None for a capture without text."""
        whole = self.kept + self.lost
        return self.kept / whole if whole else None

    @property
    def host(self) -> str:
        """The site, without `www.`; empty where the capture does not say."""
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything kept, in the order in which it is written."""
        return (*filter(None, (self.headline,)), *self.captions, *self.body)
