"""html: HTML source -> Page.

The tree is walked once, by walk_python.py or by its compiled twin; where what a reader sees is next to nothing, or no sentence, it is
walked again with its `<noscript>` and hidden parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from boilerstrip.dom import Tree
from boilerstrip.page import Medium, Page
from boilerstrip.segmenters.facts import facts_of
from boilerstrip.segmenters.preformatted import Seen, unwrapped
from boilerstrip.segmenters.unrendered import LITTLE, opened, prose_of, rendered
from boilerstrip.segmenters.walk_python import Walk

if TYPE_CHECKING:
    from boilerstrip.segmenters._walk import Scan

try:  # the compiled twin of the walk, where it could be built
    from boilerstrip.segmenters._walk import scan
except ImportError:
    scan = None  # type: ignore[assignment]  # then the plain walk does all

#: A page that shows fewer characters than this, or no sentence, is walked again with its <noscript> and hidden parts (some forums and
#: blogs, and pages that are hidden until a script has run). Of 2,831 development pages 16 show more, but no sentence; one of them
#: is a blog.
LEAST_CHARS = 250
#: Then these are read if they hold so many times as many characters.
MUCH_MORE = 2

#: What is said of a page that its data was read of.
RENDERED = "the page itself shows no article; this one was read from the data that its scripts build it from"


def segment_html(source: str | bytes) -> Page:
    """Cut an HTML page, a text or the same in UTF-8, into blocks, with its facts and images.

    >>> page = segment_html("<title>Town news</title><h1>Bridge closes</h1><p>The <b>old</b> bridge<br>closes.")
    >>> [(b.kind.value, b.text) for b in page.blocks], page.facts.title
    ([('heading', 'Bridge closes'), ('paragraph', 'The old bridge'), ('paragraph', 'closes.')], 'Town news')
    >>> [b.text for b in segment_html("<p><ruby>橋<rt>はし</rt></ruby>が閉まる。").blocks]  # readings split words
    ['橋が閉まる。']
    """
    tree = Tree(source)
    walk = _walked(tree, hidden_too=False)
    page = _page_of(walk, tree)
    if walk.chars < LEAST_CHARS or not page.sentences:
        deeper = _walked(tree, hidden_too=True)
        if deeper.chars > MUCH_MORE * walk.chars:
            walk, page = deeper, _page_of(deeper, tree)
    if prose_of(page) < LITTLE:
        markup = tree.markup
        shown = opened(markup)
        built = rendered(tree, markup, page, lambda html: _page_of(*_read(html))) if shown is None else None
        if whole := shown or built:
            walk, tree = _read(whole)
            page = _page_of(walk, tree)
            page.notes = (RENDERED,) if built else ()
    return page


def _read(source: str) -> tuple[Walk | Scan, Tree]:
    tree = Tree(source)
    return _walked(tree, hidden_too=False), tree


def _page_of(walk: Walk | Scan, tree: Tree) -> Page:
    facts = facts_of(walk.metas, walk.scripts, walk.title, walk.canonical, walk.lang)
    blocks, owners, images = unwrapped(Seen(walk.blocks, walk.owners, walk.images))
    tree.hold(owners)
    return Page(blocks, Medium.HTML, facts=facts, images=tuple(images), tree=tree)


def _walked(tree: Tree, *, hidden_too: bool) -> Walk | Scan:
    """By the compiled walk, where there is one and it is sure of the page; else by the plain one."""
    if scan is not None:
        found = scan(tree.markup, hidden_too)
        if found is not None and not (found.doubtful and tree.mistakable):
            return found
    return Walk(tree.root, hidden_too=hidden_too)
