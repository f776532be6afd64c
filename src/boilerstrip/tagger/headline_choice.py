"""headline_choice: which of the lines that the tagger takes for a dump's headline is it?

The tagger judges lines by themselves and by their surroundings; here the likeliest of them are held against each other, by a
conditional logit over a few facts (headline_facts.py). Its weights are one number a fact, in weights/headline.tsv
(training/rank_headlines.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from boilerstrip.page import Medium, Page
from boilerstrip.tagger.features import Matrix
from boilerstrip.tagger.headline_facts import FACTS, SAYINGS
from boilerstrip.tagger.model import LABELS
from boilerstrip.tagger.prose import printed

try:
    from boilerstrip.tagger._headline_facts import choice_of, facts_of, likely
except ImportError:
    from boilerstrip.tagger.headline_facts import choice_of, facts_of, likely

#: So many facts are told to a reader.
REASONS, ELSE = 2, "its place and shape"
#: The likeliest headline of a page is one from this probability on; below, none is the right answer more often than not
#: (out of fold on the development dumps).
HEADLINE_FROM = 0.5
#: Of a raw dump one of the likely lines is the headline where the likeliest has this probability: the choice among them
#: is oftener right than the rules of filters/headline.py, which speak where the tagger finds none. Exact headlines
#: out of fold with .5, .2, .1: news .822, .827, .827; articles .851, .868, .873; their main content .913, .924, .924, where of the
#: dumps that do not show their gold headline 55, 53, 48 % have none. Of printed bodies it would take sub-headings.
DUMP_HEADLINE_FROM = 0.2
#: Of a dump that somebody has cleaned before (filters/block_tagger.py) a headline must be surer: harm is likelier than gain.
CLEANED_HEADLINE_FROM = 0.8
_HEADLINE = LABELS.index("headline")


class Choice(NamedTuple):
    """A line, and why it."""

    place: int
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Chooser:
    """The weights of the facts."""

    weights: tuple[float, ...]

    def best(self, page: Page, p: Matrix, dense: Matrix) -> Choice | None:
        """The best of the likely headlines of a dump, by the tagger's probabilities and features; None where all are rows of tables.

        Of 4,144 headlines that the development dumps show none stands in a row of a table ("Berlin 10 °C ...").
        """
        rows = page.tabbed
        places = [place for place in likely(p) if place not in rows]
        if not places:
            return None
        if len(places) == 1:
            return Choice(places[0], "no other line is likely")
        best, ahead = choice_of(facts_of(page, p, dense, places), self.weights)
        why = sorted((-lead, fact) for fact, lead in enumerate(ahead) if lead > 0)
        told = [SAYINGS[FACTS[fact]] for _, fact in why]
        return Choice(places[best], ", ".join(list(dict.fromkeys(filter(None, told)))[:REASONS]) or ELSE)


def read_chooser(text: str) -> Chooser:
    """A chooser from a table of facts and weights, a line each.

    Raises:
        ValueError: a fact of FACTS is missing or another is there: the weights were trained on other facts.
    """
    found = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    if found.keys() != set(FACTS):
        raise ValueError(f"weights of other facts: {', '.join(sorted(found.keys() ^ set(FACTS)))}; run training/rank_headlines.py again")
    return Chooser(tuple([float(found[name]) for name in FACTS]))


@lru_cache(maxsize=1)
def shipped_chooser() -> Chooser:
    """The chooser in the package; read once a process."""
    return read_chooser((files("boilerstrip.tagger") / "weights" / "headline.tsv").read_text("utf-8"))


def headline_of(page: Page, p: Matrix, dense: Matrix, *, cleaned: bool, chooser: Chooser | None = None) -> Choice | None:
    """The headline by the tagger's probabilities, or None; `cleaned` says that somebody has cleaned the dump before.

    Of an HTML page the likeliest block: what the page states decides (filters/headline.py, stated_headline.py).
    """
    head: list[float] = p[:, _HEADLINE].tolist()
    raw = page.medium is Medium.TEXT and not printed(page)
    if max(head) < (CLEANED_HEADLINE_FROM if cleaned else DUMP_HEADLINE_FROM if raw else HEADLINE_FROM):
        return None
    if page.medium is Medium.HTML:
        return Choice(head.index(max(head)), "")
    return (chooser or shipped_chooser()).best(page, p, dense)
