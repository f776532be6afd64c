import numpy as np
from numpy.typing import NDArray

from boilerstrip.block import Mark
from boilerstrip.tagger.evidence import Telling
from boilerstrip.tagger.limits import Limits

def verdicts(p: NDArray[np.float32], dense: NDArray[np.float32], limits: Limits, pro: Telling, contra: Telling) -> list[Mark]: ...
def best_expected(body: NDArray[np.float32], weight: NDArray[np.float32]) -> float: ...
