"""A rule file proposed from marked pages of one site: what holds the text, what repeats, what was unsure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from boilerstrip.block import PROSE, Block, Label, Path
from boilerstrip.page import Page
from boilerstrip.runaway import runaway
from boilerstrip.site import LINE_CHARS

#: A container is proposed as the body where it holds at least this share of the body's characters ...
BODY_SHARE = 0.95
#: ... on at least this share of the HTML pages.
PAGES_SHARE = 0.8
#: A line must stand on so many pages before it is said to repeat.
REPEATS = 2
#: An element is proposed as chrome where at least this share of the lines kept in it repeat on other pages ...
REPEATED_SHARE = 0.3
#: ... and at most this share of the characters kept in it are sentences that do not.
SENTENCE_SHARE = 0.3
#: Longer lines that repeat are a wire story or a quotation rather than chrome, in characters.
LONGEST_LINE = 200
#: A score between these is a doubtful one.
DOUBTFUL = (0.3, 0.7)
#: So many lines of each kind are shown, and so much of each.
MOST_LINES = 15
SHOWN_CHARS = 90

_DIGITS = re.compile(r"\d+")
_STABLE_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*(?:\d[A-Za-z_-]*)?")


class Line(NamedTuple):
    """A line that stands on several pages: one form of it, on how many, and what the general filters made of it."""

    text: str
    pages: int
    label: Label
    by: str


def propose(host: str, pages: Sequence[Page]) -> str:
    """The text of a rule file for pages that the general filters have marked."""
    html = [page for page in pages if any(block.path is not None for block in page.blocks)]
    lines = repeated(pages)
    kept = [line for line in lines if line.label in PROSE or line.label is Label.UNDECIDED][:MOST_LINES]
    gone = [line for line in lines if line.label is Label.CHROME][:MOST_LINES]
    out = [
        f'"""{host}: say here in a line what is odd about its pages."""',
        "",
        "from boilerstrip import Site",
        "",
        f"# Proposed from {len(pages)} captures ({len(html)} HTML, {len(pages) - len(html)} text). Nothing here is certain: keep what you",
        "# have looked at. `boilerstrip sites test` checks the examples.",
        "SITES = (",
        "    Site(",
        f"        hosts=({_quoted(host)},),",
    ]
    for field, found in (
        ("headline", headline_selector(html)),
        ("body", body_selector(html)),
        ("caption", common(html, {Label.CAPTION})),
    ):
        out.append(f"        {field}={_quoted(found)}," if found else f"        # {field}: nothing that all pages share was found")
    elements = chrome_selectors(html, {_DIGITS.sub("0", line.text) for line in lines if line.label in PROSE})
    if elements:
        out.append("        # much that is kept in these elements stands on other pages too")
        out.append(f"        chrome=({', '.join(map(_quoted, elements))},),")
    patterns = [(line, pattern_for(line.text)) for line in kept]
    patterns = [(line, pattern) for line, pattern in patterns if not runaway(pattern)]
    if patterns:
        out.append("        # kept so far, and yet on several pages: strike out what is article")
        out.append("        chrome_lines=(")
        out += [f"            {_quoted(pattern)},  # on {line.pages} of {len(pages)} pages" for line, pattern in patterns]
        out += ["        ),", "        drop_examples=("]
        out += [f"            {_quoted(line.text)}," for line, _ in patterns]
        out.append("        ),")
    out += ["    ),", ")", ""]
    if gone:
        out.append("# Dropped already, on several pages:")
        out += [f"#   {shown(line.text)}  ({line.by}, {line.pages} pages)" for line in gone]
    doubts = unsure(pages)
    if doubts:
        out.append("# The general filters were unsure of:")
        out += [f"#   {label:9} {shown(text)}" for text, label in doubts]
    return "\n".join(out).rstrip() + "\n"


def repeated(pages: Sequence[Page]) -> list[Line]:
    """Short lines, alike but for their numbers, that stand on several pages; the most frequent first."""
    found: dict[str, list[tuple[int, Block, Page]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for block in page.blocks:
            if len(block.text) <= LONGEST_LINE:
                found[_DIGITS.sub("0", block.text)].append((number, block, page))
    lines = []
    for places in found.values():
        count = len({number for number, _, _ in places})
        if count >= REPEATS:
            labels = Counter(page.label(block.index) for _, block, page in places)
            _, block, page = places[0]
            verdict = page.verdicts[block.index]
            lines.append(Line(block.text, count, labels.most_common(1)[0][0], verdict.by if verdict else "nobody"))
    return sorted(lines, key=lambda line: (-line.pages, line.text))


def body_selector(pages: Sequence[Page]) -> str:
    """The innermost element with a name that holds nearly all body text on nearly all pages."""
    votes: Counter[str] = Counter()
    depths: dict[str, int] = {}
    for page in pages:
        inside: Counter[Path] = Counter()
        total = 0
        for block, label in zip(page.blocks, page.labels, strict=True):
            if label in PROSE:
                total += len(block.text)
                step = block.path
                while step is not None:
                    inside[step] += len(block.text)
                    step = step.parent
        names = {}
        for step, chars in inside.items():
            if chars >= BODY_SHARE * total:
                names.update(dict.fromkeys(selectors(step), step.depth))
        votes.update(names)
        for name, depth in names.items():
            depths[name] = max(depth, depths.get(name, 0))
    good = [name for name, count in votes.items() if count >= PAGES_SHARE * len(pages)]
    return max(good, key=lambda name: (depths[name], votes[name], len(name), name), default="")  # of two names the longer says more


def headline_selector(pages: Sequence[Page]) -> str:
    """The most telling selector whose first element is the headline on most pages."""
    votes: Counter[str] = Counter()
    for page in pages:
        places = [i for i, label in enumerate(page.labels) if label is Label.HEADLINE]
        step = page.blocks[places[0]].path if places else None
        for name in () if step is None else (*selectors(step), step.tag):
            found = page.select(name)
            votes[name] += bool(found) and found[0].index == places[0]
    good = [name for name, count in votes.items() if count >= PAGES_SHARE * len(pages)]
    return max(good, key=lambda name: (votes[name], len(name), name), default="")


def chrome_selectors(pages: Sequence[Page], repeats: set[str]) -> list[str]:
    """The outermost elements in which much of what was kept repeats on other pages; `repeats` are those lines, digits masked."""
    lines: Counter[str] = Counter()
    again: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    depths: dict[str, int] = {}
    held: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, page in enumerate(pages):
        for block, label in zip(page.blocks, page.labels, strict=True):
            if label not in PROSE:
                continue
            repeated = _DIGITS.sub("0", block.text) in repeats
            names: dict[str, int] = {}
            step = block.path
            while step is not None:
                names.update(dict.fromkeys(selectors(step), step.depth))
                step = step.parent
            for name, depth in names.items():
                lines[name] += 1
                again[name] += repeated
                chars[name] += len(block.text)
                sentences[name] += len(block.text) if page.sentence[block.index] and not repeated else 0
                depths[name] = min(depth, depths.get(name, depth))
                held[name].add((number, block.index))
    good = [
        name
        for name in lines
        if again[name] >= max(REPEATS, REPEATED_SHARE * lines[name]) and sentences[name] <= SENTENCE_SHARE * chars[name]
    ]
    chosen: list[str] = []
    covered: set[tuple[int, int]] = set()
    for name in sorted(good, key=lambda name: (depths[name], -len(held[name]), -len(name), name)):
        if not held[name] <= covered:
            chosen.append(name)
            covered |= held[name]
    return chosen[:MOST_LINES]


def common(pages: Sequence[Page], labels: set[Label]) -> str:
    """The selector of the elements that hold blocks of these labels on most pages, if none of them holds much else."""
    votes: Counter[str] = Counter()
    for page in pages:
        steps = [page.blocks[i].path for i, label in enumerate(page.labels) if label in labels]
        votes.update({name for step in steps if step is not None for name in (*selectors(step), step.tag)})
    for name, count in votes.most_common():
        selected = [(page, block) for page in pages for block in page.select(name)]
        right = sum(page.label(block.index) in labels for page, block in selected)
        if count >= PAGES_SHARE * len(pages) and right >= BODY_SHARE * len(selected):
            return name
    return ""


def selectors(step: Path) -> Iterable[str]:
    """The selectors by id or one class that name an element; names with several digits change from page to page.

    >>> list(selectors(Path(None, "div", "story", "text c-12345")))
    ['div#story', 'div.text']
    """
    if step.id and _STABLE_NAME.fullmatch(step.id):
        yield f"{step.tag}#{step.id}"
    for name in step.classes.split():
        if _STABLE_NAME.fullmatch(name):
            yield f"{step.tag}.{name}"


def pattern_for(text: str) -> str:
    """The pattern of a line, with any number where it has one.

    >>> pattern_for("12 comments (all)")
    '^\\\\d{1,9} comments \\\\(all\\\\)$'
    """
    parts = _DIGITS.split(text[:LINE_CHARS])
    return "^" + r"\d{1,9}".join(re.escape(part).replace(r"\ ", " ").replace(r"\-", "-") for part in parts) + "$"


def unsure(pages: Sequence[Page]) -> list[tuple[str, str]]:
    """Lines with a doubtful score, or on which nobody spoke."""
    found: dict[str, str] = {}
    for page in pages:
        for block, verdict in zip(page.blocks, page.verdicts, strict=True):
            if verdict is None or (verdict.score is not None and DOUBTFUL[0] < verdict.score < DOUBTFUL[1]):
                found.setdefault(block.text, "undecided" if verdict is None else f"{verdict.label} {verdict.score:.2f}")
    return list(found.items())[:MOST_LINES]


def shown(text: str) -> str:
    """A line for a comment: on one line, and not all of it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN_CHARS else flat[: SHOWN_CHARS - 1] + "…"


def _quoted(text: str) -> str:
    r"""A Python literal, raw where that spares backslashes.

    >>> _quoted("a"), _quoted("\\d")
    ('"a"', 'r"\\d"')
    """
    if "\\" in text and '"' not in text and not text.endswith("\\") and text.isprintable():
        return f'r"{text}"'
    plain = repr(text)
    return f'"{plain[1:-1]}"' if plain[0] == "'" and '"' not in text and "\\'" not in plain else plain
