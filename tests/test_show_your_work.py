"""docs/show-your-work.md tells the truth: its Python runs, its commands exist, and what it shows is there."""

from __future__ import annotations

import ast
import re
import warnings
from pathlib import Path

import click
import pytest

from boilerstrip.cli import boilerstrip
from boilerstrip.review.tally import Suspicion

ROOT = Path(__file__).parent.parent
DOC = ROOT / "docs" / "show-your-work.md"
TEXT = DOC.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_its_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trafilatura")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    codes = [code for language, code in BLOCK.findall(TEXT) if language == "python"]
    assert len(codes) == 3
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of trafilatura's imports
        for code in codes:
            exec(compile(ast.parse(code), str(DOC), "exec"), names)  # noqa: S102  # our own document


def test_its_commands_exist() -> None:
    lines = [line for language, code in BLOCK.findall(TEXT) if language == "sh" for line in code.splitlines()]
    told = [line.split("#")[0].split() for line in lines if line.startswith("boilerstrip")]
    assert {words[1] for words in told} == {"explain", "report", "diff", "clean"}
    for words in told:
        command = boilerstrip.commands[words[1]]
        options = {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= options


def test_it_names_every_suspicion() -> None:
    for suspicion in Suspicion:
        assert f"| {suspicion} |" in TEXT


@pytest.mark.parametrize("file", [DOC, ROOT / "README.md"], ids=lambda file: file.name)
def test_its_pictures_and_links_are_there(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for target in re.findall(r'(?:src|srcset)="([^"]+)"|\]\(([^)#:]+)\)', text):
        assert (file.parent / "".join(target)).exists(), target
