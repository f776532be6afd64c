"""readers/: every place that captures come from, with the url and date that stand there, and what is damaged."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sqlite3
import sys
import tarfile
import zipfile
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from boilerstrip.capture import Capture
from boilerstrip.errors import CaptureError, MissingExtra
from boilerstrip.readers.compressed import single
from boilerstrip.readers.directory import Directory, Found, Glob, Places
from boilerstrip.readers.item import Fault, Remote
from boilerstrip.readers.pattern import PathPattern
from boilerstrip.readers.places import Contents, listed, place_of, remote
from boilerstrip.readers.records import Columns
from reading import DATE, LIMIT, PAGE, URL, captures, read

# ------------------------------------------------------------------ compressed captures


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", None)])
def test_a_compressed_capture_with_its_sidecar(tmp_path: Path, suffix: str, pack) -> None:
    pack = pack or pytest.importorskip("zstandard").ZstdCompressor().compress
    place = tmp_path / f"page.html{suffix}"
    place.write_bytes(pack(PAGE))
    (tmp_path / "page.json").write_text(json.dumps({"url": URL, "captured_at": "20210305123000"}))
    assert single(place, LIMIT) == Capture(PAGE, URL, "text/html", DATE, str(place))
    with pytest.raises(CaptureError, match="limit"):
        single(place, 10)
    place.write_bytes(pack(PAGE * 50)[:-9])
    with pytest.raises(CaptureError, match="damaged") as told:
        single(place, LIMIT)
    assert ("gzip" in str(told.value)) == (suffix == ".gz")


def test_zstd_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (tmp_path / "page.html.zst").write_bytes(b"(\xb5/\xfd")
    with pytest.raises(MissingExtra, match=r"pip install 'boilerstrip\[zst\]'"):
        single(tmp_path / "page.html.zst", LIMIT)


# ------------------------------------------------------------------ directories, patterns, lists


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.html", "a.txt", "c/d.html", "c/e/f.html", "c/g.png", "c/crawl.warc.gz", "c/table.csv"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(PAGE)
    return tmp_path / "in"


def test_a_directory_gives_captures_and_web_archives(folder: Path) -> None:
    directory = Directory(folder)
    assert [found.name for found in directory] == ["a", "b", "c/crawl", "c/d", "c/e/f"]
    assert directory.passed_over == {".png": 1, ".csv": 1}


@pytest.mark.parametrize("window", [1, 2, 3])
def test_a_directory_larger_than_the_window_comes_in_the_same_order(folder: Path, window: int) -> None:
    whole, parts = Directory(folder), Directory(folder, window=window)
    assert [found.path for found in parts] == [found.path for found in whole]
    assert parts.passed_over == whole.passed_over
    assert len({found.name for found in parts}) == 5


def test_a_directory_holds_no_listing(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.html").touch()
    found = iter(Directory(tmp_path, window=50))
    first = next(found)
    assert first.name == "0.html"
    (tmp_path / "99.html").unlink()  # it is not in the first window: were all names held, it would come
    assert sum(1 for _ in found) == 298


@pytest.mark.parametrize(
    ("pattern", "names"),
    [("*.html", ["b"]), ("**/*.html", ["b", "c/d", "c/e/f"]), ("c/*.csv", ["table"]), ("?.[!h]*", ["a"]), ("**/g.png", ["c/g"])],
)
def test_patterns_take_whatever_they_match(folder: Path, pattern: str, names: list[str]) -> None:
    place = place_of(f"{folder}/{pattern}")
    assert isinstance(place, Glob)
    assert [found.name for found in Places([place])] == names


@pytest.mark.parametrize("end", [b"\n", b"\0", b"\r\n"])
def test_lists_of_paths(folder: Path, end: bytes) -> None:
    text = end.join(str(folder / name).encode() for name in ("b.html", "c/e")) + end
    found = list(listed(io.BytesIO(text), end=end[-1:]))
    assert [one.path for one in found] == [folder / "b.html", folder / "c/e/f.html"]
    assert not any(one.name.startswith("/") or ".." in one.name for one in found)


def test_a_list_with_the_wrong_separator_says_so() -> None:
    with pytest.raises(CaptureError, match="-0"):
        list(listed(io.BytesIO(b"path\0" * 2000)))


# ------------------------------------------------------------------ zip and tar


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst"])
def test_archives(tmp_path: Path, kind: str) -> None:
    place = tmp_path / f"pages.{kind}"
    members = {"a/page.html": PAGE, "picture.png": b"\x89PNG", "../../evil.txt": b"text", "large.html": b"x" * (LIMIT + 1)}
    if kind == "zip":
        with zipfile.ZipFile(place, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    else:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w" if kind == "tar.zst" else f"w:{kind.partition('.')[2]}") as tar:
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        data = packed.getvalue()
        place.write_bytes(pytest.importorskip("zstandard").ZstdCompressor().compress(data) if kind == "tar.zst" else data)
    passed_over: Counter[str] = Counter()
    page, evil, large = read(place, passed_over=passed_over)
    assert (page.raw.content, page.source) == (PAGE, f"{place}!a/page.html")
    assert page.raw.media_type == "text/html"
    assert evil.name == f"{place.name}/evil.txt"
    assert isinstance(large.raw, Fault)
    assert "limit" in large.raw.reason
    assert passed_over == {".png": 1}


def test_a_cut_tar_gives_what_is_whole_and_a_fault(tmp_path: Path) -> None:
    place = tmp_path / "pages.tar.gz"
    with tarfile.open(place, "w:gz") as tar:
        for number in range(20):
            info = tarfile.TarInfo(f"{number}.html")
            body = PAGE + bytes(str(hash(number)) * 50, "ascii")
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    place.write_bytes(place.read_bytes()[:-150])
    *whole, last = read(place)
    assert len(whole) > 5
    assert isinstance(last.raw, Fault)
    assert "damaged" in last.raw.reason


def test_what_is_no_zip_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no")
    (item,) = read(tmp_path / "x.zip")
    assert isinstance(item.raw, Fault)


# ------------------------------------------------------------------ tables


ROWS = [
    {"id": 1, "html": PAGE.decode(), "uri": URL, "crawl_date": DATE.isoformat()},
    {"id": 2, "html": "Second", "uri": None, "crawl_date": None},
]


def write_table(place: Path) -> None:
    suffix = place.name.partition(".")[2]
    if suffix.startswith(("jsonl", "ndjson")):
        text = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
        place.write_bytes(gzip.compress(text) if suffix.endswith("gz") else text)
    elif suffix in {"csv", "tsv"}:
        with place.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(ROWS[0]), delimiter="," if suffix == "csv" else "\t")
            writer.writeheader()
            writer.writerows(ROWS)
    elif suffix == "sqlite":
        with sqlite3.connect(place) as base:
            base.execute("CREATE TABLE other (x)")
            base.execute("CREATE TABLE pages (id, html, uri, crawl_date)")
            base.executemany("INSERT INTO pages VALUES (:id, :html, :uri, :crawl_date)", ROWS)
        base.close()
    else:
        pa = pytest.importorskip("pyarrow")
        table = pa.Table.from_pylist([{**row, "crawl_date": DATE if row["crawl_date"] else None} for row in ROWS])
        if suffix == "parquet":
            import pyarrow.parquet

            pyarrow.parquet.write_table(table, place)
        else:
            new = pa.ipc.new_file if suffix == "arrow" else pa.ipc.new_stream
            with new(str(place), table.schema) as writer:
                writer.write_table(table)


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson.gz", "csv", "tsv", "parquet", "arrow", "arrows", "sqlite"])
def test_tables_with_columns_that_are_guessed(tmp_path: Path, suffix: str) -> None:
    place = tmp_path / f"pages.{suffix}"
    write_table(place)
    first, second = captures(read(place))
    assert (first.content, first.url, first.captured_at) == (PAGE.decode(), URL, DATE)
    assert (second.content, second.url, second.captured_at) == ("Second", None, None)
    assert first.source.startswith(f"{place}#")
    assert first.source != second.source


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet", "sqlite"])
def test_tables_with_columns_that_are_named(tmp_path: Path, suffix: str) -> None:
    place = tmp_path / f"pages.{suffix}"
    write_table(place)
    found = captures(read(place, Contents(LIMIT, Columns(content="html", url="crawl_date"))))
    assert [one.content for one in found] == [PAGE.decode(), "Second"]
    fault, *more = read(place, Contents(LIMIT, Columns(content="nothing")))
    assert all(isinstance(item.raw, Fault) for item in more)
    assert isinstance(fault.raw, Fault)
    assert "nothing" in fault.raw.reason
    assert "crawl_date" in fault.raw.reason


def test_a_broken_line_costs_one_capture(tmp_path: Path) -> None:
    place = tmp_path / "pages.jsonl"
    lines = [
        json.dumps({"text": "One"}),
        "{broken",
        "[1]",
        json.dumps({"text": None}),
        json.dumps({"text": "x" * (LIMIT + 1)}),
        "",
        json.dumps({"text": "Two", "url": URL}),
    ]
    place.write_text("\n".join(lines))
    found = read(place)
    assert [type(item.raw) for item in found] == [Capture, Fault, Fault, Fault, Fault, Capture]
    assert found[-1].raw.url == URL
    assert found[-1].source == f"{place}#line=7"


def test_a_table_of_a_database_is_named(tmp_path: Path) -> None:
    place = tmp_path / "pages.sqlite"
    write_table(place)
    assert len(read(place, Contents(LIMIT, table="pages"))) == 2
    (fault,) = read(place, Contents(LIMIT, table="nowhere"))
    assert "pages" in fault.raw.reason


@pytest.mark.parametrize(
    ("declared", "numbers"),
    [
        ("url TEXT PRIMARY KEY, html TEXT) WITHOUT ROWID", [1, 2]),
        ("url TEXT, html TEXT, PRIMARY KEY (html, url)) WITHOUT ROWID", [1, 2]),
        ("url TEXT, html TEXT, rowid TEXT)", [1, 2]),
        ("number INTEGER PRIMARY KEY, url TEXT, html TEXT)", [1, 2]),
    ],
)
def test_tables_of_a_database_without_row_ids(tmp_path: Path, declared: str, numbers: list[int]) -> None:
    place = tmp_path / "pages.sqlite"
    with closing(sqlite3.connect(place)) as base, base:
        base.execute(f"CREATE TABLE pages ({declared}")
        base.executemany("INSERT INTO pages (url, html) VALUES (?, ?)", [("a", "<p>One."), ("b", "<p>Two.")])
    found = read(place)
    assert [one.url for one in captures(found)] == ["a", "b"]
    assert [item.source for item in found] == [f"{place}#pages:{number}" for number in numbers]


def test_pyarrow_missing_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"boilerstrip\[parquet\]"):
        read(tmp_path / "pages.parquet")


# ------------------------------------------------------------------ far places


def test_far_places() -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/crawl/a.html", PAGE)
    memory.pipe("/crawl/b.jsonl.gz", gzip.compress(json.dumps({"html": "Second", "url": URL}).encode()))
    try:
        found = remote(Remote("memory://crawl"))
        assert [one.url for one in found] == ["memory:///crawl/a.html", "memory:///crawl/b.jsonl.gz"]
        assert remote(Remote("memory://crawl/*.html")) == found[:1]
        assert single(found[0], LIMIT) == Capture(PAGE, source=found[0].url)
        assert captures(read(found[1]))[0].url == URL
        with pytest.raises(CaptureError, match="cannot be read"):
            single(Remote("memory://crawl/missing.html"), LIMIT)
    finally:
        memory.rm("/crawl", recursive=True)


def test_fsspec_missing_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(MissingExtra, match=r"boilerstrip\[remote\]"):
        remote(Remote("s3://bucket/pages"))


# ------------------------------------------------------------------ url and date from a path


@pytest.mark.parametrize(
    ("pattern", "path", "url", "date"),
    [
        ("{host}/{path}", "mirror/example.com/news/ferry.html", "https://example.com/news/ferry.html", None),
        ("mirror/{host}/{path}", "x/mirror/example.com/news/ferry.html", "https://example.com/news/ferry.html", None),
        ("{timestamp}/{scheme}/{host}/{path}", "w/20210305123000/http/example.com/a/b", "http://example.com/a/b", DATE),
        ("{year}/{month}/{day}/{*}", "crawl/2021/03/05/page.html", None, datetime(2021, 3, 5, tzinfo=UTC)),
        ("{date}/{**}.html", "crawl/2021-03-05/a/b.html", None, datetime(2021, 3, 5, tzinfo=UTC)),
        ("{date}/{*}", "crawl/2021-99-05/b.html", None, None),
        ("{timestamp}.html", "no/date.html", None, None),
    ],
)
def test_path_patterns(pattern: str, path: str, url: str | None, date: datetime | None) -> None:
    assert PathPattern(pattern).facts(path) == (url, date)


@pytest.mark.parametrize("pattern", ["plain", "{town}/x", "{host}/{host}"])
def test_wrong_path_patterns(pattern: str) -> None:
    with pytest.raises(ValueError, match="path pattern"):
        PathPattern(pattern)


def test_what_a_capture_says_itself_goes_before_its_path() -> None:
    told = PathPattern("{timestamp}/{host}/{path}").told(Capture("x", url=URL, source="20210305123000/other.example/a"))
    assert (told.url, told.captured_at) == (URL, DATE)
    assert PathPattern("{*}.zip/{host}/{path}").told(Capture("x", source="in/crawl.zip!example.com/ferry")).url == URL


def test_members_of_one_name_and_tables_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "twice.tar", "w") as archive:
        for _ in range(2):
            member = tarfile.TarInfo("page.html")
            member.size = len(PAGE)
            archive.addfile(member, io.BytesIO(PAGE))
    twins = [item.name for item in Contents(LIMIT).of(Found(tmp_path / "twice.tar", "twice"), Counter())]
    assert twins == ["twice/page.html", "twice/page.html-2"]
    for day in ("1", "2"):
        (tmp_path / day).mkdir()
        (tmp_path / day / "pages.jsonl").write_text('{"html": "<p>Boats sail again."}\n')
    names = [
        item.name for day in ("1", "2") for item in Contents(LIMIT).of(Found(tmp_path / day / "pages.jsonl", f"{day}/pages"), Counter())
    ]
    assert names == ["1/pages/000000001", "2/pages/000000001"]


def test_a_first_record_without_a_capture_costs_itself_only(tmp_path: Path) -> None:
    place = tmp_path / "pages.jsonl"
    place.write_text('{"url": "https://example.com/moved", "status": 301}\n' + '{"url": "u", "html": "<p>Boats sail again."}\n' * 3)
    first, *others = read(place)
    assert isinstance(first.raw, Fault)
    assert "looks like a capture" in first.raw.reason
    assert len(captures(others)) == 3
    place.write_text('{"status": 301}\n' * 1_000)
    assert len(read(place)) == 100
