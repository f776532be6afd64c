"""Hard-wrapped paragraphs: lines that a program broke at a fixed width are one paragraph again.

A program that wraps at width W leaves a trace at every joint of two lines: the upper line is at most W wide, and with the
next word it would have been wider. Headlines, menus, poems and table rows bear that trace only by chance (one joint in
eight among lines that are nearly as wide). So: find the W that most joints of a dump agree on, join nothing unless nearly
all of them do, and then join only at joints that bear the trace. A false join glues strangers, a missed one leaves a line
as it was: where in doubt, lines stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from boilerstrip.block import Block, Kind

#: Programs wrap between these columns: html2text at 78, lynx 79, w3m 80, mail 72, textwrap 70, old mail 60; some at 100.
NARROWEST = 40
WIDEST = 120
#: With fewer joints there is nothing to agree.
FEWEST_JOINTS = 3
#: Of the joints that end less than so many columns before W, or beyond it, this share must bear the trace.
NEAR = 25
AGREEING = 0.75
#: Prose goes on in mid-sentence: of its joints at least this share goes on with a letter that is no capital (German: 0.55; menus
#: and headlines: 0.1), and at most this share stands after a closing mark (prose: 0.15).
ONWARD = 0.4
#: Where so many joints agree without exception, less will do: German lines may by chance begin with nouns.
UNANIMOUS = 6
ONWARD_IF_UNANIMOUS = 0.15
CLOSED = 0.4
#: Chinese and Japanese editors cut headlines to one width, so there a run bears the trace by craft. Prose of that width has a comma or a
#: stop within nearly every line; headlines have spaces instead (development dumps: 0.1).
PUNCTUATED = 0.7
#: A run of lines in a dump that is not wrapped (a press release in `<pre>`) needs more joints, and more of them agreed.
FEWEST_IN_RUN = 5
AGREEING_IN_RUN = 0.85
#: Entries of a change log begin with one word: no word may begin a larger share of lines ("the" begins one in ten).
SAME_WORD = 0.5
#: Characters per word on average, space included, beyond which lines are code, not prose (Finnish and Tamil: 9).
LONGEST_WORDS = 14
#: Below this share of agreed joints a group of lines is a list of chance widths: there only lines that go on in lower case join.
AGREEING_IN_GROUP = 0.6
#: A wrapped dump has at most this many breakable lines wider than W per agreed joint.
OVERLONG = 0.1
#: Continuation lines share an indent; the first line of a paragraph may differ by so many columns.
HANGING = 8
#: Scripts without spaces break anywhere but before closing marks, and so end up to so many columns early.
NO_SPACE_SLACK = 4

FIRST_WORD = 20

#: Asked of every line of a dump that may be wrapped: a module's name is found sooner than an enum's attribute.
_LINE = Kind.LINE
_GOES_ON_FROM = frozenset({Kind.LINE, Kind.LIST_ITEM, Kind.QUOTE, Kind.HEADING})
_STOPS = frozenset(".!?…。！？।؟۔")
_COMMAS = "，。、．,"
_TABLE = "|=~`"
_ADDRESS = ("http://", "https://", "www.")
_MARKERS = "|=~`>#+•‣·・◦▪●■"
_RULES = "-*_"
_MARKER_CHARS = 20
#: Thai to Lao, Burmese, Khmer, Kana to Han, Han for names, full-width forms.
_NO_SPACE = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3000, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))
_FIRST_UNSPACED = "\u0e00"


class Joint(NamedTuple):
    """The place below block `upper`. A program broke the line here if its width was from `low` on and under `high` columns."""

    upper: int
    low: int
    high: int


def join_wrapped(blocks: list[Block], onward: Sequence[int], text: str) -> list[Block]:
    """Join hard-wrapped paragraphs; the same list where there are none. Indices are left as they were.

    `onward` are the blocks without a gap before them that begin with a letter that is no capital: too few of them end the
    matter at once. Lines are joined by one space; without one after a hyphen between letters ("exam-", "ple": whether the hyphen is the
    word's own nobody can say, and nothing is rewritten) and between letters of scripts that have no spaces.

    >>> text = "The council will close the old bridge over the\\nriver on Monday for repairs, which are to last\\nuntil the autumn "
    >>> lines = (text + "of next year, and in the meantime\\na ferry will run.").splitlines()
    >>> blocks = [Block(i, t, Kind.LINE, 0, i, (0, 0), 0, i == 0) for i, t in enumerate(lines)]
    >>> [b.text[-33:] for b in join_wrapped(blocks, [1, 2, 3], text)]
    ['in the meantime a ferry will run.']
    """
    if len(onward) < FEWEST_JOINTS or not _many_wide(blocks, onward, text):
        return blocks
    joints = [
        joint
        for upper in range(len(blocks) - 1)
        if not blocks[upper + 1].gap
        and len(blocks[upper].text) + blocks[upper].indent >= NARROWEST // 2
        and (joint := _joint(blocks[upper], blocks[upper + 1], upper, text))
    ]
    agreed = _agreed(blocks, joints, FEWEST_JOINTS, AGREEING, text, whole=True)
    if not agreed:
        for run in _runs(joints):
            if len(run) >= FEWEST_IN_RUN:
                agreed |= _agreed(blocks, run, FEWEST_IN_RUN, AGREEING_IN_RUN, text, whole=False)
    return _joined(blocks, agreed) if agreed else blocks


def _many_wide(blocks: list[Block], onward: Sequence[int], text: str) -> bool:
    """Are the lines above some of these as wide as a program would have wrapped them? In most dumps they are not."""
    found = 0
    for below in onward:
        _, line, kind, _, _, _, indent, _, _, _, _ = blocks[below - 1]
        plain = kind is _LINE and line[-1] < _FIRST_UNSPACED  # most lines are: their columns are their characters
        if NARROWEST <= (indent + len(line) if plain else _columns(blocks[below - 1], text)) <= WIDEST:
            found += 1
            if found == FEWEST_JOINTS:
                return True
    return False


def _columns(block: Block, text: str) -> int:
    """Where the line ends, in columns, wide characters counted double (exact for Han and Kana, consistent for the others)."""
    chars = len(block.text)
    columns = block.indent + chars
    if block.kind is not _LINE:  # its marker is not in its text
        start = block.span[0]
        floor = max(0, start - block.indent - _MARKER_CHARS)
        line_end = text.rfind("\n", floor, start)
        if line_end >= 0 or floor == 0:
            columns = start - line_end - 1 + chars
    if chars <= WIDEST and _no_space(block.text[-1]):  # UTF-8 has 1 byte for ASCII and 3 for these
        columns += (len(block.text.encode("utf-8", "surrogatepass")) - chars) // 2
    return columns


def _goes_on(letter: str) -> bool:
    return letter.isalpha() and not letter.isupper()


def _no_space(letter: str) -> bool:
    return letter >= _FIRST_UNSPACED and any(low <= ord(letter) <= high for low, high in _NO_SPACE)


def _joint(above: Block, below: Block, upper: int, text: str) -> Joint | None:
    """The joint of two neighbouring lines, or None where no program could have broken a line."""
    head, tail = below.text, above.text
    if below.kind is not _LINE and not (below.kind is Kind.QUOTE is above.kind):
        return None
    if above.kind not in _GOES_ON_FROM or abs(below.indent - above.indent) > HANGING:
        return None
    if head[0] in _MARKERS or (head[0] in _RULES and (len(head) == 1 or head[1].isspace() or head[:3] == 3 * head[0])):
        return None
    if tail[0] in _TABLE or tail[-1] in _TABLE or (tail[0] in _RULES and tail[:3] == 3 * tail[0]):
        return None
    low = _columns(above, text)
    if low < NARROWEST or head.startswith(_ADDRESS):
        return None
    if low > WIDEST:
        # A link that cannot be broken: whatever the width, it stands alone on its line.
        return Joint(upper, 0, WIDEST + 1) if " " not in tail and head[0].islower() else None
    if _aligned(tail) or _aligned(head[:WIDEST]):
        return None
    if _no_space(tail[-1]) or _no_space(head[0]):
        return Joint(upper, low, low + 1 + NO_SPACE_SLACK)
    # A program that breaks words at hyphens would have broken this one: its lines agree all the same, and others break none.
    word = head.find(" ")
    return Joint(upper, low, low + 1 + (len(head) if word < 0 else word))


def _aligned(line: str) -> bool:
    """Columns of a table, or code."""
    return "   " in line or "\t" in line or " | " in line


def _runs(joints: Sequence[Joint]) -> list[list[Joint]]:
    """Joints one below the other."""
    runs: list[list[Joint]] = []
    for joint in joints:
        if runs and runs[-1][-1].upper == joint.upper - 1:
            runs[-1].append(joint)
        else:
            runs.append([joint])
    return runs


def _agreed(blocks: list[Block], joints: Sequence[Joint], fewest: int, share: float, text: str, *, whole: bool) -> set[int]:
    """The upper blocks of the joints that agree on one width; none if too few do."""
    measured = [joint for joint in joints if joint.low]
    if len(measured) < fewest:
        return set()
    steps = [0] * (WIDEST + 2)
    for joint in measured:
        steps[joint.low] += 1
        steps[min(joint.high, WIDEST + 1)] -= 1
    votes = list(accumulate(steps))
    width = votes.index(max(votes))
    near = [joint for joint in measured if joint.low > width - NEAR]
    traced = [joint for joint in near if joint.low <= width < joint.high]
    if len(traced) < fewest or len(traced) < share * len(near):
        return set()
    uppers = [blocks[joint.upper].text for joint in traced]
    onward = sum(_goes_on(blocks[joint.upper + 1].text[0]) for joint in traced)
    closed = sum(upper[-1] in _STOPS for upper in uppers)
    unanimous = len(traced) == len(near) >= UNANIMOUS
    if onward < (ONWARD_IF_UNANIMOUS if unanimous else ONWARD) * len(traced) or closed > CLOSED * len(traced):
        return set()
    words = [blocks[joint.upper + 1].text[:FIRST_WORD].split(" ", 1)[0] for joint in traced]
    if max(Counter(words).values()) > SAME_WORD * len(words):
        return set()
    spaceless = [
        upper for joint, upper in zip(traced, uppers, strict=True) if _no_space(upper[-1]) or _no_space(blocks[joint.upper + 1].text[0])
    ]
    if len({joint.low for joint in traced}) == 1 and not spaceless:
        return set()  # rows of a table: words never fill a line to the same column every time
    spaced = [upper for upper in uppers if not _no_space(upper[-1]) and "://" not in upper]
    if sum(map(len, spaced)) > LONGEST_WORDS * (len(spaced) + sum(upper.count(" ") for upper in spaced)):
        return set()
    if sum(any(mark in upper for mark in _COMMAS) for upper in spaceless) < PUNCTUATED * len(spaceless):
        return set()
    if whole:
        wider = sum(
            len(block.text) > width and _columns(block, text) > width and " " in block.text and "](" not in block.text for block in blocks
        )
        if wider > OVERLONG * len(traced):
            return set()
    agreed = {joint.upper for joint in traced}
    unmeasured = [joint for joint in joints if not joint.low]
    near_ones = {joint.upper for joint in near}
    kept: set[int] = set()
    for group in _groups(blocks, sorted(near_ones)):
        mostly = sum(upper in agreed for upper in group) >= AGREEING_IN_GROUP * len(group)
        kept.update(upper for upper in group if upper in agreed and (mostly or blocks[upper + 1].text[0].islower()))
    for joint in measured:  # an address that fitted no more leaves its line shorter than words do
        word = blocks[joint.upper + 1].text[:WIDEST].split(" ", 1)[0]
        if joint.low <= width - NEAR and width < joint.high and ("/" in word or "](" in word):
            kept.add(joint.upper)
    kept.update(joint.upper for joint in unmeasured if joint.upper - 1 in kept)
    return kept


def _groups(blocks: list[Block], uppers: Sequence[int]) -> list[list[int]]:
    """Upper blocks that stand between the same two gaps."""
    groups: list[list[int]] = []
    for upper in uppers:
        if groups and not any(block.gap for block in blocks[groups[-1][-1] + 1 : upper + 1]):
            groups[-1].append(upper)
        else:
            groups.append([upper])
    return groups


def _joined(blocks: list[Block], agreed: set[int]) -> list[Block]:
    """The blocks with those below an agreed joint drawn into the one above."""
    paragraphs: list[list[Block]] = []
    for place, block in enumerate(blocks):
        lines = paragraphs[-1] if paragraphs else []
        if place - 1 in agreed and (len(lines) == 1 or lines[-1].indent == block.indent):
            lines.append(block)
        else:
            paragraphs.append([block])
    return [lines[0] if len(lines) == 1 else _paragraph(lines) for lines in paragraphs]


def _paragraph(lines: list[Block]) -> Block:
    parts = [lines[0].text]
    for line in lines[1:]:
        tail, head = parts[-1], line.text
        hyphenated = tail[-1] in "-\u2010\u00ad" and tail[-2:-1].isalpha() and head[0].isalpha()
        parts.append(head if hyphenated or (_no_space(tail[-1]) and _no_space(head[0])) else " " + head)
    return lines[0]._replace(text="".join(parts), span=(lines[0].span[0], lines[-1].span[1]))
