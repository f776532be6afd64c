"""A cleaner's files travel with it: to a place where they are missing, and to one where they differ."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from boilerstrip import Capture, Cleaner
from boilerstrip.integrations.luggage import Luggage

ARRIVED = """
import pickle, sys
from boilerstrip import Capture
cleaner = pickle.load(open(sys.argv[1], "rb")).unpacked()
article = cleaner(Capture(open(sys.argv[2]).read(), url="https://example.com/"))
print("Ferry notice" in article.text, cleaner.sites.places[0], cleaner.templates.folder)
"""


def test_a_default_cleaner_has_no_luggage() -> None:
    assert Luggage.of(None) == Luggage(Cleaner())
    assert Luggage.of(None).unpacked() == Cleaner()


def test_files_in_place_are_used_in_place(rules: Path) -> None:
    cleaner = Cleaner(sites=rules)
    assert Luggage.of(cleaner).unpacked() == cleaner


@pytest.mark.parametrize("fate", ["kept", "missing", "other"])
def test_files_arrive(fate: str, captures: Path, rules: Path, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "example.org.json").write_text("{}")
    cleaner = Cleaner(sites=rules, templates=templates)
    page = captures / "ruled.txt"
    assert "Ferry notice" not in cleaner(Capture(page.read_text(), url="https://example.com/")).text
    (tmp_path / "luggage").write_bytes(pickle.dumps(Luggage.of(cleaner)))
    if fate == "missing":
        shutil.rmtree(rules)
        shutil.rmtree(templates)
    elif fate == "other":
        (rules / "example.py").write_text('"""Nothing."""\nSITES = ()\n')
        (templates / "example.com.json").write_text("{}")
    command = [sys.executable, "-c", ARRIVED, str(tmp_path / "luggage"), str(page)]
    dropped, sites, folder = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout.split()
    assert dropped == "False"
    assert (sites == str(rules), folder == str(templates)) == ((True, True) if fate == "kept" else (False, False))
    assert fate == "kept" or not Path(sites).exists(), "temporary folders go with the process"
