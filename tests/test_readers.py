"""readers/: every place that captures come from, with the url and date that stand there, and what is damaged."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import sqlite3
import sys
import tarfile
import zipfile
import zlib
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from boilerstrip.capture import Capture
from boilerstrip.errors import CaptureError, MissingExtra
from boilerstrip.readers.compressed import single
from boilerstrip.readers.directory import Directory, Found, Glob, Places
from boilerstrip.readers.item import Fault, Item, Remote
from boilerstrip.readers.pattern import PathPattern
from boilerstrip.readers.places import Contents, items, listed, place_of, remote
from boilerstrip.readers.records import Columns

LIMIT = 100_000
PAGE = b"<!DOCTYPE html><html><body><h1>Ferry</h1><p>Boats sail again from Monday, the harbour master said.</p></body></html>"
DATE = datetime(2021, 3, 5, 12, 30, tzinfo=UTC)
URL = "https://example.com/ferry"


def read(place: Path | Remote, contents: Contents | None = None, passed_over: Counter[str] | None = None) -> list[Item]:
    name = place.name if isinstance(place, Path) else "far"
    return list(items([Found(place, name)], contents or Contents(LIMIT), Counter() if passed_over is None else passed_over))


def captures(found: list[Item]) -> list[Capture]:
    assert all(isinstance(item.raw, Capture) for item in found), found
    return [item.raw for item in found]  # type: ignore[misc]


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


# ------------------------------------------------------------------ web archives


def write_warc(place: Path, records: list[tuple[str, str, str, bytes]], kind: str = "response") -> None:
    """Records as (url, status, content type, body), written out by hand as the standard has them."""
    with place.open("wb") as file:
        for url, status, content_type, body in records:
            http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() if kind == "response" else b""
            block = http + body
            head = {
                "WARC-Type": kind,
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{file.tell():012d}>",
                "WARC-Target-URI": url,
                "WARC-Date": "2021-03-05T12:30:00Z",
                "Content-Type": "application/http; msgtype=response" if http else content_type,
                "Content-Length": str(len(block)),
            }
            lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in head.items()), "", ""]
            record = "\r\n".join(lines).encode() + block + b"\r\n\r\n"
            file.write(gzip.compress(record) if place.suffix == ".gz" else record)


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_warc(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / f"crawl.{suffix}"
    koi8 = "Паром снова ходит".encode("koi8-r")
    write_warc(
        place,
        [
            (URL, "200 OK", "text/html; charset=koi8-r", koi8),
            (URL, "404 Not Found", "text/html", b"gone"),
            (URL, "200 OK", "image/png", b"\x89PNG"),
            (URL, "200 OK", "text/html", b"x" * (LIMIT + (2 << 20))),
            (URL + "/2", "200 OK", "text/plain", b"Plain"),
        ],
    )
    passed_over: Counter[str] = Counter()
    first, large, plain = read(place, passed_over=passed_over)
    assert (first.raw.content, first.raw.url, first.raw.captured_at, first.raw.charset) == (koi8, URL, DATE, "koi8-r")
    assert isinstance(large.raw, Fault)
    assert (plain.raw.content, plain.raw.media_type) == (b"Plain", "text/plain")
    assert passed_over == {"WARC status 404": 1, "WARC image/png": 1}
    offset = int(plain.source.partition("#offset=")[2])
    data = place.read_bytes()[offset:]
    assert (gzip.decompress(data) if suffix.endswith("gz") else data).startswith(b"WARC/1.")


def test_wet(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / "crawl.warc.wet.gz"
    write_warc(place, [(URL, "", "text/plain", "Fähre".encode())], kind="conversion")
    (found,) = captures(read(place))
    assert (found.content, found.url, found.media_type, found.charset) == ("Fähre".encode(), URL, "text/plain", "utf-8")


@pytest.mark.parametrize("cut", [20, 200])
def test_a_cut_warc_gives_what_is_whole_and_a_fault(tmp_path: Path, cut: int) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / "crawl.warc.gz"
    write_warc(place, [(f"{URL}/{number}", "200 OK", "text/html", PAGE) for number in range(3)])
    assert len(captures(read(place))) == 3
    place.write_bytes(place.read_bytes()[:-cut])
    found = read(place)
    assert len(captures(found[:2])) == 2
    assert isinstance(found[-1].raw, Fault)


def test_a_plain_warc_that_ends_within_a_record_is_a_fault_there(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / "crawl.warc"
    write_warc(place, [(f"{URL}/{number}", "200 OK", "text/html", PAGE) for number in range(3)])
    place.write_bytes(place.read_bytes()[:-20])
    found = read(place)
    assert len(captures(found[:2])) == 2
    assert isinstance(found[2].raw, Fault)
    assert "cut off" in found[2].raw.reason


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
@pytest.mark.parametrize("last", [b"WARC/1.0", b"WARC/1.0\r\nWARC-Ty", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Ty"])
def test_a_warc_that_ends_within_the_headers_of_a_record_is_a_fault_there(tmp_path: Path, suffix: str, last: bytes) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / f"crawl.{suffix}"
    write_warc(place, [(f"{URL}/{number}", "200 OK", "text/html", PAGE) for number in range(2)])
    whole = place.read_bytes()
    place.write_bytes(whole + (gzip.compress(last)[:-8] if suffix.endswith("gz") else last))
    found = read(place)
    assert len(captures(found[:2])) == 2
    (fault,) = [item.raw for item in found[2:]]
    assert isinstance(fault, Fault)
    assert fault.source == f"{place}#offset={len(whole)}"
    assert "cut off within the headers" in fault.reason


@pytest.mark.parametrize(("suffix", "pack"), [("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_warc_that_is_compressed_as_a_whole(tmp_path: Path, suffix: str, pack) -> None:
    pytest.importorskip("fastwarc")
    plain, place = tmp_path / "crawl.warc", tmp_path / f"crawl.warc.{suffix}"
    write_warc(plain, [(f"{URL}/{n}", "200 OK", "text/html", PAGE + random.Random(n).randbytes(200_000).hex().encode()) for n in range(3)])
    place.write_bytes(pack(plain.read_bytes()))
    contents = Contents(1_000_000)
    found = read(place, contents)
    assert [one.content for one in captures(found)] == [one.content for one in captures(read(plain, contents))]
    assert plain.read_bytes()[int(found[2].source.partition("#offset=")[2]) :].startswith(b"WARC/1.0")
    place.write_bytes(place.read_bytes()[:-50])
    *whole, last = read(place, contents)
    assert captures(whole)
    assert isinstance(last.raw, Fault)
    assert "cut off" in last.raw.reason or "truncated" in last.raw.reason
    place.write_bytes(b"no archive at all")
    assert isinstance(read(place)[0].raw, Fault)


def write_members(place: Path, count: int) -> list[int]:
    """A gzipped WARC of so many records; gives where each of them starts."""
    starts, whole = [], b""
    for number in range(count):
        write_warc(place, [(f"{URL}/{number}", "200 OK", "text/html", PAGE + random.Random(number).randbytes(2_000).hex().encode())])
        starts.append(len(whole))
        whole += place.read_bytes()
    place.write_bytes(whole)
    return starts


@pytest.mark.parametrize(("damaged", "within"), [([2], 5), ([2], 900), ([0], 0), ([0], 900), ([2, 3], 900), ([1, 3], 900), ([5], 900)])
def test_a_gzipped_warc_is_read_on_behind_damage(tmp_path: Path, damaged: list[int], within: int) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / "crawl.warc.gz"
    starts = write_members(place, 6)
    data = bytearray(place.read_bytes())
    for number in damaged:
        at = starts[number] + within
        data[at : at + 60] = bytes(60)
    place.write_bytes(data)
    found = read(place)
    faults = [item.raw for item in found if isinstance(item.raw, Fault)]
    urls = [item.raw.url for item in found if isinstance(item.raw, Capture)]
    assert urls == [f"{URL}/{number}" for number in range(6) if number not in damaged]
    assert len(faults) == (1 if damaged == [2, 3] else len(damaged))  # damage without a record between is one
    assert all("read on where it is whole" in fault.reason for fault in faults if damaged != [5])


def test_damage_everywhere_in_a_gzipped_warc_takes_no_longer_than_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fastwarc")
    monkeypatch.setattr("boilerstrip.readers.warc._AGAIN", 0)
    place = tmp_path / "crawl.warc.gz"
    # a member whose one block is stored, and takes in all that follows
    endless = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\0\xff\xff\0\0" + b"WARC/1.0\r\nContent-Length: 99999\r\n\r\n"
    place.write_bytes(endless * 40_000)
    file = io.BytesIO(place.read_bytes())
    asked: list[int] = []
    monkeypatch.setattr("boilerstrip.readers.warc.raw_file", lambda _: file)
    monkeypatch.setattr("boilerstrip.readers.warc._starts_record", lambda data: asked.append(len(data)) or True)
    (fault,) = read(place)
    assert isinstance(fault.raw, Fault)
    assert len(asked) < 100


@pytest.mark.parametrize(
    "header", ["Content-Encoding: gzip", "Content-Encoding: zstd", "Content-Encoding: none", "Transfer-Encoding: chunked"]
)
@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_a_body_that_is_not_encoded_as_its_headers_say_is_taken_as_it_is(tmp_path: Path, header: str, suffix: str) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / f"crawl.{suffix}"
    kinds = ["text/html", f"text/html\r\n{header}", "text/html"]
    write_warc(place, [(f"{URL}/{number}", "200 OK", kind, PAGE) for number, kind in enumerate(kinds)])
    assert [found.content for found in captures(read(place))] == [PAGE] * 3


def raw_deflate(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("Content-Encoding: x-gzip", gzip.compress(PAGE)),
        ("Content-Encoding: deflate", zlib.compress(PAGE)),
        ("Content-Encoding: deflate", raw_deflate(PAGE)),
        ("content-encoding: Deflate, X-GZip", gzip.compress(raw_deflate(PAGE))),
        ("Content-Encoding: deflate\r\nTransfer-Encoding: chunked", chunked(raw_deflate(PAGE))),
        ("Content-Encoding: deflate\r\nTransfer-Encoding: chunked", raw_deflate(PAGE)),
        ("Content-Encoding: x-gzip\r\nTransfer-Encoding: chunked", chunked(PAGE)),
    ],
)
def test_encoded_bodies(tmp_path: Path, headers: str, body: bytes) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / "crawl.warc"
    write_warc(place, [(URL, "200 OK", f"text/html\r\n{headers}", body)])
    assert [found.content for found in captures(read(place))] == [PAGE]


def arc_record(url: str, body: bytes, kind: str = "text/html", date: str = "20210305123000") -> bytes:
    return f"{url} 192.0.2.1 {date} {kind} {len(body)}\n".encode() + body + b"\n"


@pytest.mark.parametrize("suffix", ["arc", "arc.gz"])
def test_arc(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("fastwarc")
    place = tmp_path / f"old.{suffix}"
    head = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    http = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n" + PAGE
    data = arc_record("filedesc://old.arc", head, "text/plain") + arc_record(URL, http) + arc_record(URL, b"HTTP/1.0 404 No\r\n\r\ngone")
    place.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    (found,) = captures(read(place))
    assert (found.content, found.url, found.captured_at, found.charset) == (PAGE, URL, DATE, "iso-8859-1")
    place.write_bytes((gzip.compress if suffix.endswith("gz") else bytes)(data + b"no header at all\n"))
    assert isinstance(read(place)[-1].raw, Fault)


def test_fastwarc_missing_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    with pytest.raises(MissingExtra, match=r"boilerstrip\[warc\]"):
        read(tmp_path / "crawl.warc.gz")


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
