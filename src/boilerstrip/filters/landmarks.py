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
    mass: dict[Path, int] = {}
    sentence, total = page.sentence, 0
    for block in page.blocks:
        if sentence[block.index] and block.path is not None and 2 * block.link_chars < len(block.text):
            total += len(block.text)
            step: Path | None = block.path
            while step is not None:
                mass[step] = mass.get(step, 0) + len(block.text)
                step = step.parent
    most = max(1, MOST * total)
    known: dict[Path, tuple[str, bool]] = {}

    def verdict(path: Path) -> tuple[str, bool]:
        """What the element or one around it is called, and whether it lies in an article."""
        chain: list[Path] = []
        step: Path | None = path
        while step is not None and step not in known:
            chain.append(step)
            step = step.parent
        said, inside = known[step] if step is not None else ("", False)
        for step in reversed(chain):
            inside = inside or step.tag in ARTICLES
            if not said and step.tag not in _ROOTS and mass.get(step, 0) <= most:
                said = _says(step, inside)
            known[step] = (said, inside)
        return said, inside

    for block in page.blocks:
        if block.path is not None:
            said, _ = verdict(block.path)
            if said:
                yield Mark(block.index, Label.CHROME, f"inside an element for {said}")
