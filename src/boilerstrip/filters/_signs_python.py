"""Signs near the ends of texts, all looked for at once (a leading underscore: not a filter; `_signs.pyx` is the same, compiled)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Signs:
    """Some short strings."""

    def __init__(self, signs: Sequence[str], tail: int) -> None:
        self.signs = tuple(signs)
        self.tail = tail
        """They are looked for in so many characters at the end of a text."""

    def first(self, texts: Sequence[str], sentence: Sequence[bool], low: int, high: int) -> list[tuple[int, int]]:
        """The texts from `low` to `high` with a sign near their end, and where its first stands.

        A credit at the end of a sentence stands behind its stop, so a sentence that ends in its stop, or in none but a bracket's, has none.
        """
        places = [i for i in range(low, high) if not sentence[i] or texts[i][-1] not in ".!?" or texts[i][-2] in ")]"]
        tails = [texts[i][-self.tail :] for i in places]
        joined = "\n".join(tails)  # sought there with str.find: cheaper than a pattern over each text
        starts = [0, *accumulate(len(tail) + 1 for tail in tails)]
        firsts: dict[int, int] = {}
        for sign in self.signs:
            found = joined.find(sign)
            while found >= 0:
                at = bisect_right(starts, found) - 1
                place = len(texts[places[at]]) - len(tails[at]) + found - starts[at]
                firsts[at] = min(place, firsts.get(at, place))
                found = joined.find(sign, starts[at + 1])
        return [(places[at], firsts[at]) for at in sorted(firsts)]
