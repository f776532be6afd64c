"""menu_run: menus and footers: runs of short lines."""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.block import Label, Mark
from boilerstrip.filters._main_content import table_rows
from boilerstrip.marks import free_in, marks_on
from boilerstrip.page import Page

try:
    from boilerstrip.filters._by_place import open_runs
except ImportError:
    from boilerstrip.filters._by_place_python import open_runs

#: FINDINGS: lines up to 15 characters are chrome in 99.8 %, up to 30 in 97 %.
WIDEST = 30
#: So many of them in a row are a menu; lists in articles are rarely that long and that narrow.
FEWEST = 6


def menu_run(page: Page) -> Iterable[Mark]:
    """Mark six and more short open lines in a row, unless an earlier filter took them for the article's own list, or tabs divide them
    into the cells of a table.

    Before:
        News
        Weather
        Sport
        Culture
        Contact
        Imprint
        The bridge over the Elster closes on Monday, the council said.
    After:
        The bridge over the Elster closes on Monday, the council said.
    """
    runs = open_runs(page.shapes, table_rows(page), WIDEST, FEWEST)
    if not runs:
        return ()
    return marks_on(free_in(page.verdicts, runs, Label.CHROME), Label.CHROME, "one of many short lines in a row: a menu or a footer")
