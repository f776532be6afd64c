"""table_row: a row of a table whose other rows are kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from boilerstrip.block import PROSE, Block, Kind, Label, Mark, Path
from boilerstrip.page import Medium, Page

#: So much of a table's text (0 to 1) is kept where its judge means the table: on 24 of 2,233 development pages rows come back, all of
#: them rows of data; body F1 of every set stays as it is.
KEPT = 0.5
#: Who judges rows one by one.
_JUDGES = frozenset({"block_tagger", "density", "neighbours", "remainder"})


def table_row(page: Page) -> Iterator[Mark]:
    """Mark the rows that a judge of single blocks dropped, where most of their table is kept: half a table says what the whole does not.

    Rows that a named filter took stay dropped, and so do those of one cell: old pages are laid out in tables.

    Before:
        <!-- all body --><table><tr><th>(dropped) Route<th>Price<tr><td>Vestnes to Molde<td>120<tr><td>Molde to Orkanger<td>80</table>
    After:
        BODY: (dropped) Route Price
        BODY: Vestnes to Molde 120
        BODY: Molde to Orkanger 80
    """
    if page.medium is Medium.TEXT:
        return
    labels, verdicts, chrome = page.labels, page.verdicts, Label.CHROME
    rows = [row for index in sorted(page.tabbed) if (row := page.blocks[index]).kind is Kind.CELL]
    for table, group in groupby(rows, _table_of):
        found = list(group)
        total = sum(len(row.text) for row in found)
        if table is None or sum(len(row.text) for row in found if labels[row.index] in PROSE) < KEPT * total:
            continue
        for row in found:
            verdict = verdicts[row.index]
            if labels[row.index] is chrome and verdict is not None and verdict.by in _JUDGES:
                yield Mark(row.index, Label.BODY, "a row of a table that is kept")


def _table_of(row: Block) -> Path | None:
    """The innermost table that a row stands in."""
    step = row.path
    while step is not None and step.tag != "table":
        step = step.parent
    return step
