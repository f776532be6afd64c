"""timestamps: dates and clocks that stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.filters._sureness import is_body
from boilerstrip.page import Page

try:
    from boilerstrip.filters._dates import dated
except ImportError:
    from boilerstrip.filters._dates_python import dated

#: FINDINGS: timestamps have 10 to 46 characters in the middle 80 %; "Published ... updated ..." has twice that.
WIDEST = 110
#: A date without one of the words of the lexicon needs so many digits, and one in so many columns.
DIGITS, EACH = 3, 11
#: Beside a phrase like "Published:" so many letters may be unknown words (a town, an agency).
UNKNOWN_LETTERS = 12

#: A date that a judge takes for body with this probability is the article's own: when a match is played, say. Out of fold, of those on
#: the development pages 48 are body and 10 are not, on the dumps 336 and 58; of those it is less sure of, 133 and 34, but 54 and 407.
SURE = 0.8

#: Each of several parts has so many digits at least: "1:30", "1/5/9".
PART_DIGITS = 3
#: A clock with its zone, and a date with a month's name or in figures. A zone's offset is at most 14, so "+322 September" is +3 and 22.
_PART = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC)(?:\s?[+-](?:1[0-4]|\d)(?::?[03]0)?)?)?"
    r"|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}|[^\W\d_]{3,12}\.?\s\d{1,2},?\s\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}",
    re.IGNORECASE,
)


def timestamps(page: Page) -> Iterator[Mark]:
    """Mark lines that are nothing but a date, a clock or an age; the parts of glued ones are marked by span. Datelines in prose stay.

    Before:
        02:23 GMT +322 September 2019
        Updated: 3. Mai 2024, 14:05 Uhr
        On 22 September 2019 the bridge closed.
    After:
        On 22 September 2019 the bridge closed.
    """
    texts, sentence, verdicts = page.texts, page.sentence, page.verdicts
    cued = {block.index: cue for block, cue in page.cued("timestamp") if not sentence[block.index]}
    likely = page.shapes.numbered(DIGITS, WIDEST, EACH)
    for index in sorted({*likely, *cued}) if cued else likely:
        if sentence[index] or is_body(verdicts[index], SURE):
            continue
        text, cue = texts[index], cued.get(index)
        whole, spare = False, 0
        if cue is not None:
            letters = cue.span[1] - cue.span[0]
            whole, spare = cue.kind == "exact" and cue.strength != "weak" and 2 * letters > len(text), letters + UNKNOWN_LETTERS
        if whole or (len(text) <= WIDEST and dated(text, spare)):
            yield Mark(index, Label.TIMESTAMP, "a date or a clock on a line of its own")
            several = page.shapes.digits_of(index) >= 2 * PART_DIGITS
            parts = [found.span() for found in _PART.finditer(text)] if several else []
            if len(parts) > 1:
                for span in parts:
                    yield Mark(index, Label.TIMESTAMP, "one of several dates and clocks on a line", span=span)
