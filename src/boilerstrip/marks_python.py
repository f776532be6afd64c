"""What is done with all marks of a page at once (`_marks.pyx` is the same, compiled)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from boilerstrip.block import PROSE, Label, Mark


def marks_on(places: Iterable[int], label: Label, reason: str) -> list[Mark]:
    """The same mark on many blocks.

    >>> marks_on([2, 3], Label.CHROME, "a menu") == [Mark(2, Label.CHROME, "a menu"), Mark(3, Label.CHROME, "a menu")]
    True
    """
    return [Mark(place, label, reason) for place in places]


def marks_as(said: Iterable[tuple[int, int]], meanings: Sequence[tuple[Label, str]]) -> list[Mark]:
    """A mark for each block and number of what is said of it; `meanings` are the label and the reason for each number."""
    return [Mark(place, *meanings[what]) for place, what in said]


def stamp(marks: Iterable[Mark], by: str, verdicts: list[Mark | None], labels: list[Label]) -> tuple[list[Mark], list[Mark]]:
    """The marks with their filter's name; entered into verdicts and labels, and, those on parts of blocks, in a list of their own.

    Marks that bear a name keep it, and where `by` is empty all stay as they are.

    A label may be given by its name.

    Raises:
        ValueError: there is no such label.
        IndexError: a mark is on a block that is not there, or on characters that cannot be.
    """
    new = tuple.__new__  # all blocks get marks, and `_replace` takes ten times as long
    found = [new(Mark, (block, _named(label), reason, span, score, name or by)) for block, label, reason, span, score, name in marks]
    spanned = []
    for mark in found:
        block, label, _, span, _, name = mark
        if not 0 <= block < len(verdicts):
            raise IndexError(f"a mark on block {block} of {len(verdicts)}, by {name or 'nobody'}")
        if span is not None:
            if not 0 <= span[0] <= span[1]:
                raise IndexError(f"a mark on characters {span[0]} to {span[1]} of block {block}, by {name or 'nobody'}")
            spanned.append(mark)
            continue
        verdicts[block] = mark
        labels[block] = label
    return found, spanned


def _named(label: Label | str) -> Label:
    return label if type(label) is Label else Label(label)


def places_of(labels: list[Label], wanted: Container[Label]) -> list[int]:
    """The places of these labels, in order.

    >>> places_of([Label.BODY, Label.CHROME, Label.BODY], (Label.BODY,))
    [0, 2]
    """
    return [place for place, label in enumerate(labels) if label in wanted]


def by_label(labels: list[Label], wanted: Iterable[Label]) -> dict[Label, list[int]]:
    """The places of each of these labels, in order.

    >>> by_label([Label.BODY, Label.CHROME, Label.BODY], (Label.BODY, Label.CAPTION))
    {<Label.BODY: 'body'>: [0, 2], <Label.CAPTION: 'caption'>: []}
    """
    found: dict[Label, list[int]] = {label: [] for label in wanted}
    for place, label in enumerate(labels):
        if label in found:
            found[label].append(place)
    return found


def free_in(verdicts: list[Mark | None], runs: Iterable[range], label: Label) -> list[int]:
    """The places in these runs of which nobody has said anything, or only this.

    >>> free_in([None, Mark(1, Label.BODY, "x"), Mark(2, Label.CHROME, "y"), None], [range(3)], Label.CHROME)
    [0, 2]
    """
    return [place for run in runs for place in run if (verdict := verdicts[place]) is None or verdict.label is label]


def ends_of(labels: list[Label], places: list[int], wanted: Container[Label]) -> tuple[int, int]:
    """The first and the last of these places that has one of these labels; (-1, -1) where none has.

    >>> ends_of([Label.CHROME, Label.BODY, Label.BODY, Label.BODY], [0, 1, 3], (Label.BODY,))
    (1, 3)
    """
    found = [place for place in places if labels[place] in wanted]
    return (found[0], found[-1]) if found else (-1, -1)


def weigh(marks: Sequence[Mark], by: str, widths: Sequence[int], labels: Sequence[Label] | None) -> tuple[int, float, float, float] | None:
    """How many probabilities a judge has given, what width they promise in all, and of that, and of all width, what is body; None
    where it has not spoken.

    What is body is said by `labels`, or, where there are none, by the judge's own marks.
    """
    spoken = False
    judged, wanted, found, kept = 0, 0.0, 0.0, 0.0
    body, chrome = Label.BODY, Label.CHROME
    for block, label, _, span, score, name in marks:
        if name != by:
            continue
        spoken = True
        if score is None or span is not None:
            continue
        judged += 1
        # what a block is not body with is chrome, nearly all of it, where chrome was chosen
        p = score if label is body else 1 - score if label is chrome else 0.0
        width = widths[block]
        wanted += p * width
        if (label if labels is None else labels[block]) in PROSE:
            found += p * width
            kept += width
    return (judged, wanted, found, kept) if spoken else None
