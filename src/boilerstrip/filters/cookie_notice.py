"""cookie_notice: consent boxes and cookie notices: buttons, and the one prose that a phrase may drop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.block import Label, Mark
from boilerstrip.filters._prompts import beside_chrome, opened, prompts
from boilerstrip.page import Page
from boilerstrip.phrases import cues_of

#: Cookies in the languages of the lexicon that do not say "cookie".
COOKIES = ("kolačić", "evästei", "çerez", "Çerez", "ciasteczk", "sütik", "الارتباط", "کوکی", "कुकी", "คุกกี้", "クッキー", "쿠키", "куки")
#: What a notice speaks of beside cookies. An article about cookies has these words too, but does not open like a notice.
_CONSENT = re.compile(
    r"\b(?:this cookie|these cookies|cookies? (?:is|are)|visitors|analytics|consent|accept"
    r"|agree|this (?:web)?site|our (?:web)?site|preferences|partners|personali[sz]|experience|by (?:clicking|continuing|using)"
    r"|zustimm|einwillig|akzeptier|website|webseite|einstellungen|dienste|accept|consent|paramètres|partenaires|navigation|aceptar|consentimiento"
    r"|preferencias|navega|aceita|experiência|accett|consenso|preferenze|zgod|ustawien|akkoord|voorkeuren|instellingen|samtyck|godkänn|samtykke"
    r"|hyväksy|souhlas|elfogad|соглас|сайт|принима|onay|kabul|tercih|συγκατάθεση|αποδοχή)",
    re.IGNORECASE,
)
#: This many different ones, in one block with the word for cookies.
LEAST_CONSENT = 2
#: Notices stand at the edges of a page, or beside the buttons of their box.
FIRST_BLOCKS, LAST_BLOCKS, BESIDE = 12, 25, 3
#: Lines of links ("Terms of use Privacy policy") are no wider (columns); a wider line may be a piece of a sentence.
MENTION = 60
#: Where the opening of a long block ends for the lexicon (it knows openings, not whole paragraphs).
OPENING = 150


def cookie_notice(page: Page) -> Iterator[Mark]:
    """Mark consent buttons, notices that open like one and speak of consent, and the cookie lists right beside them.

    Measured on development dumps: 2,142 chrome : 6 content, all on one page that compares privacy policies.

    Before:
        We use cookies and similar techniques on this website. By continuing to browse you accept them, and our partners do too.
        Accept all
        The bakery sells 900 cookies a day, and the baker wants to sell more of them.
    After:
        The bakery sells 900 cookies a day, and the baker wants to sell more of them.
    """
    marks = [mark for mark in prompts(page, "part of a consent box", "cookie", sentences=True) if not _mentions(page, mark.block)]
    marks += opened(page, "begins like a notice of a consent box", "cookie")
    yield from marks
    texts, n = page.texts, len(page.blocks)
    marked = {mark.block for mark in marks}
    edges = "\n".join(texts[:FIRST_BLOCKS] + texts[max(FIRST_BLOCKS, n - LAST_BLOCKS) :])
    if not marked and "ookie" not in edges:  # a box in other words has a button that the lexicon knows
        return
    places: set[int] = set()
    if _speaks_of_cookies(edges):  # else none of them does: no word holds a line's end
        places = {*range(min(n, FIRST_BLOCKS)), *range(max(0, n - LAST_BLOCKS), n)}
    for index in marked:
        places.update(range(max(0, index - BESIDE), min(n, index + BESIDE + 1)))
    around = [index for index in places if index not in marked]
    if not _speaks_of_cookies("\n".join([texts[index] for index in around])):
        return
    for index in sorted(around):
        if _speaks_of_cookies(texts[index]) and _opens_like_notice(texts[index]) and _consents(texts[index]) >= LEAST_CONSENT:
            marked.add(index)
            yield Mark(index, Label.CHROME, "a notice about cookies")
    for start, step in [(index, step) for index in sorted(marked) for step in (1, -1)]:
        index = start + step
        while 0 <= index < n and index not in marked and _speaks_of_cookies(texts[index]) and _consents(texts[index]):
            marked.add(index)
            yield Mark(index, Label.CHROME, "speaks of cookies, beside a notice about them")
            index += step


def _speaks_of_cookies(text: str) -> bool:
    return "ookie" in text or (not text.isascii() and any(word in text for word in COOKIES))


def _consents(text: str) -> int:
    """How many different words of consent there are in a text."""
    return len({word.lower() for word in _CONSENT.findall(text)})


def _mentions(page: Page, index: int) -> bool:
    """Does a longer block only mention a phrase ("we read its privacy policy before ..."), among no other chrome?"""
    inside = all(cue.kind == "contains" for cue in page.cues[index] if cue.category == "cookie")
    return inside and page.width[index] > MENTION and _consents(page.texts[index]) < LEAST_CONSENT and not beside_chrome(page, index)


def _opens_like_notice(text: str) -> bool:
    cues = cues_of([text[:OPENING]]).get(0, ())
    strong = [cue for cue in cues if cue.category == "cookie" and cue.strength == "strong"]
    return any(cue.kind == "prefix" or "ookie" in text[slice(*cue.span)] for cue in strong)
