"""Which charset undeclared bytes are in, judged on the text that a reader sees.

chardet 7 does the judging, and is imported only when bytes get this far: they are not UTF-8 and declare nothing that fits.
Measured by benchmarks/charsets.py on article bodies in 22 charsets, mean of right answers for whole bodies and for 300
characters: this file 98.4 and 100 %, charset-normalizer 3.5 89.5 and 79.7 %, chardet 5.2 60.5 and 63.8 %.
"""

from __future__ import annotations

import re

from boilerstrip.charset import charset_named

#: The charsets that may be the answer, by chardet's names (Python's): what pages declare, not what mainframes write.
#: Seven-bit charsets and UTF-16 are recognised before (see decode.py).
# fmt: off
_ON_THE_WEB = (
    "utf-8", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "cp1258", "cp874", "koi8-r", "koi8-u", "cp866", "mac-roman", "mac-cyrillic",
    "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "gb18030", "big5hkscs", "euc_jis_2004", "cp932",
    "cp949",
)
# fmt: on

#: How much of a capture is stripped of its tags, and how much of the text is judged, in bytes: 20 kB hold 3,000 words.
_STRIPPED = 1_000_000
_JUDGED = 20_000
#: How much ASCII text is judged along before the first other byte, so that letters are seen in their words.
_BEFORE = 200

#: Each alternative runs to the end of the data when nothing closes it, so that no piece is scanned twice.
_MARKUP = re.compile(
    rb"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[a-z/!?][^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_THAN_ASCII = re.compile(rb"[\x80-\xff]|\x1b\$")
_FALLBACK = "windows-1252"


def detect(data: bytes) -> str:
    """The WHATWG name of the likeliest charset; "windows-1252" where nothing tells.

    >>> detect("<p>Мост закроют в понедельник, сообщил мэр.</p>".encode("koi8-r"))
    'koi8-r'
    """
    import chardet

    answer = chardet.detect(
        _telling(data),
        encoding_era=chardet.EncodingEra.ALL,
        prefer_superset=False,
        compat_names=False,
        include_encodings=_ON_THE_WEB,
    )["encoding"]
    return charset_named(answer or "") or _FALLBACK


def _telling(data: bytes) -> bytes:
    """The part that is judged: visible text from a little before the first byte that is not ASCII."""
    visible = _MARKUP.sub(b" ", data[:_STRIPPED])
    first = _OTHER_THAN_ASCII.search(visible)
    if first is None:
        visible = data
        first = _OTHER_THAN_ASCII.search(data)
    start = max(0, first.start() - _BEFORE) if first else 0
    return visible[start : start + _JUDGED]
