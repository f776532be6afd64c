from collections.abc import Container, Sequence

from boilerstrip.block import Block, Label
from boilerstrip.filters._by_place_python import Stretch
from boilerstrip.shape import Shapes

def stretch(
    shapes: Shapes, labels: Sequence[Label] | None, barriers: Sequence[tuple[int, float]], costs: Sequence[tuple[float, float]]
) -> Stretch: ...
def continued(shapes: Shapes) -> list[bool]: ...
def between(
    shapes: Shapes, labels: Sequence[Label], blocks: Sequence[Block], cues: Container[int], rows: Container[int], cleaned: bool
) -> list[tuple[int, int]]: ...
def open_lines(shapes: Shapes, low: int, narrowest: int, widest: int) -> list[int]: ...
