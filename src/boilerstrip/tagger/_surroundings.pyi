from boilerstrip.page import Page
from boilerstrip.tagger.elements import Elements
from boilerstrip.tagger.surroundings_python import Matrix

COLUMNS: int

def surroundings(page: Page, elements: Elements, stated: Matrix, to: Matrix) -> None: ...
