"""Silver labels for what no gold has: by-lines and timestamps near the headline, by their shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_BYLINE, LONGEST_STAMP = 90, 80
"""Characters. Of the by-lines and datelines in hand-labelled dumps nine tenths are under 46."""
REACH = 12
"""Blocks before the headline and behind the first body block that are looked at."""

#: Words that open a by-line, by language; a name must follow.
_BY = re.compile(
    r"^\W{0,3}(?:(?:written |posted |story |text |words |reported )?by|von|text von|ein (?:artikel|beitrag) von|par|"
    r"propos recueillis par|por|di|a cura di|door|av|af|"
    r"autor(?:in|ka|a|es)?|author|auteur|autore|författare|redaktion|kirjoittaja|teksti|szerző|írta|yazan|oleh|"
    r"penulis|tác giả|przez|автор|автори|"
    r"текст|συντάκτης|του|της|מאת|بقلم|نویسنده|लेखक|द्वारा|作者|记者|記者|文)(?:\s*[:：]\s*|\s+|(?<=[文者]))(?=\S{2})",
    re.IGNORECASE,
)
#: Endings of a by-line in languages that put the role last.
_ROLE_LAST = re.compile(r"(?:기자|記者|记者|特派員|correspondent|reporter|staff writer)\W{0,3}$", re.IGNORECASE)
#: A name in a bilingual two-to-four-word line is too weak a sign alone: "By"-less names are not labelled.
_LATIN_NAME = re.compile(r"[^\W\d_]")

_CLOCK = r"\d{1,2}[:.h]\d{2}"
_NUMERIC_DATE = re.compile(
    r"\b(?:19|20)\d{2}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)?\d{2}\b|"
    r"[۰-۹٠-٩]{2,4}[/٫.-][۰-۹٠-٩]{1,2}[/٫.-][۰-۹٠-٩]{1,4}"
)
_WORDY_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th|er|º|\.|-?го)?\s+(?:de\s+|d['’])?[^\W\d_]{3,12}\.?,?\s+(?:de[l]?\s+)?(?:19|20|25)\d{2}\b|"
    r"\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?\s*,\s*(?:19|20)\d{2}\b"
)
_AGO = re.compile(
    r"^\W{0,3}(?:[^\W\d_]{1,14}:? )?(?:(?:vor|il y a|hace|há|for|acum|πριν από) \d{1,3} [^\W\d_]{1,12}\.?( siden)?|"
    r"\d{1,3} ?[^\W\d_]{1,12} (?:ago|geleden|temu|sedan|siden|sitten|fa|atrás|önce|назад|тому|lalu|trước)|"
    r"\d{1,3} ?(?:分钟前|小时前|天前|分前|時間前|日前|분 전|시간 전|일 전))\W{0,3}$",
    re.IGNORECASE,
)
_TODAY = re.compile(
    rf"^[^\d]{{0,40}}[^\W\d_][^\d]{{0,4}}{_CLOCK}(?::\d{{2}})?"
    r"(?:\s*(?:uhr|h|am|pm|a\.m\.|p\.m\.|gmt|cet|cest|est|edt|et|ist|msk))?\W{0,3}$",
    re.IGNORECASE,
)


def byline_shaped(line: str) -> bool:
    """Is this line shaped like a by-line?

    >>> [byline_shaped(x) for x in ("By Ann Lee", "Von Karl Meier", "김철수 기자", "By the river", "By Monday it had closed for good.")]
    [True, True, True, False, False]
    """
    line = line.strip()
    if not line or len(line) > LONGEST_BYLINE:
        return False
    if _ROLE_LAST.search(line):
        return True
    opening = _BY.match(line)
    if opening is None:
        return False
    name = line[opening.end() :]
    first = name[:1]
    cased = first.lower() != first.upper()
    return bool(_LATIN_NAME.search(name)) and (first.isupper() or not cased) and not name.rstrip().endswith((".", "?", "!", "。", "…"))


def timestamp_shaped(line: str) -> bool:
    """Is this line shaped like a date or a time of publication?

    >>> [timestamp_shaped(x) for x in ("Published: 12 May 2021, 10:30", "2024年5月3日", "3 hours ago", "vor 3 Stunden", "Heute, 12:30 Uhr")]
    [True, True, True, True, True]
    >>> timestamp_shaped("The bridge, opened on 12 May 2021, closes on Monday.")
    False
    """
    line = line.strip()
    if not line or len(line) > LONGEST_STAMP or line.endswith(("。", "?", "!")):
        return False
    match = _NUMERIC_DATE.search(line) or _WORDY_DATE.search(line)
    if match is None:
        return bool(_AGO.match(line) or _TODAY.match(line))
    rest = line[: match.start()] + line[match.end() :]
    letters = sum(c.isalpha() for c in rest)
    return letters <= (MOST_LETTERS_IN_SENTENCE if line.endswith(".") else MOST_LETTERS_ROUND_DATE)


MOST_LETTERS_ROUND_DATE = 36
"""Letters beside the date: "Zuletzt aktualisiert am ... um ... Uhr" has 29, a sentence has more."""


MOST_LETTERS_IN_SENTENCE = 15
"""The same where the line ends in a full stop: "Updated on 3 May 2021." but no sentence."""


def silver_labels(blocks: Sequence[str], labels: Sequence[str], top: int) -> dict[int, str]:
    """By-lines and timestamps among the chrome near the headline (block `top`)."""
    found: dict[int, str] = {}
    for b in range(max(0, top - REACH), min(len(blocks), top + REACH + 1)):
        if labels[b] == "chrome" and len(blocks[b]) <= LONGEST_BYLINE:
            if timestamp_shaped(blocks[b]):
                found[b] = "timestamp"
            elif byline_shaped(blocks[b]):
                found[b] = "byline"
    return found
