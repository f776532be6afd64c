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

RULED = "https://www.example.com/ferry"
ARRIVED = """
import pickle, sys
from boilerstrip import Capture
cleaner = pickle.load(open(sys.argv[1], "rb")).unpacked()
article = cleaner(Capture(open(sys.argv[2]).read(), url="https://www.example.com/ferry"))
pickle.dump((article, cleaner.templates.folder, cleaner.sites.places), open(sys.argv[3], "wb"))
"""
FTR = "body: //main\nstrip: //aside\n"


def test_a_default_cleaner_has_no_luggage() -> None:
    assert Luggage.of(None) == Luggage(Cleaner())
    assert Luggage.of(None).unpacked() == Cleaner()


@pytest.mark.parametrize("fate", ["kept", "missing", "other"])
def test_rules_and_templates_arrive(fate: str, captures: Path, rules: Path, tmp_path: Path) -> None:
    templates, ftr = tmp_path / "templates", tmp_path / "ftr"
    templates.mkdir()
    ftr.mkdir()
    (templates / "example.org.json").write_text("{}")
    (ftr / "example.net.txt").write_text(FTR)
    cleaner = Cleaner(sites=(rules, ftr), templates=templates)
    page = captures / "ruled.txt"
    want = cleaner(Capture(page.read_text(), url=RULED))
    assert "Ferry notice" not in want.text
    (tmp_path / "luggage").write_bytes(pickle.dumps(Luggage.of(cleaner)))
    if fate == "missing":
        for folder in (rules, ftr, templates):
            shutil.rmtree(folder)
    elif fate == "other":
        (rules / "example.py").write_text('"""Nothing."""\nSITES = ()\n')
        (templates / "example.com.json").write_text("{}")
        (ftr / "example.net.txt").write_text("body: //article\n")
    command = [sys.executable, "-c", ARRIVED, str(tmp_path / "luggage"), str(page), str(tmp_path / "out")]
    subprocess.run(command, check=True, timeout=300)
    article, folder, (rule, *others) = pickle.loads((tmp_path / "out").read_bytes())
    assert article == want, "reasons name the rule's file as it was called at home"
    assert (folder == templates, others == [ftr]) == ((True, True) if fate == "kept" else (False, False))
    assert rule.hosts == ("example.com",)
    assert fate == "kept" or not folder.exists(), "temporary folders go with the process"
