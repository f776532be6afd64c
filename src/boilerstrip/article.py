"""Article: what is left of a capture, gathered from its marks by label. It decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import NamedTuple

from boilerstrip.block import KEPT, PROSE, Block, Kind, Label, Mark, Paragraph
from boilerstrip.blocks import paragraphs
from boilerstrip.errors import fault
from boilerstrip.marks import by_label, places_of
from boilerstrip.ordered import numbers_of
from boilerstrip.page import Medium, Page
from boilerstrip.sites.book import host_of
from boilerstrip.stated_headline import stated_headline


class Caption(NamedTuple):
    """A caption and its credit, `""` where there is none."""

    text: str
    credit: str = ""


class Dropped(NamedTuple):
    """A removed block, or a removed span of a kept one, with who removed it and why.

    `block` is its index in the page; `line` and `span` its place in a dump, `path` its place in an HTML page.
    """

    text: str
    label: Label
    reason: str
    by: str
    block: int
    line: int = -1
    span: tuple[int, int] = (-1, -1)
    path: str = ""
    score: float | None = None


class _Later:
    """What was dropped, of an article that was gathered from a page: worked out when it is first read, as many never do.

    A descriptor that only gets, so that what stands in the instance's `__dict__` goes before it.
    """

    def __get__(self, article: Article | None, owner: type[Article]) -> tuple[Dropped, ...]:
        if article is None:
            return ()  # the default of the field
        known = article.__dict__
        source = known.get(_SOURCE)
        if source is not None:  # else another thread has just been here
            known["dropped"] = tuple(_all_dropped(*source))
            known.pop(_SOURCE, None)
        dropped: tuple[Dropped, ...] = known["dropped"]
        return dropped


#: Where an article keeps what `dropped` is worked out from: blocks, labels, verdicts and marks on parts of blocks.
_SOURCE = "_source"


@dataclass(frozen=True)
class Article:
    """Headline, body and captions of a capture, and everything that was dropped.

    An article is falsy when it has no body; `reason` then says why.
    """

    headline: str | None = None
    body: tuple[Paragraph, ...] = ()
    captions: tuple[Caption, ...] = ()
    byline: str | None = None
    timestamps: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = _Later()  # type: ignore[assignment]  # it gives such a tuple
    url: str | None = None
    source: str = ""
    encoding: str = ""
    encoding_found_by: str = ""
    medium: str = ""
    lang: str = ""
    published: str = ""
    """Publication date as the page's metadata states it; empty for a dump."""
    confidence: float | None = None
    """Expected word F1 of the body, 0 to 1, where a learned tagger has judged the page."""
    reason: str = ""
    """Why the article is empty, or what a reader should know about how it was made."""

    @property
    def text(self) -> str:
        """The body alone: paragraphs with a blank line between them."""
        return "\n\n".join(paragraph.text for paragraph in self.body)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """The paragraphs of the body that are footnotes."""
        return tuple(p.text for p in self.body if p.label is Label.FOOTNOTE)

    def __bool__(self) -> bool:
        return bool(self.body)

    def __getstate__(self) -> dict[str, object]:
        """The fields: a copy or a pickle holds all of the article and nothing of the page."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __str__(self) -> str:
        """Headline, captions with their credits and body, as plain text."""
        parts = [self.headline] if self.headline else []
        parts += [f"{caption.text} {caption.credit}".strip() for caption in self.captions]
        if self.body:
            parts.append(self.text)
        return "\n\n".join(parts)

    def to_dict(self) -> dict[str, object]:
        """Everything as plain dicts, lists and strings, ready for JSON."""
        out = asdict(self)
        out["text"] = self.text
        out["body"] = [{"text": p.text, "kind": str(p.kind), "level": p.level, "label": str(p.label)} for p in self.body]
        out["captions"] = [caption._asdict() for caption in self.captions]
        out["dropped"] = [{**gone._asdict(), "label": str(gone.label), "span": list(gone.span)} for gone in self.dropped]
        out["timestamps"] = list(self.timestamps)
        return out

    def to_markdown(self) -> str:
        """The article as Markdown: headings, lists, quotes and code keep their form, captions stand in italics.

        Items of ordered lists bear their numbers, as far as the page is HTML: the numbers of a dump's items are part of its text.

        >>> Article("Ferry strike ends", (Paragraph("Boats sail again."), Paragraph("Fares", Kind.HEADING, 2))).to_markdown()
        '# Ferry strike ends\\n\\nBoats sail again.\\n\\n## Fares\\n'
        """
        parts = [f"# {self.headline}"] if self.headline else []
        parts += [f"*{caption.text}*" + (f" {caption.credit}" if caption.credit else "") for caption in self.captions]
        parts += _markdown(self.body)
        return "\n\n".join(parts) + "\n" if parts else ""

    @classmethod
    def from_page(cls, page: Page, *, reason: str = "") -> Article:
        """Gather a marked page by its labels."""
        labels = page.labels
        spans = _spans(page.spanned)
        texts = page.texts.copy()
        places = by_label(labels, _GATHERED)
        for i in spans:
            if labels[i] in KEPT:
                texts[i] = _rest(texts[i], _gone(spans[i], labels[i]))
        footnotes = places[Label.FOOTNOTE]
        prose = sorted([*places[Label.BODY], *footnotes]) if footnotes else places[Label.BODY]
        numbers = numbers_of(page.blocks, prose) if page.medium is Medium.HTML else {}
        body = paragraphs(page.blocks, texts, labels, prose, numbers)
        bylines, top = places[Label.BYLINE], (places[Label.HEADLINE] or places[Label.BODY] or [0])[0]
        article = cls(
            headline=_headline(page, places[Label.HEADLINE], texts),
            body=tuple(body),
            captions=tuple(_captions(page, places, texts, spans)) if places[Label.CAPTION] else (),
            byline=page.texts[min(bylines, key=lambda i: abs(i - top))] if bylines else None,  # menus and other stories have theirs
            timestamps=tuple(dict.fromkeys(_timestamps(page, places[Label.TIMESTAMP], spans))),
            url=page.url,
            medium=str(page.medium),
            lang=page.facts.lang,
            published=page.facts.published,
            reason="; ".join(filter(None, (*page.notes, reason or ("" if body else _NO_BODY)))),
        )
        del article.__dict__["dropped"]
        article.__dict__[_SOURCE] = (page.blocks, labels, page.verdicts, spans)
        return article


def told(article: Article, *, source: str, encoding: tuple[str, str], confidence: float | None) -> Article:
    """The article with what its page does not know; `encoding` is the name and how it was found.

    `dataclasses.replace` would do the same, but read `dropped`.
    """
    whole = object.__new__(Article)
    whole.__dict__.update(article.__dict__, source=source, encoding=encoding[0], encoding_found_by=encoding[1], confidence=confidence)
    return whole


def failed(raw: object, error: Exception) -> Article:
    """An empty article, with the reason, for a capture that could not be read, or that a filter failed on."""
    source = str(raw) if isinstance(raw, PurePath) else str(getattr(raw, "source", ""))
    return Article(reason=fault(error), source=source, url=getattr(raw, "url", None))


#: Labels that an article has something of.
_GATHERED = (*KEPT, Label.BYLINE, Label.TIMESTAMP)

_NO_BODY = "no block of the capture looks like an article's body"


#: The filter whose word on the headline stands against the page's metadata.
_LAST_WORD = "site_rule"


def _headline(page: Page, places: list[int], texts: list[str]) -> str | None:
    """The blocks marked as headline; for HTML, where no site rule has marked them, what the page's metadata make of them."""
    marked = [i for i in places if texts[i]]
    shown = " ".join(texts[i] for i in marked)
    if page.medium is Medium.HTML and texts and not any((mark := page.verdicts[i]) is not None and mark.by == _LAST_WORD for i in marked):
        return stated_headline(page.facts, shown, host_of(page.url or "")) or None
    return shown or None


def _spans(marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """Marks on parts of blocks, by block."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.block, []).append(mark)
    return found


def _gone(marks: list[Mark], label: Label) -> list[Mark]:
    """The span marks that take something out of a kept block: chrome and data, and a caption's credit (it stands beside it)."""
    credit = label in (Label.CAPTION, Label.HEADLINE)
    return [mark for mark in marks if mark.label not in KEPT or (credit and mark.label is Label.CREDIT)]


def _rest(text: str, gone: list[Mark]) -> str:
    """The text without these spans."""
    if not gone:
        return text
    kept = []
    at = 0
    for start, end in sorted(mark.span for mark in gone if mark.span is not None):
        kept.append(text[at:start])
        at = max(at, end)
    return " ".join(" ".join([*kept, text[at:]]).split())


def body_of(page: Page) -> list[tuple[int, str]]:
    """The blocks of the body as (index, text without the spans that were marked as something else)."""
    labels, texts = page.labels, page.texts
    places = places_of(labels, PROSE)
    found = dict(zip(places, map(texts.__getitem__, places), strict=True))
    if page.spanned:
        for i, marks in _spans(page.spanned).items():
            if i in found:
                found[i] = _rest(texts[i], _gone(marks, labels[i]))
    return [*found.items()] if all(found.values()) else [pair for pair in found.items() if pair[1]]


def _all_dropped(
    blocks: Sequence[Block], labels: Sequence[Label], verdicts: Sequence[Mark | None], spans: dict[int, list[Mark]]
) -> Iterator[Dropped]:
    """The removed blocks and parts of blocks, in order."""
    for block, label, verdict in zip(blocks, labels, verdicts, strict=True):
        if label not in KEPT:
            yield _dropped(block, verdict)
        elif block.index in spans:
            yield from (_dropped(block, mark) for mark in _gone(spans[block.index], label) if mark.label not in KEPT)


def _dropped(block: Block, mark: Mark | None) -> Dropped:
    path = "" if block.path is None else str(block.path)
    if mark is None:
        return Dropped(block.text, Label.UNDECIDED, "no filter spoke for it", "", block.index, block.line, block.span, path)
    text, span = block.text, block.span
    _, label, reason, part, score, by = mark
    if part is not None:
        text = text[part[0] : part[1]]
        if span[0] >= 0:
            span = (span[0] + part[0], span[0] + part[1])
    # there are 150 a page, and this takes a third of the time of Dropped(...)
    return tuple.__new__(Dropped, (text, label, reason, by, block.index, block.line, span, path, score))


#: A credit stands at most this many blocks from its caption (a section label or a second credit may lie between).
CREDIT_REACH = 3


def _captions(page: Page, labelled: dict[Label, list[int]], texts: list[str], spans: dict[int, list[Mark]]) -> Iterator[Caption]:
    """Each caption with the credit inside it, or else the nearest free credit after or before it; repeats only once."""
    places = [i for i in labelled[Label.CAPTION] if texts[i]]
    free = set(labelled[Label.CREDIT])
    seen: dict[str, str] = {}
    for n, place in enumerate(places):
        inside = [page.texts[place][m.span[0] : m.span[1]].strip() for m in spans.get(place, []) if m.span and m.label is Label.CREDIT]
        credit = " ".join(inside)
        if not credit:
            end = places[n + 1] if n + 1 < len(places) else len(texts)
            near = next((i for i in (*range(place + 1, min(end, place + CREDIT_REACH + 1)), place - 1) if i in free), None)
            if near is not None:
                free.remove(near)
                credit = texts[near]
        if not seen.get(texts[place]):
            seen[texts[place]] = credit
    yield from (Caption(text, credit) for text, credit in seen.items())


def _timestamps(page: Page, places: list[int], spans: dict[int, list[Mark]]) -> Iterator[str]:
    texts = page.texts
    whole = set(places)
    for index in sorted({*spans, *whole}):
        if index in whole:
            yield texts[index]
        else:
            for mark in spans[index]:
                if mark.label is Label.TIMESTAMP and mark.span is not None:
                    yield texts[index][mark.span[0] : mark.span[1]]


#: An item that bears its number has no bullet; "200 g flour" is none.
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")


def _bullet(item: Paragraph) -> str:
    if _NUMBERED.match(item.text):
        return ""
    return f"{item.number}. " if item.number else "- "


def _markdown(body: tuple[Paragraph, ...]) -> Iterator[str]:
    """The parts of a Markdown body: runs of list items, code lines and table rows are one part each."""
    joined = (Kind.LIST_ITEM, Kind.CODE, Kind.CELL)
    at = 0
    while at < len(body):
        kind = body[at].kind
        end = at + 1
        while kind in joined and end < len(body) and body[end].kind is kind:
            end += 1
        run = body[at:end]
        if kind is Kind.LIST_ITEM:
            step = "    " if any(p.number for p in run) else "  "  # what is nested stands behind the marker of the item around it
            yield "\n".join(step * max(0, p.level - 1) + _bullet(p) + p.text for p in run)
        elif kind is Kind.CODE:
            fence = "```"
            while any(fence in p.text for p in run):
                fence += "`"
            yield "\n".join([fence, *("\n" * (p.gap and p is not run[0]) + " " * p.indent + p.text for p in run), fence])
        elif kind is Kind.CELL:
            rows = ["| " + " | ".join(p.text.replace("|", "\\|").split("\t")) + " |" for p in run]
            yield "\n".join([rows[0], "|" + " --- |" * (run[0].text.count("\t") + 1), *rows[1:]])
        elif kind is Kind.HEADING:
            yield "#" * max(2, run[0].level) + " " + run[0].text
        elif kind is Kind.QUOTE:
            yield "> " + run[0].text
        else:
            yield run[0].text
        at = end
