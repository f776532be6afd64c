"""landmarks: parts of an HTML page that its tags, classes and ids call navigation, sidebar, related stories, comments and the like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from boilerstrip.block import Label, Mark, Path
from boilerstrip.filters._containers import words_in
from boilerstrip.page import Medium, Page

#: Tags that never hold an article's text. `header` and `aside` may (a headline; a quotation): outside an article they do not.
TAGS = {"nav": "navigation", "footer": "a footer", "form": "a form", "button": "a button", "dialog": "a dialog", "menu": "a menu"}
OUTER_TAGS = {"header": "the page's header", "aside": "an aside"}
#: Words of class names and ids, and what they say the element is. Words that also name
#: article parts ("content", "header", "tag") are left out.
WORDS = {
    **dict.fromkeys(
        "nav navbar navigation menu mainmenu submenu offcanvas hamburger topbar toolbar navi navbox".split(), "navigation"
    ),
    **dict.fromkeys("footer sitefooter pagefooter colophon footers impressum".split(), "a footer"),
    **dict.fromkeys(
        "sidebar aside sidecolumn rightcolumn rightcol rail "
        "rightrail sidepanel secondarycolumn widgetarea widget widgets".split(),
        "a sidebar",
    ),
    **dict.fromkeys(
        "related relatedposts relatedarticles relatednews relatedstories recommended recommendation recommendations recirc "
        "recirculation morestories morenews mostread mostpopular popular trending readmore readalso seealso similar suggested outbrain "
        "taboola teaser teasers teaserlist promo promos promobox "
        "crosslinks upnext nextarticle prevnext latestnews topstories readnext".split(),
        "links to other stories",
    ),
    **dict.fromkeys(
        "comments comment commentlist disqus respond commentform usercomments kommentare kommentar reactions".split(), "comments"
    ),
    **dict.fromkeys(
        "share sharing sharebar social socials socialmedia sharetools sharebuttons addtoany sociallinks".split(), "share buttons"
    ),
    **dict.fromkeys(
        "newsletter subscribe subscription signup newslettersignup paywall abo registration login signin".split(), "a subscription box"
    ),
    **dict.fromkeys("cookie cookies consent gdpr cookiebanner cmp cookienotice".split(), "a consent notice"),
    **dict.fromkeys("breadcrumb breadcrumbs pagination pager skiplink skiplinks".split(), "page navigation"),
    **dict.fromkeys("authorbio authorbox aboutauthor authorinfo authordescription authorcard".split(), "a box about the author"),
    **dict.fromkeys("modal popup overlay lightbox tooltip dropdown".split(), "an overlay"),
    **dict.fromkeys("tags taglist posttags tagcloud articletags keywords topics topiclist".split(), "tags"),
}  # fmt: skip
#: Inside one of these, OUTER_TAGS are parts of the article. (ARIA roles are not on the path; sites repeat them as classes often enough.)
ARTICLES = frozenset(("article", "main"))
#: An element that holds more than this share of the page's prose is the page, whatever it is called ("with-sidebar", "has-comments").
MOST = 0.35
_ROOTS = frozenset(("html", "body"))


def _says(path: Path, in_article: bool) -> str:
    if path.tag in TAGS:
        return TAGS[path.tag]
    if path.tag in OUTER_TAGS and not in_article:
        return OUTER_TAGS[path.tag]
    return _named(path.classes, path.id) if path.classes or path.id else ""


@lru_cache(maxsize=8192)
def _named(classes: str, id: str) -> str:
    return next((WORDS[word] for word in sorted(words_in(f"{classes} {id}")) if word in WORDS), "")


def landmarks(page: Page) -> Iterator[Mark]:
    """Mark blocks inside elements that are called after chrome, unless such an element holds much of the page's prose.

    Before:
        <nav>Home</nav><div class="with-sidebar"><p>The bridge over the Elster closes on Monday, the council said.</p>
        <div class="related-posts">Ferry to run again</div></div><footer>Imprint</footer>
    After:
        The bridge over the Elster closes on Monday, the council said.
    """
    if page.medium is not Medium.HTML:
        return
    called: dict[Path | None, tuple[str, bool]] = {None: ("", False)}
    mass: dict[Path, int] = {}
    most = 0.0
    for step in page.elements:  # outer ones first
        said, inside = called[step.parent]
        inside = inside or step.tag in ARTICLES
        if not said and step.tag not in _ROOTS:
            said = _says(step, inside)
            if said:
                if not most:
                    mass, most = _mass(page)
                if mass.get(step, 0) > most:
                    said = ""
        called[step] = (said, inside)
    for block in page.blocks:
        said, _ = called[block.path]
        if said:
            yield Mark(block.index, Label.CHROME, f"inside an element for {said}")


def _mass(page: Page) -> tuple[dict[Path, int], float]:
    """Characters of prose in each element that holds any, and how many are much of the page's."""
    mass: dict[Path, int] = {}
    blocks, total = page.blocks, 0
    for index in page.sentences:
        path, chars = blocks[index].path, len(blocks[index].text)
        if path is not None and 2 * blocks[index].link_chars < chars:
            total += chars
            mass[path] = mass.get(path, 0) + chars
    for step in reversed(page.elements):
        if step in mass and step.parent is not None:
            mass[step.parent] = mass.get(step.parent, 0) + mass[step]
    return mass, max(1, MOST * total)
