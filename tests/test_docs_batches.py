"""docs/batches.md and docs/cluster-cost.md tell the truth: their archive is made, cleaned and queried, their arithmetic is done again."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BATCHES = (ROOT / "docs" / "batches.md").read_text(encoding="utf-8")
COST = (ROOT / "docs" / "cluster-cost.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(text: str, language: str) -> list[str]:
    return [code for name, code in BLOCK.findall(text) if name == language]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the archive was made and cleaned with the very commands of the page."""
    for name in ("warcio", "fastwarc", "pyarrow", "duckdb"):
        pytest.importorskip(name)
    folder = tmp_path_factory.mktemp("docs")
    (command,) = [block for block in blocks(BATCHES, "sh") if "make_archive" in block]
    for line in command.splitlines():
        words = line.split()
        if words[0] == "python":
            made = [sys.executable, str(ROOT / words[1]), *words[2:]]
        elif words[0] == "boilerstrip":
            made = [sys.executable, "-m", *words]
        else:
            assert words[:2] == ["pip", "install"]
            continue
        done = subprocess.run(made, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
    return folder


def test_the_archive_is_cleaned_and_queried(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(articles)
    (sql,) = blocks(BATCHES, "sql")
    queries = [query for query in sql.split(";") if query.strip()]
    languages, filters, captions = (duckdb.sql(query).fetchall() for query in queries)
    assert sum(pages for _, pages, _ in languages) == len(list((ROOT / "fixtures" / "pages").rglob("capture.html")))
    assert len(languages) > 5
    assert len(filters) > 5
    assert all(url.startswith("http://127.0.0.1:") and credit for url, _, credit in captions)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"duckdb\.sql\('''(.*?)'''\)", readme, re.DOTALL)
    assert len(duckdb.sql(query).fetchall()) == 5


def test_the_records_of_the_archive_say_where_they_lie(articles: Path) -> None:
    import pyarrow.parquet as pq

    rows = pq.read_table(articles / "articles" / "articles-00000.parquet").to_pylist()
    assert all(row["captured_at"] is not None and row["source"].startswith("crawl.warc.gz#offset=") for row in rows)
    manifest = [json.loads(line) for line in (articles / "articles" / "manifest.jsonl").read_text().splitlines()]
    assert manifest[-1]["captures"] == len(rows)


def test_the_arithmetic_is_that_of_the_script() -> None:
    spec = importlib.util.spec_from_file_location("cluster_cost", ROOT / "benchmarks" / "cluster_cost.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    (told,) = blocks(COST, "json")
    figures = json.loads(told)
    settings = {name: figures.pop(name) for name in ("price", "cores", "waste")}
    part = script.PART.search(COST)
    assert part
    assert part[0] == f"<!-- cost -->\n{script.arithmetic(figures, **settings)}<!-- /cost -->\n"
    assert figures["cpu_ms"] > 0


def test_python_in_the_page_runs(tmp_path: Path) -> None:
    (code,) = blocks(BATCHES, "python")
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 100
