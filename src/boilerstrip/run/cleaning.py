"""What workers do with captures: read them, clean them, encode the articles; or, for callers in Python, just clean them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from boilerstrip.article import Article, failed
from boilerstrip.capture import Capture
from boilerstrip.errors import CaptureError, MissingExtra, behind, fault
from boilerstrip.readers.compressed import single
from boilerstrip.readers.item import Fault, Item, Remote
from boilerstrip.readers.pattern import PathPattern
from boilerstrip.run.guard import Reject, Trouble
from boilerstrip.run.manifest import Sums
from boilerstrip.run.worker import ENCODING, Beat
from boilerstrip.schema import Row
from boilerstrip.writers.output import Encoded, Encoder, Named

Clean = Callable[[Any], Article]


@dataclass(frozen=True)
class Told:
    """What the user says of captures: their url (of one), what they are, and how their paths tell url and date."""

    url: str | None = None
    media_type: str | None = None
    pattern: PathPattern | None = None

    def of(self, capture: Capture) -> Capture:
        """The capture with what was told of it."""
        if self.media_type:
            capture = replace(capture, media_type=self.media_type)
        if self.url:
            capture = replace(capture, url=self.url)
        return self.pattern.told(capture) if self.pattern else capture


class Outcome(NamedTuple):
    """What became of a chunk."""

    encoded: Encoded | None
    rejects: list[Reject]
    sums: Sums


@dataclass(frozen=True)
class Cleaning:
    """Captures in, encoded articles and rejects out."""

    clean: Clean
    encode: Encoder
    limit: int
    told: Told = field(default_factory=Told)

    def run(self, items: tuple[Item, ...], beat: Beat) -> Outcome:
        """Clean these captures. Whatever goes wrong with one is a reject.

        Raises:
            MemoryError: there is not enough for one of them.
            OSError: an article cannot be written.
        """
        articles: list[Named] = []
        rejects: list[Reject] = []
        sums = Sums()
        for index, item in enumerate(items):
            beat(index)
            article, date = self._article(item, rejects, sums)
            if article is not None:
                articles.append(Named(item.name, Row(article, date)))
                sums.dropped.update(gone.by or "no filter" for gone in article.dropped)
        beat(int(ENCODING))
        start = process_time()
        encoded = self.encode(articles) if articles else None
        sums.encoding = process_time() - start
        sums.articles = len(articles)
        sums.bytes_out = encoded.size if encoded else 0
        sums.rejects.update(str(reject.trouble) for reject in rejects)
        return Outcome(encoded, rejects, sums)

    def _article(self, item: Item, rejects: list[Reject], sums: Sums) -> tuple[Article | None, datetime | None]:
        """The article of one capture and when it was taken; no article where it is rejected."""
        start = read = process_time()
        url: str | None = None
        try:
            capture = self.told.of(self._read(item))
            url = capture.url
            read = process_time()
            sums.bytes_in += len(capture.content)
            article = self.clean(capture)
            sums.cleaning += process_time() - read
        except (CaptureError, MissingExtra) as error:
            rejects.append(_reject(item, Trouble.UNREADABLE, str(error), url))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  # a fault in somebody's filter must cost one capture, not the batch; it is listed
            rejects.append(_reject(item, Trouble.FAULT, fault(error), url))
        else:
            sums.reading += read - start
            if str(article):
                return article, capture.captured_at
            rejects.append(_reject(item, Trouble.EMPTY, article.reason, url))
        return None, None

    def _read(self, item: Item) -> Capture:
        raw = item.raw
        if isinstance(raw, Fault):
            raise CaptureError(raw.reason)
        return single(raw, self.limit) if isinstance(raw, (Path, Remote)) else raw

    def lost(self, item: Item, trouble: str, reason: str) -> Outcome:
        """The outcome for a capture that took its worker with it."""
        url = item.raw.url if isinstance(item.raw, (Capture, Remote)) else None
        sums = Sums()
        sums.rejects[trouble] += 1
        return Outcome(None, [_reject(item, Trouble(trouble), reason, url)], sums)


def _reject(item: Item, trouble: Trouble, reason: str, url: str | None) -> Reject:
    return Reject(item.source, trouble, behind(item.source, reason), url)


@dataclass(frozen=True)
class Articles:
    """Captures in, articles out, as values: what `Cleaner.all` does with workers."""

    clean: Clean

    def run(self, items: tuple[Any, ...], beat: Beat) -> list[Article]:
        """The articles of these captures; one that cannot be read or judged is an empty article with the reason."""
        return [self._article(index, raw, beat) for index, raw in enumerate(items)]

    def _article(self, index: int, raw: Any, beat: Beat) -> Article:
        beat(index)
        try:
            return Article(reason=raw.reason, source=raw.source) if isinstance(raw, Fault) else self.clean(raw)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  # as above
            return failed(raw, error)

    def lost(self, item: Any, trouble: str, reason: str) -> list[Article]:  # noqa: ARG002  # all kinds of work are called alike
        """An empty article, for a capture that took its worker with it."""
        return [Article(reason=reason, source=_source(item), url=getattr(item, "url", None))]


def _source(raw: object) -> str:
    return str(raw) if isinstance(raw, Path) else str(getattr(raw, "source", ""))
