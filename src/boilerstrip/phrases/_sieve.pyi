from boilerstrip.phrases.lexicon import Lexicon
from boilerstrip.phrases.sieve import Sifted

def sifted(texts: list[str], lexicon: Lexicon) -> Sifted: ...
