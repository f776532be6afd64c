"""The command line as people and scripts use it: what goes where, and with which exit status."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boilerstrip import clean, presets
from boilerstrip.cli import boilerstrip
from boilerstrip.commands import filters as filters_command
from boilerstrip.commands import options
from boilerstrip.readers.directory import Directory, Places, stems
from boilerstrip.writers.atomic import replacing

PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks between crews and company."
MORE = "The company runs eleven boats between the mainland and four islands, and carries some two million people a year."
DUMP = f"Ferry strike ends after a week\n\n{PROSE}\n\nShare\nFacebook\n\n{MORE}\n"
PAGE = f"<html><head><title>Ferry strike ends</title></head><body><h1>Ferry strike ends</h1><p>{PROSE}</p><p>{MORE}</p></body></html>"
BINARY = b"%PDF-1.7\n" + bytes(range(256)) * 4


def run(*args: object, input: str | bytes | None = None) -> Result:
    """Run the command line in this process; a status other than 0 is in `exit_code`."""
    return CliRunner().invoke(boilerstrip, [str(arg) for arg in args], input=input, catch_exceptions=False)


def shell(*args: object, input: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "boilerstrip", *map(str, args)]
    return subprocess.run(command, input=input, capture_output=True, timeout=60, check=False, **more)  # type: ignore[call-overload]


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "page.html").write_text(PAGE)
    (folder / "a" / "page.html").write_text(PAGE)
    (folder / "a" / "page.txt").write_text(DUMP)
    (folder / "dump.txt").write_text(DUMP)
    (folder / "zipped.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "dump.json").write_text('{"url": "https://example.com/ferry"}')
    (folder / ".hidden.txt").write_text(DUMP)
    return folder


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# ------------------------------------------------------------------ clean: where things go


def test_a_file_goes_to_stdout(captures: Path) -> None:
    done = shell("clean", captures / "dump.txt")
    assert done.returncode == 0
    assert done.stdout.decode() == str(clean(captures / "dump.txt")) + "\n"
    assert PROSE in done.stdout.decode()
    assert b"Facebook" not in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize("args", [(), ("-",)])
def test_stdin_goes_to_stdout(args: tuple[str, ...]) -> None:
    done = shell("clean", *args, input=DUMP.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == str(clean(DUMP)) + "\n"


def test_a_directory_is_mirrored(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("clean", captures, "-o", out)
    assert done.exit_code == 0, done.output
    assert tree(out) == ["a/b/page.txt", "a/page.html.txt", "a/page.txt.txt", "dump.txt", "zipped.txt"]
    assert (out / "a" / "b" / "page.txt").read_text() == str(clean(PAGE)) + "\n"
    assert "5 captures: 5 articles, 0 rejected" in done.stderr
    assert "passed over by their suffix: .json 1" in done.stderr
    assert done.stdout == ""


def test_again_gives_the_same_and_reads_no_output(captures: Path) -> None:
    out = captures / "out"
    assert run("clean", captures, "-o", out).exit_code == 0
    first = {name: (out / name).read_bytes() for name in tree(out)}
    assert run("clean", captures, "-o", out).exit_code == 0
    assert {name: (out / name).read_bytes() for name in tree(out)} == first


def test_several_places_share_what_they_have_in_common(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("clean", captures / "a" / "b", captures / "dump.txt", captures / "a" / "b" / "page.html", "-o", out, "--format", "markdown")
    assert done.exit_code == 0, done.output
    assert tree(out) == ["a/b/page.md", "dump.md"]


def test_one_capture_into_one_file(captures: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "story.markdown"
    assert run("clean", captures / "a" / "page.html", "-o", out, "--format", "markdown").exit_code == 0
    assert out.read_text() == clean(PAGE).to_markdown()
    assert tree(out.parent) == ["story.markdown"]


def test_jsonl_on_stdout_has_every_capture_with_its_dropped_lines(captures: Path) -> None:
    done = run("clean", captures, "--format", "jsonl")
    assert done.exit_code == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(record["source"]).name for record in records] == ["dump.txt", "zipped.html.gz", "page.html", "page.txt", "page.html"]
    assert records[0]["url"] == "https://example.com/ferry"
    assert "Facebook" in [gone["text"] for gone in records[0]["dropped"]]
    assert all(gone["by"] and gone["reason"] for gone in records[0]["dropped"] if gone["label"] != "undecided")


@pytest.mark.parametrize(("out", "file"), [("out", "out/articles-00000.jsonl"), ("all.jsonl", "all.jsonl")])
def test_jsonl_into_a_directory_or_a_file(captures: Path, tmp_path: Path, out: str, file: str) -> None:
    assert run("clean", captures, "-o", tmp_path / out, "--format", "jsonl").exit_code == 0
    assert len((tmp_path / file).read_text().splitlines()) == 5


def test_url_is_told(captures: Path) -> None:
    done = run("clean", captures / "dump.txt", "--format", "jsonl", "--url", "https://example.com/other")
    assert json.loads(done.stdout)["url"] == "https://example.com/other"


@pytest.mark.parametrize(("records", "status"), [(1, 0), (2, 2), (3, 2)])
def test_a_url_is_told_of_a_table_only_where_it_holds_one_capture(tmp_path: Path, records: int, status: int) -> None:
    table = tmp_path / "pages.jsonl"
    table.write_text((json.dumps({"html": PAGE}) + "\n") * records)
    done = run("clean", table, "--format", "jsonl", "--url", "https://example.com/other", "--workers", 0)
    assert done.exit_code == status, done.stderr
    assert [json.loads(line)["url"] for line in done.stdout.splitlines()] == ["https://example.com/other"] * (not status)
    assert ("--url" in done.stderr) == bool(status)


def test_media_overrides_what_is_recognised() -> None:
    text = run("clean", "--media", "text", "--format", "jsonl", input=PAGE)
    html = run("clean", "--format", "jsonl", input=PAGE)
    assert json.loads(html.stdout)["medium"] == "html"
    assert json.loads(text.stdout)["medium"] == "text"


@pytest.mark.parametrize("preset", ["balanced", "precision", "recall"])
def test_presets(preset: str) -> None:
    done = run("clean", "--preset", preset, input=DUMP)
    assert done.exit_code == 0
    assert PROSE in done.stdout


# ------------------------------------------------------------------ clean: what fails


def test_a_bad_capture_is_listed_and_the_rest_comes_through(captures: Path, tmp_path: Path) -> None:
    (captures / "bad.html").write_bytes(BINARY)
    (captures / "cut.html.gz").write_bytes(gzip.compress(PAGE.encode())[:40])
    out = tmp_path / "out"
    done = run("clean", captures, "-o", out)
    assert done.exit_code == 1
    rejects = [json.loads(line) for line in (out / "rejects.jsonl").read_text().splitlines()]
    assert [Path(reject["source"]).name for reject in rejects] == ["bad.html", "cut.html.gz"]
    assert "PDF" in rejects[0]["reason"]
    assert "gzip" in rejects[1]["reason"]
    assert f"rejected {captures / 'bad.html'}: " in done.stderr
    assert "7 captures: 5 articles, 2 rejected" in done.stderr
    (captures / "bad.html").unlink()
    (captures / "cut.html.gz").unlink()
    assert run("clean", captures, "-o", out).exit_code == 0
    assert not (out / "rejects.jsonl").exists()


def test_a_fault_in_a_filter_costs_one_capture(captures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from boilerstrip import Cleaner, Pipeline
    from boilerstrip.commands import options

    def falls(page):
        if page.medium == "html":
            raise ZeroDivisionError("by a filter")
        return []

    broken = Cleaner(Pipeline((*Cleaner().pipeline.filters, falls)))
    monkeypatch.setattr(options, "cleaner", lambda *_, **__: broken)
    done = run("clean", captures, "-o", tmp_path / "out", "--workers", 0)
    assert done.exit_code == 1
    assert "ZeroDivisionError: by a filter" in done.stderr
    assert "5 captures: 2 articles, 3 rejected" in done.stderr


def test_nothing_in_gives_a_reason_and_status_1() -> None:
    done = shell("clean", input=b"")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"rejected standard input: ")


def test_an_empty_directory_says_what_it_looked_for(tmp_path: Path) -> None:
    done = run("clean", tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert "no captures found" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("clean", "nowhere.html"), "does not exist"),
        (("clean", "--format", "pdf"), "pdf"),
        (("clean", "."), "may hold several captures needs -o OUT, or --format jsonl"),
        (("clean", "nothing/*.html"), "may hold several captures needs -o OUT"),
        (("clean", "test_cli.py", "--format", "parquet"), "--format parquet needs -o OUT\n"),
        (("clean", ".", "-o", "x", "--url", "https://example.com/"), "--url"),
        (("explain",), "FILE"),
        (("explain", "."), "directory"),
        (("scrub",), "scrub"),
    ],
)
def test_wrong_usage_is_status_2(args: tuple[str, ...], words: str) -> None:
    done = shell(*args, cwd=Path(__file__).parent)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert done.stdout == b""


def test_an_output_that_cannot_be_written_is_said(captures: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = shell("clean", captures, "-o", tmp_path / "file" / "out")
    assert done.returncode == 1
    assert b"boilerstrip: " in done.stderr
    assert b"Traceback" not in done.stderr


# ------------------------------------------------------------------ interrupted


def test_a_closed_pipe_is_quiet(captures: Path) -> None:
    for number in range(200):
        (captures / f"{number}.txt").write_text(DUMP)
    command = [sys.executable, "-m", "boilerstrip", "clean", str(captures), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise on Windows")
def test_ctrl_c_is_130_and_leaves_no_half_files(captures: Path, tmp_path: Path) -> None:
    for number in range(3000):
        (captures / f"{number}.txt").write_text(DUMP)
    out = tmp_path / "all.jsonl"
    out.write_text("an older run\n")
    command = [sys.executable, "-m", "boilerstrip", "clean", str(captures), "-o", str(out), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        limit = time.monotonic() + 30
        while not any(part.stat().st_size for part in tmp_path.glob(".all.jsonl.*")):
            assert time.monotonic() < limit, "the run did not begin"
            assert process.poll() is None, "the run was over before it could be interrupted"
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"interrupted" in said
    assert b"Traceback" not in said
    assert out.read_text() == "an older run\n"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["all.jsonl"]


def test_replacing_keeps_the_old_file_when_something_fails(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text("old")

    def half() -> None:
        with replacing(file) as draft:
            draft.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert file.read_text() == "old"
    with replacing(file) as draft:
        draft.write("new \ud800")
    assert file.read_text() == "new ?"
    assert tree(tmp_path) == ["story.txt"]


# ------------------------------------------------------------------ explain


def test_explain_names_label_filter_and_reason(captures: Path) -> None:
    done = run("explain", captures / "dump.txt")
    assert done.exit_code == 0
    assert "share_bar" in done.stdout
    assert "headline" in done.stdout
    assert "Facebook" in done.stdout
    assert "\x1b[" not in done.stdout


def test_explain_is_coloured_where_colour_is_wanted(captures: Path) -> None:
    done = shell("explain", captures / "dump.txt", env={**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color"})
    assert b"\x1b[" in done.stdout


def test_explain_lets_no_capture_steer_the_terminal() -> None:
    done = run("explain", "-", input=f"\x1b[2J\x1b]0;gotcha\x07 {PROSE}\n\n[red]{MORE}[/red]\n")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "[red]" in done.stdout


def test_explain_as_json_has_every_mark(captures: Path) -> None:
    done = run("explain", captures / "dump.txt", "--format", "json")
    page = json.loads(done.stdout)
    blocks = {block["text"]: block for block in page["blocks"]}
    assert blocks["Facebook"]["label"] == "chrome"
    assert "share_bar" in [mark["by"] for mark in blocks["Facebook"]["marks"]]
    assert blocks[PROSE]["label"] == "body"
    assert page["url"] == "https://example.com/ferry"


def test_explain_says_why_there_is_nothing() -> None:
    done = shell("explain", "-", input=BINARY)
    assert b"PDF" in done.stderr


# ------------------------------------------------------------------ filters, help, version


def test_filters_are_listed_in_order() -> None:
    from boilerstrip import presets

    done = run("filters")
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == [entry.name for entry in filters_command.entries(presets.BALANCED)]
    assert all(entry.finds for entry in filters_command.entries(presets.BALANCED))


def test_help_and_version() -> None:
    for args in ((), ("clean",), ("explain",), ("filters",)):
        assert "Usage:" in run(*args, "--help").stdout
    assert run("--version").exit_code == 0


# ------------------------------------------------------------------ the reader


def test_directories_are_walked_in_one_order_whatever_the_disk_says(captures: Path) -> None:
    found = list(Directory(captures))
    assert [one.name for one in found] == ["dump", "zipped", "a/page.html", "a/page.txt", "a/b/page"]
    assert list(Directory(captures)) == found


def test_links_that_go_round_do_not_go_round_for_ever(captures: Path) -> None:
    (captures / "a" / "up").symlink_to(captures)
    assert len(list(Directory(captures))) == 5


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.html", "b.txt"], ["a", "b"]),
        (["page.htm", "page.html"], ["page.htm", "page.html"]),
        (["Page.html", "page.txt"], ["Page.html", "page.txt"]),
        (["page.html", "page.html.html", "page.txt"], ["page.html-2", "page.html", "page.txt"]),
        (["page.html", "page.html.gz"], ["page.html", "page.html.gz"]),
        (["noext"], ["noext"]),
        ([], []),
    ],
)
def test_output_names_never_collide(names: list[str], expected: list[str]) -> None:
    assert stems(names) == expected
    assert len({name.casefold() for name in stems(names)}) == len(names)


def test_a_place_within_another_comes_once(captures: Path) -> None:
    places = Places([captures, captures / "a", captures / "dump.txt"])
    assert sum(1 for _ in places) == 5
    assert places.passed_over == {".json": 1}


def test_every_preset_can_be_asked_for() -> None:
    assert tuple(presets.PRESETS) == options.PRESETS
