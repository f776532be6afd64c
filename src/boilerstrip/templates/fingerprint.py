"""fingerprint: a marked page -> what of it can be met again on other pages of its host.

Of every block: its line with the changing parts masked, whether it is prose, what the filters took it for, and the
named elements around it. Prose is kept as a digest, so what is remembered of a page is small and holds no article.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from boilerstrip.block import Kind, Label, Path
from boilerstrip.errors import TemplateError
from boilerstrip.page import Page

#: What a number, a date or a counter becomes.
MASK = "#"
#: A masked line over this is cut and closed with its digest: people recognise a line by its start. In characters.
LONGEST_KEY = 90
SHOWN = 60
DIGEST_BYTES = 5

_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d+(?:[.,:/\-\u2013 ]{1,2}\d+)*")
#: A word beside a masked number, with the marks between: "# Sept. #", "Monday, #".
_BESIDE = re.compile(r"[^\W\d_]{3,12}(?=[.,]{0,2} ?#)|(?<=#)(?:st|nd|rd|th|º)?[., ]{0,2}[^\W\d_]{3,12}")
_SEVERAL = re.compile(r"#(?:[ .,]{0,3}#)+")
#: Months and weekdays by their first three letters, in many languages; a wrong hit only masks a word more.
DATED = frozenset(
    "jan feb mar mär maa mai maj may mei mag apr avr abr jun jui jul giu lug ago aug aoû ağu sep set eyl okt oct ott out eki nov noi kas"
    " dec dez déc dic des gen ene fév fev şub oca nis haz tem kes lis pro stu paź wrz sie lip cze kwi gru sty lut mrz"
    " янв фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов гру ιαν φεβ μαρ απρ μαΐ μαι μαϊ ιου"
    " αυγ σεπ οκτ νοε δεκ mon tue wed thu fri sat sun die mit don fre sam son lun mer jeu ven dim mié jue vie sáb dom gio sab maa"
    " din woe zat man tir ons tor fre lør søn mån tis lör sön pon wto śro czw pią sob nie"
    " пон вто сре чет пят суб вос δευ τρί τετ πέμ παρ σάβ κυρ".split()
)


def masked(text: str) -> str:
    """The line as it can be met again: numbers, dates and counters are `#`; a long one is cut and closed with its digest.

    >>> masked("Updated: 3 May 2024, 14:05"), masked("1,204 comments")
    ('Updated: #', '# comments')
    """
    if _DIGIT.search(text):
        text = _NUMBERS.sub(MASK, text)
        text = _SEVERAL.sub(MASK, _BESIDE.sub(_undated, text))
    if len(text) <= LONGEST_KEY:
        return text
    return f"{text[:SHOWN].rstrip()}… ~{digest(text)}"


def _undated(found: re.Match[str]) -> str:
    word = found.group().lstrip("., ")
    return MASK if word[:3].casefold() in DATED else found.group()


def digest(text: str) -> str:
    """A short name for a text, the same on every machine: 10 hexadecimal digits."""
    import hashlib  # it brings OpenSSL along, 3 ms, and most processes have no templates

    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


# ------------------------------------------------------------------ elements

#: Elements that mean something without a class or id.
TELLING = frozenset(("article", "aside", "figure", "footer", "header", "main", "nav"))
#: Class names and ids with so many digits name one page's thing ("post-48213"), not the site's.
MOST_DIGITS = 2
MOST_CLASSES = 3


def region(path: Path) -> str:
    """The name of an element as a short CSS selector: tag with its id or classes; "" where it has none that would come again.

    >>> region(Path(None, "div", "", "story story-body post-48213"))
    'div.story.story-body'
    """
    if path.id and _lasting(path.id):
        return f"{path.tag}#{path.id}"
    classes = [name for name in path.classes.split() if _lasting(name)][:MOST_CLASSES]
    if classes:
        return ".".join([path.tag, *classes])
    return path.tag if path.tag in TELLING else ""


def _lasting(name: str) -> bool:
    return sum(map(str.isdigit, name)) <= MOST_DIGITS


class Regions:
    """The named elements around the blocks of one page, outermost first; every element is named once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, ...]] = {}

    def of(self, path: Path | None) -> tuple[str, ...]:
        """The names of the element and its ancestors."""
        steps: list[Path] = []
        chain: tuple[str, ...] = ()
        while path is not None:
            known = self._known.get(id(path))
            if known is not None:
                chain = known
                break
            steps.append(path)
            path = path.parent
        for step in reversed(steps):
            name = region(step)
            if name and name not in chain:
                chain = (*chain, name)
            self._known[id(step)] = chain
        return chain


# ------------------------------------------------------------------ pages

#: What filters took a block for, as a letter.
BODY, HEADLINE, CAPTION, CREDIT, CHROME = "bhcrx"
_PROSE_PARTS = "BHCRX"
#: Kinds that are protected as prose is, whatever their shape.
_PROTECTED = frozenset({Kind.CODE, Kind.QUOTE})
_PARTS = {
    Label.UNDECIDED: BODY,
    Label.BODY: BODY,
    Label.FOOTNOTE: BODY,
    Label.HEADLINE: HEADLINE,
    Label.CAPTION: CAPTION,
    Label.CREDIT: CREDIT,
}


class Row(NamedTuple):
    """One block of a remembered page."""

    key: str
    width: int
    prose: bool
    """Sentence-shaped: never dropped for repeating alone."""
    part: str
    """What the filters took it for: BODY, HEADLINE, CAPTION, CREDIT or CHROME of this file."""
    regions: tuple[str, ...]


class Remembered(NamedTuple):
    """What is remembered of one page."""

    medium: str
    rows: tuple[Row, ...]


def remembered(page: Page) -> Remembered:
    """What is worth remembering of a marked page."""
    regions = Regions()
    rows = []
    for block, label, prose, width in zip(page.blocks, page.labels, page.sentence, page.width, strict=True):
        prose = prose or block.kind in _PROTECTED
        rows.append(Row(masked(block.text), width, prose, _PARTS.get(label, CHROME), regions.of(block.path)))
    return Remembered(str(page.medium), tuple(rows))


def packed(page: Remembered) -> bytes:
    """As bytes, a few kB a page."""
    chains = {chain: place for place, chain in enumerate(dict.fromkeys(row.regions for row in page.rows))}
    rows = [(row.key, row.width, row.part.upper() if row.prose else row.part, chains[row.regions]) for row in page.rows]
    return zlib.compress(json.dumps([page.medium, list(chains), rows], separators=(",", ":")).encode())


def unpacked(data: bytes) -> Remembered:
    """The reverse of `packed`.

    Raises:
        TemplateError: these bytes are no remembered page.
    """
    try:
        medium, chains, rows = json.loads(zlib.decompress(data))
        return Remembered(medium, tuple(_rows(rows, [tuple(chain) for chain in chains])))
    except (zlib.error, ValueError, TypeError, IndexError) as error:
        raise TemplateError(f"a remembered page is damaged ({error}); learn again without --update") from error


def _rows(rows: list[tuple[str, int, str, int]], chains: list[tuple[str, ...]]) -> Iterator[Row]:
    for key, width, part, chain in rows:
        prose = part in _PROSE_PARTS
        yield Row(key, width, prose, part.lower() if prose else part, chains[chain])


# ------------------------------------------------------------------ shapes

#: Only lines up to this many characters have an outline; longer ones differ in more than their words.
OUTLINED = 60
_WORD = re.compile(r"[^\W\d_]+")
#: So many words at the start are kept as they are: "By *", "Photo: *".
LITERAL = 1


def outline(key: str) -> str:
    """The shape of a masked line: its first word, then `A` for each further word with a capital, `a` for the others; "" for none.

    >>> outline("By Anna Berg, Orrest"), outline("Share")
    ('By A A, A', '')
    """
    if len(key) > OUTLINED:
        return ""
    words = list(_WORD.finditer(key))
    if len(words) <= LITERAL:
        return ""
    kept = words[LITERAL - 1].end()
    return key[:kept] + _WORD.sub(lambda word: "A" if word.group()[0].isupper() else "a", key[kept:])
