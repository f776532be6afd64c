from collections.abc import Callable, Iterable, Sequence

from boilerstrip.block import Block, Mark
from boilerstrip.page import Page
from boilerstrip.phrases import Cue

def beside_chrome(page: Page, index: int) -> bool: ...
def phrased(page: Page, cued: Sequence[tuple[Block, Cue]], why: str, otherwise: Callable[[Block, Cue], Iterable[Mark]]) -> list[Mark]: ...
