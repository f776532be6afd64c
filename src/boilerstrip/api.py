"""api: START READING HERE. The one file that knows the whole line.

    capture ──segmenter──▶ page of blocks ──pipeline──▶ marked page ──▶ article

`clean()` takes a raw capture and returns an Article; `explain()` stops one station earlier and returns the marked Page.
A `Cleaner` holds what is configured once; both functions are the default one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from boilerstrip.article import Article, failed, told
from boilerstrip.capture import Capture, begins_like_html, binary_kind, is_html
from boilerstrip.decode import decode, for_parser, plain_utf8
from boilerstrip.errors import FilterError
from boilerstrip.page import Medium, Page
from boilerstrip.sites.book import Sites, SitesGiven
from boilerstrip.templates.folder import Templates, TemplatesGiven

if TYPE_CHECKING:
    from boilerstrip.pipeline import Pipeline
    from boilerstrip.run.guard import Guard


@dataclass(frozen=True, slots=True)
class Limits:
    """What a cleaner accepts."""

    max_chars: int = 32_000_000
    """Longest capture, in bytes or characters; a longer one is a CaptureError."""
    loss_guard: float | None = None
    """Where one filter would take more than this share (0 to 1) of a capture's sentence-shaped text, it is set aside for that capture
    and `Article.reason` says so (see guard.py); None for no guard."""

    def __post_init__(self) -> None:
        if self.max_chars < 0:
            raise ValueError(f"Limits(max_chars={self.max_chars}): no capture is shorter than 0 characters")
        if self.loss_guard is not None and not 0 <= self.loss_guard <= 1:
            raise ValueError(f"Limits(loss_guard={self.loss_guard}): a share is 0 to 1, and None is no guard")


def _balanced() -> Pipeline:
    from boilerstrip.presets import BALANCED

    return BALANCED


@dataclass(frozen=True)
class Cleaner:
    """A configured cleaner: frozen, picklable, safe to share between threads.

    >>> cleaner = Cleaner()
    >>> cleaner("Ferry strike ends\\nBoats sail again from Monday, the harbour master said, after a week of talks.").headline
    'Ferry strike ends'
    """

    pipeline: Pipeline = field(default_factory=_balanced)
    limits: Limits = field(default_factory=Limits, kw_only=True)
    sites: SitesGiven = field(default_factory=Sites, kw_only=True)
    """Where site rules come from: `Sites`, a path or `Site` or several in a tuple; None for none, not even the built-in ones."""
    templates: TemplatesGiven = field(default=None, kw_only=True)
    """The folder of templates that `boilerstrip learn` wrote; None for none."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sites", Sites.of(self.sites))
        object.__setattr__(self, "templates", Templates.of(self.templates))

    def __call__(self, raw: object, *, url: str | None = None) -> Article:
        """Clean one capture.

        Args:
            raw: str (always content, never a path), bytes, os.PathLike, an open file, an lxml tree, a BeautifulSoup
                object, a response-like object or a Capture.
            url: where the capture was taken; overrides what `raw` says.

        Returns:
            An article; an empty (falsy) one says in `reason` why it is empty.

        Raises:
            CaptureError: `raw` is of no accepted type, or its file cannot be read.
            FilterError: a filter failed.
        """
        from boilerstrip.tagger.confidence import confidence_of

        capture = Capture.of(raw, url=url, limit=self.limits.max_chars)
        page, reason, decoded = self._marked(capture)
        article = Article.from_page(page, reason=reason)
        return told(article, source=capture.source, encoding=decoded, confidence=confidence_of(page))

    def all(self, captures: Iterable[object], *, workers: int = 0, guard: Guard | None = None) -> Iterator[Article]:
        """Clean many captures, lazily and in order. One that cannot be read, or that breaks a filter, is an empty article with the reason.

        With `workers`, so many processes clean; then `guard` limits time and memory of each capture, and one that hangs or crashes
        its process is an empty article too. Filters must then be importable, and a script needs `if __name__ == "__main__":`.

        Raises:
            BoilerstripError: workers cannot be started, or this cleaner not be sent to them.
            ValueError: `workers` is negative.
        """
        if workers < 0:
            raise ValueError(f"workers={workers}: 0 cleans in this process, 1 and more in so many others")
        if workers:
            from boilerstrip.run.lazily import articles

            yield from articles(self, captures, workers, guard)
            return
        for raw in captures:
            try:
                yield self(raw)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001  # a fault in somebody's filter costs one capture, as it does with workers
                yield failed(raw, error)

    def explain(self, raw: object, *, url: str | None = None) -> Page:
        """The marked page: every block with all marks on it, in order. Arguments and errors as for a call."""
        return self._marked(Capture.of(raw, url=url, limit=self.limits.max_chars))[0]

    def _marked(self, capture: Capture) -> tuple[Page, str, tuple[str, str]]:
        """The marked page, why nothing was judged (or ""), and (encoding, how it was found)."""
        kind = binary_kind(capture.content)
        if kind is not None:
            return Page((), url=capture.url), f"the capture is no text: {kind}", ("", "")
        page, found = _cut(capture)
        page.url, page.captured_at = capture.url or _address(page.facts.canonical), capture.captured_at
        if not page.blocks:
            return page, "the capture holds no text that a reader would see", found
        try:
            return self._judged(page, capture.source), "", found
        except FilterError as error:
            if not capture.source:
                raise
            raise FilterError(f"{capture.source}: {error}") from error.__cause__

    def _judged(self, page: Page, source: str) -> Page:
        """The page with all marks on it."""
        from boilerstrip.settle import settle
        from boilerstrip.site_stage import by_site

        sites, templates = Sites.of(self.sites), Templates.of(self.templates)

        def known(judged: Page) -> Page:
            """What is known about the page's host: learned, then written by hand."""
            if templates is not None:
                from boilerstrip.template_stage import by_template

                judged = by_template(judged, templates, source)
            return by_site(judged, sites)

        if self.limits.loss_guard is None:
            return known(settle(self.pipeline.run(page), self.pipeline))
        from boilerstrip.guard import guarded

        return guarded(page, self.pipeline, self.limits.loss_guard, known)


def _cut(capture: Capture) -> tuple[Page, tuple[str, str]]:
    """The capture in blocks, and (encoding, how it was found)."""
    content, hint = capture.content, capture.media_type
    if isinstance(content, bytes) and begins_like_html(content, hint) and (found := plain_utf8(content, capture.charset)):
        from boilerstrip.segmenters.html import segment_html

        return segment_html(content), found
    decoded = decode(content, capture.charset)
    found = (decoded.encoding, decoded.how)
    if is_html(decoded.text, hint):
        from boilerstrip.segmenters.html import segment_html

        return segment_html(for_parser(content, decoded)), found
    from boilerstrip.segmenters.text import segment_text

    return Page(segment_text(decoded.text), Medium.TEXT), found


def _address(canonical: str) -> str | None:
    """What a page calls its own address, where that is a whole one."""
    return canonical if canonical.startswith(("http://", "https://")) else None


def clean(raw: object, *, url: str | None = None) -> Article:
    """Clean one capture with the default cleaner; see `Cleaner.__call__`."""
    return Cleaner()(raw, url=url)


def clean_all(captures: Iterable[object], *, workers: int = 0, guard: Guard | None = None) -> Iterator[Article]:
    """Clean many captures with the default cleaner; see `Cleaner.all`."""
    return Cleaner().all(captures, workers=workers, guard=guard)


def explain(raw: object, *, url: str | None = None) -> Page:
    """The marked page of one capture; see `Cleaner.explain`."""
    return Cleaner().explain(raw, url=url)
