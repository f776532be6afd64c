"""The template of a rules package, as a stranger would use it: installed with pip into a folder of its own, picked up and listed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "examples" / "rules-package"
CASE = PACKAGE / "fixtures" / "harbour-post.example" / "2024-03-05-ferry"
DUMP = "Ferry sails again\n\nThe ferry sails again from Monday, the harbour master said, after nine weeks.\n\nHigh water 06:12\n\nAlso in the Post: Mole to be painted\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> dict[str, str]:
    """The environment in which the package is installed: built in a copy, so that the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("rules")
    copy = shutil.copytree(PACKAGE, folder / "package")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--disable-pip-version-check",
        "--target",
        folder / "site",
        copy,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "site"), str(ROOT / "src")])}


def run(installed: dict[str, str], *args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "boilerstrip", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=installed, check=False)


@pytest.mark.slow
def test_an_installed_package_is_picked_up_listed_and_used(installed, tmp_path) -> None:
    listed = run(installed, "sites", "list")
    assert listed.returncode == 0, listed.stderr
    (line,) = [line for line in listed.stdout.splitlines() if line.startswith("harbour-post.example ")]
    assert line.split() == ["harbour-post.example", "since", "2023-06-01", "installed", "harbour/harbour_post_example.py:8"]
    tested = run(installed, "sites", "test", PACKAGE / "src" / "harbour_rules" / "sites", "--cases", PACKAGE / "fixtures")
    assert "1 rules, 0 wrong; 1 cases, 0 failed" in tested.stderr, tested.stdout + tested.stderr
    dump = tmp_path / "dump.txt"
    dump.write_text(DUMP, "utf-8")
    done = run(installed, "clean", dump, "--url", "https://harbour-post.example/2024/ferry")
    assert done.returncode == 0, done.stderr
    cleaned = done.stdout
    assert "nine weeks" in cleaned
    assert "High water" not in cleaned
    assert "Also in the Post" not in cleaned


def test_the_template_is_sound_as_a_folder() -> None:
    from boilerstrip import Cleaner, Site
    from boilerstrip.commands.sites.cases import cases, difference
    from boilerstrip.sites.reading import read_rules

    (site,) = read_rules(PACKAGE / "src" / "harbour_rules" / "sites" / "harbour_post_example.py")
    fields = {name: site.texts(name) for name in ("hosts", "body", "caption", "chrome", "chrome_lines")}  # its filter is not installed here
    (case,) = cases(PACKAGE / "fixtures")
    assert difference(case.expected, Cleaner(sites=(Site(**fields),))(case.capture)) == []
    assert difference(case.expected, Cleaner(sites=None)(case.capture)) != [], "the case would come out well without the rule"
