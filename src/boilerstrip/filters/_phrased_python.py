"""Marks on blocks that are one strong phrase and nothing else (`_phrased.pyx` is the same, compiled).

Not a filter, as the leading underscore says: `_prompts` asks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from boilerstrip.block import Block, Kind, Label, Mark
from boilerstrip.phrases import Cue

#: Kinds of phrases that are all of their text: nothing else stands there, so its shape says nothing against them.
WHOLE = ("exact", "regex")


def phrased(
    cued: Sequence[tuple[Block, Cue]],
    known: Mapping[int, tuple[Cue, ...]],
    why: str,
    otherwise: Callable[[Block, Cue], Iterable[Mark]],
) -> list[Mark]:
    """A mark on each block that is a strong phrase which begins with a letter, no small one; of the others, what `otherwise` gives."""
    found: list[Mark] = []
    for block, cue in cued:
        index, text, kind = block[:3]
        _, strength, manner, _ = cue
        plain = manner in WHOLE and strength == "strong" and kind is not Kind.CODE and len(known[index]) == 1
        if plain and text[0].isalpha() and not text[0].islower():
            found.append(Mark(index, Label.CHROME, why))
        else:
            found += otherwise(block, cue)
    return found
