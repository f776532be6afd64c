"""What every picture's credit holds, and the blocks that hold it (a leading underscore: not a filter)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from boilerstrip.page import Page

#: The credit at the end of a caption takes at most so many characters.
TAIL_CHARS = 110

#: Sought in the joined texts with str.find, which is cheaper than a pattern over each line. Those that share
#: letters are sought only where these letters stand (27 searches, not 45), those beyond ASCII only where it is left.
_SIGNS = (
    ("(c)", ("(c)",)), ("oto", ("Photo", "photo", "Foto", "foto")), ("OTO", ("PHOTO", "FOTO")), ("Bild", ("Bild",)),
    ("mag", ("Image", "imago")), ("Picture", ("Picture",)), ("Getty", ("Getty",)), ("AFP", ("AFP",)), ("Reuters", ("Reuters",)),
    ("REUTERS", ("REUTERS",)), ("AP", ("AP",)), ("dpa", ("dpa",)), ("Shutterstock", ("Shutterstock",)),
    ("ourtesy", ("Courtesy", "courtesy")), ("Credit", ("Credit",)), ("CREDIT", ("CREDIT",)), ("Quelle", ("Quelle",)), ("EPA", ("EPA",)),
    ("EFE", ("EFE",)), ("NTB", ("NTB",)), ("Scanpix", ("Scanpix",)), ("IMAGO", ("IMAGO",)), ("PA Wire", ("PA Wire",)),
    ("Alamy", ("Alamy",)), ("Handout", ("Handout",)), ("Kuva", ("Kuva",)), ("Beeld", ("Beeld",)),
)  # fmt: skip
_SIGNS_BEYOND_ASCII = ("©", "Crédit", "Фото", "写真", "사진")


def signed(page: Page, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Blocks from `low` to `high` that hold one of the signs near their end, and where the first such sign stands.

    A credit at the end of a sentence stands behind its stop, so a sentence that ends in its stop, or in none but a bracket's, has none.
    """
    sentence, texts = page.sentence, page.texts
    places = [i for i in range(low, high) if not sentence[i] or texts[i][-1] not in ".!?" or texts[i][-2] in ")]"]
    tails = [texts[i][-TAIL_CHARS:] for i in places]
    joined = "\n".join(tails)
    starts = [0, *accumulate(len(tail) + 1 for tail in tails)]
    signs = [sign for shared, signs in _SIGNS if shared in joined for sign in signs]
    if not joined.isascii():
        signs += _SIGNS_BEYOND_ASCII
    firsts: dict[int, int] = {}
    for sign in signs:
        found = joined.find(sign)
        while found >= 0:
            at = bisect_right(starts, found) - 1
            place = len(texts[places[at]]) - len(tails[at]) + found - starts[at]
            firsts[at] = min(place, firsts.get(at, place))
            found = joined.find(sign, starts[at + 1])
    for at in sorted(firsts):
        yield places[at], firsts[at]
