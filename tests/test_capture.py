"""capture.py: every shape a capture may be handed over in, HTML or text or neither, and what cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import time
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip.capture import Capture, binary_kind, is_html, read_limited
from boilerstrip.errors import CaptureError

PAGE = "<!DOCTYPE html><html><head><title>Ferry</title></head><body><h1>Ferry</h1><p>The bridge closes on Monday.</p></body></html>"
DUMP = "Ferry\n\nThe bridge closes on Monday, the mayor said, and the ferry will run every hour.\n"


class Response:
    """What requests and httpx answer."""

    def __init__(self, content, url="https://news.example/ferry", content_type="text/html; charset=koi8-r"):
        self.content = content
        self.url = url
        self.headers = {"Content-Type": content_type}


class ScrapyResponse:
    """What Scrapy answers: body, and headers in bytes."""

    body = PAGE.encode()
    url = "https://news.example/ferry"
    headers = {b"Content-Type": b"text/html; charset=utf-8", "Content-Type": b"text/html; charset=utf-8"}


# ------------------------------------------------------------------ what is accepted


def test_str_is_content_never_a_path(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(DUMP)
    assert Capture.of(str(path)) == Capture(str(path))


def test_a_str_of_a_subclass_becomes_a_plain_one():
    class Markup(str):
        __slots__ = ("soup",)

    assert type(Capture.of(Markup("Ferry")).content) is str


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes(kind):
    assert Capture.of(kind(DUMP.encode())) == Capture(DUMP.encode())


def test_a_path(tmp_path):
    path = tmp_path / "ferry.html"
    path.write_text(PAGE)
    assert Capture.of(path) == Capture(PAGE.encode(), media_type="text/html", source=str(path))


def test_any_path_like():
    class Place:
        def __fspath__(self):
            return os.devnull

    assert Capture.of(Place()).content == b""


def test_a_gzipped_path_by_suffix_or_content(tmp_path):
    for name in ("ferry.html.gz", "ferry.html"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(PAGE.encode()))
        assert Capture.of(path) == Capture(PAGE.encode(), media_type="text/html", source=str(path))


@pytest.mark.parametrize("name", ["ferry.html", "ferry.html.gz", "ferry.txt"])
def test_a_sidecar_tells_url_and_date(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(PAGE.encode()) if name.endswith(".gz") else PAGE.encode())
    facts = {"url": "https://news.example/ferry", "captured_at": "2019-09-22T02:23:00Z"}
    (tmp_path / "ferry.json").write_text(json.dumps(facts))
    capture = Capture.of(path)
    assert capture.url == "https://news.example/ferry"
    assert capture.captured_at == datetime(2019, 9, 22, 2, 23, tzinfo=UTC)
    assert Capture.of(path, url="https://other.example/").url == "https://other.example/"


@pytest.mark.parametrize("content", ["[1, 2]", '{"paragraphs": 3}', "{}"])
def test_json_beside_a_capture_that_is_no_sidecar(tmp_path, content):
    (tmp_path / "ferry.txt").write_text(DUMP)
    (tmp_path / "ferry.json").write_text(content)
    capture = Capture.of(tmp_path / "ferry.txt")
    assert (capture.url, capture.captured_at) == (None, None)


def test_open_files(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(DUMP)
    with path.open() as text:
        assert Capture.of(text) == Capture(DUMP, media_type="text/plain", source=str(path))
    with path.open("rb") as binary:
        assert Capture.of(binary) == Capture(DUMP.encode(), media_type="text/plain", source=str(path))
    assert Capture.of(io.StringIO(PAGE)).content == PAGE
    assert Capture.of(io.BytesIO(b"")).content == b""
    assert Capture.of(io.BytesIO(gzip.compress(b"Ferry"))).content == b"Ferry"


def test_responses():
    expected = Capture(PAGE.encode(), url="https://news.example/ferry", media_type="text/html", charset="koi8-r")
    assert Capture.of(Response(PAGE.encode())) == expected
    assert Capture.of(ScrapyResponse()).charset == "utf-8"
    assert Capture.of(ScrapyResponse()).content == PAGE.encode()
    assert Capture.of(ScrapyResponse()).url == "https://news.example/ferry"
    assert Capture.of(Response(DUMP.encode(), content_type="text/plain")).media_type == "text/plain"
    assert Capture.of(Response(b"%PDF-1.7", content_type="application/pdf")).media_type is None


def test_a_response_without_headers():
    response = Response(PAGE.encode())
    response.headers = None
    assert Capture.of(response, url="https://a.example/") == Capture(PAGE.encode(), url="https://a.example/")


def test_lxml_trees():
    html = pytest.importorskip("lxml.html")
    tree = html.fromstring(PAGE)
    for raw in (tree, tree.getroottree()):
        capture = Capture.of(raw)
        assert capture.media_type == "text/html"
        assert "The bridge closes on Monday." in capture.content
        assert type(capture.content) is str
    assert Capture.of(tree.xpath("string(//p)")).media_type is None


def test_soups():
    bs4 = pytest.importorskip("bs4")
    soup = bs4.BeautifulSoup(PAGE, "html.parser")
    for raw in (soup, soup.body):
        assert "<p>The bridge closes on Monday.</p>" in Capture.of(raw).content
    assert Capture.of(soup.p.string) == Capture("The bridge closes on Monday.")


def test_a_capture_is_itself():
    capture = Capture(PAGE, url="https://news.example/ferry")
    assert Capture.of(capture) is capture
    assert Capture.of(capture, url="https://a.example/") == Capture(PAGE, url="https://a.example/")


def test_captures_are_values():
    capture = Capture(PAGE.encode(), "https://a.example/", "text/html", datetime(2019, 9, 22, tzinfo=UTC), "a.html", "utf-8")
    assert pickle.loads(pickle.dumps(capture)) == capture
    assert hash(capture) == hash(pickle.loads(pickle.dumps(capture)))
    with pytest.raises(AttributeError):
        capture.url = "https://b.example/"


# ------------------------------------------------------------------ what is not


@pytest.mark.parametrize("raw", [None, 42, 1.5, ["a"], {"url": "x"}, object(), Capture, iter([])])
def test_anything_else_is_refused_by_name(raw):
    with pytest.raises(
        CaptureError, match=f"made of {type(raw).__name__}; accepted are: str .*Path.*open file.*lxml.*BeautifulSoup.*Capture"
    ):
        Capture.of(raw)


def test_an_asynchronous_body_is_refused_with_the_cure():
    class Stream:
        async def read(self, size=-1):
            return b""

    with pytest.raises(CaptureError, match="await it and pass the bytes"):
        Capture.of(Stream())


def test_a_missing_file_and_a_directory(tmp_path):
    with pytest.raises(CaptureError, match=r"none\.html cannot be read: No such file"):
        Capture.of(tmp_path / "none.html")
    with pytest.raises(CaptureError, match="cannot be read"):
        Capture.of(tmp_path)
    with pytest.raises(CaptureError, match="cannot be read"):
        Capture.of(PurePosixPath("/dev/null/none"))


@pytest.mark.parametrize("damage", ["truncated", "corrupt", "not gzip", "cut in the header"])
def test_a_damaged_gzip_names_its_source_and_the_cure(tmp_path, damage):
    data = bytearray(gzip.compress(os.urandom(3000)))
    if damage == "truncated":
        data = data[:-900]
    elif damage == "corrupt":
        data[1000:1100] = bytes(100)
    elif damage == "not gzip":
        data = bytearray(PAGE.encode())
    else:
        data = data[:5]
    path = tmp_path / "ferry.html.gz"
    path.write_bytes(data)
    with pytest.raises(CaptureError, match=r"ferry\.html\.gz is a truncated or damaged gzip .*fetch or copy it again"):
        Capture.of(path)
    if damage != "not gzip":
        with pytest.raises(CaptureError, match="the bytes is a truncated or damaged gzip"):
            Capture.of(bytes(data))


@pytest.mark.parametrize(("content", "message"), [("{", "is not JSON"), ('{"captured_at": "Sunday"}', "ISO 8601")])
def test_a_wrong_sidecar_is_named(tmp_path, content, message):
    (tmp_path / "ferry.txt").write_text(DUMP)
    (tmp_path / "ferry.json").write_text(content)
    with pytest.raises(CaptureError, match=rf"ferry\.json.*{message}"):
        Capture.of(tmp_path / "ferry.txt")


def test_a_file_over_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    before = time.perf_counter()
    with pytest.raises(CaptureError, match=r"large\.html is 200 MB, over the limit of 32 MB: raise Cleaner\(limits=\.\.\.\)"):
        Capture.of(path, limit=32_000_000)
    assert time.perf_counter() - before < 1


def test_a_gzip_bomb_is_unzipped_up_to_the_limit_only(tmp_path):
    bomb = gzip.compress(bytes(50_000_000))
    path = tmp_path / "bomb.html.gz"
    path.write_bytes(bomb)
    for raw in (path, bomb, io.BytesIO(bomb), Response(bomb)):
        with pytest.raises(CaptureError, match="is larger than the limit of 1 MB"):
            Capture.of(raw, limit=1_000_000)


@pytest.mark.parametrize(
    "raw", ["x" * 101, b"x" * 101, io.StringIO("x" * 101), io.BytesIO(b"x" * 101), Response(b"x" * 101), Capture("x" * 101)]
)
def test_the_limit_holds_for_every_shape(raw):
    with pytest.raises(CaptureError, match="the limit of 0.0001 MB"):
        Capture.of(raw, limit=100)


@pytest.mark.parametrize("raw", ["x" * 100, b"x" * 100, io.StringIO("x" * 100), io.BytesIO(b"x" * 100)])
def test_the_limit_itself_is_allowed(raw):
    assert len(Capture.of(raw, limit=100).content) == 100


def test_an_endless_file_is_read_up_to_the_limit():
    class Endless:
        given = 0

        def read(self, size=-1):
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(CaptureError, match="larger than the limit"):
        read_limited(endless, 3_000_000)
    assert endless.given == 3_000_001


# ------------------------------------------------------------------ HTML or text


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "\ufeff \n" + PAGE,
        "<!-- saved from url=(0014)about:internet -->\n<html><body>Ferry",
        "<html ⚡ lang=en><head></head></html>",
        '<script src="a.js"></script><style>' + "p { margin: 0 } " * 4000 + "</style><p>Ferry</p>",
        "<HTML><BODY>The bridge closes.</BODY></HTML>",
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html/>',
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Ferry</title></channel></rss>',
        '<rss version="2.0"><channel><title>Ferry</title></channel></rss>',
        "<p>The bridge closes on Monday.</p><p>The ferry runs.</p>",
        "<p>The bridge closes on Monday.\n" + "It was built a century ago.\n" * 40 + "</p>",
        "<h1>Ferry</h1>The bridge closes on Monday.<br>The ferry runs.<br>",
        "The bridge <b>closes</b> on Monday.<br><br>The ferry runs every hour.<br>",
        '<div class="story"><p>The bridge closes on Monday.</div>',
        '<amp-img src="a.jpg"></amp-img><p>The bridge closes.</p>',
    ],
)
def test_html_is_recognised(text):
    assert is_html(text, None)


PROSE = "The bridge closes on Monday, the mayor said, and the ferry will run every hour until it opens.\n\n" * 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        DUMP,
        "Use <b> for bold, and <i> for italics.",
        "If a < b and c > d, the bridge closes.",
        "<3 this ferry. <- that one too.",
        "The <p> element is a paragraph.",
        PROSE + '<div class="a">\n<p>Ferry</p>\n<ul><li>One</li><li>Two</li></ul>\n</div>\n\n' + PROSE,
        "Contact: Ann Example <ann@example.org>\nVisit <https://example.org/> today.\n",
        "# Ferry\n\nThe bridge closes on Monday.<br>\n\n" + PROSE,
        PROSE + "Sign up for the <a href='https://example.org'>newsletter</a>.\n" + PROSE,
        "std::vector<int> ferries; std::map<key, value> harbours; if (a<b && c>d) return;",
        "Type <html> first, then <body>, and close both at the end with </body> and </html>; that is all a page needs. " + PROSE,
    ],
)
def test_text_is_recognised(text):
    assert not is_html(text, None)


def test_a_media_type_settles_it():
    assert is_html(DUMP, "text/html")
    assert not is_html(PAGE, "text/plain")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.html", PAGE, "text/html"),
        ("a.htm", "<p>Ferry", "text/html"),
        ("a.html", DUMP, None),
        ("a.txt", DUMP, "text/plain"),
        ("a.md", "Ferry <b>runs</b><br>", "text/plain"),
        ("a.txt", PAGE, "text/html"),
        ("a.dat", PAGE, None),
    ],
)
def test_a_suffix_is_a_hint(tmp_path, name, content, media_type):
    (tmp_path / name).write_text(content)
    assert Capture.of(tmp_path / name).media_type == media_type


@given(st.text(max_size=300))
def test_any_text_is_one_or_the_other(text):
    assert is_html(text, None) in (True, False)


@pytest.mark.parametrize("unit", ["<", "<!--", "<?", "<p ", "<p", " ", "<!-- -->", "<a b='", "<?xml"])
def test_recognition_is_bounded(unit):
    before = time.perf_counter()
    is_html(unit * 2_000_000, None)
    assert time.perf_counter() - before < 2


# ------------------------------------------------------------------ binary


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG image"),
        (b"GIF89a\x01\0\x01\0", "GIF image"),
        (b"PK\x03\x04\x14\0\0\0", "ZIP archive"),
        (b"\x1f\x8b\x08\0", "gzip archive"),
        (b"\0\0\0 ftypisom", "MP4 media"),
        (bytes(range(256)) * 20, "binary data"),
        (b"\0" * 5000, "binary data"),
    ],
)
def test_binary_is_named(data, kind):
    assert binary_kind(data) == kind
    assert binary_kind(data.decode("latin-1")) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        DUMP.encode(),
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-le"),
        ("Паром ходит каждый час. " * 9).encode("utf-16"),
        ("Паром ходит каждый час. " * 9).encode("koi8-r"),
        "橋は月曜日の朝に閉鎖される。".encode("iso2022_jp"),
        b"ID3 tags, explained: what they hold.",
        b"BZhang wins the race.",
        (DUMP + "\0" + DUMP).encode(),
        "The bridge closes.\x1a".encode(),
    ],
)
def test_text_is_not_binary(data):
    assert binary_kind(data) is None


def test_random_bytes_are_binary():
    assert binary_kind(bytes((i * 7919 + i // 3) % 256 for i in range(8000))) == "binary data"


def test_paths_are_pathlib_or_any(tmp_path):
    path = tmp_path / "brücke.txt"
    path.write_text(DUMP)
    with os.scandir(tmp_path) as entries:
        (entry,) = entries
        assert Capture.of(entry).content == Capture.of(Path(path)).content
