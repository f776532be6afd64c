"""readers/: WARC, WET and ARC files, with what is damaged in them, and how they are encoded."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import sys
import zlib
from collections import Counter
from pathlib import Path

import pytest

from boilerstrip.capture import Capture
from boilerstrip.errors import MissingExtra
from boilerstrip.readers.item import Fault
from boilerstrip.readers.places import Contents
from reading import DATE, LIMIT, PAGE, URL, captures, read


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
