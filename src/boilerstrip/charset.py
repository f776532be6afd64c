"""Charset names: what pages call them, what browsers take that for, and Python's codec for it."""

from __future__ import annotations

import re

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


def charset_named(label: str) -> str | None:
    """The WHATWG name of the charset that browsers decode this label with; None for a label nobody knows.

    >>> charset_named("ISO-8859-1"), charset_named("gb2312"), charset_named("x-sjis"), charset_named("none")
    ('windows-1252', 'gb18030', 'shift_jis', None)
    """
    return _NAMES.get(_NOT_IN_LABELS.sub("", label.lower()))
