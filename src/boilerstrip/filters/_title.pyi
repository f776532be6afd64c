from collections.abc import Sequence

from boilerstrip.page import Page

def title(page: Page, known: Sequence[int], least: float) -> int | None: ...
