from collections.abc import Sequence

from boilerstrip.block import Block
from boilerstrip.tagger.elements import Elements

def elements_of(blocks: Sequence[Block]) -> Elements: ...
