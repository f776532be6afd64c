"""What the tests of the engines share: the captures, a cleaner with rules of its own, what a local run makes of them, and scripts.

Every engine runs in a process of its own, as its users start it: started in this one it would leave threads and settings behind.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from boilerstrip import Cleaner, presets

ROOT = Path(__file__).parents[2]
#: An engine on a machine with other things to do may take minutes to come up.
PATIENCE_S = int(os.environ.get("BOILERSTRIP_PATIENCE_S", "400"))

RULE = '''"""example.com: a rule that only the user's own folder has."""
SITES = (Site(hosts=("example.com",), chrome_lines=(r"^Ferry notice",), drop_examples=("Ferry notice 12",)),)
'''
PAGE = """Ferry strike ends

Boats sail again from Monday, the harbour master said on Friday, after a week of talks with the union of the crews.

Ferry notice: this sentence is long enough to be kept by every general filter, so only the rule of the site can drop it.

The first boat leaves at six in the morning, and the last one returns at eleven in the evening, as it did before the strike.
"""


@pytest.fixture
def require() -> Callable[..., None]:
    """Skips the test where an engine is not installed, saying so; where CI=true the test goes on, and fails."""

    def required(*modules: str) -> None:
        missing = [module for module in modules if find_spec(module) is None]
        if missing and os.environ.get("CI") != "true":
            pytest.skip(f"not installed: {', '.join(missing)}")

    return required


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """A directory with every golden page, a page with a sidecar and a site rule, one gzipped, one damaged and one that is no text."""
    folder = tmp_path / "captures"
    pages = [path for path in sorted((ROOT / "fixtures" / "pages").glob("*/capture.*")) if path.suffix in {".html", ".txt"}]
    for path in pages:
        shutil.copy(path, _made(folder / f"{path.parent.name}{path.suffix}"))
    (folder / "ruled.txt").write_text(PAGE)
    (folder / "ruled.json").write_text('{"url": "https://www.example.com/ferry", "captured_at": "2019-09-22T02:23:00Z"}')
    (folder / "zipped.txt.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "damaged.txt.gz").write_bytes(gzip.compress(PAGE.encode())[:60])
    (folder / "paper.txt").write_bytes(b"%PDF-1.4 this is no page")
    return folder


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder with a site rule."""
    _made(tmp_path / "rules" / "example.py").write_text(RULE)
    return tmp_path / "rules"


@pytest.fixture
def cleaner(rules: Path) -> Cleaner:
    """Not the default one: another preset, and site rules from a folder."""
    return Cleaner(presets.PRECISION, sites=rules)


@pytest.fixture
def short_tmp() -> Iterator[Path]:
    """A temporary folder with a short name: sockets of Ray have names of at most 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="bs") as folder:
        yield Path(folder)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a Python script in a process of its own; the test fails with all that it said if it fails."""

    def started(script: str, *args: object, **environment: str) -> subprocess.CompletedProcess[str]:
        file = tmp_path / "script.py"
        file.write_text(script)
        path = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": path, "HOME": str(tmp_path), "OMP_NUM_THREADS": "1", **environment}
        command = [sys.executable, str(file), *map(str, args)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        return done

    return started
