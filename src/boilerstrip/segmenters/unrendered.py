"""unrendered: pages whose article is not in their markup yet, but waits in a script or an attribute for a script to put it there.

What such a page holds as data is HTML all the same: `articleBody` of JSON-LD, or strings of JSON with paragraphs in them (state handed
over for hydration, and the like). It is put where a browser would show it, and the page is read again. Everything here is linear in
the page's size, and is asked only of pages that show next to no prose.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape

from boilerstrip.dom import Tree
from boilerstrip.page import Page

#: A page that says it has an article and shows less prose than this (width of its sentence-shaped blocks) may hold it in a script: 31 of
#: 2,831 development pages, and 5 do. All 5 articles were missing. Without asking whether there is an article, the data of 5 shops and
#: listings was read as well: product texts, wrong on four.
LITTLE = 600
#: What waits must have so many times as much text as the page shows prose, and at least LITTLE; of those 5 it has 7 times and more.
MUCH_MORE = 3

_SHADOW = " shadowrootmode="
_TEMPLATE = re.compile(r"</template>|<template\b[^<>]*+>")
#: Fewer paragraphs than this in a script are no article.
_FEW = 3
_PARAGRAPH_END = re.compile(r"/p(?:>|\\+u003e|\\x3e|&gt;)", re.IGNORECASE)
#: A string of JSON or JavaScript. One that is not closed goes on to the end, so that no quote is looked for twice.
_STRING = re.compile(r""""((?:[^"\\]|\\.)*+)(?:"|\Z)|'((?:[^'\\]|\\.)*+)(?:'|\Z)""", re.DOTALL)
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|section)\b", re.IGNORECASE)
#: JSON within strings within JSON: state, in a call, in a stream.
_DEEPEST = 3
_LONGEST_KEY = 60
#: Shorter strings are names and addresses.
_SHORT = 40


def prose_of(page: Page) -> int:
    """How much prose a page shows: the width of its sentence-shaped blocks."""
    width = page.width
    return sum([width[index] for index in page.sentences])


def opened(markup: str) -> str | None:
    """The page's markup with its declarative shadow trees as what they show, a part of it; None where it has none."""
    if _SHADOW not in markup:
        return None
    shown: list[bool] = []  # of each template that is open

    def replaced(tag: re.Match[str]) -> str:
        if tag[0][1] == "/":
            return "</div>" if shown and shown.pop() else tag[0]
        shown.append(_SHADOW in tag[0])
        return "<div>" if shown[-1] else tag[0]

    return _TEMPLATE.sub(replaced, markup)


def rendered(tree: Tree, markup: str, page: Page, read: Callable[[str], Page]) -> str | None:
    """The page's markup with the article in it that its data holds; None where that holds none.

    Args:
        tree: the page's.
        markup: what the tree is as HTML.
        page: what it shows.
        read: cuts a piece of HTML into blocks.
    """
    if page.facts.og_type != "article" and not page.facts.headline:
        return None  # it does not say that it has an article
    end = markup.rfind("</body>")
    if end < 0:
        return None
    enough = max(LITTLE, MUCH_MORE * prose_of(page))

    def sized(html: str) -> tuple[int, str]:
        return sum(width for width in read(html).width if width >= _SHORT) if html else 0, html

    size, article = sized(_paragraphs(page.facts.article_body))
    if size < enough:
        size, article = max((sized(html) for html in _waiting(tree.data(markup))), default=(0, ""))
        if size < enough:
            return None
    headline = page.facts.headline or page.facts.og_title
    heading = f"<h1>{escape(headline)}</h1>" if headline and "<h1" not in markup else ""
    return f"{markup[:end]}<article>{heading}{article}</article>{markup[end:]}"


def _paragraphs(text: str) -> str:
    """A text as HTML: as it is, if it is HTML; else its lines as paragraphs."""
    if _MARKUP.search(text):
        return text
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _waiting(sources: Iterable[str]) -> Iterator[str]:
    """What may be the article: of each script or attribute that holds paragraphs, those strings that bear the same name."""
    for source in sources:
        if len(_PARAGRAPH_END.findall(source)) < _FEW:
            continue
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for key, value in _strings(source, 0):
            html = unescape(value) if "&lt;" in value and "<" not in value else value
            if "</p>" in html:
                found[key][html] = None
        yield from ("".join(fragments) for fragments in found.values())


def _strings(source: str, depth: int) -> Iterator[tuple[str, str]]:
    """The strings in a script that are not short, those within strings too, each with the name that stands before it."""
    key = ""
    for string in _STRING.finditer(source):
        double, single = string.groups()
        if double is not None and len(double) <= _LONGEST_KEY and source.startswith(":", string.end()):
            key = double
            continue
        value = _value(single or "", "'") if double is None else _value(double, '"')
        if len(value) < _SHORT:
            continue
        if depth < _DEEPEST and '"' in value and not value.lstrip().startswith(("<", "&lt;")):
            yield from _strings(value, depth + 1)
        else:
            yield key, value


def _value(literal: str, quote: str) -> str:
    """What a string literal stands for; nothing where it is none (a quote in a comment or a pattern was taken for its beginning)."""
    if len(literal) < _SHORT or "\\" not in literal:
        return literal
    if quote == "'":
        literal = literal.replace('\\"', '"').replace('"', '\\"')
    literal = _HEX.sub(r"\\u00\1", literal).replace("\\'", "'")
    try:
        return str(json.loads(f'"{literal}"', strict=False))
    except ValueError:
        return ""  # a quote in a comment or a pattern
