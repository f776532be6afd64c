from collections.abc import Callable, Iterable, Mapping, Sequence

from boilerstrip.block import Block, Mark
from boilerstrip.phrases import Cue

def phrased(
    cued: Sequence[tuple[Block, Cue]],
    known: Mapping[int, tuple[Cue, ...]],
    why: str,
    otherwise: Callable[[Block, Cue], Iterable[Mark]],
) -> list[Mark]: ...
