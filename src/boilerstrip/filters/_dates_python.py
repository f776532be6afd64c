"""Is a line nothing but a date? (a leading underscore: not a filter; `_dates.pyx` is the same, its tokens found compiled)."""

from __future__ import annotations

import re
from functools import lru_cache

#: No month is abbreviated to fewer letters.
LEAST_MONTH = 3
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
#: A month's name by itself is no date, a number by itself neither.
NUMERIC = re.compile(r"(?<![\d.])\d{1,4}([./-])\d{1,2}\1\d{1,4}(?![\d.%])|(?<!\d)\d{1,2}[:h]\d{2}(?![\d%])|\d{1,4}[年년]")


#: What a token of a date is; for a word that no date has, its length counts instead.
NUMBER, MONTH, LITTLE_WORD = -3, -2, -1


@lru_cache(maxsize=4096)
def meaning(token: str) -> int:
    """What a token is, or its length.

    >>> meaning("2019") == NUMBER, meaning("september") == MONTH, meaning("uhr") == LITTLE_WORD, meaning("bridge")
    (True, True, True, 6)
    """
    if token[0].isdigit():
        return NUMBER
    if len(token) >= LEAST_MONTH and (token[:3] in _MONTHS or token[:4] in _MONTHS or token in _MONTHS):
        return MONTH
    return LITTLE_WORD if token in _LITTLE else len(token)


def dated(text: str, spare: int) -> bool:
    """Is the text nothing but dates and clocks, with at most `spare` letters of other words?"""
    month = number = False
    for found in _TOKEN.finditer(text.casefold()):  # most texts end at their first or second word
        kind = meaning(found[0])
        if kind > 0:
            spare -= kind
            if spare < 0:
                return False
        elif kind == NUMBER:
            number = True
        elif kind == MONTH:
            month = True
    return (month and number) or NUMERIC.search(text) is not None
