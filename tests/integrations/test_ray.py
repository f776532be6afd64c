"""Ray Data with two workers, started for real: the same articles as a local run, whatever the captures lie in."""

from __future__ import annotations

import gzip
import json
import pickle
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerstrip import Article, BoilerstripError, Capture, Cleaner

pytestmark = pytest.mark.cluster

SCRIPT = """
import os, pickle, shutil, sys, time
from pathlib import Path

import ray

from boilerstrip import BoilerstripError
from boilerstrip.cli import boilerstrip
from boilerstrip.integrations.arrow import Columns
from boilerstrip.integrations.ray import clean_dataset, run_ray

captures, rules, out = map(Path, sys.argv[1:4])
cleaner = pickle.loads(Path(sys.argv[4]).read_bytes())
ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR", _temp_dir=os.environ["RAY_TMPDIR"])
ray.data.DataContext.get_current().enable_progress_bars = False

named = [str(captures), str(captures.parent / "crawl.warc.gz"), str(captures.parent / "more.jsonl")]
words = ["clean", *named, "-o", str(out / "files"), "--engine", "ray", "--preset", "precision", "--sites", str(rules)]
print("STATUS", boilerstrip.main(words, standalone_mode=False))
far = captures.parent / "far"  # places that are addresses, as those of object storage are
words = ["clean", far.as_uri(), "--engine", "ray", "--preset", "precision", "-o", (out / "far").as_uri()]
print("FAR", boilerstrip.main(words, standalone_mode=False))
try:
    run_ray([str(captures)], str(out / "files"), cleaner)
except BoilerstripError as error:
    print("AGAIN", error)


def by_worker(table):
    time.sleep(2)  # or one worker has done it all before the other has seen that there is work
    return table.append_column("worker", [[os.getpid()] * table.num_rows])


text = (captures / "ruled.txt").read_text()
rows = [{"key": number, "text": text, "url": "https://example.com/", "source": str(number)} for number in range(300)]
pages = ray.data.from_items(rows, override_num_blocks=6)
cleaned = clean_dataset(pages, cleaner, columns=Columns(keep=("key",))).map_batches(by_worker, batch_format="pyarrow")
shutil.rmtree(rules)  # what the workers know of it they were told
cleaned.write_parquet(str(out / "rows"))
"""

RECORD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"


def warc(pages: list[str]) -> bytes:
    """A WARC with these pages as responses."""
    parts = []
    for number, page in enumerate(pages):
        content = (RECORD + page).encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            f"WARC-Date: 2019-09-22T02:23:00Z\r\nWARC-Target-URI: https://example.com/{number}\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        parts.append(gzip.compress(head.encode() + content + b"\r\n\r\n"))
    return b"".join(parts)


def local(places: list[Path], cleaner: Cleaner) -> dict[str, Article]:
    """What this process makes of the same files."""
    from boilerstrip.readers.compressed import single
    from boilerstrip.readers.directory import Places
    from boilerstrip.readers.item import Fault
    from boilerstrip.readers.places import Contents, items

    found = {}
    for item in items(Places(places), Contents(cleaner.limits.max_chars), Counter()):
        if isinstance(item.raw, Fault):
            continue
        try:
            found[item.source] = cleaner(item.raw if isinstance(item.raw, Capture) else single(item.raw, cleaner.limits.max_chars))
        except BoilerstripError as error:
            found[item.source] = Article(source=item.source, reason=str(error))
    return found


def test_ray_gives_what_a_local_run_gives(
    captures: Path, rules: Path, cleaner: Cleaner, tmp_path: Path, short_tmp: Path, run: Callable[..., object], require: Callable[..., None]
) -> None:
    require("ray", "pyarrow", "fastwarc")
    import pyarrow.parquet as pq

    from boilerstrip.schema import rows_of

    text = (captures / "ruled.txt").read_text()
    (tmp_path / "crawl.warc.gz").write_bytes(warc([text, text.replace("Monday", "Tuesday")]))
    (tmp_path / "more.jsonl").write_text(json.dumps({"html": "<p>" + text, "url": "https://www.example.com/", "source": "line"}) + "\n")
    (tmp_path / "far").mkdir()
    for name in ("ruled.txt", "zipped.txt.gz"):
        shutil.copy(captures / name, tmp_path / "far")
    want = local([captures, tmp_path / "crawl.warc.gz"], cleaner)
    ruled = cleaner(Capture(text, url="https://example.com/"))
    assert "Ferry notice" not in ruled.text
    assert "Ferry notice" in Cleaner(cleaner.pipeline)(text).text + Cleaner()(text).text, "the rule is what drops it"
    (tmp_path / "cleaner").write_bytes(pickle.dumps(cleaner))

    quiet = {
        "RAY_TMPDIR": str(short_tmp), "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled",
        "RAY_raylet_start_wait_time_s": "300", "RAY_worker_register_timeout_seconds": "300",
    }  # fmt: skip
    done = run(SCRIPT, captures, rules, tmp_path / "out", tmp_path / "cleaner", **quiet)
    said = done.stdout

    rows = list(rows_of(pq.read_table(tmp_path / "out" / "files" / "articles")))
    got = {row.article.source: row.article for row in rows}
    assert len(got) == len(rows)
    line = got.pop("line")
    assert "Ferry notice" not in line.text
    assert set(got) == set(want)
    assert sum("crawl.warc.gz" in name for name in got) == 2
    assert {name: article for name, article in got.items() if article != want[name]} == {}
    assert sum(bool(article) for article in got.values()) > 20
    (again,) = [line for line in said.splitlines() if line.startswith("AGAIN")]
    assert "is not empty" in again
    rejects = [json.loads(line) for line in (tmp_path / "out" / "files" / "rejects.jsonl").read_text().splitlines()]
    assert {reject["source"] for reject in rejects} == {name for name, article in got.items() if not str(article)}
    assert {str(captures / "damaged.txt.gz"), str(captures / "paper.txt")} <= {reject["source"] for reject in rejects}
    assert f"{len(rows)} captures: {len(rows) - len(rejects)} articles, {len(rejects)} rejected" in done.stderr
    assert "STATUS 1" in said

    assert "FAR None" in said
    far = {row.article.source: row.article.body for row in rows_of(pq.read_table(tmp_path / "out" / "far" / "articles"))}
    assert far == {(tmp_path / "far" / name).as_uri(): cleaner(captures / "zipped.txt.gz").body for name in ("ruled.txt", "zipped.txt.gz")}

    table = pq.read_table(tmp_path / "out" / "rows")
    assert sorted(table["key"].to_pylist()) == list(range(300))
    assert len(set(table["worker"].to_pylist())) >= 2
    assert {row.article.body for row in rows_of(table)} == {ruled.body}


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--url", "https://example.com/"], "--url: not with --engine ray"),
        (["--resume", "--ordered"], "--resume, --ordered: not with --engine ray"),
        (["--learn"], "--learn: not with --engine ray"),
        (["--format", "jsonl"], "writes Parquet files into a directory"),
        (["-"], "not standard input"),
    ],
)
def test_what_ray_does_not_know_is_refused(words: list[str], answer: str, captures: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from boilerstrip.cli import boilerstrip

    done = CliRunner().invoke(boilerstrip, ["clean", str(captures), "--engine", "ray", "-o", str(tmp_path / "out"), *words])
    assert (done.exit_code, answer in done.output) == (2, True), done.output
