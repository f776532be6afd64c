from boilerstrip.page import Page
from boilerstrip.tagger.features import Matrix

def facts_of(page: Page, p: Matrix, dense: Matrix, places: list[int]) -> list[tuple[float, ...]]: ...
