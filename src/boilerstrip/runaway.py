"""runaway: patterns that could take a very long time on a short line, found before they are ever run.

Python's `re` backtracks, so a repeat inside a repeat may try every way of cutting a line into pieces: `(a+)+$` takes minutes on thirty
letters. The parsed pattern is looked at, not tried: what could run away is refused with its cure, and what is left is at worst
quadratic in a line that is bounded by its reader.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

#: A repeat that may go on further than this counts as unbounded. Two nested ones of this size are 6,400 ways, which is nothing.
BOUNDED = 80
#: So many unbounded repeats may stand one after the other in an anchored pattern (quadratic); one fewer without an anchor, because
#: the search for a start is one more loop.
MOST_LOOPS = 2

_parser: Any = importlib.import_module("re._parser")

_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
_SAFE = frozenset({"POSSESSIVE_REPEAT", "ATOMIC_GROUP"})
_BACKREFERENCES = frozenset({"GROUPREF", "GROUPREF_EXISTS", "GROUPREF_IGNORE"})


def runaway(pattern: str) -> str:
    """Why a pattern is refused, with the cure; "" if it is sound.

    >>> runaway(r"^Read more:"), runaway(r"^\\\\d{1,3} comments?$")
    ('', '')
    >>> runaway(r"^(\\\\w+ ?)+$")
    'a repeat inside a repeat may run away; make the inner one possessive (\\\\w++) or the repeats bounded by 80 characters in all'
    >>> runaway("(")
    'is no valid regular expression: missing ), unterminated subpattern at position 0'
    """
    try:
        parsed = _parser.parse(pattern)
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no valid regular expression: {error}"
    if re.search(pattern, ""):
        return "matches an empty line, and so every line; anchor it, or ask for at least one character"
    found = _faults(parsed, inside=0)
    if found:
        return found
    loops = _loops(parsed)
    anchored = _anchored(parsed)
    most = MOST_LOOPS if anchored else MOST_LOOPS - 1
    if loops > most:
        cure = "bound them, as in {0,80}" if anchored else "anchor it with ^, or bound them, as in {0,80}"
        return f"has {loops} open-ended repeats (* or +) one after the other, which grows with the power of the line's length; {cure}"
    return ""


def _faults(parsed: Any, inside: int) -> str:
    """The first thing in a parsed pattern that may run away; `inside` is how often the repeats around it may go, in all."""
    for operation, value in parsed:
        name = str(operation)
        if name in _BACKREFERENCES:
            return "refers back to a group, whose cost cannot be bounded; write the words out"
        if name in _REPEATS:
            low, high, body = value
            times = 1 if low == high == 1 else int(high)
            if inside * times > BOUNDED and inside > 1 and low != high:
                return (
                    "a repeat inside a repeat may run away; make the inner one possessive (\\w++) "
                    f"or the repeats bounded by {BOUNDED} characters in all"
                )
            if times > BOUNDED and _ambiguous(body):
                return "alternatives that may begin alike stand inside an open-ended repeat; make the repeat possessive (*+), or bound it"
            found = _faults(body, max(1, inside) * max(1, times) if times > 1 else inside)
            if found:
                return found
        elif name not in _SAFE:
            for part in _parts(name, value):
                found = _faults(part, inside)
                if found:
                    return found
    return ""


def _parts(name: str, value: Any) -> list[Any]:
    """The patterns inside an operation."""
    if name == "SUBPATTERN":
        return [value[-1]]
    if name == "BRANCH":
        return list(value[1])
    if name in {"ASSERT", "ASSERT_NOT"}:
        return [value[1]]
    return []


def _ambiguous(parsed: Any) -> bool:
    """May two alternatives in the body of a repeat begin with the same character?"""
    for operation, value in parsed:
        name = str(operation)
        if name == "BRANCH":
            heads = [(str(branch[0][0]), branch[0][1]) if len(branch) else ("", None) for branch in value[1]]
            literal = all(head[0] == "LITERAL" for head in heads)
            if not literal or len(set(heads)) < len(heads):
                return True
        if any(_ambiguous(part) for part in _parts(name, value)):
            return True
    return False


def _loops(parsed: Any) -> int:
    """The largest number of open-ended repeats on one way through the pattern."""
    count = 0
    for operation, value in parsed:
        name = str(operation)
        if name in _REPEATS:
            count += int(value[1]) > BOUNDED
        elif name == "BRANCH":
            count += max(_loops(branch) for branch in value[1])
        elif name not in _SAFE:
            count += sum(_loops(part) for part in _parts(name, value))
    return count


def _anchored(parsed: Any) -> bool:
    """Must a match begin where the line begins?"""
    if not len(parsed):
        return False
    name, value = str(parsed[0][0]), parsed[0][1]
    if name == "AT":
        return str(value) in {"AT_BEGINNING", "AT_BEGINNING_STRING"}
    if name == "BRANCH":
        return all(_anchored(branch) for branch in value[1])
    return name == "SUBPATTERN" and _anchored(value[-1])
