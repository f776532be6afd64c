"""docs/site-rules.md tells the truth: its rule is sound and its commands run as they stand."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from boilerstrip import Cleaner, Site
from boilerstrip.cli import boilerstrip
from boilerstrip.commands.sites.cases import cases, difference
from boilerstrip.sites.reading import read_rules

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "site-rules.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
COMMANDS = [line for language, code in BLOCKS if language == "sh" for line in code.splitlines()]


def test_the_rule_of_the_guide_mends_the_case(tmp_path) -> None:
    ((_, code),) = [block for block in BLOCKS if block[0] == "python"]
    path = tmp_path / "harbour_post_example.py"
    path.write_text(code, "utf-8")
    (case,) = cases(ROOT / "examples" / "rules-package" / "fixtures")
    assert difference(case.expected, Cleaner(sites=None)(case.capture)) != []
    assert difference(case.expected, Cleaner(sites=path)(case.capture)) == []
    assert read_rules(path)[0].chrome == ("div.ticker",)


def test_the_commands_of_the_guide_run(tmp_path, monkeypatch) -> None:
    """In order, and with the rule written down between step 2 and step 4."""
    monkeypatch.chdir(ROOT)
    ((_, code),) = [block for block in BLOCKS if block[0] == "python"]
    assert len(COMMANDS) == 6
    for line in COMMANDS:
        done = CliRunner().invoke(boilerstrip, line.replace("/tmp/", f"{tmp_path}/").split()[1:], catch_exceptions=False)  # noqa: S108
        if "doctor" in line:
            assert "1 captures with a rule (1 rules)" in done.stderr
        else:
            assert done.exit_code == 0, f"{line}\n{done.output}"
        if "new" in line:
            (tmp_path / "rules" / "harbour_post_example.py").write_text(code, "utf-8")


@pytest.mark.parametrize("field", [item.name for item in fields(Site) if item.name != "source"])
def test_every_field_is_in_the_guide(field) -> None:
    assert f"`{field}`" in GUIDE
