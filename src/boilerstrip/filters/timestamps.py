"""timestamps: dates and clocks that stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from boilerstrip.block import Label, Mark
from boilerstrip.filters._sureness import is_body
from boilerstrip.page import Page

#: FINDINGS: timestamps have 10 to 46 characters in the middle 80 %; "Published ... updated ..." has twice that.
WIDEST = 110
#: No month is abbreviated to fewer letters.
LEAST_MONTH = 3
#: A date without one of the words below needs so many digits.
DIGITS = 3
#: Beside a phrase like "Published:" so many letters may be unknown words (a town, an agency).
UNKNOWN_LETTERS = 12

#: A date that a judge takes for body with this probability is the article's own: when a match is played, say. Out of fold, of those on
#: the development pages 48 are body and 10 are not, on the dumps 336 and 58; of those it is less sure of, 133 and 34, but 54 and 407.
SURE = 0.8

#: Months and weekdays by their first three letters, per script; the full names of the languages that share letters with prose.
_MONTHS = frozenset(
    "jan feb mar mär maa mai maj may mei mag apr avr abr jun jui juin jul juil giu lug ago aug août aoû agu ağu sep set eyl okt oct ott out"
    " eki nov noi kas dec dez déc dic des des gen ene fév fev şub oca nis haz tem kes lis pro stu paź wrz sie lip cze kwi gru sty lut mrz"
    " янв фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру"
    " ιαν φεβ μαρ απρ μαΐ μαι μαϊ ιου αυγ σεπ οκτ νοε δεκ"
    " ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"
    " يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
)
_LITTLE = frozenset(
    "am pm uhr h gmt utc cet cest bst est edt pst pdt et ist msk min mins updated update published posted last modified st nd rd th"
    " de del le la at um à a kl klo kell ore ur om den the on и в г года ч мин o’clock publié mis jour publicado actualizado aktualisiert"
    " stand"
    " veröffentlicht zuletzt pubblicato aggiornato gepubliceerd bijgewerkt publisert oppdatert sist publicerad uppdaterad"
    " опубликовано обновлено"
    " mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so"
    " monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles"
    " jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag"
    " zaterdag zondag segunda terça quarta quinta sexta feira mandag tirsdag onsdag torsdag fredag lørdag søndag"
    " måndag tisdag lördag söndag"
    " понедельник вторник среда четверг пятница суббота воскресенье 年 月 日 時 分 时 更新 公開 년 월 일 오전 오후 입력 수정".split()
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
#: A clock with its zone, and a date with a month's name or in figures. A zone's offset is at most 14, so "+322 September" is +3 and 22.
_PART = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC)(?:\s?[+-](?:1[0-4]|\d)(?::?[03]0)?)?)?"
    r"|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}|[^\W\d_]{3,12}\.?\s\d{1,2},?\s\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}",
    re.IGNORECASE,
)
#: A month's name by itself is no date, a number by itself neither.
_NUMERIC = re.compile(r"(?<![\d.])\d{1,4}([./-])\d{1,2}\1\d{1,4}(?![\d.%])|(?<!\d)\d{1,2}[:h]\d{2}(?![\d%])|\d{1,4}[年년]")


#: What a token of a date is; for a word that no date has, its length counts instead.
_NUMBER, _MONTH, _LITTLE_WORD = -3, -2, -1


@lru_cache(maxsize=4096)
def _meaning(token: str) -> int:
    """What a token is, or its length.

    >>> _meaning("2019") == _NUMBER, _meaning("september") == _MONTH, _meaning("uhr") == _LITTLE_WORD, _meaning("bridge")
    (True, True, True, 6)
    """
    if token[0].isdigit():
        return _NUMBER
    if len(token) >= LEAST_MONTH and (token[:3] in _MONTHS or token[:4] in _MONTHS or token in _MONTHS):
        return _MONTH
    return _LITTLE_WORD if token in _LITTLE else len(token)


def _dated(text: str, spare: int) -> bool:
    """Is the text nothing but dates and clocks, with at most `spare` letters of other words?"""
    month = number = False
    for found in _TOKEN.finditer(text.casefold()):  # most texts end at their first or second word
        meaning = _meaning(found[0])
        if meaning > 0:
            spare -= meaning
            if spare < 0:
                return False
        elif meaning == _NUMBER:
            number = True
        elif meaning == _MONTH:
            month = True
    return (month and number) or _NUMERIC.search(text) is not None


def timestamps(page: Page) -> Iterator[Mark]:
    """Mark lines that are nothing but a date, a clock or an age; the parts of glued ones are marked by span. Datelines in prose stay.

    Before:
        02:23 GMT +322 September 2019
        Updated: 3. Mai 2024, 14:05 Uhr
        On 22 September 2019 the bridge closed.
    After:
        On 22 September 2019 the bridge closed.
    """
    shapes, sentence, verdicts = page.shapes, page.sentence, page.verdicts
    cued = {block.index: cue for block, cue in page.cued("timestamp") if not sentence[block.index]}
    likely = np.flatnonzero((shapes.digits >= DIGITS) & (shapes.width <= WIDEST) & (shapes.digits * WIDEST >= 10 * shapes.width)).tolist()
    for index in sorted({*likely, *cued}):
        if sentence[index] or is_body(verdicts[index], SURE):
            continue
        text = page.texts[index]
        cue = cued.get(index)
        whole = cue is not None and cue.kind == "exact" and cue.strength != "weak" and 2 * (cue.span[1] - cue.span[0]) > len(text)
        spare = 0 if cue is None else cue.span[1] - cue.span[0] + UNKNOWN_LETTERS
        if whole or (len(text) <= WIDEST and _dated(text, spare)):
            yield Mark(index, Label.TIMESTAMP, "a date or a clock on a line of its own")
            parts = [found.span() for found in _PART.finditer(text)]
            if len(parts) > 1:
                for span in parts:
                    yield Mark(index, Label.TIMESTAMP, "one of several dates and clocks on a line", span=span)
