"""stories: which pages of a host print the same article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from boilerstrip.templates.fingerprint import BODY, Remembered

#: Two pages are one article where they share this much of the longer one's paragraphs, by width.
SAME_ARTICLE = 0.5


def stories_of(pages: Sequence[Remembered]) -> list[int]:
    """Per page the number of the article that it prints: pages that share half of their paragraphs print one."""
    prose = [{row.key: row.width for row in page.rows if row.prose and row.part == BODY} for page in pages]
    whole = [sum(widths.values()) for widths in prose]
    where: dict[str, list[int]] = defaultdict(list)
    for place, widths in enumerate(prose):
        for key in widths:
            where[key].append(place)
    leader = list(range(len(pages)))

    def led(place: int) -> int:
        while leader[place] != place:
            place = leader[place]
        return place

    for place, widths in enumerate(prose):
        shared: Counter[int] = Counter()
        for key, width in widths.items():
            for other in where[key]:
                if other < place:
                    shared[other] += width
        for other, width in shared.items():
            if width >= SAME_ARTICLE * max(whole[place], whole[other]):
                low, high = sorted((led(place), led(other)))
                leader[high] = low
    same: dict[tuple[str, ...], int] = {}  # pages without prose print one article where all their lines are the same
    for place, page in enumerate(pages):
        if not whole[place]:
            first = same.setdefault(tuple(row.key for row in page.rows), place)
            leader[place] = led(first)
    return [led(place) for place in range(len(pages))]
