"""decode.py and detect.py: every way to a charset, what wins over what, and bytes that are no text."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip.charset import CODECS, charset_named
from boilerstrip.decode import Decoded, decode, for_parser, legible, plain_utf8

RUSSIAN = "Мост закроют в понедельник утром, сообщил мэр города. Паром будет ходить каждый час, а проезд останется бесплатным."
POLISH = "Most zostanie zamknięty w poniedziałek rano, ogłosił burmistrz. Prom będzie kursował co godzinę, a przejazd pozostanie bezpłatny."
GREEK = "Η γέφυρα κλείνει τη Δευτέρα το πρωί, ανακοίνωσε ο δήμαρχος. Το φέρι θα περνά κάθε ώρα και θα μείνει δωρεάν."
CHINESE = "大桥将于星期一早上关闭，市长在新闻发布会上说。渡船每小时开一班，乘客仍然可以免费乘坐。"
JAPANESE = "橋は月曜日の朝に閉鎖されると市長が発表した。渡し船は一時間ごとに運航し、料金は無料のままになる。"
KOREAN = "다리는 월요일 아침에 폐쇄된다고 시장이 발표했다. 나룻배는 한 시간마다 다니며 요금은 계속 무료이다."
GERMAN = "Die Brücke schließt am Montag früh, sagte die Bürgermeisterin. Die Fähre fährt stündlich und bleibt für alle Fußgänger kostenlos."


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_goes_before_everything(codec):
    data = f"<meta charset=koi8-r>{GERMAN}".encode(codec)
    decoded = decode(data, "windows-1251")
    assert decoded.text == f"<meta charset=koi8-r>{GERMAN}"
    assert decoded.how == "bom"
    assert decoded.encoding.startswith("utf-")


@pytest.mark.parametrize("order", ["be", "le"])
def test_utf_16_with_a_mark_of_either_order(order):
    mark = {"be": b"\xfe\xff", "le": b"\xff\xfe"}[order]
    assert decode(mark + RUSSIAN.encode(f"utf-16-{order}")) == (RUSSIAN, f"utf-16{order}", "bom")


@pytest.mark.parametrize("order", ["be", "le"])
def test_utf_16_without_a_mark(order):
    page = f"<html><head><title>Brücke</title></head><body><p>{GERMAN}</p></body></html>"
    assert decode(page.encode(f"utf-16-{order}")) == (page, f"utf-16{order}", "detected")


def test_http_goes_before_meta():
    data = f'<meta charset="koi8-r">{RUSSIAN}'.encode("cp1251")
    assert decode(data, "windows-1251") == (data.decode("cp1251"), "windows-1251", "http")


@pytest.mark.parametrize(
    ("text", "codec", "name", "how"),
    [
        (f'<meta charset="windows-1251">{RUSSIAN}', "cp1251", "windows-1251", "meta"),
        (f"<META CHARSET=KOI8-R>{RUSSIAN}", "koi8-r", "koi8-r", "meta"),
        (f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">{POLISH}', "iso8859-2", "iso-8859-2", "meta"),
        (f'<meta content="text/html; charset=gb2312" http-equiv=content-type>{CHINESE}镕', "gb18030", "gb18030", "meta"),
        (f'<?xml version="1.0" encoding="Shift_JIS"?><html>{JAPANESE}①', "cp932", "shift_jis", "xml"),
        (f'<meta charset="x-sjis">{JAPANESE}', "cp932", "shift_jis", "meta"),
        (f'<meta charset="ks_c_5601-1987">{KOREAN}뷁', "cp949", "euc-kr", "meta"),
        ('<meta charset="tis-620">สะพานจะปิดในวันจันทร์', "cp874", "windows-874", "meta"),
        ('<meta charset="iso-8859-1">“Fähre” – 3 €', "cp1252", "windows-1252", "meta"),
        ('<meta charset="iso-2022-jp">' + JAPANESE, "iso2022_jp", "iso-2022-jp", "meta"),
        ('<meta charset="hz-gb-2312">' + CHINESE, "hz", "hz-gb-2312", "meta"),
        (f'<meta charset="utf-8">{RUSSIAN}', "utf-8", "utf-8", "meta"),
        ('<meta charset="iso-8859-1">Only ASCII.', "ascii", "windows-1252", "meta"),
    ],
)
def test_a_declaration_that_fits_is_believed_as_browsers_do(text, codec, name, how):
    assert decode(text.encode(codec)) == Decoded(text, name, how)


def test_utf_8_goes_before_a_declaration_that_contradicts_it():
    text = f'<meta charset="iso-8859-1">{GERMAN}'
    assert decode(text.encode()) == (text, "utf-8", "declared iso-8859-1 contradicted, utf-8 valid")


def test_utf_16_in_a_meta_element_is_a_mistake():
    text = f'<meta charset="utf-16">{GERMAN}'
    assert decode(text.encode()) == (text, "utf-8", "utf-8")


def test_a_declaration_within_a_comment_or_of_an_unknown_charset_does_not_count():
    text = f'<!-- <meta charset="koi8-r"> --><meta charset="klingon"><meta charset="windows-1251">{RUSSIAN}'
    decoded = decode(text.encode("cp1251"), "none")
    assert decoded == (text, "windows-1251", "meta")


def test_utf_8_that_is_cut_off_within_a_character():
    data = RUSSIAN.encode()[:-2]
    decoded = decode(data)
    assert decoded.text == RUSSIAN[:-2] + "\ufffd"
    assert decoded.how == "utf-8, 1 unreadable"


def test_a_few_foreign_bytes_do_not_make_a_page_something_else():
    data = (RUSSIAN * 5).encode() + b" caf\xe9 " + RUSSIAN.encode()
    decoded = decode(b'<meta charset="utf-8">' + data)
    assert decoded.encoding == "utf-8"
    assert decoded.how == "meta, 1 unreadable"
    assert decoded.text.count("\ufffd") == 1


def test_a_wrong_declaration_loses_to_detection():
    data = f"<meta charset=utf-8><p>{RUSSIAN}</p>".encode("koi8-r")
    decoded = decode(data)
    assert decoded.text.endswith(f"<p>{RUSSIAN}</p>")
    assert decoded[1:] == ("koi8-r", "declared utf-8 contradicted, detected")
    japanese = decode(JAPANESE.encode("cp932"), "euc-jp")
    assert japanese == (JAPANESE, "shift_jis", "declared euc-jp contradicted, detected")


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (GREEK, "cp1253"),
        (GERMAN, "cp1252"),
        (CHINESE, "gb18030"),
        ("大橋將於星期一早上關閉，市長在記者會上說。渡船每小時開一班，乘客仍然可以免費乘坐。", "big5"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "cp949"),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "<html><script>var a = 'share';</script><p class='body text'>{}</p></html>"])
def test_undeclared_charsets_are_detected(text, codec, frame):
    page = frame.format(text)
    decoded = decode(page.encode(codec))
    assert decoded.text == page
    assert decoded.how == "detected"


def test_markup_does_not_outvote_the_text():
    script = "<script>" + "var share = 'caf\xe9 \xe0 la carte, d\xe9j\xe0 vu';" * 400 + "</script>"
    data = script.encode("cp1252") + f"<p>{RUSSIAN}</p>".encode("koi8-r")
    assert decode(data).encoding == "koi8-r"


def test_bytes_outside_the_visible_text_are_detected_too():
    assert decode(f'<p>Ferry</p><img alt="{RUSSIAN}">'.encode("cp1251")).encoding == "windows-1251"


@pytest.mark.parametrize("label", ["utf-7", "rot13", "hex", "idna", "unicode_escape", "", "x" * 5000])
def test_only_charsets_of_pages_are_charsets(label):
    assert charset_named(label) is None
    assert decode(b"Plain.", label).text == "Plain."


def test_every_charset_has_a_codec_that_python_knows():
    for name, codec in CODECS.items():
        assert "Ferry 1".encode(codec).decode(codec) == "Ferry 1", name


def test_empty():
    assert decode(b"") == ("", "utf-8", "utf-8")
    assert decode("") == ("", "unicode", "str")


def test_str_is_made_legible_one_character_for_one():
    text = "a\0b\ud800c\udfffd\r\ne\rf"
    decoded = decode(text)
    assert decoded == ("a\ufffdb\ufffdc\ufffdd\r\ne\rf", "unicode", "str")
    assert len(decoded.text) == len(text)
    assert legible(decoded.text) == decoded.text
    assert legible("a\ud83d\ude00b") == "a\ufffd\ufffdb"


def test_nuls_in_bytes():
    assert decode(b"The bridge\0 closes.") == ("The bridge\ufffd closes.", "utf-8", "utf-8")


@given(st.binary(max_size=400), st.sampled_from([None, *CODECS]))
def test_any_bytes_give_text_that_can_be_written(data, declared):
    decoded = decode(data, declared)
    assert decoded.text.encode().decode() == decoded.text
    assert "\0" not in decoded.text
    assert decoded.encoding
    assert decode(data, declared) == decoded


@given(st.text(max_size=200))  # st.characters() gives lone surrogates too, which no UTF-8 holds
def test_utf_8_comes_back(text):
    if not text.startswith("\ufeff") and "\0" not in text and "\x1b$B" not in text:
        assert decode(text.encode()).text == text


def test_any_str_is_written_at_its_length():
    text = "".join(map(chr, range(0xD700, 0xE100))) + "\0"
    assert len(legible(text).encode().decode()) == len(text)


@pytest.mark.parametrize("unit", [b"<script", b"<!--", b"<a ", b"<meta ", b"\xe9<p", b"\x81", b"<meta charset="])
def test_time_is_linear(unit):
    """A quadratic scan of 4 MB takes hours: a generous limit tells them apart on any machine."""
    data = b"\xe9" + unit * (4_000_000 // len(unit))
    before = time.perf_counter()
    decode(data)
    assert time.perf_counter() - before < 10


def test_valid_utf_8_imports_neither_parser_nor_detector():
    script = "from boilerstrip.decode import decode; decode('Grüße'.encode()); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"bs4", "lxml", "chardet", "selectolax", "numpy"} & set(done.stdout.split())


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")) | st.text(max_size=60))
def test_a_parser_reads_what_was_decoded(data):
    decoded = decode(data)
    source = for_parser(data, decoded)
    assert (source if isinstance(source, str) else source.decode()) == decoded.text


def test_a_capture_in_utf_8_is_not_copied():
    data = GERMAN.encode()
    assert for_parser(data, decode(data)) is data


HEADS = st.sampled_from(
    ["", *(f"<meta charset={name}>" for name in ("utf-8", "latin1", "utf-16", "iso-2022-jp", "hz-gb-2312", "nonsense"))]
)


@given(
    HEADS,
    st.binary(max_size=40) | st.text(st.sampled_from("aü橋😀\x1b\x00~{$B"), max_size=40).map(lambda text: text.encode()),
    st.sampled_from([None, "utf-8", "latin1", "utf-16", "iso-2022-jp", "hz-gb-2312"]),
)
def test_bytes_that_need_no_decoding_are_what_they_would_be_decoded_to(head, rest, declared):
    data = head.encode() + rest
    found = plain_utf8(data, declared)
    decoded = decode(data, declared)
    if found is not None:
        assert found == (decoded.encoding, decoded.how)
        assert decoded.text.encode() == data
    elif decoded.encoding == "utf-8":  # then there is a reason
        assert b"\0" in data or b"\x1b" in data or decoded.how == "bom" or "unreadable" in decoded.how or declared or "charset" in head
