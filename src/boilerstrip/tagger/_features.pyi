import numpy as np
from numpy.typing import NDArray

from boilerstrip.page import Page
from boilerstrip.tagger.elements import Elements

def gathered(page: Page) -> tuple[NDArray[np.float32], Elements | None, NDArray[np.float32]]: ...
