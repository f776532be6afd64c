from boilerstrip.block import Block
from boilerstrip.page import Image

class Scan:
    blocks: list[Block]
    owners: list[int]
    images: list[Image]
    metas: list[dict[str, str | None]]
    scripts: list[str]
    title: str
    canonical: str
    lang: str
    chars: int
    doubtful: bool

def scan(markup: str, hidden_too: bool) -> Scan | None: ...
