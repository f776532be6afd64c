"""site_rule: what a site's own rule says, by selectors in HTML and by patterns of lines; the last filter to speak.

Each mark names the rule, so that a reader knows which file to open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from boilerstrip.block import PROSE, Block, Kind, Label, Mark
from boilerstrip.page import Page
from boilerstrip.site import Site

#: The rule of the docstring's example; real ones are found by host (sites/).
EXAMPLE = Site(hosts=("example.com",), body="div.story", caption="p.image-text", chrome_lines=("^Read more: ",), keep_lines=("^Ferry:",))

Part = tuple[Block, tuple[int, int] | None]


@dataclass(frozen=True)
class SiteRule:
    """Mark what the rule of the page's site names.

    Before:
        The bridge closes on Monday, the council said.
        Read more: Ferry strike ends
        It opens again in May.
    After:
        The bridge closes on Monday, the council said.
        It opens again in May.
    """

    site: Site = EXAMPLE
    name: ClassVar[str] = "site_rule"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """What lines say wins over what elements say, `chrome` over the other selectors, and `keep_lines` over all."""
        site = self.site
        yield from self._body(page)
        yield from self._each(page, "keep", Label.BODY)
        yield from self._headline(page)
        for field, label in (("caption", Label.CAPTION), ("credit", Label.CREDIT), ("byline", Label.BYLINE)):
            yield from self._each(page, field, label)
        yield from self._each(page, "timestamp", Label.TIMESTAMP)
        yield from self._each(page, "chrome", Label.CHROME)
        if site.chrome_lines or site.keep_lines:
            for index, text in enumerate(page.texts):
                saved = site.kept_by(text)
                if saved is not None:
                    yield Mark(index, Label.BODY, f"the {site.called} keeps lines like {saved!r}")
                    continue
                taken = site.dropped_by(text)
                if taken is not None:
                    yield Mark(index, Label.CHROME, f"the {site.called} drops lines like {taken!r}")

    def _first(self, page: Page, field: str) -> tuple[str, list[Part]]:
        """The first selector of a field that finds anything here, and what it finds."""
        for selector in self.site.texts(field):
            found = page.parts(selector)
            if found:
                return selector, found
        return "", []

    def _each(self, page: Page, field: str, label: Label) -> Iterator[Mark]:
        """Marks for everything that any selector of a field finds."""
        for selector in self.site.texts(field):
            for block, span in page.parts(selector):
                yield Mark(block.index, label, f"the {self.site.called} says that {selector!r} is {label}", span)

    def _body(self, page: Page) -> Iterator[Mark]:
        """Nothing outside the body is body; inside it full sentences are. Where it is not found the general filters stand."""
        selector, found = self._first(page, "body")
        if not found:
            return
        inside = {block.index for block, span in found if span is None}
        labels, sentence = page.labels, page.sentence
        for index, label in enumerate(labels):
            if index not in inside and label in PROSE:
                yield Mark(index, Label.CHROME, f"the {self.site.called} says that all text stands in {selector!r}")
            elif index in inside and sentence[index] and label in {Label.CHROME, Label.UNDECIDED}:
                yield Mark(index, Label.BODY, f"a sentence, and the {self.site.called} says that {selector!r} is the text")

    def _headline(self, page: Page) -> Iterator[Mark]:
        """The first run of blocks found is the headline, and nothing else is; of a block only the part that was found."""
        selector, found = self._first(page, "headline")
        reason = f"the {self.site.called} says that {selector!r} is the headline"
        start = found[0][0].index if found else 0
        run = {block.index: span for place, (block, span) in enumerate(found) if block.index - start == place}
        for index, label in enumerate(page.labels if run else ()):
            if label is Label.HEADLINE and index not in run:
                in_text = page.blocks[index].kind is Kind.HEADING and index > start
                yield Mark(index, Label.BODY if in_text else Label.CHROME, reason)
        for index, span in run.items():
            yield Mark(index, Label.HEADLINE, reason)
            if span is not None:
                ends = ((0, span[0]), (span[1], len(page.texts[index])))
                yield from (Mark(index, Label.CHROME, reason, end) for end in ends if end[0] < end[1])
