"""wording: words of short texts, to compare a line with a title, with the body or with another line."""

from __future__ import annotations

from functools import lru_cache

try:
    from boilerstrip._wording import folded, repeating, stems
except ImportError:
    from boilerstrip.wording_python import folded, repeating, stems

__all__ = ["agreement", "folded", "lead_stems", "repeating", "stems"]


@lru_cache(maxsize=64)  # two filters ask of the same article, and so does its second reading
def lead_stems(lead: str) -> frozenset[str]:
    """`stems` of an article's first paragraphs."""
    return stems(lead)


def agreement(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard index of two sets of stems, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0
