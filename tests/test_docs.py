"""README.md tells the truth: its Python runs, its before and after and its filter table are what the program prints.

`pytest tests/test_docs.py --regen` writes the generated parts anew, for review.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from boilerstrip import clean, presets
from boilerstrip.cli import boilerstrip
from boilerstrip.commands.filters import table

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

#: A generated part: <!-- name: argument --> ... <!-- /name -->
PART = re.compile(r"<!-- (before|after|filters)(?:: (\S+))? -->\n(.*?)<!-- /\1 -->", re.DOTALL)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [code for name, code in BLOCK.findall(README.read_text(encoding="utf-8")) if name == language]


def generated(part: re.Match[str]) -> str:
    name, argument = part[1], part[2]
    if name == "before":
        text = "```text\n" + (ROOT / argument).read_text(encoding="utf-8") + "```\n"
    elif name == "after":
        text = "```text\n" + str(clean(ROOT / argument)) + "\n```\n"
    else:
        text = table(presets.BALANCED)
    mark = f"{name}: {argument}" if argument else name
    return f"<!-- {mark} -->\n{text}<!-- /{name} -->"


def test_generated_parts_are_up_to_date(request: pytest.FixtureRequest) -> None:
    told = README.read_text(encoding="utf-8")
    assert {part[1] for part in PART.finditer(told)} == {"before", "after", "filters"}
    true = PART.sub(generated, told)
    if request.config.getoption("--regen"):
        README.write_text(true, encoding="utf-8")
        pytest.skip("README.md written anew: read the difference")
    assert told == true, "README.md is out of date: pytest tests/test_docs.py --regen"


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_in_the_readme_runs(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block after those before it, as a reader would paste them."""
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {"__name__": "readme"}
    for code in blocks("python")[: number + 1]:
        exec(compile(code, "README.md", "exec"), namespace)  # noqa: S102  # our own README


def test_the_commands_of_the_readme_exist() -> None:
    told = {line.split()[1] for block in blocks("") for line in block.splitlines() if line.startswith("boilerstrip ")}
    assert told == set(boilerstrip.commands)


def test_the_main_job_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = next(line for block in blocks("sh") for line in block.splitlines() if "boilerstrip clean" in line)
    monkeypatch.chdir(ROOT)
    args = command.split("boilerstrip ")[1].replace("/tmp/out", str(tmp_path)).split()  # noqa: S108  # what the README says
    done = CliRunner().invoke(boilerstrip, args, catch_exceptions=False)
    written = list(tmp_path.rglob("*.txt"))
    captures = [path for path in (ROOT / "fixtures" / "pages").glob("*/capture.*") if path.suffix != ".json"]
    rejects = tmp_path / "rejects.jsonl"
    rejected = rejects.read_text().count("\n") if rejects.exists() else 0
    assert written
    assert len(written) + rejected == len(captures)
    assert done.exit_code == (1 if rejected else 0)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = next(line for block in blocks("sh") for line in block.splitlines() if "pytest" in line).split("&& ")[1]
    assert command in (ROOT / ".ci" / "run").read_text()


def test_dependencies_are_those_imported() -> None:
    """Every third-party module that the package imports at all is a dependency or in an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(name for names in project["optional-dependencies"].values() for name in names)]
    names = {re.split(r"[\[<>=~! ]", name)[0].lower().replace("-", "_") for name in wanted}
    nodes = [node for file in (ROOT / "src").rglob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    third = {name.split(".")[0] for name in found} - sys.stdlib_module_names - {"boilerstrip"}
    known = {"bs4": "beautifulsoup4"}
    imported = {known.get(name, name).lower() for name in third}
    assert imported
    assert imported <= names
