from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

def numbered(table: NDArray[np.int32], least: int, most: int, each: int) -> list[int]: ...
def counts(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]: ...
