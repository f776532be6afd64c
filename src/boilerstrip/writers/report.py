"""A marked page, explained: one self-contained HTML page that shows every block, who said what about it, and the article that came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from boilerstrip.article import CREDIT_REACH, Article
from boilerstrip.block import KEPT, Kind, Label, Mark
from boilerstrip.writers.selfcontained import data, escaped, page

if TYPE_CHECKING:
    from boilerstrip.page import Page

SUFFIX = ".html"

#: Blocks that a browser lays out together: far ones stay undrawn until they are scrolled to (CSS `content-visibility`), so that a capture
#: of 5 MB opens at once. With 50 to 200 the time to open was the same.
CHUNK = 100

LABELS = tuple(Label)
KINDS = tuple(Kind)


def explained(marked: Page, *, title: str = "") -> str:
    """The page as HTML, complete in itself.

    Args:
        marked: a page as `explain()` returns it.
        title: what stands above; the article's headline, or the address, where it is empty.

    >>> from boilerstrip.block import Block
    >>> from boilerstrip.page import Page
    >>> told = explained(Page([Block(0, "<b>Share</b>", Kind.LINE)]).marked([Mark(0, Label.CHROME, "a network's name", by="share_bar")]))
    >>> "&lt;b&gt;Share&lt;/b&gt;" in told, "<b>Share" in told
    (True, False)
    """
    article = Article.from_page(marked)
    marks = _by_block(marked)
    return page(
        "explained.html",
        styles=("colours.css", "explained.css"),
        scripts=("explained.js",),
        slots={
            "title": escaped(title or article.headline or marked.url or "A capture, explained"),
            "facts": escaped(" · ".join(_facts(marked, article))),
            "notes": "".join(f'<p class="note">{escaped(note)}</p>' for note in _notes(marked, article)),
            "labels": "".join(_label_chips(marked)),
            "filters": "".join(_filter_chips(marked)),
            "blocks": "".join(_chunks(_block(marked, i, marks[i]) for i in range(len(marked.blocks)))),
            "article": "".join(_article(marked, article)),
            "data": data(_data(marked, article, marks)),
        },
    )


def _by_block(marked: Page) -> list[list[Mark]]:
    found: list[list[Mark]] = [[] for _ in marked.blocks]
    for mark in marked.marks:
        found[mark.block].append(mark)
    return found


def _facts(marked: Page, article: Article) -> Iterator[str]:
    if marked.url:
        yield marked.url
    if marked.captured_at:
        yield f"captured {marked.captured_at:%Y-%m-%d}"
    yield "HTML page" if marked.medium == "html" else "text dump"
    kept = sum(label in KEPT for label in marked.labels)
    yield f"{kept} of {len(marked.blocks)} blocks kept"
    chars = sum(map(len, marked.texts))
    if chars:
        yield f"{len(str(article)) / chars:.0%} of {chars:,} characters"


def _notes(marked: Page, article: Article) -> Iterator[str]:
    yield from marked.notes
    if article.reason and article.reason not in marked.notes:
        yield article.reason[:1].upper() + article.reason[1:] + "."


# ------------------------------------------------------------------ chips


def _label_chips(marked: Page) -> Iterator[str]:
    counts = Counter(marked.labels)
    for label in LABELS:
        if counts[label]:
            yield (
                f'<span class="chip"><button type="button" class="name {label}" data-label="{label}" aria-pressed="true">'
                f"{label} <b>{counts[label]}</b></button></span>"
            )


def _filters(marked: Page) -> list[str]:
    """The filters that spoke, in the order in which they first did."""
    return list(dict.fromkeys(mark.by for mark in marked.marks))


def _filter_chips(marked: Page) -> Iterator[str]:
    decided = Counter(mark.by for mark in marked.verdicts if mark)
    decided.update({mark.by: 0 for mark in marked.marks})
    parts = Counter(mark.by for mark in marked.marks if mark.span is not None)
    for number, name in enumerate(_filters(marked)):
        count = decided[name] + parts[name]
        shown = escaped(name or "unnamed")
        yield (
            f'<span class="chip{"" if count else " mute"}">'
            f'<button type="button" class="name" data-filter="{number}" aria-pressed="true" '
            f'title="decided {count} blocks: hide or show them">{shown} <b>{count}</b></button>'
            f'<button type="button" role="switch" data-filter="{number}" aria-checked="true" '
            f'aria-label="{shown} on" title="switch {shown} off: what would come back?"></button></span>'
        )


# ------------------------------------------------------------------ blocks


def _chunks(parts: Iterable[str]) -> Iterator[str]:
    at = -1
    for at, part in enumerate(parts):
        if at % CHUNK == 0:
            yield "</div>" if at else ""
            yield '<div class="chunk" role="presentation">'
        yield part
    if at >= 0:
        yield "</div>"


def _block(marked: Page, index: int, marks: list[Mark]) -> str:
    label = marked.label(index)
    verdict = marked.verdicts[index]
    by = escaped(verdict.by) if verdict else ""
    tab = ' tabindex="0"' if index == 0 else ""
    text = "".join(_pieces(marked.texts[index], label, marks))
    return f'<div class="block {label}" id="b{index}" role="listitem" data-by="{by}"{tab}><span>{text}</span></div>\n'


def _pieces(text: str, label: Label, marks: list[Mark]) -> Iterator[str]:
    """The text, cut where marks on parts of it begin and end; each piece names the marks that cover it, by their place among `marks`."""
    parts = [(number, mark, mark.span) for number, mark in enumerate(marks) if mark.span is not None]
    if not parts:
        yield escaped(text)
        return
    edges = sorted({0, len(text), *(min(edge, len(text)) for _, _, span in parts for edge in span)})
    for low, high in pairwise(edges):
        over = [(number, mark) for number, mark, span in parts if span[0] <= low and high <= span[1]]
        piece = escaped(text[low:high])
        if not over:
            yield piece
            continue
        look = _look(label, [mark.label for _, mark in over])
        yield f'<i data-m="{" ".join(str(number) for number, _ in over)}"{f" class={look}" if look else ""}>{piece}</i>'


def _look(label: Label, parts: list[Label]) -> str:
    """How a part of a block with this label is drawn: taken out, kept elsewhere (a caption's credit), or as it is."""
    if label not in KEPT:
        return ""
    if Label.CREDIT in parts and label in (Label.CAPTION, Label.HEADLINE):
        return "in"
    return "out" if any(part not in KEPT for part in parts) else ""


# ------------------------------------------------------------------ the article


def _article(marked: Page, article: Article) -> Iterator[str]:
    """The article as Article.from_page gathered it; explained.js makes the same from the marks when a filter is switched off."""
    labels = marked.labels
    if article.headline:
        yield f'<h3 class="title" data-block="{labels.index(Label.HEADLINE)}">{escaped(article.headline)}</h3>'
    aside = _aside(article)
    if aside:
        yield f'<p class="aside">{escaped(aside)}</p>'
    free = [i for i, label in enumerate(labels) if label is Label.CAPTION]
    for caption in article.captions:
        place = next((i for i in free if caption.text in " ".join(marked.texts[i].split()) or caption.text in marked.texts[i]), None)
        at = "" if place is None else f' data-block="{place}"'
        credit = f" <small>{escaped(caption.credit)}</small>" if caption.credit else ""
        yield f'<p class="picture"{at}>{escaped(caption.text)}{credit}</p>'
    yield from _chunks(
        f'<{tag} class="{p.kind} {p.label}" data-block="{p.block}">{escaped(p.text)}</{tag}>'
        for p in article.body
        for tag in ("h4" if p.kind is Kind.HEADING else "p",)
    )
    if not (article.headline or article.captions or article.body or aside):
        yield '<p class="empty">Nothing is left.</p>'


def _aside(article: Article) -> str:
    """What is kept as data, out of the text."""
    return " · ".join(part for part in (article.byline, *article.timestamps) if part)


# ------------------------------------------------------------------ data


def _data(marked: Page, article: Article, marks: list[list[Mark]]) -> dict[str, object]:
    """All marks, in columns, sorted by block and in order: block i has the marks from start[i] to start[i + 1]."""
    filters = {name: number for number, name in enumerate(_filters(marked))}
    reasons: dict[str, int] = {}
    paths: dict[str, int] = {}
    places: dict[int, int] = {}
    for block in marked.blocks:
        if block.path is not None and id(block.path) not in places:
            places[id(block.path)] = paths.setdefault(str(block.path), len(paths))
    start = [0]
    for own in marks:
        start.append(start[-1] + len(own))
    flat = [mark for own in marks for mark in own]
    scored = any(mark.score is not None for mark in flat)
    return {
        "chunk": CHUNK,
        "reach": CREDIT_REACH,
        "labels": [str(label) for label in LABELS],
        "kinds": [str(kind) for kind in KINDS],
        "filters": [name or "unnamed" for name in filters],
        "start": start,
        "filter": [filters[mark.by] for mark in flat],
        "label": [LABELS.index(mark.label) for mark in flat],
        "reason": [reasons.setdefault(mark.reason, len(reasons)) for mark in flat],
        "part": [int(mark.span is not None) for mark in flat],
        "score": [None if mark.score is None else round(float(mark.score), 4) for mark in flat] if scored else None,
        "reasons": list(reasons),
        "paths": list(paths),
        "kind": [KINDS.index(block.kind) for block in marked.blocks],
        "line": [block.line for block in marked.blocks],
        "path": [places.get(id(block.path), -1) for block in marked.blocks],
        "aside": _aside(article),
    }
