"""template: what repeats on the pages of one host and is not article; one small TOML file that a person can open and correct."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from boilerstrip.errors import TemplateError
from boilerstrip.templates.fingerprint import BODY, CHROME, HEADLINE, Row, outline

SUFFIX = ".toml"
FORMAT = 1
#: The kinds of evidence, in the order in which they speak, and what a reader of the file must know of each.
KINDS = {
    "lines": "lines of the frame; # stands for numbers, dates and counters",
    "paragraphs": "prose of the frame",
    "titles": "lines of the frame that look like the headline",
    "regions": "elements without article text",
    "article": "the element that holds the article",
    "after": "the article is over at these lines",
    "below": "short lines below these headers belong to them, at most `lines` of them",
    "shapes": "lines of this shape; A stands for a word with a capital, a for any other",
}
#: The element that holds the article, and the line at which it is over, count where so much of the page's prose stands on the right side
#: of them: with half of it, 38 % of what the element took was article text; with this, 4 %.
MAIN_SHARE = 0.8


class Seen(NamedTuple):
    """On how many articles something stands, how sure it is no article text (0 to 1), and how many lines hang on it (`below` only)."""

    on: int
    sure: float
    lines: int = 0


class Verdict(NamedTuple):
    """This row is chrome, because this entry of this kind of evidence says so; `kind` is "drop" for a person's own line."""

    row: int
    kind: str
    entry: str
    seen: Seen


_NOTHING: Mapping[str, Seen] = {}


@dataclass(frozen=True)
class Template:
    """What was learned of one host.

    >>> Template("example.com", articles=16, found={"lines": {"Read more": Seen(14, 0.93)}}).of("lines")["Read more"].on
    14
    """

    host: str
    pages: int = 0
    """Pages learned from."""
    articles: int = 0
    """Different articles among them."""
    about: int = 0
    """Pages of the host in all, estimated where `pages` are a sample."""
    keep: tuple[str, ...] = ()
    """Lines (masked) that a person wants kept, whatever was learned."""
    drop: tuple[str, ...] = ()
    """Lines (masked) that a person wants dropped."""
    refused: tuple[str, ...] = ()
    """Kinds of evidence that would have taken too much of the article, with the figures."""
    found: Mapping[str, Mapping[str, Seen]] = field(default_factory=dict)
    """What was learned, by kind (see `KINDS`) and entry."""

    def having(self, found: Mapping[str, Mapping[str, Seen]], *, refused: tuple[str, ...] = ()) -> Template:
        """The same host with this evidence."""
        return replace(self, found={kind: dict(found[kind]) for kind in KINDS if found.get(kind)}, refused=refused)

    def of(self, kind: str) -> Mapping[str, Seen]:
        """The evidence of one kind."""
        return self.found.get(kind, _NOTHING)

    def __bool__(self) -> bool:
        """Is there anything that it could say?"""
        return bool(self.drop or self.found)


# ------------------------------------------------------------------ judging


def verdicts(template: Template, rows: Sequence[Row]) -> Iterator[Verdict]:
    """What the template takes out of a page that the filters would keep, in order; one verdict a row."""
    taken: dict[int, Verdict] = {}
    for verdict in _all(template, rows):
        row = rows[verdict.row]
        if row.key not in template.keep:
            taken.setdefault(verdict.row, verdict)
    yield from sorted(taken.values())


def _all(template: Template, rows: Sequence[Row]) -> Iterator[Verdict]:
    mine = Seen(template.articles, 1.0)
    lines, paragraphs, titles = template.of("lines"), template.of("paragraphs"), template.of("titles")
    regions, shapes = template.of("regions"), template.of("shapes")
    headline = {row.key for row in rows if row.part == HEADLINE}
    for place, row in enumerate(rows):
        if row.part == CHROME:
            continue
        if row.key in template.drop:
            yield Verdict(place, "drop", row.key, mine)
        if row.part == HEADLINE and row.key in titles:
            yield Verdict(place, "titles", row.key, titles[row.key])
        if row.part != BODY:
            continue
        seen = (paragraphs if row.prose else lines).get(row.key)
        if seen is not None and row.key not in headline:
            yield Verdict(place, "paragraphs" if row.prose else "lines", row.key, seen)
        for name in row.regions:
            if name in regions:
                yield Verdict(place, "regions", name, regions[name])
        if shapes and not row.prose:
            shape = outline(row.key)
            if shape in shapes:
                yield Verdict(place, "shapes", shape, shapes[shape])
    yield from _outside(template.of("article"), rows)
    yield from _beyond(template.of("after"), rows)
    yield from _hanging(template.of("below"), lines, rows)


def _prose(rows: Sequence[Row]) -> list[int]:
    return [row.width if row.prose and row.part == BODY else 0 for row in rows]


def _outside(article: Mapping[str, Seen], rows: Sequence[Row]) -> Iterator[Verdict]:
    """Body outside the element that holds the article, if most of this page's prose is in it."""
    widths = _prose(rows)
    for name, seen in article.items():
        held = sum(width for row, width in zip(rows, widths, strict=True) if name in row.regions)
        if held and held >= MAIN_SHARE * sum(widths):
            for place, row in enumerate(rows):
                if row.part == BODY and name not in row.regions:
                    yield Verdict(place, "article", name, seen)


def _beyond(after: Mapping[str, Seen], rows: Sequence[Row]) -> Iterator[Verdict]:
    """Body after the line at which articles are over, if most of the page's prose stands before it."""
    if not after:
        return
    widths = _prose(rows)
    least = MAIN_SHARE * sum(widths)
    passed = 0
    end = -1
    for place, (row, width) in enumerate(zip(rows, widths, strict=True)):
        if end >= 0:
            if row.part == BODY:
                yield Verdict(place, "after", rows[end].key, after[rows[end].key])
        elif passed and passed >= least and row.key in after:
            end = place
        passed += width


def _hanging(headers: Mapping[str, Seen], lines: Mapping[str, Seen], rows: Sequence[Row]) -> Iterator[Verdict]:
    """Short lines below a header that always has such lines below it."""
    if not headers:
        return
    for place, row in enumerate(rows):
        seen = headers.get(row.key)
        if seen is None:
            continue
        for below in range(place + 1, min(len(rows), place + 1 + seen.lines)):
            if rows[below].prose or rows[below].key in lines:
                break
            if rows[below].part == BODY:
                yield Verdict(below, "below", row.key, seen)


# ------------------------------------------------------------------ the file


def file_name(host: str) -> str:
    """The name of a host's file.

    >>> file_name("example.com")
    'example.com.toml'
    """
    return quote(host, safe="") + SUFFIX


def written(template: Template) -> str:
    """A template as TOML."""
    what = f"{template.pages} pages" if template.about <= template.pages else f"a sample of {template.pages} of some {template.about} pages"
    out = [
        f"# What repeats on the pages of {template.host} and is not article. Learned from {what} by `boilerstrip learn`.",
        "# `keep` and `drop` are yours: lines to keep or to drop whatever was learned; learning again leaves them as they are.",
        "# Everything else is learned again. on: articles it stands on; sure: how sure it is chrome, 0 to 1.",
        f"format = {FORMAT}",
        f"host = {_quoted(template.host)}",
        f"pages = {template.pages}",
        f"articles = {template.articles}",
        f"about = {template.about}",
        f"keep = {_list(template.keep)}",
        f"drop = {_list(template.drop)}",
        f"refused = {_list(template.refused)}",
    ]
    for kind, what in KINDS.items():
        found = template.of(kind)
        if found:
            out += ["", f"# {what}", f"[{kind}]"]
            for entry, seen in found.items():
                more = f", lines = {seen.lines}" if seen.lines else ""
                out.append(f"{_quoted(entry)} = {{ on = {seen.on}, sure = {seen.sure}{more} }}")
    return "\n".join(out) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's, which also escapes what TOML wants escaped, but for the delete character and lone surrogates."""
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Sequence[str]) -> str:
    return "[" + "".join(f"\n    {_quoted(text)}," for text in texts) + ("\n]" if texts else "]")


def save(template: Template, folder: Path) -> Path:
    """Write a template into a folder, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / file_name(template.host)
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        draft.write_text(written(template), encoding="utf-8", newline="\n")
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return place


def load(place: Path) -> Template:
    """Read a template.

    Raises:
        TemplateError: with the file, the field and the cure.
    """
    import tomllib  # 6 ms, and most processes have no templates

    try:
        data = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise TemplateError(f"{place}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"{place}: not valid TOML: {error}; correct it, or delete the file and learn again") from error
    if data.get("format") != FORMAT:
        raise TemplateError(f"{place}: format = {data.get('format')!r}, and this version reads {FORMAT}; learn again to write it anew")
    host = data.get("host")
    if not isinstance(host, str) or file_name(host) != place.name:
        raise TemplateError(
            f"{place}: host = {host!r} does not fit the file's name: name the file {file_name(str(host))}, or correct the host"
        )
    known = {"format", "host", "pages", "articles", "about", "keep", "drop", "refused", *KINDS}
    unknown = sorted(set(data) - known)
    if unknown:
        raise TemplateError(f"{place}: unknown field {unknown[0]!r}; known are: {', '.join(sorted(known))}")
    pages, articles, about = (_number(place, name, data.get(name, 0)) for name in ("pages", "articles", "about"))
    keep, drop, refused = (_texts(place, name, data.get(name, [])) for name in ("keep", "drop", "refused"))
    found = {kind: _entries(place, kind, data[kind]) for kind in KINDS if kind in data}
    return Template(host, pages, articles, about, keep, drop, refused, found)


def _number(place: Path, name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TemplateError(f"{place}: {name} = {value!r} must be a whole number, 0 or more")
    return value


def _texts(place: Path, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TemplateError(f"{place}: {name} must be a list of strings, one per line to {name}")
    return tuple(value)


def _entries(place: Path, kind: str, value: object) -> dict[str, Seen]:
    if not isinstance(value, dict):
        raise TemplateError(f'{place}: {kind} must be a table of entries like "Read more" = {{ on = 14, sure = 0.93 }}')
    found = {}
    for entry, seen in value.items():
        fits = isinstance(seen, dict) and {"on", "sure"} <= set(seen) <= {"on", "sure", "lines"}
        if not fits or not isinstance(seen["sure"], (int, float)) or not 0 <= seen["sure"] <= 1:
            raise TemplateError(f"{place}: [{kind}] {entry!r} = {seen!r}: want {{ on = 14, sure = 0.93 }} with sure from 0 to 1")
        on, lines = (_number(place, f"[{kind}] {entry!r}: {name}", seen.get(name, 0)) for name in ("on", "lines"))
        found[entry] = Seen(on, float(seen["sure"]), lines)
    return found
