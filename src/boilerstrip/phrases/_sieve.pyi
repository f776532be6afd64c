from collections.abc import Sequence

from boilerstrip.phrases.lexicon import Lexicon
from boilerstrip.phrases.sieve import Sifted

def sifted(texts: Sequence[str], lexicon: Lexicon, longest: int) -> Sifted: ...
