"""Plain-text dumps of HTML pages in every style that dumps come in, to train on.

    innertext     what a browser's innerText gives: no style sheets, so by the rules for elements
    gettext       BeautifulSoup's get_text("\\n"): every text node is a line
    inscriptis    inscriptis.get_text: indented, bulleted
    seedlike      blocks on lines of their own, nested lists indented, inline texts glued
    wet           Common Crawl's WET files: the title, then one line a block
    resili        Resiliparse, the whole page
    resilimain    Resiliparse, main content, formatting kept: how large corpora, and the seed capture, are made
    markdown      html2text

and from the gold alone, so that clean captures are left as they are:

    clean         headline and body (sometimes captions)
    bodyonly      the body

Traits that vary between the makers' versions and settings (indentation, blank lines, glue, bullets) are drawn by a hash of the
page's key, so that the same page always renders the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import lxml.html

from training.align import Gold

STYLES = ("resilimain", "innertext", "gettext", "inscriptis", "seedlike", "wet", "resili", "markdown")
GOLD_STYLES = ("clean", "bodyonly")


class Traits:
    """Repeatable draws for one page and style.

    >>> Traits("wet", "page 1").share("title") == Traits("wet", "page 1").share("title")
    True
    """

    def __init__(self, style: str, key: str) -> None:
        self.seed = f"{style}\0{key}\0"

    def share(self, trait: str) -> float:
        """A number from 0 up to 1."""
        digest = hashlib.blake2b((self.seed + trait).encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64

    def chance(self, trait: str, probability: float) -> bool:
        """True with this probability."""
        return self.share(trait) < probability

    def pick(self, trait: str, values: tuple[Any, ...]) -> Any:
        """One of the values, all alike probable."""
        return values[int(self.share(trait) * len(values))]


# ---------------------------------------------------------------------- a walk that lays text out in lines

UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "svg", "canvas", "object", "video", "audio", "math", "map", "input",
     "textarea", "datalist", "link", "meta", "embed", "frameset")
)  # fmt: skip
BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
     "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot",
     "thead", "tr", "ul")
)  # fmt: skip
LISTS = frozenset(("ul", "ol", "menu", "dir"))
#: Elements with a margin above and below, hence a blank line.
MARGIN = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "dl", "hr", "figure"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: React sends late parts of a page in <div hidden id="S:1f"> and a script moves them into place: a reader sees them.
_STREAMED = re.compile(r"S:[0-9a-f]+$")
#: Class names that nearly every style sheet gives display:none.
_HIDDEN_CLASSES = frozenset(("hidden", "d-none", "hide", "is-hidden", "u-hidden", "display-none", "invisible", "print-only"))
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class Rules(NamedTuple):
    """How the walk lays out."""

    hidden: bool = False
    """Show what is hidden by attribute or inline style."""
    hidden_classes: bool = True
    """Show what is hidden by a well-known class name."""
    margins: frozenset[str] = MARGIN
    list_margins: bool = True
    """A blank line round an outermost list."""
    cell: str = "\t"
    """Between the cells of a row."""
    options: bool = False
    """Show the options of a select."""
    glue: bool = False
    """Drop the white space between sibling elements that have no text between them, as minified sources do."""


class Line(NamedTuple):
    """One laid-out line."""

    text: str
    depth: int
    """Lists round it."""
    gap: bool
    """A margin stands before it."""
    part: bool
    """Inside the article part."""


def tree_of(html: str) -> Any:
    """The page as an lxml tree; an empty page has an empty body."""
    try:
        return lxml.html.document_fromstring(_XML_DECLARATION.sub("", html) or "<html><body></body></html>")
    except (lxml.etree.ParserError, ValueError):
        return lxml.html.document_fromstring("<html><body></body></html>")


def lay_out(root: Any, rules: Rules, part: Any = None) -> list[Line]:
    """Lay out a tree in lines. Explicit stack: pages nest deeper than Python's."""
    lines: list[Line] = []
    pieces: list[str] = []
    gap = False
    depth = inside = preformatted = 0

    def flush() -> None:
        nonlocal gap
        for text in "".join(pieces).split("\n"):
            text = text.strip(" \t\f")
            if text:
                lines.append(Line(text, depth, gap, inside > 0))
                gap = False
        pieces.clear()

    def add(text: str | None) -> None:
        if not text:
            return
        if not preformatted:
            text = _SPACES.sub(" ", text)
            if text[0] == " " and (not pieces or pieces[-1].endswith((" ", "\n"))):
                text = text[1:]
        if text:
            pieces.append(text)

    stack: list[tuple[Any, bool, bool]] = [(root, False, False)]  # element, leaving it?, drop its tail if blank?
    while stack:
        element, leaving, glued = stack.pop()
        tag = element.tag
        seen = isinstance(tag, str) and _seen(element, tag, rules)
        if seen and not leaving:
            if tag == "br":
                pieces.append("\n")
            else:
                block = tag in BLOCKS
                if block:
                    flush()
                    gap |= tag in rules.margins or (rules.list_margins and tag in LISTS and depth == 0)
                elif tag in {"td", "th"} and pieces and pieces[-1].strip(" "):
                    pieces.append(rules.cell)
                depth += tag in LISTS
                inside += element is part
                preformatted += tag == "pre"
                add(element.text)
                stack.append((element, True, glued))
                kids = list(element)
                bare = rules.glue and not (element.text or "").strip() and not any((kid.tail or "").strip() for kid in kids)
                stack.extend((kid, False, bare) for kid in reversed(kids))
                continue
        if seen and leaving:
            if tag in BLOCKS:
                flush()
                gap |= tag in rules.margins or (rules.list_margins and tag in LISTS and depth == 1)
            depth -= tag in LISTS
            inside -= element is part
            preformatted -= tag == "pre"
        if element is not root and not (glued and not (element.tail or "").strip()):
            add(element.tail)
    flush()
    return lines


def _seen(element: Any, tag: str, rules: Rules) -> bool:
    if tag in UNSEEN or (tag == "select" and not rules.options):
        return False
    if not rules.hidden:
        get = element.get
        if get("hidden") is not None and not _STREAMED.match(get("id") or ""):
            return False
        if (style := get("style")) and _HIDDEN_STYLE.search(style):
            return False
    if not rules.hidden_classes:
        classes = element.get("class")
        if classes and not _HIDDEN_CLASSES.isdisjoint(classes.split()):
            return False
    return True


# ---------------------------------------------------------------------- the styles


def _innertext(html: str, traits: Traits) -> str:
    """innerText: blank lines round <p> only, tabs between cells, nothing indented."""
    rules = Rules(
        hidden_classes=traits.chance("classes", 0.3), margins=frozenset(("p",)), list_margins=False, options=traits.chance("options", 0.7)
    )
    blank = not traits.chance("tight", 0.1)
    body = next(iter(tree_of(html).iter("body")), None)
    out: list[str] = []
    for line in [] if body is None else lay_out(body, rules):
        if line.gap and out and blank:
            out.append("")
        out.append(line.text)
    return "\n".join(out)


_UNREAD = frozenset(("script", "style", "noscript", "template"))


def _gettext(html: str, traits: Traits) -> str:
    """get_text("\\n"): a line per text node, broken at every link and <b>; line breaks of the source kept."""
    dropped = _UNREAD if not traits.chance("noscript", 0.1) else _UNREAD - {"noscript"}
    texts = list(_text_nodes(tree_of(html), dropped))
    if traits.chance("strip", 0.35):
        return "\n".join(stripped for text in texts if (stripped := text.strip()))
    text = "\n".join(texts)
    return re.sub(r"\n\s*\n+", "\n\n", text) if traits.chance("squeeze", 0.2) else text


def _text_nodes(root: Any, dropped: frozenset[str]) -> Iterator[str]:
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, tail = stack.pop()
        if tail:
            if element.tail:
                yield element.tail
            continue
        if element is not root:
            stack.append((element, True))
        if isinstance(element.tag, str) and element.tag not in dropped:
            if element.text:
                yield element.text
            stack.extend((kid, False) for kid in reversed(element))


def _inscriptis(html: str, traits: Traits) -> str:
    from inscriptis import get_text  # type: ignore[import-untyped]
    from inscriptis.css_profiles import CSS_PROFILES  # type: ignore[import-untyped]
    from inscriptis.model.config import ParserConfig  # type: ignore[import-untyped]

    config = ParserConfig(css=CSS_PROFILES["strict" if traits.chance("strict", 0.25) else "relaxed"], display_links=False)
    return str(get_text(_XML_DECLARATION.sub("", html), config))


def _article_part(tree: Any) -> Any:
    """The element round the first heading that holds the article, else <main> or <article>; None where there is none."""
    for heading in tree.iter("h1"):
        up = heading.getparent()
        while up is not None and up.tag in {"div", "header", "hgroup", "section", "span"} and len(up.text_content()) < SMALL_PART:
            up = up.getparent()
        if up is not None and up.tag not in {"body", "html"}:
            return up
    return next(iter(tree.iter("main", "article")), None)


SMALL_PART = 1500
"""Characters: an element that holds less than this is the heading's wrapper and not the article."""


def _seedlike(html: str, traits: Traits) -> str:
    """Nested lists, and mostly the article part as a whole, indented; blank lines round paragraphs."""
    tree = tree_of(html)
    unit = " " * traits.pick("unit", (4, 4, 2, 3))
    if traits.chance("tabs", 0.08):
        unit = "\t"
    part = _article_part(tree) if traits.chance("part", 0.7) else None
    blank = not traits.chance("tight", 0.1)
    rules = Rules(glue=traits.chance("glue", 0.5), cell=traits.pick("cell", ("\t\t", " ", "")), options=traits.chance("options", 0.2))
    out: list[str] = []
    for line in lay_out(tree, rules, part):
        if line.gap and out and blank:
            out.append("")
        out.append(unit * (max(0, line.depth - 1) + line.part) + line.text)
    return "\n".join(out)


def _wet(html: str, traits: Traits) -> str:
    """The title, then a line per block; hidden parts too."""
    tree = tree_of(html)
    options, glue = traits.chance("options", 0.5), traits.chance("glue", 0.2)
    rules = Rules(hidden=True, options=options, cell=traits.pick("cell", ("\t", " ", "")), glue=glue)
    title = next((_SPACES.sub(" ", t.text_content()).strip() for t in tree.iter("title")), "")
    lines = [_SPACES.sub(" ", line.text).strip() for line in lay_out(tree, rules)]
    return "\n".join(([title] if title and not traits.chance("untitled", 0.15) else []) + lines)


def _resiliparse(html: str, traits: Traits, main: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    text = str(
        extract_plain_text(
            html, preserve_formatting=True, main_content=main, list_bullets=traits.chance("bullets", 0.15),
            alt_texts=traits.chance("alt", 0.1), comments=not traits.chance("no comments", 0.2),
        )
    )  # fmt: skip
    if traits.chance("indent", 0.15):  # as the seed: all but the first lines are indented
        lines, keep, indent = text.split("\n"), traits.pick("keep", (0, 1, 2, 3)), " " * traits.pick("unit", (2, 4, 4, 8))
        text = "\n".join(lines[:keep] + [indent + line if line.strip() else line for line in lines[keep:]])
    return text


def _resilimain(html: str, traits: Traits) -> str:
    return _resiliparse(html, traits, main=True)


def _resili(html: str, traits: Traits) -> str:
    return _resiliparse(html, traits, main=False)


def _markdown(html: str, traits: Traits) -> str:
    import html2text

    maker = html2text.HTML2Text()
    maker.body_width = traits.pick("width", (0, 0, 0, 78))
    maker.ignore_links = traits.chance("links", 0.6)
    maker.ignore_images = traits.chance("images", 0.8)
    maker.ignore_emphasis = traits.chance("emphasis", 0.4)
    return maker.handle(html)


_MAKERS: dict[str, Callable[[str, Traits], str]] = {
    "resilimain": _resilimain, "innertext": _innertext, "gettext": _gettext, "inscriptis": _inscriptis, "seedlike": _seedlike,
    "wet": _wet, "resili": _resili, "markdown": _markdown,
}  # fmt: skip


def render(html: str, style: str, key: str) -> str:
    """Render a page as a plain-text dump.

    Args:
        html: the page, decoded.
        style: one of STYLES.
        key: the page's id; the same key draws the same traits.

    Raises:
        ValueError: for an unknown style.
        ImportError: where the style's maker (inscriptis, resiliparse, html2text) is not installed.

    >>> page = "<title>News</title><ul><li>Home<li>Sport</ul><h1>Bridge closes</h1><p>It <b>will</b> close.<p>On Monday."
    >>> print(render(page, "innertext", "example"))
    Home
    Sport
    Bridge closes
    <BLANKLINE>
    It will close.
    <BLANKLINE>
    On Monday.
    """
    if style not in _MAKERS:
        raise ValueError(f"no style {style!r}; there are {', '.join(STYLES)} (and from the gold: {', '.join(GOLD_STYLES)})")
    return "\n".join(_MAKERS[style](html, Traits(style, key)).splitlines())


def render_gold(gold: Gold, style: str, key: str) -> str:
    """A clean capture: headline and body ("clean"), or the body alone ("bodyonly"); empty where there is no gold body.

    >>> print(render_gold(Gold(body="It closes.", headline="Bridge closes"), "clean", "a"))
    Bridge closes
    <BLANKLINE>
    It closes.
    """
    if style not in GOLD_STYLES:
        raise ValueError(f"no style {style!r}; there are {', '.join(GOLD_STYLES)}")
    traits = Traits(style, key)
    paragraphs = [text for line in (gold.body or "").splitlines() if (text := line.strip())]
    if not paragraphs:
        return ""
    if style == "clean":
        if gold.captions and traits.chance("captions", 0.3):
            place = int(traits.share("place") * (1 + len(paragraphs)))
            paragraphs[place:place] = gold.captions[:3]
        if gold.headline:
            paragraphs.insert(0, gold.headline)
    indent = " " * traits.pick("unit", (4, 2)) if traits.chance("indent", 0.15) else ""
    separator = "\n" if traits.chance("tight", 0.3) else "\n\n"
    return separator.join(indent + " ".join(text.split()) for text in paragraphs)
