from collections.abc import Container, Mapping, Sequence
from typing import TypeVar

from boilerstrip.block import Block, Kind, Label, Paragraph
from boilerstrip.phrases import Cue

_Known = TypeVar("_Known")

def of_kind(blocks: tuple[Block, ...], kind: Kind) -> list[int]: ...
def filed(cues: dict[int, tuple[Cue, ...]], blocks: tuple[Block, ...]) -> dict[str, list[tuple[Block, Cue]]]: ...
def merged(
    found: Mapping[str, Sequence[tuple[Block, Cue]]], categories: Container[str], cues: dict[int, tuple[Cue, ...]]
) -> list[tuple[Block, Cue]]: ...
def taken(known: dict[int, _Known], places: list[int]) -> dict[int, _Known]: ...
def paragraphs(
    blocks: tuple[Block, ...], texts: Sequence[str], labels: list[Label], places: list[int], numbers: Mapping[int, int]
) -> list[Paragraph]: ...
