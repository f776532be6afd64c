"""Bytes to text: by byte order mark, declared charset, strict UTF-8, then detection; and how it was found.

Text is made *legible*, one character for one, so that positions stay aligned with the decoded capture and no later
stage can fail on it: a NUL and a lone surrogate become U+FFFD, the mark for "a character stood here that cannot be
written". Line ends (`\\n`, `\\r\\n`, `\\r`) are left as they are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Charset names as the WHATWG Encoding Standard lists them: its name, Python's codec, and the labels of both, reduced to
#: lower-case letters and digits. A label stands for the superset that browsers decode it with (iso-8859-1 is windows-1252).
#: utf-7 and the like are left out on purpose: no page is written in them, and they have hidden scripts before.
_CHARSETS = """
utf-8           utf-8        utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf8sig utf8mb4
windows-1252    cp1252       windows1252 cp1252 xcp1252 iso88591 latin1 l1 ascii usascii ansix341968 cp819 ibm819 isoir100
windows-1250    cp1250       windows1250 cp1250 xcp1250
windows-1251    cp1251       windows1251 cp1251 xcp1251 win1251
windows-1253    cp1253       windows1253 cp1253 xcp1253
windows-1254    cp1254       windows1254 cp1254 xcp1254 iso88599 latin5 l5 isoir148
windows-1255    cp1255       windows1255 cp1255 xcp1255
windows-1256    cp1256       windows1256 cp1256 xcp1256
windows-1257    cp1257       windows1257 cp1257 xcp1257
windows-1258    cp1258       windows1258 cp1258 xcp1258
windows-874     cp874        windows874 dos874 iso885911 tis620 cp874
iso-8859-2      iso8859_2    iso88592 latin2 l2 isoir101
iso-8859-3      iso8859_3    iso88593 latin3 l3 isoir109
iso-8859-4      iso8859_4    iso88594 latin4 l4 isoir110
iso-8859-5      iso8859_5    iso88595 cyrillic isoir144
iso-8859-6      iso8859_6    iso88596 iso88596e iso88596i arabic ecma114 asmo708 isoir127
iso-8859-7      iso8859_7    iso88597 greek greek8 ecma118 elot928 suneugreek isoir126
iso-8859-8      iso8859_8    iso88598 iso88598e iso88598i hebrew visual logical isoir138
iso-8859-10     iso8859_10   iso885910 latin6 l6 isoir157
iso-8859-13     iso8859_13   iso885913
iso-8859-14     iso8859_14   iso885914
iso-8859-15     iso8859_15   iso885915 latin9 l9
iso-8859-16     iso8859_16   iso885916
koi8-r          koi8_r       koi8r koi koi8
koi8-u          koi8_u       koi8u koi8ru
ibm866          cp866        ibm866 cp866 866 csibm866
macintosh       mac_roman    macintosh mac xmacroman macroman
x-mac-cyrillic  mac_cyrillic xmaccyrillic maccyrillic xmacukrainian
gb18030         gb18030      gb18030 gbk xgbk gb2312 gb231280 chinese isoir58 cp936 ms936 windows936 euccn
hz-gb-2312      hz           hzgb2312 hz
big5            big5hkscs    big5 big5hkscs cnbig5 xxbig5 big5eten
euc-jp          euc_jp       eucjp xeucjp eucjis2004 eucjisx0213
iso-2022-jp     iso2022_jp_2 iso2022jp iso2022jp2
shift_jis       cp932        shiftjis sjis xsjis mskanji ms932 windows31j cp932
euc-kr          cp949        euckr cp949 windows949 ksc56011987 ksc56011989 ksc5601 korean isoir149 uhc
iso-2022-kr     iso2022_kr   iso2022kr
utf-16le        utf-16-le    utf16 utf16le unicode ucs2 iso10646ucs2 unicodefeff
utf-16be        utf-16-be    utf16be unicodefffe
"""

_NAMES: dict[str, str] = {}
CODECS: dict[str, str] = {}
for _row in _CHARSETS.split("\n"):
    if _row:
        _name, _codec, *_labels = _row.split()
        CODECS[_name] = _codec
        _NAMES.update(dict.fromkeys(_labels, _name))

_NOT_IN_LABELS = re.compile(r"[^a-z0-9]+")

#: Longest mark first: the UTF-16 one is a prefix of the UTF-32 one.
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32be"),
    (b"\xff\xfe", "utf-16-le", "utf-16le"),
    (b"\xfe\xff", "utf-16-be", "utf-16be"),
)

#: How far into a page its declaration is looked for, in bytes. The standard says 1024; pages put scripts before it.
_HEAD = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"""<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s{0,9}<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE)

#: A charset is believed although some bytes do not fit it, when these are at most this share of its non-ASCII bytes:
#: pages quote others in another charset, and captures are cut off within a character. A wrong guess misses far more:
#: Latin-1 text read as UTF-8 misses nearly every non-ASCII byte, and Shift-JIS read as EUC-JP a third.
_MISFIT_SHARE = 0.02
#: ... or are this few, beside at least _FIT_CHARS that do fit.
_FEW_MISFITS = 2
_FIT_CHARS = 20

#: Of the first bytes of UTF-16 text without a mark, how many (share) of one parity are NUL where its letters are ASCII.
_NUL_SHARE = 0.6
_NUL_SAMPLE = 512

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNREADABLE = "\ufffd"


class Decoded(NamedTuple):
    """Text, the charset it was read with (WHATWG name), and how that was found.

    `how` is one of: "bom"; "http", "meta", "xml" (declared there, and it fits); "utf-8" (nothing declared, and it is valid);
    "detected"; "str" (it was text already; `encoding` is then "unicode"); or "declared X contradicted, utf-8 valid",
    "declared X contradicted, detected"; with ", N unreadable" behind it when N characters did not fit and became U+FFFD.
    """

    text: str
    encoding: str
    how: str


def charset_named(label: str) -> str | None:
    """The WHATWG name of the charset that browsers decode this label with; None for a label nobody knows.

    >>> charset_named("ISO-8859-1"), charset_named("gb2312"), charset_named("x-sjis"), charset_named("none")
    ('windows-1252', 'gb18030', 'shift_jis', None)
    """
    return _NAMES.get(_NOT_IN_LABELS.sub("", label.lower()))


def legible(text: str) -> str:
    """The same text, as long, with U+FFFD for every NUL and lone surrogate; so it can be encoded and parsed.

    >>> legible("a\\x00b\\ud800c")
    'a\ufffdb\ufffdc'
    """
    text = _without_nul(text)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub(_UNREADABLE, text)
    return text


def _without_nul(text: str) -> str:
    """What is decoded from bytes holds no lone surrogates: only NULs need replacing."""
    return text.replace("\0", _UNREADABLE) if "\0" in text else text


def decode(data: bytes | str, declared: str | None = None) -> Decoded:
    """Decode a capture. Never raises; linear in its size.

    `declared` is the charset of the HTTP header, if any; it goes before those the page declares itself, and a byte order
    mark before all. Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever is declared.

    >>> decode("Grüße".encode()).how
    'utf-8'
    >>> decode(b'<meta charset="iso-8859-1">Gr\\xfc\\xdfe')
    Decoded(text='<meta charset="iso-8859-1">Grüße', encoding='windows-1252', how='meta')
    >>> decode("Grüße".encode(), "latin1")
    Decoded(text='Grüße', encoding='utf-8', how='declared latin1 contradicted, utf-8 valid')
    """
    if isinstance(data, str):
        return Decoded(legible(data), "unicode", "str")
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            return Decoded(_without_nul(text), name, "bom")
    return _decode_unmarked(data, declared)


def _decode_unmarked(data: bytes, declared: str | None) -> Decoded:
    wide = wide_order(data)
    if wide is not None:
        return Decoded(_without_nul(data.decode(CODECS[wide], "replace")), wide, "detected")
    label, how = declaration(data, declared)
    name = charset_named(label) if label else None
    if name is None and b"\x1b" in data and _SHIFT_TO_KANJI in data:
        text = data.decode("iso2022_jp_2", "replace")
        if _UNREADABLE not in text:
            return Decoded(_without_nul(text), "iso-2022-jp", "detected")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _decode_other(data, label, name, how)
    if name is None or name.startswith("utf-16"):
        return Decoded(_without_nul(text), "utf-8", "utf-8")
    if text.isascii():
        found = _fitting(data, name) if name in SEVEN_BIT else (text, 0)
        if found is not None:
            return Decoded(_without_nul(found[0]), name, how + _lost(found[1]))
    if name == "utf-8":
        return Decoded(_without_nul(text), name, how)
    return Decoded(_without_nul(text), "utf-8", f"declared {label} contradicted, utf-8 valid")


#: The escape sequence before Japanese in ISO-2022-JP; no text in another charset holds it.
_SHIFT_TO_KANJI = b"\x1b$B"

#: Charsets whose text is ASCII bytes, so that valid UTF-8 says nothing against them.
SEVEN_BIT = frozenset({"hz-gb-2312", "iso-2022-jp", "iso-2022-kr"})


def _decode_other(data: bytes, label: str, name: str | None, how: str) -> Decoded:
    """Decode what is not strictly UTF-8: as declared if it fits nearly, as UTF-8 if that fits nearly, else by detection."""
    if name is not None and name != "utf-8":
        nearly = _fitting(data, "utf-8")
        found = None if nearly else _fitting(data, name)
        if found is not None:
            return Decoded(_without_nul(found[0]), name, how + _lost(found[1]))
        if nearly is not None:
            return Decoded(_without_nul(nearly[0]), "utf-8", f"declared {label} contradicted, utf-8 valid" + _lost(nearly[1]))
    else:
        found = _fitting(data, "utf-8")
        if found is not None:
            return Decoded(_without_nul(found[0]), "utf-8", (how if name else "utf-8") + _lost(found[1]))
    from boilerstrip.detect import detect

    detected = detect(data)
    text = data.decode(CODECS[detected], "replace")
    if detected != name:
        how = f"declared {label} contradicted, detected" if label else "detected"
    return Decoded(_without_nul(text), detected, how + _lost(text.count(_UNREADABLE)))


def _lost(misfits: int) -> str:
    return f", {misfits} unreadable" if misfits else ""


def _fitting(data: bytes, name: str) -> tuple[str, int] | None:
    """The text in this charset and how many characters did not fit, or None when it is too many."""
    text = data.decode(CODECS[name], "replace")
    misfits = text.count(_UNREADABLE) - (data.count(b"\xef\xbf\xbd") if name == "utf-8" else 0)
    if misfits <= 0:
        return text, 0
    fits = len(_NOT_ASCII.findall(text)) - misfits
    few = misfits <= _FEW_MISFITS and fits >= _FIT_CHARS
    return (text, misfits) if few or misfits <= _MISFIT_SHARE * fits or _only_cut_off(text, misfits, fits) else None


def _only_cut_off(text: str, misfits: int, fits: int) -> bool:
    """Is the one misfit the end of the capture, in the middle of a character, after others that fit?"""
    return misfits == 1 and text.endswith(_UNREADABLE) and fits > 0


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def declaration(data: bytes, http: str | None = None) -> tuple[str, str]:
    """The charset label that a capture is declared to have, and where: "http", "meta" or "xml"; two empty strings if none.

    A label that nobody knows does not count. UTF-16 in a meta or XML declaration is a mistake, since it was read as ASCII.

    >>> declaration(b'<?xml version="1.0" encoding="EUC-JP"?><html>')
    ('EUC-JP', 'xml')
    """
    if http and charset_named(http):
        return http, "http"
    head = data[:_HEAD]
    found = _XML.match(head)
    if found is not None:
        label = found[1].decode("ascii", "replace")
        if _is_eight_bit(label):
            return label, "xml"
    if b"charset" not in head.lower():
        return "", ""
    if b"<!--" in head:
        head = _COMMENT.sub(b"", head)
    for found in _META.finditer(head):
        label = found[1].decode("ascii", "replace")
        if _is_eight_bit(label):
            return label, "meta"
    return "", ""


def _is_eight_bit(label: str) -> bool:
    name = charset_named(label)
    return name is not None and not name.startswith("utf-16")


def wide_order(data: bytes) -> str | None:
    """Give "utf-16le" or "utf-16be" when every other byte at the start is NUL, as in UTF-16 without a mark.

    >>> wide_order("<p>".encode("utf-16-le")), wide_order(b"<p>")
    ('utf-16le', None)
    """
    sample = data[:_NUL_SAMPLE]
    if b"\0" not in sample:
        return None
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= _NUL_SHARE * pairs and even < odd * (1 - _NUL_SHARE):
        return "utf-16le"
    if even >= _NUL_SHARE * pairs and odd < even * (1 - _NUL_SHARE):
        return "utf-16be"
    return None
