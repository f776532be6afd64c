"""Page: a capture cut into blocks, with the marks that filters have put on it so far.

A page lives inside one call. Filters read it; only a pipeline puts marks on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar, cast

from boilerstrip.block import Block, Kind, Label, Mark, Path
from boilerstrip.blocks import filed, merged, of_kind, taken
from boilerstrip.edges import edges, holding
from boilerstrip.marks import stamp
from boilerstrip.once import once

if TYPE_CHECKING:
    from boilerstrip.phrases import Cue
    from boilerstrip.shape import Shapes


class Medium(StrEnum):
    """Whether a capture is HTML or a plain-text dump."""

    HTML = "html"
    TEXT = "text"


class Facts(NamedTuple):
    """What an HTML page says about itself outside its text; empty strings where it says nothing."""

    title: str = ""
    og_title: str = ""
    site_name: str = ""
    headline: str = ""
    """From JSON-LD or microdata of a NewsArticle, Article, BlogPosting or the like."""
    description: str = ""
    article_body: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    canonical: str = ""
    lang: str = ""
    og_type: str = ""
    news: bool = False
    """The headline is that of a NewsArticle in JSON-LD."""


class Image(NamedTuple):
    """An image of an HTML page: lazy and `<noscript>` ones too. `before` is the index of the next block."""

    src: str
    alt: str
    before: int


T = TypeVar("T")
_TEXT, _GAP, _INDENT = (itemgetter(Block._fields.index(name)) for name in ("text", "gap", "indent"))
ElementTest: TypeAlias = Callable[[str, Mapping[str, str | None]], T | None]
"""Of an element's tag and attributes: what it is, or None."""


class Selectable(Protocol):
    """What a page needs of a parsed tree (see dom.py): which blocks, or parts of blocks, lie inside the elements a selector finds."""

    def inside(self, selector: str) -> Sequence[int]: ...
    def parts(self, selector: str, texts: Sequence[str]) -> Sequence[tuple[int, tuple[int, int] | None]]: ...
    def matching(self, selector: str, test: ElementTest[T], texts: Sequence[str]) -> Sequence[tuple[int, tuple[int, int] | None, T]]: ...


class Page:
    """Blocks, facts and marks of one capture. Immutable for filters; a pipeline puts marks on a page of its own."""

    def __init__(
        self,
        blocks: Iterable[Block],
        medium: Medium = Medium.TEXT,
        *,
        url: str | None = None,
        captured_at: datetime | None = None,
        facts: Facts = Facts(),
        images: tuple[Image, ...] = (),
        tree: Selectable | None = None,
    ) -> None:
        self.blocks = tuple(blocks)
        self.medium = medium
        self.url = url
        self.captured_at = captured_at
        self.facts = facts
        self.images = images
        self.notes: tuple[str, ...] = ()
        """What a reader should know about how the marks came about: filters that were set aside, say."""
        self.verdicts: list[Mark | None] = [None] * len(self.blocks)
        """Per block the latest mark on the whole of it: the one that counts."""
        self.labels: list[Label] = [Label.UNDECIDED] * len(self.blocks)
        """Per block the label that counts now."""
        self.spanned: tuple[Mark, ...] = ()
        """Those of the marks that are on parts of blocks."""
        self.reader: object = None
        """The pipeline that has this page to read, nothing marked yet, because its blocks are what it left of another; or None."""
        self._tree = tree
        self._runs: tuple[Sequence[Mark], ...] = ()
        self._source: tuple[Page, list[int]] | None = None
        self._made: dict[object, object] = {}

    def marked(self, marks: Iterable[Mark], by: str = "") -> Page:
        """The same page with further marks; later marks win. Those that bear no filter's name get this one."""
        page = self._copied(self.verdicts.copy(), self.labels.copy())
        page.enter([*marks], by)
        return page

    def unmarked(self) -> Page:
        """The same page as no filter has seen it yet."""
        page: Page = self._copied([None] * len(self.blocks), [Label.UNDECIDED] * len(self.blocks))
        page._runs, page.spanned = (), ()
        return page

    def _copied(self, verdicts: list[Mark | None], labels: list[Label]) -> Page:
        """This page, with what has been worked out about it, and other lists."""
        page: Page = object.__new__(Page)
        page.__dict__.update(self.__dict__)
        page.verdicts, page.labels = verdicts, labels
        return page

    def enter(self, marks: Sequence[Mark], by: str = "") -> None:
        """Put marks on this very page, as `marked` does on another. Not for filters: a pipeline does it on the page that it has made.

        Raises:
            IndexError: a mark is on a block that is not there, or on characters that are not.
        """
        found, spanned = stamp(marks, by, self.verdicts, self.labels)
        for block, _, _, span, _, name in spanned:
            if span is not None and span[1] > len(self.blocks[block].text):
                raise IndexError(f"a mark on characters {span[0]} to {span[1]} of block {block}, which has fewer, by {name}")
        if found:
            self._runs = (*self._runs, found)
        if spanned:
            self.spanned = (*self.spanned, *spanned)

    def learn(self, page: Page, places: list[int]) -> None:
        """Take what is known of the blocks of another page that stand at these places and have this page's texts, in order."""
        self._source = page, places

    # ------------------------------------------------------------------ reading

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks in the order in which they were put on the page."""
        return tuple(chain.from_iterable(self._runs))

    def label(self, index: int) -> Label:
        """The label that counts for this block now."""
        return self.labels[index]

    @once
    def texts(self) -> list[str]:
        """The text of every block."""
        return list(map(_TEXT, self.blocks))

    @once
    def elements(self) -> list[Path]:
        """The elements that hold the blocks of an HTML page, and those around them: each once, and behind its parent."""
        seen: set[Path] = set()
        found: list[Path] = []
        for block in self.blocks:
            step, way = block.path, []
            while step is not None and step not in seen:
                seen.add(step)
                way.append(step)
                step = step.parent
            way.reverse()
            found += way
        return found

    @once
    def shapes(self) -> Shapes:
        """Counts per block (see shape.py)."""
        from boilerstrip.shape import shapes_of

        return shapes_of(self.texts) if self._source is None else self._source[0].shapes.take(self._source[1])

    @once
    def _listed(self) -> tuple[list[int], list[bool], list[int]]:
        return self.shapes.listed()

    @once
    def width(self) -> list[int]:
        """Per block: its length in characters, wide scripts counted double."""
        return self._listed[0]

    @once
    def sentence(self) -> list[bool]:
        """Per block: is it sentence-shaped, so that no single word in it may drop it?"""
        return self._listed[1]

    @once
    def sentences(self) -> list[int]:
        """The places of the sentence-shaped blocks, in order."""
        return self._listed[2]

    @once
    def _edges(self) -> tuple[str, str]:
        return edges(self.texts)

    @once
    def firsts(self) -> str:
        """The first character of every block's text, a newline for an empty one."""
        return self._edges[0]

    @once
    def lasts(self) -> str:
        """The last character of every block's text, a newline for an empty one."""
        return self._edges[1]

    @once
    def cues(self) -> dict[int, tuple[Cue, ...]]:
        """Chrome phrases found (see phrases/), by block index; blocks without any are absent."""
        from boilerstrip.phrases import cues_of

        if self._source is not None:  # what a text holds does not depend on the others
            known = self._source[0].cues
            return taken(known, self._source[1])
        return cues_of(self.texts)

    @once
    def openings(self) -> dict[int, Cue]:
        """The phrases that open blocks too long for `cues`, by block index; strong ones only."""
        from boilerstrip.phrases import openings_of

        if self._source is not None:
            known = self._source[0].openings
            return taken(known, self._source[1])
        return openings_of(self.texts)

    @once
    def filed(self) -> Mapping[str, Sequence[tuple[Block, Cue]]]:
        """Per category of phrases the blocks that hold one, in order, each with its first cue; categories without any are absent."""
        return filed(self.cues, self.blocks)

    @once
    def headings(self) -> Sequence[int]:
        """The places of the blocks that the source calls headings."""
        return of_kind(self.blocks, Kind.HEADING)

    @once
    def spaced(self) -> bool:
        """Does a blank line stand before every block, and no indent?"""
        return all(map(_GAP, self.blocks)) and not any(map(_INDENT, self.blocks))

    @once
    def tabbed(self) -> frozenset[int]:
        """The places of the blocks that hold a tab: rows of tables, as makers of dumps print them."""
        return frozenset(holding(self.texts, "\t"))

    def noted(self, make: Callable[[Page], T]) -> T:
        """What a function makes of this page, worked out once, whoever asks: it may look at the blocks, and at no mark."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def cued(self, *categories: str) -> Sequence[tuple[Block, Cue]]:
        """Blocks that hold a phrase of one of these categories, in order, with the first such cue of each."""
        found = self.filed
        if len(categories) == 1:
            return found.get(categories[0], ())
        if found.keys().isdisjoint(categories):
            return ()  # most categories are not on most pages
        return merged(found, categories, self.cues)

    def select(self, selector: str) -> list[Block]:
        """Blocks inside the elements that a CSS selector finds; none in a text dump."""
        if self._tree is None:
            return []
        return [self.blocks[index] for index in self._tree.inside(selector)]

    def parts(self, selector: str) -> list[tuple[Block, tuple[int, int] | None]]:
        """As `select`, by CSS or XPath, and with the spans of inline elements inside blocks; None stands for the whole block."""
        if self._tree is None:
            return []
        return [(self.blocks[index], span) for index, span in self._tree.parts(selector, self.texts)]

    def matching(self, selector: str, test: ElementTest[T]) -> list[tuple[Block, tuple[int, int] | None, T]]:
        """As `parts`, for those of the elements found for which a test of tag and attributes gives something, and with what it gives."""
        if self._tree is None:
            return []
        return [(self.blocks[index], span, given) for index, span, given in self._tree.matching(selector, test, self.texts)]

    def runs(self, test: Callable[[Block], bool]) -> Iterator[list[Block]]:
        """Maximal runs of neighbouring blocks that pass the test.

        >>> from boilerstrip.block import Kind
        >>> page = Page(Block(i, t, Kind.LINE) for i, t in enumerate(["a", "bb", "c", "d"]))
        >>> [[b.text for b in run] for run in page.runs(lambda b: len(b.text) == 1)]
        [['a'], ['c', 'd']]
        """
        run: list[Block] = []
        for block in self.blocks:
            if test(block):
                run.append(block)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def neighbours(self, block: Block, reach: int = 1) -> list[Block]:
        """Blocks at most `reach` places before or after this one, without it."""
        low = max(0, block.index - reach)
        return [b for b in self.blocks[low : block.index + reach + 1] if b.index != block.index]

    # ------------------------------------------------------------------ showing

    def to_html(self) -> str:
        """This page explained, as one self-contained HTML page: every block, all marks on it, and the article that comes out.

        Nothing of the capture is executed by a browser that shows it: all is escaped, and the page's Content-Security-Policy
        allows its own script and style only, by their hashes.
        """
        from boilerstrip.writers.report import explained  # upward, for convenience; tests/test_house.py knows

        return explained(self)
