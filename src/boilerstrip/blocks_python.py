"""blocks_python: what is done with all blocks of a page at once (`_blocks.pyx` is the same, compiled)."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from boilerstrip.block import Block, Kind, Label, Paragraph

if TYPE_CHECKING:
    from boilerstrip.phrases import Cue

Known = TypeVar("Known")


def of_kind(blocks: tuple[Block, ...], kind: Kind) -> list[int]:
    """The places of the blocks of a kind.

    >>> of_kind((Block(0, "News", Kind.LINE), Block(1, "Ferry", Kind.HEADING)), Kind.HEADING)
    [1]
    """
    return [place for place, block in enumerate(blocks) if block.kind is kind]


def filed(cues: dict[int, tuple[Cue, ...]], blocks: tuple[Block, ...]) -> dict[str, list[tuple[Block, Cue]]]:
    """Per category of phrases the blocks that hold one, in order, each with its first cue of the category."""
    found: dict[str, list[tuple[Block, Cue]]] = {}
    for place, here in cues.items():
        block = blocks[place]
        for cue in here:
            file = found.setdefault(cue[0], [])
            if not file or file[-1][0] is not block:
                file.append((block, cue))
    return found


def merged(
    found: Mapping[str, Sequence[tuple[Block, Cue]]], categories: Container[str], cues: dict[int, tuple[Cue, ...]]
) -> list[tuple[Block, Cue]]:
    """The blocks filed under one of these categories, in order, each with its first cue of any of them."""
    blocks = {block[0]: block for category, file in found.items() if category in categories for block, _ in file}
    return [(blocks[place], next(cue for cue in cues[place] if cue[0] in categories)) for place in sorted(blocks)]


def count_lines(found: Mapping[str, Sequence[tuple[Block, Cue]]], categories: Container[str], sentence: list[bool]) -> int:
    """How many blocks are filed under one of these categories that are no sentences."""
    return len({block[0] for category, file in found.items() if category in categories for block, _ in file if not sentence[block[0]]})


def taken(known: dict[int, Known], places: list[int]) -> dict[int, Known]:
    """What is known of the blocks at these places, by where they stand among them.

    >>> taken({3: "a phrase", 5: "another"}, [1, 3, 4])
    {1: 'a phrase'}
    """
    return {index: known[place] for index, place in enumerate(places) if place in known}


def paragraphs(
    blocks: tuple[Block, ...], texts: Sequence[str], labels: list[Label], places: list[int], numbers: Mapping[int, int]
) -> list[Paragraph]:
    """The paragraphs of an article: the blocks at these places, with these texts, but for those that are empty."""
    found = []
    for place in places:
        if texts[place]:
            _, _, kind, level, _, _, indent, gap, _, _, _ = blocks[place]
            found.append(Paragraph(texts[place], kind, level, labels[place], indent, place, numbers.get(place, 0), gap))
    return found
