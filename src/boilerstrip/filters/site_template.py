"""site_template: what repeats on other pages of the same site, learned from captures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from boilerstrip.block import Label, Mark
from boilerstrip.page import Page
from boilerstrip.templates.fingerprint import remembered
from boilerstrip.templates.template import Seen, Template, Verdict, verdicts

#: The template of the docstring's example; real ones are found by host (templates/folder.py).
EXAMPLE = Template("elsterdorf.example", 16, 16, 16, found={"lines": {"More from Elsterdorf, #": Seen(14, 0.93)}})


@dataclass(frozen=True)
class SiteTemplate:
    """Mark what the template of the page's host takes out of the article. It only ever drops.

    Before:
        The bridge over the Elster closes on Monday, the council said.
        More from Elsterdorf, 14 May
        Drivers are to take the road by the old mill, which is longer.
    After:
        The bridge over the Elster closes on Monday, the council said.
        Drivers are to take the road by the old mill, which is longer.
    """

    template: Template = EXAMPLE
    name: ClassVar[str] = "site_template"

    def __call__(self, page: Page) -> Iterator[Mark]:
        """The marks."""
        for verdict in verdicts(self.template, remembered(page).rows):
            yield Mark(verdict.row, Label.CHROME, self._reason(verdict), score=verdict.seen.sure)

    def _reason(self, verdict: Verdict) -> str:
        host, count, on = self.template.host, self.template.articles, verdict.seen.on
        pages = f"{on} of {count} pages of {host}"
        return {
            "drop": f"the template of {host} lists it to be dropped",
            "lines": f"stands on {pages}",
            "paragraphs": f"stands, word for word, on {pages}",
            "titles": f"stands as the headline on {pages}",
            "regions": f"stands in {verdict.entry}, which holds no article text on {pages}",
            "article": f"stands outside {verdict.entry}, which holds the article on {pages}",
            "after": f"stands after {verdict.entry!r}, at which the article is over on {pages}",
            "below": f"stands below {verdict.entry!r}, as short lines do on {pages}",
            "shapes": f"has the shape of a line that is no article text on {pages}",
        }[verdict.kind]
