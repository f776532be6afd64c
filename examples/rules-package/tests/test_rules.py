"""The rules of this package, on their cases: the same as `boilerstrip sites test`."""

from pathlib import Path

from click.testing import CliRunner

from boilerstrip.cli import boilerstrip

ROOT = Path(__file__).parent.parent


def test_rules() -> None:
    done = CliRunner().invoke(boilerstrip, ["sites", "test", str(ROOT / "src/harbour_rules/sites"), "--cases", str(ROOT / "fixtures")])
    assert done.exit_code == 0, done.output
