"""Markup that is nested a million deep, made as shallow as browsers make it, before a parser sees it.

The HTML standard has a parser look through all open elements at many a start tag ("has an element in button scope"), so parsing takes the
square of the depth: lexbor takes 1.3 s for 30,000 nested `<div>`, 13 s for as many `<ul><li>`, and 140 s for 200,000 `<div>`. Browsers
stop nesting at 512 (Blink's kMaximumHTMLParserDOMTreeDepth). No page is that deep unless it is broken, or meant to hurt.
"""

from __future__ import annotations

import re
from collections import Counter

try:
    from boilerstrip._depth import Gauge
except ImportError:
    Gauge = None  # type: ignore[assignment,misc]  # then every larger page is read to the end here

#: Elements below this depth become line breaks (block-level ones) or nothing; their text stays where it is.
DEEPEST = 512

#: Captures with fewer tags than this are parsed as they are: 9 pages in 10 of the development pages (median 1,566, 90 % under 3,900), and
#: the worst nesting of so many takes lexbor 60 ms.
HARMLESS_TAGS = 4000

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")

#: Elements that have no inside, and those that end where the next of their kind begins: a thousand `<p>` in a row are not nested.
_FLAT = frozenset(
    b"""
    area base br col embed hr img input link meta param source track wbr
    a nobr p li td th tr thead tbody tfoot dd dt option optgroup colgroup rp rt html head body
    """.split(),
)

#: Elements that are opened anew after an outer element was closed without them, until their own end tag comes.
_REOPENED = frozenset(b"b big code em font i s small strike strong tt u".split())

#: Elements at whose edges a line breaks.
_BLOCK = frozenset(
    b"""
    address article aside blockquote caption center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hgroup legend listing main menu nav ol pre section summary table ul
    """.split(),
)


#: Says in a twentieth of the time whether there is anything to do.
_GAUGE = None if Gauge is None else Gauge(DEEPEST, _FLAT, _REOPENED)


def shallow(markup: bytes) -> bytes:
    """The markup, in UTF-8, with the tags of everything deeper than DEEPEST turned into `<br>` and `<wbr>`; linear in its length.

    Only the names of tags change, so attributes are read as they were and no text moves.

    >>> shallow(b"<div>Boats sail again.</div>")
    b'<div>Boats sail again.</div>'
    >>> deep = shallow(b"<div>" * 10_000 + b"Boats sail again." + b"</div>" * 10_000)
    >>> deep.count(b"<div>"), deep.count(b"</div>"), deep.count(b"<br>Boats sail again.<br>")
    (512, 512, 1)
    """
    if _GAUGE is None:
        return markup if markup.count(b"<") < HARMLESS_TAGS else _flattened(markup)
    return _flattened(markup) if _GAUGE.tags(markup) >= HARMLESS_TAGS and _GAUGE.exceeded(markup) else markup


def _flattened(markup: bytes) -> bytes:
    stack: list[bytes] = []
    opened: Counter[bytes] = Counter()
    reopened = 0
    pieces: list[bytes] = []
    at = 0
    for tag in _TAG.finditer(markup):
        closing, name = tag.groups()
        name = name.lower()
        if name in _FLAT:
            continue
        again = name in _REOPENED
        if closing and not opened[name]:
            continue  # it closes nothing
        if not closing:
            opened[name] += 1
            if again:
                reopened += 1
            else:
                stack.append(name)
        if (reopened if again else len(stack)) > DEEPEST:
            pieces += markup[at : tag.start()], b"<br" if name in _BLOCK else b"<wbr"
            at = tag.end()
        if closing and again:
            reopened -= 1
            opened[name] -= 1
        elif closing:
            gone = b""
            while gone != name:  # what was left open inside ends with it
                gone = stack.pop()
                opened[gone] -= 1
    return b"".join([*pieces, markup[at:]]) if pieces else markup
