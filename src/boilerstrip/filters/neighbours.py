"""neighbours: short lines inside the article, judged by what stands around them."""

from __future__ import annotations

from boilerstrip.block import Label, Mark
from boilerstrip.filters._main_content import cleaned, table_rows
from boilerstrip.marks import marks_as, marks_on
from boilerstrip.page import Page

try:
    from boilerstrip.filters._by_place import between, continued
except ImportError:
    from boilerstrip.filters._by_place_python import between, continued

#: What NO_WORDS, SHAPED, LIKELY and UNLIKELY of _by_place_python.py mean for a line between paragraphs.
_SAID = (
    (Label.CHROME, "no words"),
    (Label.BODY, "a line of the article by its shape, between its paragraphs"),
    (Label.BODY, "a short line that its neighbours make likely part of the article"),
    (Label.CHROME, "a short line between paragraphs that its neighbours do not explain"),
)


def neighbours(page: Page) -> list[Mark]:
    """Decide the lines that are still open between two blocks of body.

    Observations: a sub-heading stands alone between long body lines; menus, share rows and lists of links come in runs; a line that
    begins with a small letter or a comma continues the sentence before it, and the line before it is not over.
    Rules, for each undecided block between the first and the last body block:
        1. a block of fewer than 2 letters is chrome;
        2. a block that is closed, continues a sentence or is continued, is a quotation or code is body;
        3. for other blocks points are added (the constants of _by_place_python.py): above 0 it is body, else chrome.

    Where nothing is known to be body, only a line that continues the open line before it is marked.

    Before:
        The bridge over the Elster closes on Monday, the council said in
        a statement
        , which surprised the people who live there and work beyond it.
        12
    After:
        The bridge over the Elster closes on Monday, the council said in
        BODY: a statement
        BODY: , which surprised the people who live there and work beyond it.
        12
    """
    labels = page.labels
    body, undecided = Label.BODY, Label.UNDECIDED
    if undecided not in labels:
        return []
    if body in labels:
        return marks_as(between(page.shapes, labels, page.blocks, page.cues, table_rows(page), cleaned(page)), _SAID)
    shapes = page.shapes
    onward = [i for i, goes_on in enumerate(continued(shapes)) if goes_on and i and not shapes.is_closed(i - 1) and labels[i] is undecided]
    return marks_on(onward, body, "continues the line before it")
