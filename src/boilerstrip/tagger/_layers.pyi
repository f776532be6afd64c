from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float32]

def first(x: Matrix, weights: Matrix, bias: Matrix, more: Matrix | None, chosen: NDArray[np.int64] | None) -> Matrix: ...
def layer(h: Matrix, taps: Matrix | None, dilation: int, weights: Matrix, bias: Matrix) -> Matrix: ...
