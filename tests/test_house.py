"""The laws of the house, checked on the source itself: floors, names, one parser room, one fixture per filter, a quick import."""

from __future__ import annotations

import ast
import importlib
import inspect
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import boilerstrip

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "boilerstrip"
FILES = sorted(SOURCE.rglob("*.py"))
#: What Cython compiles keeps the same laws.
ALL_FILES = sorted([*FILES, *SOURCE.rglob("*.pyx"), *SOURCE.rglob("*.pxd")])

#: The floor of every room, top to bottom; a folder stands for all files in it, and a file imports only from lower floors or from its
#: own folder. Two files at the top level of one floor may not import each other.
FLOORS: dict[str, float] = {
    "__main__": 10,
    "__init__": 9.5,  # the shop window
    "cli": 9,
    "commands": 8,
    "integrations": 7.5,  # the command line starts one of them
    "api": 7,
    "batch": 7,
    "run": 6.5,  # batches: workers, shards, manifest; api.py hands them a cleaner
    "presets": 6,
    "template_stage": 6,  # what was learned of a page's host, as a filter
    "named": 5.5,  # filters by name, for rules
    "site_stage": 6,  # the rules and lists of a page's own site, as filters
    "filters": 5,
    "writers": 5,
    "review": 4.75,  # what became of captures, as figures: for the writers and commands that show it
    "guard": 4.75,  # runs and settles, and judges the filters by what they took
    "settle": 4.5,  # runs a pipeline over the text of an article again
    "schema": 4.25,  # an article as a row of a table
    "article": 4,
    "pipeline": 4,
    "segmenters": 4,
    "tagger": 4,
    "templates": 4,
    "stated_headline": 3.5,  # what a page's metadata make of the headline that it shows
    "ordered": 3,  # the numbers of list items
    "page": 3,
    "readers": 3,
    "sites": 3.25,  # ad-block lists are matched against pages
    "capture": 2,
    "site": 2,
    "shape": 1.5,  # pages ask them for notes
    "_shape": 1.25,  # what shape counts with, compiled
    "shape_numpy": 1.25,  # and in numpy
    "edges": 1.5,  # and for what their texts begin and end in
    "_edges": 1.25,  # the same, compiled
    "edges_python": 1.25,  # and in Python
    "marks": 1.5,  # pages enter them, and filters ask where which stand
    "_marks": 1.25,  # what is done with all of a page's, compiled
    "marks_python": 1.25,  # and in Python
    "_characters": 0.9,  # how compiled parts read strings
    "_counts": 1,  # how they read what shape has counted
    "_mark": 1,  # how they make marks
    "_path": 1,  # how they read elements
    "classes": 1,
    "compiled": 0.5,
    "wording": 1.5,
    "_wording": 1.25,  # wording asks it, compiled
    "wording_python": 1,  # and in Python
    "phrases": 1.5,
    "decode": 1.5,
    "detect": 1.25,  # decode asks it
    "charset": 1,
    "_utf8": 0.95,  # decode and capture ask it, compiled
    "utf8_python": 0.95,  # and in Python
    "depth": 0.75,  # dom asks it
    "_depth": 0.6,  # what depth asks first, compiled
    "dom": 1,
    "runaway": 1,  # site asks it of patterns
    "block": 1,
    "blocks": 1.75,  # pages and articles ask it of all of a page's
    "_blocks": 1.6,  # the same, compiled
    "blocks_python": 1.6,  # and in Python
    "extras": 0.5,
    "errors": 0,
    "once": 0,
}

#: Imports that may go upward, with their reason: they stand inside the function that needs them.
UPWARD = {
    ("page.py", "boilerstrip.writers.report"): "explain(raw).to_html() is what people look for; a page does not need the writer to live",
    ("commands/batch.py", "boilerstrip.__version__"): "a manifest says which version wrote it, and the shop window is where that stands",
}

#: Names that say nothing about what a file holds.
EMPTY_NAMES = {"utils", "util", "core", "common", "helpers", "helper", "misc", "base", "tools"}

#: dom.py is the only room that knows a parser.
PARSERS = {"selectolax", "lxml", "bs4"}

#: Weight that `import boilerstrip` must not carry.
HEAVY = (
    "lxml",
    "numpy",
    "bs4",
    "selectolax",
    "regex",
    "click",
    "rich",
    "boilerstrip.filters",
    "boilerstrip.phrases",
    "boilerstrip.tagger.model",
)

#: Milliseconds that `import boilerstrip` may take (the issue's figure); measured 35 to 45 on one busy core.
IMPORT_MS = 100

MOST_PARAMETERS = 4
MOST_FILTER_LINES = 120


def module_of(file: Path) -> str:
    parts = file.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The first name below the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


CYTHON_IMPORT = re.compile(r"\s*(?:from (?P<module>[\w.]+) c?import\b|c?import (?P<other>[\w.]+))(?P<names>.*)")


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, anywhere in it, also inside functions and under TYPE_CHECKING."""
    if file.suffix != ".py":
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if match := CYTHON_IMPORT.match(line):
                module = match["module"] or match["other"]
                names = re.findall(r"\w+", match["names"]) if module == "boilerstrip" else [""]
                yield from ((number, f"{module}.{name}".rstrip(".")) for name in names)
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: imports say the whole name"
            assert node.module
            if node.module == "boilerstrip":
                yield from ((node.lineno, f"boilerstrip.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module


def imports_at_the_top_of(file: Path) -> set[str]:
    """The modules that importing this file imports."""
    return {str(node.module) for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)}


def relative(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("file", ALL_FILES, ids=relative)
def test_imports_go_downward(file: Path) -> None:
    room = room_of(module_of(file))
    assert room in FLOORS, f"{relative(file)} stands on no floor: give it one in tests/test_house.py"
    for line, name in imports_of(file):
        if not name.startswith("boilerstrip"):
            continue
        other = room_of(name)
        if other == room and file.parent != SOURCE:
            continue
        if (relative(file), name) in UPWARD:
            assert name not in imports_at_the_top_of(file), f"{relative(file)}:{line}: import {name} inside the function that needs it"
            continue
        assert FLOORS[other] < FLOORS[room], (
            f"{relative(file)}:{line}: {room} (floor {FLOORS[room]}) imports {other} (floor {FLOORS[other]})"
        )


@pytest.mark.parametrize("file", ALL_FILES, ids=relative)
def test_only_dom_knows_a_parser(file: Path) -> None:
    found = {name.split(".")[0] for _, name in imports_of(file)} & PARSERS
    assert not found or file == SOURCE / "dom.py", f"{relative(file)} imports {found}; only dom.py may"


@pytest.mark.parametrize("file", ALL_FILES, ids=relative)
def test_names_say_something(file: Path) -> None:
    assert not {file.stem, *file.relative_to(SOURCE).parts} & EMPTY_NAMES


def test_the_floor_test_would_notice(tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text("def later():\n    from boilerstrip.api import clean\n    import lxml.html\n")
    assert list(imports_of(file)) == [(2, "boilerstrip.api"), (3, "lxml.html")]
    compiled = tmp_path / "_page.pyx"
    compiled.write_text("from boilerstrip import api\nfrom boilerstrip._text cimport (\n    Char)\ncimport lxml.etree as etree\n")
    assert list(imports_of(compiled)) == [(1, "boilerstrip.api"), (2, "boilerstrip._text"), (4, "lxml.etree")]
    assert FLOORS["api"] > FLOORS["page"]


#: A name with an underscore before it is a piece that several filters share.
FILTERS = sorted(file for file in (SOURCE / "filters").glob("*.py") if not file.stem.startswith("_"))


@pytest.mark.parametrize("file", FILTERS, ids=lambda file: file.stem)
def test_a_filter_is_one_small_file_with_a_fixture(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_FILTER_LINES, f"{file.name} has {lines} lines: it is two filters"
    assert (ROOT / "fixtures" / "filters" / f"{file.stem}.md").is_file(), f"fixtures/filters/{file.stem}.md is missing"


@pytest.mark.parametrize("preset", ["BALANCED", "PRECISION", "RECALL"])
def test_a_filter_is_named_like_its_file(preset: str) -> None:
    from boilerstrip import presets
    from boilerstrip.commands.filters import entries

    names = [entry.name for entry in entries(getattr(presets, preset))]
    assert names, "an empty preset"
    assert len(names) == len(set(names))
    assert set(names) <= {file.stem for file in FILTERS}


@pytest.mark.parametrize("file", [file for file in FILES if "__all__" in file.read_text(encoding="utf-8")], ids=relative)
def test_all_is_sorted_and_true(file: Path) -> None:
    module = importlib.import_module(module_of(file))
    assert list(module.__all__) == sorted(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def public_functions() -> Iterator[tuple[str, inspect.Signature]]:
    for name in boilerstrip.__all__:
        thing = getattr(boilerstrip, name)
        if inspect.isfunction(thing):
            yield name, inspect.signature(thing)
        elif inspect.isclass(thing):
            for method, function in inspect.getmembers(thing, inspect.isfunction):
                if not method.startswith("_") or method == "__call__":
                    signature = inspect.signature(function)
                    yield f"{name}.{method}", signature.replace(parameters=list(signature.parameters.values())[1:])


def test_public_functions_take_few_parameters() -> None:
    many = {name: len(s.parameters) for name, s in public_functions() if len(s.parameters) > MOST_PARAMETERS}
    assert many == {}
    assert "clean" in dict(public_functions())


TEXT = "Ferry strike ends\n\nBoats sail again from Monday, the harbour master said on Friday, after a week of talks.\n\nShare\nFacebook\n"


def public_values() -> list[object]:
    from boilerstrip import Block, Capture, Cleaner, Kind, Label, Limits, Mark, MissingExtra, Paragraph, clean, presets

    article = clean(TEXT)
    extra = MissingExtra("fastwarc", extra="warc", purpose="reading WARC files")
    return [
        article,
        article.dropped,
        Block(0, "A ferry", Kind.LINE),
        Mark(0, Label.CHROME, "a reason", (0, 3), 0.5, "share_bar"),
        Paragraph("Boats sail again."),
        Capture(b"<p>x", url="https://example.com/", captured_at=datetime(2019, 9, 22, tzinfo=UTC)),
        Cleaner(presets.PRECISION),
        Limits(max_chars=10),
        presets.BALANCED,
        presets.RECALL,
        extra,
    ]


@pytest.mark.parametrize("number", range(11))
def test_public_values_pickle(number: int) -> None:
    value = public_values()[number]
    again = pickle.loads(pickle.dumps(value))  # our own pickle
    assert type(again) is type(value)
    assert str(again) == str(value) if isinstance(value, Exception) else again == value


def test_a_pickled_cleaner_cleans_alike() -> None:
    from boilerstrip import Cleaner

    cleaner = Cleaner()
    assert pickle.loads(pickle.dumps(cleaner))(TEXT) == cleaner(TEXT)


def run_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60).stdout


def test_import_is_light() -> None:
    loaded = run_python(f"import sys, boilerstrip; print([name for name in {HEAVY!r} if name in sys.modules])")
    assert loaded.strip() == "[]"


def test_import_is_quick() -> None:
    code = "from time import process_time as now; start = now(); import boilerstrip; print((now() - start) * 1000)"
    best = min(float(run_python(code)) for _ in range(5))
    assert best < IMPORT_MS


def test_a_dump_touches_no_parser() -> None:
    code = f"import sys, boilerstrip; boilerstrip.clean({TEXT!r}); print([n for n in {sorted(PARSERS)!r} if n in sys.modules])"
    assert run_python(code).strip() == "[]"


def test_help_is_light() -> None:
    code = "import sys, boilerstrip.cli; print([n for n in ('lxml', 'numpy', 'bs4', 'selectolax', 'rich') if n in sys.modules])"
    assert run_python(code).strip() == "[]"
