from collections.abc import Sequence

from boilerstrip.phrases.lexicon import Lexicon
from boilerstrip.phrases.sieve import Sifted

def openings(texts: Sequence[str], lexicon: Lexicon) -> list[int]: ...
def sifted(texts: Sequence[str], lexicon: Lexicon) -> Sifted: ...
