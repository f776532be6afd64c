"""walk_python: the tree of a page -> its blocks, in one pass; the plain one, which reads the tree node by node.

A block is the run of text between two block-level boundaries; `<br>` ends one too, inline elements do not. The walk keeps its
own stack (a million nested tags are a long loop, not a deep one) and looks at every node once. What no reader sees is
passed over. _walk.pyx does the same many times faster and is asked first where it was built; what it does is defined here.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from boilerstrip.block import Block, Kind, Path
from boilerstrip.dom import Node
from boilerstrip.page import Image

#: Elements whose content no reader sees, and the readings that `<ruby>` prints above characters: in the line they would split its words.
UNSEEN = frozenset(
    "script style template noscript iframe object embed svg canvas audio video map select datalist textarea "
    "head frameset applet noembed noframes param track source rt rp rtc".split()
)  # fmt: skip

#: Elements that give a kind to the text in them; other block-level elements leave it that of the element around.
_KINDS: dict[str, Kind] = {
    **dict.fromkeys("article aside body footer form header html main nav section table tbody tfoot thead dl".split(), Kind.PARAGRAPH),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), Kind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), Kind.FIGCAPTION),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), Kind.CODE),
    "blockquote": Kind.QUOTE,
    "tr": Kind.CELL,
}
_OTHER_BLOCKS = (
    "address center details dialog dir div fieldset figure hgroup hr legend menu ol optgroup option p search summary ul "
    "button marquee amp-carousel amp-sidebar".split()
)
_CELLS = ("td", "th")
_LISTS = ("ul", "ol", "menu", "dir")
_SPACED = "p h1 h2 h3 h4 h5 h6 blockquote pre table dl hr figure ul ol article section".split()

#: Block-level elements: the kind (or None) and heading level that they give, whether they are a list, whether space stands before them.
BLOCKS: dict[str, tuple[Kind | None, int, bool, bool]] = {
    tag: (_KINDS.get(tag), int(tag[1]) if _KINDS.get(tag) is Kind.HEADING else 0, tag in _LISTS, tag in _SPACED)
    for tag in (*_KINDS, *_OTHER_BLOCKS, *_CELLS)
}

#: What the walk does with an element. Those not named here are inline, and their attributes are read.
PLAIN, BOLD, BREAK, PASS, NOTE, LINK, IMAGE, HEAD, INLINE, BLOCK, CELL = range(11)
#: Kinds of text that inline elements do not part, whatever their style: lines of code and rows of tables.
WHOLE = (Kind.CODE, Kind.CELL)
#: Added to what an inline element is opened as where its style has it stand on lines of its own.
ALONE = 16
ACTIONS: dict[str, int] = {
    # inline elements that carry nothing a rule could ask for; not reading their attributes saves 0.2 ms a page
    **dict.fromkeys("i em u wbr sub sup small big font s strike tt code kbd var abbr q".split(), PLAIN),
    **dict.fromkeys(("b", "strong"), BOLD),
    "br": BREAK,
    **dict.fromkeys(("-comment", "-doctype", "-cdata", "-", "!doctype", "!--", "input"), PASS),
    **dict.fromkeys(UNSEEN, PASS),
    **dict.fromkeys(("script", "head", "noscript"), NOTE),
    **dict.fromkeys(BLOCKS, BLOCK),
    **dict.fromkeys(_CELLS, CELL),
    "a": LINK,
    **dict.fromkeys(("img", "amp-img"), IMAGE),
    **dict.fromkeys(("meta", "link", "title"), HEAD),
}

#: Cells of one table row are one block while all are shorter than this; a longer one is a piece of page layout
#: (the tables of 2003), where a menu must not be glued to the article.
CELL_CHARS = 60

#: Path elements deeper than this share their ancestor's path; browsers stop nesting at 512.
DEEPEST = 512

Attributes = dict[str, str | None]


#: A block-level element, its path, the kind and level that text right in it has, and how many lists it is in.
_Inside: TypeAlias = tuple[Node, Path | None, Kind, int, int]


class Walk:
    """One pass over the tree; everything found is in the attributes afterwards. `hidden_too`: with what is hidden, and in `<noscript>`."""

    def __init__(self, root: Node | None, *, hidden_too: bool) -> None:
        self.blocks: list[Block] = []
        self.owners: list[Node] = []
        """Per block the element that holds it."""
        self.images: list[Image] = []
        self.metas: list[Attributes] = []
        self.scripts: list[str] = []
        """Sources of JSON-LD."""
        self.title = self.canonical = self.lang = ""
        self.chars = 0
        if root is not None:
            attributes = root.attributes
            self.lang = attributes.get("lang") or attributes.get("xml:lang") or ""
            self._go(root, UNSEEN - {"noscript"} if hidden_too else UNSEEN, hidden_too)

    def _go(self, root: Node, unseen: frozenset[str], hidden_too: bool) -> None:
        action_of = ACTIONS.get
        # the block-level element that the walk is in, and those around it
        inside: _Inside = (root, None, Kind.PARAGRAPH, 0, 0)
        outer: list[_Inside] = []
        # of the block that is being read; all are empty until it has text
        pieces: list[str] = []
        linked = bold = 0
        leaf: tuple[str, Attributes] | None = None  # the inline element that holds all of it so far
        gap = False
        in_link = in_bold = 0
        inline: list[tuple[str, Attributes]] = []  # open inline elements with attributes
        stack: list[tuple[Node, int]] = []  # open elements, and as what they were opened
        node: Node | None = root
        while True:
            if node is None:
                if not stack:
                    break
                node, action = stack.pop()
                if BLOCK <= action < ALONE:
                    if pieces:
                        if action == CELL:
                            pieces.append("\t")
                        else:
                            self._flush(pieces, inside, gap, linked, bold, leaf)
                            pieces, linked, bold, leaf, gap = [], 0, 0, None, False
                    inside = outer.pop()
                else:
                    if action & ALONE:
                        action ^= ALONE
                        if pieces:
                            self._flush(pieces, inside, gap, linked, bold, leaf)
                            pieces, linked, bold, leaf, gap = [], 0, 0, None, False
                    if action == LINK:
                        in_link -= 1
                    elif action == BOLD:
                        in_bold -= 1
                    elif action == INLINE:
                        inline.pop()
                node = node.next if stack else None
                continue
            tag = node.tag or "-"
            if tag == "-text":  # two nodes of three, and most of them white space
                text = node.text_content or ""
                if text.isspace():
                    if pieces:
                        pieces.append(text)
                elif text:
                    if not pieces:
                        leaf = inline[0] if inline else None
                    elif leaf is not None and (not inline or inline[0] is not leaf):
                        leaf = None
                    pieces.append(text)
                    if in_link:
                        linked += len(text)
                    if in_bold:
                        bold += len(text)
                node = node.next
                continue
            action = action_of(tag, INLINE)
            if action >= BLOCK:
                attributes = node.attributes
                styled = attributes and ("style" in attributes or "hidden" in attributes)
                if styled and not hidden_too and tag not in ("body", "html") and hidden(attributes):
                    node = node.next
                    continue
                outer.append(inside)
                _, path, kind, level, lists = inside
                own_kind, own_level, listed, spaced = BLOCKS[tag]
                if action == BLOCK:
                    if pieces:
                        self._flush(pieces, inside, gap, linked, bold, leaf)
                        pieces, linked, bold, leaf, gap = [], 0, 0, None, False
                    if spaced:
                        gap = True
                    if own_kind is not None:
                        kind, level = own_kind, lists if own_kind is Kind.LIST_ITEM else own_level
                    lists += listed
                if path is None or path.depth < DEEPEST:
                    path = _step(path, tag, attributes) if attributes else Path(path, tag)
                inside = node, path, kind, level, lists
            elif action == INLINE or action == LINK:
                attributes = node.attributes
                if attributes and ("style" in attributes or "hidden" in attributes) and not hidden_too and hidden(attributes):
                    node = node.next
                    continue
                apart = attributes and "style" in attributes and inside[2] not in WHOLE and alone(attributes["style"])
                if apart and pieces:
                    self._flush(pieces, inside, gap, linked, bold, leaf)
                    pieces, linked, bold, leaf, gap = [], 0, 0, None, False
                if action == LINK:
                    in_link += 1
                elif attributes:
                    inline.append((tag, attributes))
                else:
                    action = PLAIN
                if apart:
                    action |= ALONE
            elif action == BOLD:
                in_bold += 1
            elif action != PLAIN and not (action == NOTE and tag not in unseen):
                if action == BREAK:
                    if pieces:
                        self._flush(pieces, inside, gap, linked, bold, leaf)
                        pieces, linked, bold, leaf, gap = [], 0, 0, None, False
                    else:
                        gap = True
                elif action == IMAGE:
                    self._image(node.attributes)
                elif action == NOTE:
                    self._note(node, tag)
                elif action == HEAD:
                    self._head(node, tag, node.attributes)
                node = node.next
                continue
            child = node.first_child
            stack.append((node, action))
            node = child
        if pieces:
            self._flush(pieces, inside, gap, linked, bold, leaf)

    def _flush(self, pieces: list[str], inside: _Inside, gap: bool, linked: int, bold: int, leaf: tuple[str, Attributes] | None) -> None:
        """Make a block of the pieces read since the last boundary (several of a table row with long cells, or of code)."""
        source = pieces[0] if len(pieces) == 1 else "".join(pieces)
        node, path, kind, level, _ = inside
        if leaf is not None:
            path = _step(path, *leaf)
        blocks = self.blocks
        if kind is Kind.CODE or (kind is Kind.CELL and "\t" in source):
            texts = source.splitlines() if kind is Kind.CODE else cells(source)
            total = max(1, sum(map(len, texts)))
            for raw in texts:
                text = raw.strip()
                if text:
                    chars = len(text)
                    shares = min(chars, linked * chars // total), min(chars, bold * chars // total)
                    indent = len(raw) - len(raw.lstrip()) if kind is Kind.CODE else 0
                    blocks.append(_NEW(Block, (len(blocks), text, kind, level, -1, _NOWHERE, indent, gap, *shares, path)))
                    self.owners.append(node)
                    self.chars += chars
                    gap = False
                else:
                    gap = True
            return
        text = " ".join(source.split())
        chars = len(text)
        if linked > chars:
            linked = chars
        if bold > chars:
            bold = chars
        blocks.append(_NEW(Block, (len(blocks), text, kind, level, -1, _NOWHERE, 0, gap, linked, bold, path)))
        self.owners.append(node)
        self.chars += chars

    def _note(self, node: Node, tag: str) -> None:
        """Keep what an unseen element tells: the head's facts, JSON-LD, the images of `<noscript>`."""
        if tag == "script":
            if "ld+json" in (node.attributes.get("type") or ""):
                child = node.first_child
                self.scripts.append((child.text_content if child is not None else "") or "")
        elif tag in ("head", "noscript"):
            child = node.first_child
            while child is not None:
                name = child.tag or ""
                if name in ("meta", "link", "title", "script"):
                    if name == "script":
                        self._note(child, name)
                    else:
                        self._head(child, name, child.attributes)
                elif ACTIONS.get(name) == IMAGE:
                    self._image(child.attributes)
                child = child.next

    def _head(self, node: Node, tag: str, attributes: Attributes) -> None:
        if tag == "meta":
            self.metas.append(attributes)
        elif tag == "title":
            child = node.first_child
            if child is not None and not self.title:
                self.title = child.text_content or ""
        elif (attributes.get("rel") or "").lower() == "canonical":
            self.canonical = self.canonical or attributes.get("href") or ""

    def _image(self, attributes: Attributes) -> None:
        alt = attributes.get("alt")
        if alt:
            src = attributes.get("data-src") or attributes.get("data-lazy-src") or attributes.get("data-original") or attributes.get("src")
            self.images.append(Image(src or "", " ".join(alt.split()), len(self.blocks)))


#: Making a named tuple without its keyword handling takes a third of the time, and there are hundreds a page.
_NEW = tuple.__new__
_NOWHERE = (-1, -1)


def cells(source: str) -> list[str]:
    """The cells of a table row: one text, parted by tabs, where all are short."""
    cells = [" ".join(cell.split()) for cell in source.split("\t")]
    cells = [cell for cell in cells if cell]
    return cells if any(len(cell) >= CELL_CHARS for cell in cells) else ["\t".join(cells)]


#: What a closed panel is called by its role, or by its id or class. Of the prose in panels so named 65 % is content on the development
#: pages with gold; of what is hidden otherwise 10 %.
_PANEL_ROLES = ("tabpanel", "region")
_PANEL = re.compile(r"accordion|tab-?panel|answer|faq", re.IGNORECASE)


def hidden(attributes: Attributes) -> bool:
    """Does the element say of itself that it is not shown, nor is the closed panel of a tab or an accordion, which a reader opens?"""
    if "hidden" in attributes:
        # React streams visible content in hidden boxes called S:0, S:1 ... (32 of 2,232 development pages)
        if attributes["hidden"] == "until-found" or (attributes.get("id") or "").startswith("S:"):
            return False
    else:
        style = attributes.get("style")
        if not style or "none" not in style or "display:none" not in style.replace(" ", "").lower():
            return False
    role = attributes.get("role")
    if role is None and "hidden" in attributes and "aria-labelledby" in attributes:
        return False
    named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return role not in _PANEL_ROLES and not _PANEL.search(named)


_ALONE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)\s*(?:!|;|$)")
_BESIDE = re.compile(r"(?:^|;)\s*(?:float|position)\s*:")


def alone(style: str | None) -> bool:
    """Does an inline element with this style stand on lines of its own? The words around 1 of 150 development pages' would be glued.

    What floats may be the first letter of a word.

    >>> alone("color: red; display: block"), alone("display:inline-block"), alone("float:left; display:block")
    (True, False, False)
    """
    return style is not None and "display" in style and _ALONE.search(style) is not None and not _BESIDE.search(style)


def _step(parent: Path | None, tag: str, attributes: Attributes) -> Path:
    if not attributes:
        return Path(parent, tag)
    path = Path(parent, tag, attributes.get("id") or "", attributes.get("class") or "")
    role, itemprop = attributes.get("role"), attributes.get("itemprop")
    if role or itemprop:
        path.role = f"{role or ''} {itemprop or ''}".strip()
    return path
