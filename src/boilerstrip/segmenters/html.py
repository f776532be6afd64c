"""html: HTML source -> Page, in one pass over the tree.

A block is the run of text between two block-level boundaries; `<br>` ends one too, inline elements do not. The walk keeps its
own stack (a million nested tags are a long loop, not a deep one) and looks at every node once. What no reader sees is
passed over; where that leaves next to nothing, the page is walked again with its `<noscript>` and hidden parts.
"""

from __future__ import annotations

from boilerstrip.block import Block, Kind, Path
from boilerstrip.dom import Node, Tree
from boilerstrip.page import Facts, Image, Medium, Page
from boilerstrip.segmenters.facts import facts_of

#: Elements whose content no reader sees.
UNSEEN = frozenset(
    "script style template noscript iframe object embed svg canvas audio video map select datalist textarea "
    "head frameset applet noembed noframes param track source".split()
)  # fmt: skip

#: Block-level elements, and the kind that they give to the text in them (None: that of the element around).
BLOCKS: dict[str, Kind | None] = {
    **dict.fromkeys("article aside body footer form header html main nav section table tbody tfoot thead dl".split(), Kind.PARAGRAPH),
    **dict.fromkeys("address center details dialog dir div fieldset figure hgroup hr legend menu ol optgroup option p search summary ul "
                    "button marquee amp-carousel amp-sidebar".split()),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), Kind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), Kind.FIGCAPTION),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), Kind.CODE),
    "blockquote": Kind.QUOTE,
    "tr": Kind.CELL,
}  # fmt: skip

LISTS = frozenset(("ul", "ol", "menu", "dir"))
CELLS = frozenset(("td", "th"))
SPACED = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre table dl hr figure ul ol article section".split())
BOLD = frozenset(("b", "strong"))
IMAGES = frozenset(("img", "amp-img"))
#: Inline elements that carry nothing a rule could ask for; their attributes are not read (0.2 ms a page saved).
PLAIN = frozenset("b strong i em u br wbr sub sup small big font s strike tt code kbd var abbr q".split())

#: Cells of one table row are one block while all are shorter than this; a longer one is a piece of page layout
#: (the tables of 2003), where a menu must not be glued to the article.
CELL_CHARS = 60

#: Path elements deeper than this share their ancestor's path; browsers stop nesting at 512.
DEEPEST = 512

#: A page that shows fewer characters than this is walked again with its <noscript> and hidden parts (some forums
#: and pages that are hidden until a script has run).
LEAST_CHARS = 250


def segment_html(source: str) -> Page:
    """Cut an HTML page into blocks, with its facts and images.

    >>> page = segment_html("<title>Town news</title><h1>Bridge closes</h1><p>The <b>old</b> bridge<br>closes.")
    >>> [(b.kind.value, b.text) for b in page.blocks], page.facts.title
    ([('heading', 'Bridge closes'), ('paragraph', 'The old bridge'), ('paragraph', 'closes.')], 'Town news')
    """
    tree = Tree(source)
    walk = _Walk(tree)
    if walk.chars < LEAST_CHARS:
        deeper = _Walk(tree, unseen=UNSEEN - {"noscript"}, hidden_too=True)
        if deeper.chars > 2 * walk.chars:
            walk = deeper
    tree.owners = walk.owners
    return Page(walk.blocks, Medium.HTML, facts=walk.facts, images=tuple(walk.images), tree=tree)


class _Walk:
    """One pass over the tree; everything found is in the attributes afterwards."""

    def __init__(self, tree: Tree, unseen: frozenset[str] = UNSEEN, *, hidden_too: bool = False) -> None:
        self.blocks: list[Block] = []
        self.owners: list[Node] = []
        self.images: list[Image] = []
        self.metas: list[dict[str, str | None]] = []
        self.scripts: list[str] = []
        self.title = self.canonical = self.lang = ""
        self.chars = 0
        self._paths: list[Path | None] = []
        self._elements: list[tuple[Node, str, dict[str, str | None]]] = []
        if tree.root is not None:
            self._go(tree.root, unseen, hidden_too)
        self.facts = facts_of(self.metas, self.scripts, self.title, self.canonical, self.lang)

    def _go(self, root: Node, unseen: frozenset[str], hidden_too: bool) -> None:
        elements, paths = self._elements, self._paths
        kinds: list[tuple[Kind, int]] = [(Kind.PARAGRAPH, 0)]
        pieces: list[str] = []  # of the block that is being read
        linked = bold = 0  # its characters inside links, inside bold
        in_link = in_bold = depth_of_lists = 0
        inline: list[tuple[str, dict[str, str | None]]] = []  # open inline elements with attributes
        leaf: tuple[str, dict[str, str | None]] | None = None  # the inline element that holds all of the block so far
        started = gap = False
        # (node, what leaving it undoes: 0 nothing, 1 link, 2 bold, 3 block, 4 list, 5 inline, 6 cell)
        stack: list[tuple[Node, int]] = []
        node: Node | None = root
        while True:
            if node is None:
                if not stack:
                    break
                left, undo = stack.pop()
                if undo == 1:
                    in_link -= 1
                elif undo == 2:
                    in_bold -= 1
                elif undo == 5:
                    inline.pop()
                elif undo >= 3:
                    if undo == 6:
                        pieces.append("\t")
                    else:
                        if started:
                            self._flush(pieces, kinds[-1], gap, linked, bold, leaf)
                            gap = False
                        pieces, linked, bold, leaf, started = [], 0, 0, None, False
                        if undo == 4:
                            depth_of_lists -= 1
                    elements.pop()
                    paths.pop()
                    kinds.pop()
                node = left.next if stack else None
                continue
            tag = node.tag or "-"
            if tag == "-text":
                text = node.text_content or ""
                pieces.append(text)
                if not text.isspace():
                    if not started:
                        started = True
                        leaf = inline[0] if inline else None
                    elif leaf is not None and (not inline or inline[0] is not leaf):
                        leaf = None
                    if in_link:
                        linked += len(text)
                    if in_bold:
                        bold += len(text)
                node = node.next
                continue
            undo = 0
            if tag in PLAIN:
                if tag == "br":
                    if started:
                        self._flush(pieces, kinds[-1], gap, linked, bold, leaf)
                        gap = False
                    else:
                        gap = True
                    pieces, linked, bold, leaf, started = [], 0, 0, None, False
                    node = node.next
                    continue
                if tag in BOLD:
                    undo = 2
                    in_bold += 1
            elif tag in unseen:
                self._note(node, tag)
                node = node.next
                continue
            elif tag[0] in "-!":  # comments, doctype, processing instructions
                node = node.next
                continue
            else:
                attributes = node.attributes
                if attributes and not hidden_too and _hidden(attributes) and tag not in ("body", "html"):
                    node = node.next
                    continue
                if tag in BLOCKS:
                    if started:
                        self._flush(pieces, kinds[-1], gap, linked, bold, leaf)
                        gap = False
                    pieces, linked, bold, leaf, started = [], 0, 0, None, False
                    gap = gap or tag in SPACED
                    undo = 3
                    if tag in LISTS:
                        undo = 4
                        depth_of_lists += 1
                    kind = BLOCKS[tag]
                    if kind is None:
                        kinds.append(kinds[-1])
                    else:
                        kinds.append((kind, int(tag[1]) if kind is Kind.HEADING else depth_of_lists if kind is Kind.LIST_ITEM else 0))
                    elements.append((node, tag, attributes))
                    paths.append(None)
                    if tag == "html":
                        self.lang = attributes.get("lang") or attributes.get("xml:lang") or ""
                elif tag in CELLS:
                    undo = 6
                    kinds.append(kinds[-1])
                    elements.append((node, tag, attributes))
                    paths.append(None)
                elif tag in IMAGES:
                    self._image(attributes)
                elif tag == "a":
                    undo = 1
                    in_link += 1
                elif tag in ("meta", "link", "title"):
                    self._head(node, tag, attributes)
                elif tag != "input" and attributes:
                    undo = 5
                    inline.append((tag, attributes))
            child = node.first_child
            if child is None and undo == 0:
                node = node.next
            else:
                stack.append((node, undo))
                node = child
        if started:
            self._flush(pieces, kinds[-1], gap, linked, bold, leaf)

    def _flush(self, pieces: list[str], kind: tuple[Kind, int], gap: bool, linked: int, bold: int,
               leaf: tuple[str, dict[str, str | None]] | None) -> None:  # fmt: skip
        """Make a block of the pieces read since the last boundary (several of a table row with long cells, or of code)."""
        path = self._path(leaf)
        owner = self._elements[-1][0]
        source = pieces[0] if len(pieces) == 1 else "".join(pieces)
        lone = True
        if kind[0] is Kind.CODE:
            texts = [line for line in source.splitlines() if line and not line.isspace()]
            lone = False
        elif "\t" in source and self._elements[-1][1] in ("tr", "td", "th"):
            cells = [" ".join(cell.split()) for cell in source.split("\t")]
            cells = [cell for cell in cells if cell]
            texts = cells if any(len(cell) >= CELL_CHARS for cell in cells) else ["\t".join(cells)]
            lone = len(texts) == 1
        else:
            texts = [" ".join(source.split())]
        total = max(1, sum(map(len, texts)))
        for text in texts:
            indent = 0
            if kind[0] is Kind.CODE:
                indent = len(text) - len(text.lstrip())
                text = text.strip()
            if not text:
                continue
            share = 1.0 if lone else len(text) / total
            links, bolds = min(len(text), int(linked * share)), min(len(text), int(bold * share))
            self.blocks.append(Block(len(self.blocks), text, kind[0], kind[1], -1, (-1, -1), indent, gap, links, bolds, path))
            self.owners.append(owner)
            self.chars += len(text)
            gap = False

    def _path(self, leaf: tuple[str, dict[str, str | None]] | None) -> Path:
        """The path of the innermost open element, and of the inline element that holds all of the block's text."""
        paths, elements = self._paths, self._elements
        last = min(len(paths), DEEPEST) - 1
        top = last
        while top >= 0 and paths[top] is None:
            top -= 1
        path = paths[top] if top >= 0 else None
        for place in range(top + 1, last + 1):
            _, tag, attributes = elements[place]
            path = paths[place] = _step(path, tag, attributes)
        if path is None:
            path = Path(None, "html")
        return path if leaf is None else _step(path, *leaf)

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
                elif name in IMAGES:
                    self._image(child.attributes)
                child = child.next

    def _head(self, node: Node, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "meta":
            self.metas.append(attributes)
        elif tag == "title":
            child = node.first_child
            if child is not None and not self.title:
                self.title = child.text_content or ""
        elif (attributes.get("rel") or "").lower() == "canonical":
            self.canonical = self.canonical or attributes.get("href") or ""

    def _image(self, attributes: dict[str, str | None]) -> None:
        alt = attributes.get("alt")
        if alt:
            src = attributes.get("data-src") or attributes.get("data-lazy-src") or attributes.get("data-original") or attributes.get("src")
            self.images.append(Image(src or "", " ".join(alt.split()), len(self.blocks)))


def _hidden(attributes: dict[str, str | None]) -> bool:
    """Does the element say of itself that it is not shown?"""
    if "hidden" in attributes:
        # React streams visible content in hidden boxes called S:0, S:1 ... (32 of 2,232 development pages)
        return attributes["hidden"] != "until-found" and not (attributes.get("id") or "").startswith("S:")
    style = attributes.get("style")
    if style and "none" in style:
        return "display:none" in style.replace(" ", "").lower()
    return False


def _step(parent: Path | None, tag: str, attributes: dict[str, str | None]) -> Path:
    if not attributes:
        return Path(parent, tag)
    path = Path(parent, tag, attributes.get("id") or "", attributes.get("class") or "")
    role, itemprop = attributes.get("role"), attributes.get("itemprop")
    if role or itemprop:
        path.role = f"{role or ''} {itemprop or ''}".strip()
    return path
