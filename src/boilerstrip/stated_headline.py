"""stated_headline: the headline, from the block that shows it and from what an HTML page states about itself.

Titles of the metadata are the shown headline with something more: the site's name or section behind it, a kicker before it. Which of
them an editor would call the headline was measured on the development pages (82 news, 42 others with a NewsArticle in
JSON-LD, 616 other articles), each rule by the sites that it is right and wrong on; the rules were chosen on the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from boilerstrip.page import Facts
from boilerstrip.wording import agreement, stems

#: What separates a site's name, a section or a kicker from the headline. White space is tried from its beginning only, and no repeat gives
#: back what it took: a title of a thousand plus signs or blanks takes no longer than another.
_JOINT = re.compile(r"(?<!\s)\s++(?:[|\-–—·•:»«/]|\+{2,}+)++\s+|(?:(?<!\s)\s++)?[|｜]\s*|：")
_MAY_JOIN = re.compile(r"[|\-–—·•:»«/+｜：]")  # most lines of a dump end here, and those with a hyphen in a word at the next
_JOINS = re.compile(r"[|｜：]|\s(?:[\-–—·•:»«/]|\+\+)")
_ENDS = (":", "-", "–", "—", "|", "/", "+++", "»")
#: A kicker ("Olympic Games: ") has at most so many characters, and what follows it at least so many.
KICKER, TITLE = 48, 12
#: A longer line of a dump is no window's title (characters).
LONGEST = 250
#: A shorter name of a site is part of many words.
NAME = 3
#: A block that agrees less with every title that the page states is a slogan ("Rugs that live with you") or another thing's title. Exact on
#: all seven page types .748 without this, .769 with .1, .777 with .2, .779 with .3; articles .868, .869, .866, .868; news .878 with all.
#: Without an og:title it is left alone (.003 of that gain): a window's title may be the same on every page ("Elster Post - Culture").
SHARED = 0.2
_LETTERS = re.compile(r"\w+")


def stated_headline(facts: Facts, shown: str, host: str = "") -> str:
    """The headline of a page whose marked block reads `shown` (`""` where there is none); `""` where the page states none either.

    A NewsArticle's own headline goes before the block: exact on 86.5 % of news pages against 76.9 % for the block alone. Without the
    site's name behind it, without what only it has around the words that block and og:title agree on, and without a kicker that og:title
    leaves out, news pages .829 to .878, other NewsArticles .857 to .881, other articles .862 to .867.

    >>> stated_headline(Facts(og_title="Council closes bridge", headline="Elsterdorf: Council closes bridge", news=True), "Elsterdorf")
    'Council closes bridge'
    >>> stated_headline(Facts(headline="Council closes bridge - Elster Post", site_name="Elster Post", news=True), "Bridge closed")
    'Council closes bridge'
    >>> stated_headline(Facts(og_title="Council closes"), "Council closes the old bridge")
    'Council closes the old bridge'
    >>> stated_headline(Facts(og_title="Our services in Elsterdorf"), "A town that cares")
    'Our services in Elsterdorf'
    >>> stated_headline(Facts(title="Elster Post - Culture"), "Council closes bridge")
    'Council closes bridge'
    """
    og = without_site(facts.og_title, facts.site_name, host)
    if facts.news:
        headline = without_site(unescape(facts.headline), facts.site_name, host)
        if shown and _said(shown) == _said(og) and headline.startswith(shown) and _JOINT.match(headline, len(shown)):
            headline = shown  # with a section behind it: "Council closes bridge | Local news"
    else:
        title = without_site(facts.title, facts.site_name, host)
        headline = (shown if not og or _vouched(shown, og, title, facts.headline) else "") or og or title
    kicker = headline[: -len(og)] if len(og) >= TITLE and headline.endswith(og) else ""
    if kicker[-1:].isspace() and len(kicker) <= KICKER and kicker.rstrip().endswith(_ENDS):
        return og  # right on five sites, wrong on two
    return headline


def _vouched(shown: str, *titles: str) -> bool:
    """Does a title that the page states share words with the block, or does it state none?"""
    own = stems(shown)
    return not any(titles) or not own or max(agreement(own, stems(title)) for title in titles) >= SHARED


def printed_headline(line: str, host: str, lines: Collection[str]) -> str:
    """The headline that a line of a dump prints: without the site's name or section behind it.

    A dump states nothing. What tells a name from a part of the headline is the host, a bar before it, or that the dump prints it on a
    line of its own, too (`lines`).

    >>> printed_headline("Council closes the old bridge | Elster Post | Local", "", ())
    'Council closes the old bridge'
    >>> printed_headline("Council closes the old bridge - Elster Post", "", ("Elster Post", "Home"))
    'Council closes the old bridge'
    >>> printed_headline("Council closes bridge - and no one knows why", "", ("Elster Post", "Home"))
    'Council closes bridge - and no one knows why'
    """
    if len(line) > LONGEST or not _MAY_JOIN.search(line) or not _JOINS.search(line):
        return line
    while (cut := next(reversed(list(_JOINT.finditer(line))), None)) and cut.start():
        head, tail = line[: cut.start()], line[cut.end() :]
        if len(tail) > min(KICKER, len(head)):
            break
        if "|" not in cut[0] and "｜" not in cut[0] and tail not in lines and without_site(line, "", host) == line:
            break
        line = head.rstrip()
    return line


def without_site(title: str, site_name: str, host: str) -> str:
    """The title without the site's name at its end."""
    joints = list(_JOINT.finditer(title))
    if not joints or not joints[-1].start():
        return title
    cut = joints[-1]
    last = _said(title[cut.end() :])
    names = (_said(site_name), _said(host.removeprefix("www.").split(".")[0]))
    known = any(len(name) >= NAME and len(last) >= NAME and (name in last or last in name) for name in names)
    return title[: cut.start()] if known else title


def _said(text: str) -> str:
    """Letters and digits only, in lower case."""
    return "".join(_LETTERS.findall(text.casefold()))
