"""Batches: workers that die, shards that are whole, runs that are killed and resumed, and what is said about it."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boilerstrip import BoilerstripError, Cleaner, Guard, Pipeline, clean_all
from boilerstrip.article import Article, Caption
from boilerstrip.block import Paragraph
from boilerstrip.cli import boilerstrip
from boilerstrip.commands import options
from boilerstrip.commands.progress import Progress
from boilerstrip.filters.density import density
from boilerstrip.filters.headline import headline
from boilerstrip.filters.remainder import remainder
from boilerstrip.run.guard import Reject, Trouble
from boilerstrip.run.interrupts import Interrupts
from boilerstrip.run.manifest import Manifest, Shard, Sums
from boilerstrip.run.pool import Pool
from boilerstrip.run.ranges import Ranges
from boilerstrip.run.worker import Chunk
from boilerstrip.schema import Row
from boilerstrip.writers.database import DatabaseSink, Rows
from boilerstrip.writers.lines import LinesSink
from boilerstrip.writers.output import UNFINISHED, Named
from boilerstrip.writers.tree import Tree

ROOT = Path(__file__).parent.parent
PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks between crews and company."
LIGHT = Cleaner(Pipeline((density, headline, remainder)), sites=None)
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and limits are others on Windows")


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three filters judge: what is tested here is what stands around them."""
    monkeypatch.setattr(options, "cleaner", lambda *_, **__: LIGHT)


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """Sixty dumps, in two folders; number 7 is empty."""
    folder = tmp_path / "captures"
    for number in range(60):
        place = folder / ("a" if number < 30 else "b") / f"{number:02d}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("" if number == 7 else f"Story number {number}\n\n{PROSE}\n\n{PROSE.replace('Monday', f'day {number}')}\n")
    return folder


def run(*args: object, input: bytes | None = None) -> Result:
    return CliRunner().invoke(boilerstrip, ["clean", *map(str, args)], input=input, catch_exceptions=False)


def number(row: dict[str, object]) -> int:
    """Which of the captures it is."""
    return int(Path(str(row["source"])).stem)


def lines(out: Path) -> list[dict[str, object]]:
    found = []
    for file in sorted(out.glob("*.jsonl*")):
        if file.name.startswith("articles"):
            data = file.read_bytes()
            if file.suffix == ".zst":
                import io

                data = (
                    importlib.import_module("zstandard").ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True).read()
                )
            elif file.suffix == ".gz":
                data = gzip.decompress(data)
            found += [json.loads(line) for line in data.splitlines()]
    return found


# ------------------------------------------------------------------ formats


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.usefixtures("light")
def test_every_format_holds_the_same_articles(captures: Path, tmp_path: Path, workers: int) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    feather = pytest.importorskip("pyarrow.feather")
    pytest.importorskip("zstandard")
    common = ("--workers", workers, "--shard-size", 0.02)
    for format in ("jsonl", "parquet", "arrow", "sqlite", "text", "markdown"):
        packed = ("--compress", "zst") if format == "jsonl" and workers else ()
        done = run(captures, "-o", tmp_path / format, "--format", format, *common, *packed)
        assert done.exit_code == 1
        assert "60 captures: 59 articles, 1 rejected" in done.stderr
        assert "rejected: empty 1" in done.stderr
        (reject,) = [json.loads(line) for line in (tmp_path / format / "rejects.jsonl").read_text().splitlines()]
        assert reject["source"].endswith("07.txt")
    expected = {file.source: str(file) for file in LIGHT.all(sorted(captures.rglob("*.txt"))) if file}
    assert {row["source"]: row["text"] for row in lines(tmp_path / "jsonl")} == {
        a.source: a.text for a in LIGHT.all(sorted(captures.rglob("*.txt"))) if a
    }
    tables = {
        "parquet": [row for file in sorted((tmp_path / "parquet").glob("*.parquet")) for row in parquet.read_table(file).to_pylist()],
        "arrow": [row for file in sorted((tmp_path / "arrow").glob("*.arrow")) for row in feather.read_table(file).to_pylist()],
    }
    for rows in tables.values():
        assert {row["source"]: row["headline"] for row in rows} == {row["source"]: row["headline"] for row in lines(tmp_path / "jsonl")}
        assert sum(len(row["dropped"]) for row in rows) == sum(len(row["dropped"]) for row in lines(tmp_path / "jsonl"))  # type: ignore[arg-type]
    base = sqlite3.connect(tmp_path / "sqlite" / "articles.sqlite")
    assert base.execute("SELECT count(*) FROM articles").fetchone() == (59,)
    assert base.execute("SELECT source FROM found JOIN articles ON found.rowid = id WHERE found MATCH '\"day 42\"'").fetchall() == [
        (str(captures / "b" / "42.txt"),)
    ]
    base.close()
    written = {
        file.relative_to(tmp_path / "text").with_suffix("").as_posix(): file.read_text() for file in (tmp_path / "text").rglob("*.txt")
    }
    assert written == {Path(source).relative_to(captures).with_suffix("").as_posix(): text + "\n" for source, text in expected.items()}
    assert len(list((tmp_path / "markdown").rglob("*.md"))) == 59
    for format in ("jsonl", "parquet", "arrow"):
        assert len(list((tmp_path / format).glob("articles-*"))) > (format != "jsonl" or not workers)
        assert not (tmp_path / format / ".unfinished").exists()


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz", "all.parquet", "all.arrow", "all.sqlite"])
@pytest.mark.usefixtures("light")
def test_one_file_by_its_suffix(captures: Path, tmp_path: Path, name: str) -> None:
    pytest.importorskip("pyarrow")
    out = tmp_path / "deep" / name
    assert run(captures, "-o", out, "--workers", 0).exit_code == 1
    assert [file.name for file in out.parent.iterdir()] == [name]
    if ".jsonl" in name:
        data = gzip.decompress(out.read_bytes()) if name.endswith("gz") else out.read_bytes()
        assert [number(json.loads(line)) for line in data.splitlines()] == [n for n in range(60) if n != 7]
    assert run(captures, "-o", out, "--workers", 0).exit_code == 1
    if name.endswith("sqlite"):
        base = sqlite3.connect(out)
        assert base.execute("SELECT count(*) FROM articles").fetchone() == (59,)
        base.close()


@pytest.mark.usefixtures("light")
def test_url_and_date_travel_into_the_record(tmp_path: Path) -> None:
    page = tmp_path / "crawl" / "20210305123000" / "example.com" / "ferry.txt"
    page.parent.mkdir(parents=True)
    page.write_text(f"Ferry\n\n{PROSE}")
    canonical = tmp_path / "crawl" / "canonical.html"
    canonical.write_text(f'<link rel=canonical href="https://example.com/own"><h1>Own</h1><p>{PROSE}</p>')
    run(tmp_path / "crawl", "-o", tmp_path / "out", "--format", "jsonl", "--path-pattern", "{timestamp}/{host}/{path}.txt", "--workers", 0)
    own, told = sorted(lines(tmp_path / "out"), key=lambda row: str(row["source"]), reverse=True)
    assert (told["url"], told["captured_at"]) == ("https://example.com/ferry", "2021-03-05T12:30:00+00:00")
    assert (own["url"], own["captured_at"]) == ("https://example.com/own", None)


@pytest.mark.usefixtures("light")
def test_paths_from_standard_input(captures: Path, tmp_path: Path) -> None:
    paths = b"\0".join(str(path).encode() for path in sorted((captures / "a").iterdir())[:3])
    done = run("--files-from", "-", "-0", "--format", "jsonl", "--workers", 0, input=paths)
    assert done.exit_code == 0, done.stderr
    assert [number(json.loads(line)) for line in done.stdout.splitlines()] == [0, 1, 2]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--resume", "--format", "jsonl"), "directory"),
        (("--resume", "--restart", "-o", "out"), "say one"),
        (("-o", "out", "--column", "body=x"), "--column"),
        (("-o", "out", "--path-pattern", "{town}"), "town"),
        (("-o", "out", "--compress", "gz"), "JSON Lines"),
    ],
)
def test_what_cannot_be_meant(captures: Path, args: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(captures)
    done = run(".", *args)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not (captures / "out").exists()


# ------------------------------------------------------------------ resume


class Interrupted:
    """A sink that is interrupted before its nth payload."""

    def __init__(self, sink: LinesSink, after: int) -> None:
        self.sink, self.left = sink, after

    def __getattr__(self, name: str) -> object:
        return getattr(self.sink, name)

    def add(self, payload: bytes) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        self.sink.add(payload)


@pytest.mark.usefixtures("light")
def test_interrupted_it_says_how_to_go_on_and_goes_on(captures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from boilerstrip.commands import batch
    from boilerstrip.run import feed

    monkeypatch.setattr(feed, "CAPTURES", 8)
    out = tmp_path / "out"
    args = (captures, "-o", out, "--format", "jsonl", "--workers", 0)
    output = batch._output
    with monkeypatch.context() as patched:
        patched.setattr(batch, "_output", lambda asked: (output(asked)[0], Interrupted(output(asked)[1], 3)))
        done = CliRunner().invoke(boilerstrip, ["clean", *map(str, args)])
    assert done.exit_code == 1  # click's own; main() makes 130 of it
    assert "24 captures are done and stay so" in done.stderr
    assert "--resume" in done.stderr
    assert len(lines(out)) == 23
    assert run(*args).exit_code == 2
    done = run(*args, "--resume")
    assert "60 captures: 59 articles, 1 rejected (24 of them before)" in done.stderr
    assert sorted(map(number, lines(out))) == [n for n in range(60) if n != 7]
    assert len((out / "rejects.jsonl").read_text().splitlines()) == 1
    assert "finished" in run(*args, "--resume").stderr


@pytest.mark.usefixtures("light")
def test_what_a_killed_run_left_behind_is_thrown_away(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = (captures, "-o", out, "--format", "jsonl", "--workers", 0, "--shard-size", 0.02)
    run(*args)
    whole = sorted(map(str, lines(out)))
    manifest = out / "manifest.jsonl"
    told = manifest.read_bytes().splitlines(keepends=True)
    shards = [line for line in told if line.startswith(b'{"shard"')]
    assert len(shards) > 1
    manifest.write_bytes(told[0] + shards[0] + shards[1][:40])  # killed while the second line was written: its shard is in place already
    (out / ".unfinished").mkdir()
    (out / ".unfinished" / "articles-00009.jsonl").write_text("half a rec")
    (out / "rejects.jsonl").write_text((out / "rejects.jsonl").read_text() + '{"half a rej')
    done = run(*args, "--resume")
    assert done.exit_code == 1
    assert sorted(map(str, lines(out))) == whole
    assert [json.loads(line)["trouble"] for line in (out / "rejects.jsonl").read_text().splitlines()] == ["empty"]
    assert not (out / ".unfinished").exists()


@pytest.mark.parametrize("change", ["remove", "rename", "settings"])
@pytest.mark.usefixtures("light")
def test_an_input_that_changed_is_not_mixed_with_what_was_done(captures: Path, tmp_path: Path, change: str) -> None:
    out = tmp_path / "out"
    args = [captures, "-o", out, "--format", "jsonl", "--workers", 0, "--shard-size", 0.02]
    run(*args)
    manifest = out / "manifest.jsonl"
    manifest.write_bytes(b"".join(manifest.read_bytes().splitlines(keepends=True)[:2]))
    if change == "remove":
        (captures / "a" / "03.txt").unlink()
    elif change == "rename":
        (captures / "a" / "03.txt").rename(captures / "a" / "02b.txt")
    else:
        args += ["--media", "text"]
    with pytest.raises(BoilerstripError, match="--restart"):
        run(*args, "--resume")
    done = run(*args, "--restart")
    assert f"{60 - (change == 'remove')} captures" in done.stderr


@pytest.mark.usefixtures("light")
def test_what_is_not_ours_is_left_alone(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "articles-00007.jsonl").write_text("somebody's\n")
    args = (captures, "-o", out, "--format", "jsonl", "--workers", 0)
    run(*args)
    run(*args)
    run(*args, "--restart", "--shard-size", 0.02)
    assert len(list(out.glob("articles-*"))) > 2
    run(*args)
    assert sorted(file.name for file in out.glob("articles-*")) == ["articles-00000.jsonl", "articles-00007.jsonl"]
    assert (out / "articles-00007.jsonl").read_text() == "somebody's\n"
    (out / "manifest.jsonl").write_text('{"name": "my crawl"}\n')
    with pytest.raises(BoilerstripError, match="not one of ours"):
        run(*args)
    assert (out / "manifest.jsonl").read_text() == '{"name": "my crawl"}\n'


@pytest.mark.parametrize("after", [("text",), ("jsonl", "--compress", "gz")])
@pytest.mark.usefixtures("light")
def test_articles_in_another_format_are_not_left_among_new_ones(captures: Path, tmp_path: Path, after: tuple[str, ...]) -> None:
    out = tmp_path / "out"
    args = (captures, "-o", out, "--workers", 0, "--format")
    run(*args, "jsonl", "--shard-size", 0.02)
    old = sorted(out.glob("articles-*.jsonl"))
    (out / "articles-00099.jsonl").write_text("somebody's\n")
    refused = run(*args, *after)
    assert refused.exit_code == 2
    assert f"({old[0].name} to {old[-1].name})" in refused.stderr
    assert "--restart" in refused.stderr
    assert all(file.exists() for file in old)
    assert run(*args, *after, "--restart").exit_code == 1
    assert [file.name for file in out.glob("articles-*.jsonl")] == ["articles-00099.jsonl"]


@pytest.mark.usefixtures("light")
def test_an_output_that_cannot_be_written_ends_the_run_and_blames_no_capture(captures: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / UNFINISHED).write_text("in the way")
    args = (captures, "-o", tmp_path / "out", "--workers", 1)
    with pytest.raises(OSError, match=UNFINISHED):
        run(*args)
    assert not (tmp_path / "out" / "rejects.jsonl").exists()
    (tmp_path / "out" / UNFINISHED).unlink()
    assert "60 captures: 59 articles, 1 rejected" in run(*args, "--resume").stderr


@POSIX
def test_two_runs_do_not_write_to_one_place(tmp_path: Path) -> None:
    first = Manifest(tmp_path / "manifest.jsonl", {}, "1")
    first.begin()
    for second in (Manifest.begin, Manifest.load):
        with pytest.raises(BoilerstripError, match="another run"):
            second(Manifest(tmp_path / "manifest.jsonl", {}, "1"))
    first.close()
    again = Manifest(tmp_path / "manifest.jsonl", {}, "1")
    again.load()
    again.close()


def test_a_manifest_tells_what_it_was_told(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path / "manifest.jsonl", {"input": ["a"]}, "1")
    manifest.begin()
    sums = Sums(articles=3, rejects=Counter(slow=1), dropped=Counter(share_bar=2), bytes_in=10)
    manifest.commit(Shard(0, "articles-00000.jsonl", [(0, 3), (5, 6)], 17, 99, sums, [("x.warc", 0, 3)]))
    manifest.close()
    again = Manifest(tmp_path / "manifest.jsonl", {"input": ["a"]}, "1")
    again.load()
    assert again.shards[0].sums == sums
    assert (list(again.done), again.rejects_end, again.archives, again.finished) == ([(0, 3), (5, 6)], 99, {("x.warc", 0): 3}, False)
    again.close()
    with pytest.raises(BoilerstripError, match="'a'.*then.*'b'.*now"):
        Manifest(tmp_path / "manifest.jsonl", {"input": ["b"]}, "1").load()


def test_a_sqlite_shard_that_no_manifest_knows_is_deleted(tmp_path: Path) -> None:
    sink = DatabaseSink(tmp_path / "articles.sqlite")
    payload = Rows()([Named("x", Row(Article("Ferry", (Paragraph(PROSE),), (Caption("A boat"),))))]).payload
    for shard in range(2):
        sink.open(shard)
        sink.add(payload)
        sink.commit()
    sink.forget(1, 2)
    assert sink.base.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert sink.base.execute("SELECT count(*) FROM found WHERE found MATCH 'harbour AND boat'").fetchone() == (1,)
    sink.abort()


@pytest.mark.slow
@POSIX
def test_killed_and_resumed_it_ends_with_the_same_records() -> None:
    """The large one is benchmarks/kill.py as it stands: 20,000 captures, ten kills."""
    command = [sys.executable, str(ROOT / "benchmarks" / "kill.py"), "--captures", "900", "--kills", "3"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "killed 3 times: 900 records of 900; 0 lost, 0 doubled or changed" in done.stdout


# ------------------------------------------------------------------ poison


@pytest.mark.slow
@POSIX
def test_poison_is_named_and_all_else_comes_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    poison = importlib.import_module("poison")
    monkeypatch.setattr(options, "cleaner", lambda *_, **__: poison.cleaner())
    poisoned = poison.make_captures(tmp_path / "captures", 270, 1 / 30)
    assert set(poisoned.values()) == set(poison.POISONS)
    done = run(tmp_path / "captures", "-o", tmp_path / "out", "--format", "jsonl", "--time-limit", 8, "--memory-limit", 512, "--workers", 2)
    assert done.exit_code == 1
    assert poison.check(tmp_path / "out", 270, poisoned) == []
    assert "crash 3" in done.stderr


# ------------------------------------------------------------------ the pool


class Twice:
    """Work for workers: doubles numbers, slowly or deadly where it is asked to."""

    def run(self, items: tuple[object, ...], beat) -> list[object]:
        out: list[object] = []
        for index, item in enumerate(items):
            beat(index)
            if item == "die":
                os._exit(9)
            time.sleep(0.2 if item == 0 else 0)
            out.append(item * 2)  # type: ignore[operator]
        beat(-1)
        if "late" in items:
            os._exit(8)
        return out

    def lost(self, item: object, trouble: str, reason: str) -> list[object]:
        return [f"lost {item}: {trouble}"]


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Twice, in a module that workers can import."""
    import inspect

    (tmp_path / "work_of_tests.py").write_text(
        "from __future__ import annotations\nimport os\nimport time\n\n\n" + inspect.getsource(Twice)
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("work_of_tests", None)
    return importlib.import_module("work_of_tests").Twice()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the memory limit")
@pytest.mark.usefixtures("light")
def test_a_page_that_there_is_no_memory_to_parse_is_no_fault_of_a_filter(tmp_path: Path) -> None:
    (tmp_path / "large.html").write_text(f"<h1>Ferry</h1>{f'<p>{PROSE}</p>' * 160_000}")
    done = run(tmp_path / "large.html", "-o", tmp_path / "out", "--format", "jsonl", "--memory-limit", 80, "--workers", 1)
    assert done.exit_code == 1
    (reject,) = [json.loads(line) for line in (tmp_path / "out" / "rejects.jsonl").read_text().splitlines()]
    assert reject["trouble"] == "memory"
    assert "80 MiB" in reject["reason"]


def chunked(items: list[object], size: int) -> Iterator[Chunk]:
    for start in range(0, len(items), size):
        yield Chunk(start, tuple(items[start : start + size]))


def test_in_order_results_come_in_order(twice) -> None:
    results = list(Pool(twice, 2, Guard(), ordered=True).run(chunked(list(range(50)), 5)))
    assert [chunk.start for chunk, _ in results] == list(range(0, 50, 5))
    assert [number for _, result in results for number in result] == [2 * number for number in range(50)]


def test_only_the_one_in_hand_is_blamed(twice) -> None:
    items: list[object] = ["a", "b", "die", "c", "d", "e", "late", "f"]
    pool = Pool(twice, 1, Guard(), ordered=True)
    results = [one for _, result in pool.run(chunked(items, 4)) for one in result]
    assert results == ["aa", "bb", "lost die: crash", "cc", "dd", "ee", "lost late: crash", "ff"]
    assert pool.replaced == 5  # each of the two culprits twice, and once for the chunk that was encoded together


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how long a process has run")
def test_a_worker_that_waits_for_a_cpu_is_not_taken_for_one_that_hangs(twice) -> None:
    import multiprocessing

    from boilerstrip.run import pool
    from boilerstrip.run.worker import INDEX, SINCE, SPENT

    worker = pool._Worker(multiprocessing.get_context("spawn"), twice, Guard())
    try:
        worker.connection.recv()
        worker.ready, worker.job = True, pool.Job(Chunk(0, ("x",)))
        now = time.monotonic()
        worker.cell[INDEX], worker.cell[SINCE] = 0, now - 60
        os.kill(worker.process.pid, signal.SIGSTOP)
        limit = time.monotonic() + 30
        while not worker.late(now, 30):
            assert time.monotonic() < limit, "it is stopped: that is no want of a CPU"
            time.sleep(0.01)
        with pytest.MonkeyPatch.context() as patched:
            stat = "7 (a (name) of its own) R " + " ".join(["0"] * 10 + ["700", "300"] + ["0"] * 30)  # ten seconds of CPU
            patched.setattr(pool.Path, "read_text", lambda _: stat)
            assert not worker.late(now, 30), "it has had a third of its time"
            assert worker.late(now, 15), "it has had two thirds of it"
            worker.cell[SPENT] = 5.0
            assert not worker.late(now, 15), "but half of that before this capture"
            assert worker.late(now + 3600, 30), "patience ends"
    finally:
        worker.end()


def test_work_that_cannot_be_sent_says_so() -> None:
    with pytest.raises(BoilerstripError, match="module"):
        list(Pool(lambda: None, 1, Guard()).run(iter(())))  # type: ignore[arg-type]


def test_few_chunks_are_taken_ahead(twice) -> None:
    taken = 0

    def counted() -> Iterator[Chunk]:
        nonlocal taken
        for chunk in chunked(list(range(1, 400)), 2):
            taken += 1
            yield chunk

    results = Pool(twice, 2, Guard()).run(counted())
    next(results)
    assert taken < 12
    results.close()


def test_clean_all_is_lazy_and_in_order_with_workers() -> None:
    taken = []

    def captures() -> Iterator[object]:
        for number in range(2000):
            taken.append(number)
            yield f"{PROSE}\n\n{PROSE.replace('Monday', f'day {number}')}" if number != 3 else 42

    articles = LIGHT.all(captures(), workers=2, guard=Guard(seconds=60))
    first = [next(articles) for _ in range(20)]
    assert [f"day {number}," in article.text for number, article in enumerate(first)] == [number != 3 for number in range(20)]
    assert "cannot be made of int" in first[3].reason
    assert len(taken) < 1000
    articles.close()  # type: ignore[attr-defined]
    assert [PROSE in article.text for article in clean_all([f"Ferry strike ends\n\n{PROSE}\n\n{PROSE}"], workers=1)] == [True]


# ------------------------------------------------------------------ what is said


def test_a_line_of_progress_has_rate_and_time_left(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from boilerstrip.commands import progress as module

    monkeypatch.setattr(module, "LOG_EVERY", -1.0)
    monkeypatch.setattr(module, "MOST_NAMED", 2)
    with Progress(lambda: 1000) as progress:
        progress._measure()
        limit = time.monotonic() + 10
        while progress.total is None and time.monotonic() < limit:
            time.sleep(0.01)
        for number in range(4):
            progress.reject(Reject(f"{number}.html", Trouble.SLOW, "took too long"))
        progress.started -= 100
        progress.advance(500, 250)
    said = capsys.readouterr().err
    assert "500 captures, 5 a second, 4 rejected, 25 % of the input, 5 min left" in said
    assert said.count("rejected ") == 2
    assert "rejects.jsonl only" in said


@POSIX
def test_interrupts_wait_until_nothing_is_half_done() -> None:
    done = []

    def interrupted() -> None:
        with Interrupts() as interrupts:
            with interrupts.held():
                os.kill(os.getpid(), signal.SIGTERM)
                done.append("both halves")
            done.append("more")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert done == ["both halves"]


def test_ranges_refuse_what_was_done_before() -> None:
    done = Ranges([(0, 2), (4, 6)])
    done.add(2, 4)
    with pytest.raises(ValueError, match="before"):
        done.add(5, 7)
    assert done.covers(0, 6)
    assert not done.covers(0, 7)


def test_a_tree_of_files_is_written_whole(tmp_path: Path) -> None:
    tree = Tree(tmp_path, ".txt", str)
    row = Row(Article("Ferry", (Paragraph("Boats \ud800 sail."),)), datetime(2021, 3, 5, tzinfo=UTC))
    assert tree([Named("a/b/story", row)]).size == (tmp_path / "a/b/story.txt").stat().st_size
    assert (tmp_path / "a/b/story.txt").read_text() == "Ferry\n\nBoats ? sail."


def test_a_name_that_is_a_file_and_a_directory_costs_no_capture(tmp_path: Path) -> None:
    page = b"<h1>Ferry</h1>" + b"<p>Boats sail again from Monday, the harbour master said, and crews rest for nine hours.</p>" * 3
    captures = tmp_path / "in"
    captures.mkdir()
    for name in ("a.html", "z.html"):
        (captures / name).write_bytes(page)
    for name in ("a.txt.zip", "a.txt-2.zip"):
        with zipfile.ZipFile(captures / name, "w") as archive:
            archive.writestr("in.html", page)
    for _ in range(2):  # a second run finds what the first has written
        done = CliRunner().invoke(boilerstrip, ["clean", str(captures), "-o", str(tmp_path / "out")])
        assert done.exit_code == 0, done.output
        assert len([file for file in (tmp_path / "out").rglob("*.txt*") if file.is_file()]) == 4


def test_fewer_than_no_workers_are_refused() -> None:
    with pytest.raises(ValueError, match="workers=-1"):
        list(clean_all(["Boats sail again."], workers=-1))
