"""Every filter alone, on its fixture cases and on the Before and After of its docstring.

fixtures/filters/<filter>.md holds titled cases, as markdown-it's fixtures do, and says first what the filter must leave alone:

    a title
    .
    the input: a text dump, or HTML where it starts with "<"
    .
    the lines that are left
    .

Left is what the filter alone did not mark CHROME, BYLINE or TIMESTAMP; a marked span is cut out of its line. A line that the filter
labels as part of the article reads "CAPTION: its text", and a span so labelled stands below its line. A case that wants to see
bylines or timestamps names them: where the expected lines hold "BYLINE: " or "TIMESTAMP: ", lines of that label are shown, not left out.

Some filters mend what an earlier one said. Their input is a dump whose every line says so first, as in "CHROME p=0.55: What to do next";
such a line stands on the page with that mark on it, from the tagger where it has a probability. HTML that begins with the comment
`<!-- all body -->` is a page whose every block was called body before, but for those that begin with "(dropped)": the tagger dropped them.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from boilerstrip import filters
from boilerstrip.block import KEPT, Label, Mark
from boilerstrip.page import Page
from boilerstrip.pipeline import Filter

FOLDER = Path(__file__).parent.parent / "fixtures" / "filters"
NAMES = sorted(module.name for module in pkgutil.iter_modules(filters.__path__) if not module.name.startswith("_"))
LEAST_NOOPS = 2
LEAST_HITS = 2

#: Filters that say something of every block: they leave a line alone when they call it body.
JUDGES = frozenset({"block_tagger"})

#: Filters that ask a pipeline, whose marks are stamped.
ASKING = frozenset({"fallback", "second_reading"})

#: A line that an earlier filter has judged already.
ALL_BODY = "<!-- all body -->"
JUDGED = re.compile(rf"({'|'.join(label.name for label in Label)})(?: p=([01]\.\d+))?: (.+)")


class Case(NamedTuple):
    """One input and what a filter alone leaves of it; `where` is file:line."""

    filter: str
    title: str
    where: str
    before: str
    after: list[str]


def read_cases(file: Path) -> Iterator[Case]:
    """The cases of one fixture file, in order; a ValueError names the line of a broken one."""
    parts: list[list[str]] = [[]]  # text above a case, its input, its expected lines
    start = 0
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line != ".":
            parts[-1].append(line)
            continue
        start = number if len(parts) == 1 else start
        parts.append([])
        if len(parts) == 4:
            title = next((text for text in reversed(parts[0]) if text.strip()), "")
            if not title:
                raise ValueError(f"{file}:{start}: a case without a title line above its first dot")
            yield Case(file.stem, title, f"{file}:{start}", "\n".join(parts[1]), [text for text in parts[2] if text.strip()])
            parts = [[]]
    if len(parts) > 1:
        raise ValueError(f"{file}:{start}: this case has no closing dot; a case is title, dot, input, dot, expected, dot")


def docstring_cases(name: str) -> Iterator[Case]:
    """The Before: and After: blocks of a filter's docstring (of its class, or of its call), in pairs."""
    filter = find(name)
    noted = filter if inspect.isfunction(filter) else type(filter)
    if inspect.isclass(noted) and "Before:" not in (noted.__doc__ or ""):
        noted = noted.__call__
    blocks: list[tuple[str, list[str]]] = []
    for line in inspect.cleandoc(noted.__doc__ or "").splitlines():
        if line in {"Before:", "After:"}:
            blocks.append((line, []))
        elif blocks and (line.startswith("    ") or not line):
            blocks[-1][1].append(line)
        elif line:
            blocks.append(("", []))
    blocks = [block for block in blocks if block[0]]
    where = f"{inspect.getsourcefile(noted)}:{inspect.getsourcelines(noted)[1]}"
    for (_, before), (_, after) in zip(blocks[::2], blocks[1::2], strict=True):
        left = textwrap.dedent("\n".join(after)).splitlines()
        yield Case(name, "docstring", where, textwrap.dedent("\n".join(before)).strip("\n"), [text for text in left if text.strip()])


def find(name: str) -> Filter:
    """The filter of this name: what its module calls by the same name, or the class of that name in CamelCase, with its defaults.

    Those that ask others have none: they are tried with a preset to ask.
    """
    if name in {"fallback", "second_reading", "taken_back"}:
        from boilerstrip import presets
        from boilerstrip.filters.fallback import Fallback
        from boilerstrip.filters.second_reading import SecondReading
        from boilerstrip.filters.taken_back import TakenBack

        asking: dict[str, Filter] = {
            "fallback": Fallback(presets.RULES),
            "second_reading": SecondReading(presets.BALANCED),
            "taken_back": TakenBack(presets.BALANCED),  # in which no second reading stands: what the tagger itself called body may go
        }
        return asking[name]
    module = importlib.import_module(f"boilerstrip.filters.{name}")
    found = getattr(module, name, None) or getattr(module, "".join(word.title() for word in name.split("_")))
    filter: Filter = found() if inspect.isclass(found) else found
    return filter


def page_of(text: str) -> Page:
    """A page cut by the segmenter that fits: HTML where the text starts with "<". Judged lines stand on it with their marks."""
    if text.startswith("<"):
        from boilerstrip.segmenters.html import segment_html

        page = segment_html(text.removeprefix(ALL_BODY))
        told = page.blocks if text.startswith(ALL_BODY) else ()
        dropped = [block.index for block in told if block.text.startswith("(dropped)")]
        page = page.marked([Mark(block.index, Label.BODY, "said before") for block in told])
        return page.marked([Mark(index, Label.CHROME, "said before", score=0.6) for index in dropped], "block_tagger")
    from boilerstrip.segmenters.text import segment_text

    lines = [line for line in text.splitlines() if line.strip()]
    judged = [found for line in lines if (found := JUDGED.fullmatch(line))]
    if not judged or len(judged) < len(lines):
        return Page(segment_text(text))
    page = Page(segment_text("\n\n".join(found[3] for found in judged)))
    assert page.texts == [found[3] for found in judged], "a judged line is one block"
    scores = [float(found[2]) if found[2] else None for found in judged]
    by = ["block_tagger" if found[2] else "" for found in judged]
    return page.marked([Mark(i, Label[found[1]], "said before", None, scores[i], by[i]) for i, found in enumerate(judged)])


def left_of(page: Page, shown: frozenset[Label]) -> Iterator[str]:
    """The lines that the marks of a page leave; `shown` are the labels written out as "LABEL: text"."""
    for block in page.blocks:
        label = page.label(block.index)
        if label not in shown and label is not Label.UNDECIDED:
            continue
        cuts = sorted((mark.span, mark.label) for mark in page.marks if mark.block == block.index and mark.span)
        kept, at = "", 0
        for (start, end), _ in cuts:
            kept, at = kept + block.text[at : max(at, start)] + " ", max(at, end)
        kept = " ".join((kept + block.text[at:]).split())
        if kept:
            yield f"{label.name}: {kept}" if label in shown else kept
        yield from (f"{part.name}: {block.text[start:end].strip()}" for (start, end), part in cuts if part in shown)


def run(case: Case) -> tuple[Page, list[str]]:
    """The page with the marks of the filter alone, and the lines that they leave."""
    page = page_of(case.before)
    page = page.marked(list(find(case.filter)(page)))
    named = {Label[name] for name in ("BYLINE", "TIMESTAMP") if any(line.startswith(name + ": ") for line in case.after)}
    return page, list(left_of(page, KEPT | named))


def untouched(case: Case) -> bool:
    """Is it a noop case: must the filter leave every line as it is?"""
    after = [line.removeprefix("BODY: ") for line in case.after] if case.filter in JUDGES else case.after
    return after == list(left_of(page_of(case.before), KEPT))


def check(case: Case) -> None:
    """Compare, and hold the marks to the rules of the house."""
    page, left = run(case)
    told = f"{case.where}: {case.title}"
    assert left == case.after, told
    for mark in page.marks[len(page_of(case.before).marks) :]:
        assert mark.reason, f"{told}: {mark} must have a reason"
        assert not mark.by or case.filter in ASKING, f"{told}: {mark}: `by` is the pipeline's to stamp"
        start, end = mark.span or (0, len(page.texts[mark.block]))
        assert 0 <= start < end <= len(page.texts[mark.block]), f"{told}: {mark} lies outside its block"
    assert run(case)[0].marks == page.marks, f"{told}: not the same marks the second time"


CASES = [case for file in sorted(FOLDER.glob("*.md")) for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.filter}: {case.title}")
def test_case(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("name", NAMES)
def test_docstring(name: str) -> None:
    """The filter's own Before yields its After."""
    cases = list(docstring_cases(name))
    assert cases, f"{name} has no Before: and After: in its docstring"
    for case in cases:
        check(case)


@pytest.mark.parametrize("name", NAMES)
def test_fixture(name: str) -> None:
    """What a filter must leave alone is said first, and said for every filter."""
    assert (FOLDER / f"{name}.md").exists(), f"{name} has no fixture: write fixtures/filters/{name}.md, noop cases first"
    noops = [untouched(case) for case in CASES if case.filter == name]
    assert noops == sorted(noops, reverse=True), f"fixtures/filters/{name}.md: noop cases stand first"
    assert sum(noops) >= LEAST_NOOPS, f"fixtures/filters/{name}.md: {sum(noops)} noop cases, want {LEAST_NOOPS}"
    assert len(noops) - sum(noops) >= LEAST_HITS, f"fixtures/filters/{name}.md: want {LEAST_HITS} cases in which it finds something"


def test_no_fixture_without_filter() -> None:
    assert {case.filter for case in CASES} <= set(NAMES)
