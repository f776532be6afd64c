"""ordered: the numbers of the items of an HTML page's ordered lists, which browsers write and no text holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boilerstrip.block import Block, Kind, Path


def numbers_of(blocks: Sequence[Block], places: Iterable[int]) -> dict[int, int]:
    """The numbers of these blocks that begin an item of an ordered list, by index, from 1.

    Items that the page drops count as well, and those without text do not. A list's `start` is not known.

    >>> ol = Path(None, "ol")
    >>> steps = [Block(i, text, Kind.LIST_ITEM, path=Path(ol, "li")) for i, text in enumerate(["Knead", "Share this", "Bake"])]
    >>> numbers_of(steps, [0, 2])
    {0: 1, 2: 3}
    """
    list_item = Kind.LIST_ITEM  # to find it in its class takes longer than all else that is asked of a block
    wanted = {i for i in places if blocks[i].kind is list_item}
    lists = {item.parent for i in wanted if (item := _item(blocks[i].path)) is not None}
    if not lists:
        return {}
    found: dict[int, int] = {}
    counts: dict[Path | None, int] = {}
    seen: set[Path] = set()
    for block in blocks:
        item = _item(block.path) if block.kind is list_item else None
        if item is not None and item.parent in lists and item not in seen:
            seen.add(item)
            counts[item.parent] = number = counts.get(item.parent, 0) + 1
            if block.index in wanted:
                found[block.index] = number
    return found


def _item(path: Path | None) -> Path | None:
    """The item of an ordered list that an element is, or lies in with no other list between."""
    while path is not None and path.tag != "li":
        path = path.parent
    return path if path is not None and path.parent is not None and path.parent.tag == "ol" else None
