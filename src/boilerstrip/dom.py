"""dom: the only room that knows a parser.

selectolax's lexbor builds the tree that browsers build, in a third of lxml's time (FINDINGS: .51 against 1.14 ms), so every HTML
capture goes through it. lxml and beautifulsoup4 are touched only when a caller hands over one of their trees; both are
imported by nobody else, and by nothing on the road of a text dump.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any, Protocol, TypeVar, cast

from boilerstrip.depth import shallow
from boilerstrip.errors import CaptureError, SiteRuleError

T = TypeVar("T")


class Node(Protocol):
    """What the segmenter asks of a node of the tree (selectolax's LexborNode has it)."""

    @property
    def tag(self) -> str | None: ...
    @property
    def text_content(self) -> str | None: ...
    @property
    def attributes(self) -> dict[str, str | None]: ...
    @property
    def first_child(self) -> Node | None: ...
    @property
    def next(self) -> Node | None: ...
    @property
    def parent(self) -> Node | None: ...
    @property
    def mem_id(self) -> int: ...


class Tree:
    """A parsed HTML page. It is told which element holds each block, so that selectors can find blocks."""

    __slots__ = ("_mirror", "_owners", "_parser", "_writable", "root")

    def __init__(self, source: str | bytes) -> None:
        """Parse a text, which bytes are in UTF-8: parsers read that, and what is in UTF-8 already need not be made so again.

        Raises:
            MemoryError: there is not enough for the tree.
        """
        data = source.encode("utf-8", "ignore") if isinstance(source, str) else source
        if data.startswith(b"<?xml"):
            data = _SELF_CLOSED.sub(rb"<\1\2></\1>", data)
        self._parser = _parsed(shallow(data))
        if _swallowed(self._parser.root):
            self._parser = _parsed(shallow(_OPEN_FRAME.sub(rb"\g<0></iframe>", data)))
        self._writable = not data.endswith(b"<!")  # there lexbor makes a comment of whatever it read last, `-->` and all
        self.root = cast("Node | None", self._parser.root)
        self._owners: Sequence[Node] | Sequence[int] = ()
        self._mirror: tuple[Any, dict[Any, Node]] | None = None

    @property
    def markup(self) -> str:
        """The root element as HTML again, which is well-formed: all but void elements are closed, and in their place. Or nothing."""
        root = self._parser.root
        return (root.html or "") if root is not None and self._writable else ""

    @property
    def mistakable(self) -> bool:
        """Is there text in `markup` that nobody can tell from markup? In `<svg>` and `<math>` some elements' text stands unescaped."""
        return any("<" in node.text() for node in self._parser.css(_UNESCAPED_IN_FOREIGN))

    def data(self, markup: str) -> Iterator[str]:
        """What scripts may build the page from: the sources of its scripts, and attributes in its `markup` that hold objects or lists."""
        for node in cast("list[Any]", self._parser.css("script")):
            yield node.text()
        for found in _DATA_ATTRIBUTE.finditer(markup):
            yield unescape(found[1])

    def hold(self, owners: Sequence[Node] | Sequence[int]) -> None:
        """Be told which element holds each block: the elements, or their numbers, counted from the root in document order."""
        self._owners = owners

    @property
    def owners(self) -> Sequence[Node]:
        """Per block the element that holds it."""
        if self._owners and isinstance(self._owners[0], int):
            elements = cast("list[Node]", self._parser.css("*"))
            self._owners = [elements[number] for number in cast("Sequence[int]", self._owners)]
        return cast("Sequence[Node]", self._owners)

    def inside(self, selector: str) -> Sequence[int]:
        """Indices of the blocks that lie inside an element which the CSS selector finds.

        Raises:
            SiteRuleError: the selector is not valid CSS.
        """
        return self._inside({node.mem_id for node in self._found(selector)})

    def parts(self, selector: str, texts: Sequence[str]) -> list[tuple[int, tuple[int, int] | None]]:
        """Blocks inside the elements that a selector (CSS or XPath) finds, and spans of blocks for inline elements in them.

        `texts` are those of the blocks. Each entry is (block index, None for the whole of it or a character span), in order.

        Raises:
            SiteRuleError: the selector is not valid.
        """
        return self._parts(self._found(selector), texts)

    def matching(
        self, selector: str, test: Callable[[str, Mapping[str, str | None]], T | None], texts: Sequence[str]
    ) -> list[tuple[int, tuple[int, int] | None, T]]:
        """As `parts`, for those of the elements found for which `test(tag, attributes)` is not None, and with what it gave."""
        given: dict[int, tuple[T, list[Node]]] = {}
        for node in self._found(selector):
            value = test(node.tag or "", node.attributes)
            if value is not None:
                given.setdefault(id(value), (value, []))[1].append(node)
        return [(index, span, value) for value, nodes in given.values() for index, span in self._parts(nodes, texts)]

    def _parts(self, nodes: list[Node], texts: Sequence[str]) -> list[tuple[int, tuple[int, int] | None]]:
        whole = set(self._inside({node.mem_id for node in nodes}))
        out: dict[tuple[int, tuple[int, int] | None], None] = {(index, None): None for index in whole}
        owners: dict[int, list[int]] = {}
        for index, owner in enumerate(self.owners if nodes else ()):
            owners.setdefault(owner.mem_id, []).append(index)
        for node in nodes:
            holder: Node | None = node
            while holder is not None and holder.mem_id not in owners:
                holder = holder.parent
            if holder is None or holder.mem_id == node.mem_id:
                continue
            for part in _spans(node, holder, owners[holder.mem_id], texts):
                if part[0] not in whole:
                    out[part] = None
        return sorted(out, key=lambda part: (part[0], part[1] or (0, 0)))

    def _inside(self, found: set[int]) -> list[int]:
        if not found:
            return []
        known: dict[int, bool] = {}
        return [index for index, owner in enumerate(self.owners) if _under(owner, found, known)]

    def _found(self, selector: str) -> list[Node]:
        """The elements that a selector finds, in order."""
        if is_xpath(selector):
            return self._by_xpath(selector)
        from selectolax.lexbor import SelectolaxError

        try:
            return cast("list[Node]", self._parser.css(selector))
        except (SelectolaxError, ValueError) as error:
            raise SiteRuleError(f"selector {selector!r} is not valid CSS: {error}") from error

    def _by_xpath(self, selector: str) -> list[Node]:
        from lxml import etree

        if self._mirror is None:
            self._mirror = _mirrored(self.root)
        top, nodes = self._mirror
        try:
            results = top.getroottree().xpath(selector)
        except etree.XPathError as error:
            raise SiteRuleError(f"selector {selector!r} is not valid XPath: {error}") from error
        found: dict[int, Node] = {}
        for result in results if isinstance(results, list) else ():
            element = result.getparent() if getattr(result, "is_text", False) else result
            node = nodes.get(element)
            if node is not None:
                found[node.mem_id] = node
        return list(found.values())


#: XHTML may end there elements that in HTML go on to their end tag, and would take in what follows.
_SELF_CLOSED = re.compile(rb"""<(script|title|iframe|textarea|style|noscript|div|span|a|p)(\s[^<>]*+(?<=["'\s]/)|/)>""", re.IGNORECASE)
#: A frame in `<noscript>` that is not closed there.
_OPEN_FRAME = re.compile(rb"<noscript\b[^>]*+>\s*+<iframe\b[^>]*+>(?=[^<]*+</noscript)", re.IGNORECASE)


def _swallowed(root: Any) -> bool:
    """Is the end of the page inside an `<iframe>` in `<noscript>`?

    What browsers, which run scripts, pass over as text up to `</noscript>`, lexbor reads as markup: there a frame that nobody has closed
    takes in the rest of the page (two of 2,831 development pages).
    """
    while root is not None and root.last_child is not None:
        root = root.last_child
    frame = None if root is None else root.parent
    return frame is not None and frame.tag == "iframe" and frame.parent is not None and frame.parent.tag == "noscript"


#: An attribute whose value begins like an object or a list; shorter ones hold settings.
_DATA_ATTRIBUTE = re.compile(r'="([\[{][^"]{400,}+)"')

_UNESCAPED_IN_FOREIGN = ", ".join(
    f"{outer} {inner}" for outer in ("svg", "math") for inner in ("style", "script", "xmp", "iframe", "noembed", "noframes")
)


def _under(node: Node, found: set[int], known: dict[int, bool]) -> bool:
    """Is the node, or an ancestor of it, among those found? Every node on the way is looked at once per selector."""
    way: list[int] = []
    step: Node | None = node
    answer = False
    while step is not None:
        key = step.mem_id
        if key in known:
            answer = known[key]
            break
        way.append(key)
        if key in found:
            answer = True
            break
        step = step.parent
    known.update(dict.fromkeys(way, answer))
    return answer


def _spans(node: Node, holder: Node, blocks: Sequence[int], texts: Sequence[str]) -> Iterator[tuple[int, tuple[int, int] | None]]:
    """Where the text of an inline element stands in the blocks of the element that holds it: a span, or None for a whole block.

    The same words may stand there twice; then as many are passed over as stand in the text before the element.
    """
    text = " ".join(cast("Any", node).text().split())
    if not text:
        return
    before: list[str] = []
    for step in cast("Any", holder).traverse(include_text=True):
        if step.mem_id == node.mem_id:
            break
        if step.tag == "-text":
            before.append(step.text_content or "")
    earlier = " ".join("".join(before).split()).count(text)
    places = []
    for index in blocks:
        at = texts[index].find(text)
        while at >= 0:
            places.append((index, at))
            at = texts[index].find(text, at + len(text))
    if places:
        index, at = places[min(earlier, len(places) - 1)]
        span = (at, at + len(text))
        yield index, None if span == (0, len(texts[index])) else span


_XPATH_STARTS = ("/", "(", "./", "id(", "descendant::", "..")


def is_xpath(selector: str) -> bool:
    """Is a selector XPath? It is where it begins with a slash, a bracket or `id(`; everything else is CSS.

    >>> is_xpath("//div[@id='x']"), is_xpath("div#x"), is_xpath("id('story')/p")
    (True, False, True)
    """
    return selector.lstrip().startswith(_XPATH_STARTS)


def check_selector(selector: str) -> None:
    """Compile a selector, CSS or XPath.

    Raises:
        SiteRuleError: it does not compile, calls a function that there is not, or finds something other than elements.
    """
    if is_xpath(selector):
        from lxml import etree

        try:
            found = etree.XPath(selector)(etree.Element("html"))
            for call in _calls(selector):  # one in a predicate is made only where something is found before it
                etree.XPath(f"/*[{call}]")(etree.Element("html"))
        except etree.XPathError as error:
            raise SiteRuleError(f"selector {selector!r} is not valid XPath: {error}") from error
        if not isinstance(found, list):
            raise SiteRuleError(
                f"selector {selector!r} gives a {type(found).__name__}, not elements; write a path, as in //div[@id='story']"
            )
        return
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css(selector)
    except (SelectolaxError, ValueError) as error:
        raise SiteRuleError(f"selector {selector!r} is not valid CSS; XPath begins with // or (") from error


_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALL = re.compile(r"(?!(?:and|or|div|mod)\b(?![.-]))\b[^\W\d][\w.-]{0,99}(?::[^\W\d][\w.-]{0,99})?\s{0,9}\(")


def _calls(xpath: str) -> Iterator[str]:
    """Every function call (or node test) in an XPath that compiles, those in others' arguments too, as expressions of their own.

    >>> list(_calls("//p[contains(text(), 'a(b') and (@id or not(@class))]"))
    ["contains(text(), 'a(b')", 'text()', 'not(@class)']
    """
    bare = _LITERAL.sub(lambda literal: "0" * len(literal[0]), xpath)
    for call in _CALL.finditer(bare):
        depth, end = 1, call.end()
        while depth and end < len(bare):
            depth += (bare[end] == "(") - (bare[end] == ")")
            end += 1
        yield xpath[call.start() : end]


def _parsed(data: bytes) -> Any:
    """lexbor's tree. Every text is HTML, so where it fails, it was refused memory: a capture that is too large is no fault of a filter."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        return LexborHTMLParser(data)
    except SelectolaxError as error:
        raise MemoryError(f"{len(data):,} bytes of HTML need more memory than there is") from error


def _mirrored(root: Node | None) -> tuple[Any, dict[Any, Node]]:
    """The tree again in lxml, node by node, and which node each of its elements stands for: for XPath, which lexbor lacks.

    Built from the same tree that was cut into blocks, so that both parsers cannot disagree about where an element ends.
    """
    from lxml import etree

    top = etree.Element("html")
    nodes: dict[Any, Node] = {}
    if root is None:
        return top, nodes
    nodes[top] = root
    _copy_attributes(root, top)
    stack: list[tuple[Node | None, Any]] = [(root.first_child, top)]
    while stack:
        node, parent = stack.pop()
        while node is not None:
            tag = node.tag or "-"
            if tag == "-text":
                text = (node.text_content or "").translate(_NO_XML)
                if len(parent):
                    parent[-1].tail = (parent[-1].tail or "") + text
                else:
                    parent.text = (parent.text or "") + text
            elif tag[0] not in "-!":
                try:
                    child = etree.SubElement(parent, tag)
                except ValueError:  # <o:p>, <a"b>
                    child = etree.SubElement(parent, "unnameable")
                nodes[child] = node
                _copy_attributes(node, child)
                if node.first_child is not None:
                    stack.append((node.next, parent))
                    node, parent = node.first_child, child
                    continue
            node = node.next
    return top, nodes


def _copy_attributes(node: Node, element: Any) -> None:
    for name, value in node.attributes.items():
        try:
            element.set(name, (value or "").translate(_NO_XML))
        except ValueError:  # @click, {{x}} and the like, which no XPath could ask for
            continue


#: Characters that XML, and so lxml, does not hold.
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def html_of(tree: object) -> str:
    """The HTML source of an lxml tree or element, or of a BeautifulSoup object.

    Raises:
        CaptureError: the object is neither.
    """
    module = type(tree).__module__
    if module.startswith("bs4"):
        return str(tree)
    if module.startswith("lxml"):
        from lxml import etree

        root = tree.getroot() if isinstance(tree, etree._ElementTree) else tree
        if isinstance(root, etree._Element):
            return str(etree.tostring(root, encoding="unicode", method="html", with_tail=False))
    raise CaptureError(f"{module}.{type(tree).__qualname__} is no HTML tree: give an lxml element or tree, or a BeautifulSoup object")
