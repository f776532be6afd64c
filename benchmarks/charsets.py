"""How well, and how fast, undeclared charsets are detected: python benchmarks/charsets.py [--peers]

Real article bodies (../shared/bench) are written in the charsets that pages of their language used before UTF-8, with a
little page around them, and no declaration; then detected. An answer is right when the text comes back: when at most one
in two hundred of its non-ASCII characters differs. `--peers` measures charset-normalizer, chardet and UnicodeDammit too, where installed.
Each text is tried whole (up to 20,000 characters) and as a short capture (its first 300 characters).
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from boilerstrip.decode import CODECS, decode

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "html"
LONG, SHORT = 20_000, 300
PER_CHARSET = 60
#: What pages of a script, or of a language of Latin script, were written in.
LEGACY = {
    "CYRILLIC": "windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic",
    "GREEK": "windows-1253 iso-8859-7",
    "HEBREW": "windows-1255",
    "ARABIC": "windows-1256 iso-8859-6",
    "THAI": "windows-874",
    "HANGUL": "euc-kr",
    "KANA": "shift_jis euc-jp iso-2022-jp",
    "CJK": "gb18030 big5",
    "pl": "windows-1250 iso-8859-2",
    "cs": "windows-1250 iso-8859-2",
    "hu": "windows-1250 iso-8859-2",
    "tr": "windows-1254",
    "lt": "windows-1257 iso-8859-13",
    "west": "windows-1252 macintosh",
}
#: Letters that tell languages of Latin script apart; a text belongs to the first whose letters make half of its non-ASCII ones.
TELLING = {"pl": "ąćęłńśźż", "cs": "ěřůčšžď", "hu": "őű", "tr": "ığş", "lt": "ėųįūčšž", "west": "äöüßéèàçñãõåøæêâîôóáíú"}


def texts() -> Iterator[tuple[str, str]]:
    """Language or script, and body."""
    for name in ("daniel", "fundus", "wcxb"):
        with (BENCH / name / "gold.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                body = json.loads(line)["body"]
                tongue = body and tongue_of(body)
                if tongue:
                    yield tongue, body
    for path in sorted((BENCH / "trafeval" / "html").glob("*")) + sorted((BENCH / "unlabelled" / "html").glob("*")):
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        try:
            page = data.decode()
        except UnicodeDecodeError:
            continue
        text = html.unescape(re.sub(r"(?s)<(script|style).*?</\1>|<!--.*?-->|<[^>]*>", " ", page))
        text = re.sub(r"\s+", " ", text)
        tongue = tongue_of(text)
        if tongue:
            yield tongue, text


def tongue_of(text: str) -> str | None:
    letters = [c for c in text[:LONG] if ord(c) > 0x7F and c.isalpha()]
    if len(letters) < 15:
        return None
    scripts = Counter(unicodedata.name(c, "?").split(" ")[0].split("-")[0] for c in letters)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.2 * len(letters):
        return "KANA"
    script, count = scripts.most_common(1)[0]
    if script != "LATIN":
        return script if script in LEGACY and count > 0.8 * len(letters) else None
    lower = [c.lower() for c in letters]
    for tongue, telling in TELLING.items():
        needed = 0.1 if tongue == "hu" else 0.5
        if sum(c in telling for c in lower) >= needed * len(lower):
            return tongue
    return None


def cases(size: int) -> dict[tuple[str, str], list[tuple[str, bytes]]]:
    found: dict[tuple[str, str], list[tuple[str, bytes]]] = defaultdict(list)
    for tongue, body in texts():
        text = unicodedata.normalize("NFC", body[:size])
        if tongue == "CJK" and len({*text} & set("这说们来对时国个为")) < 3:
            charsets = "big5"
        else:
            charsets = LEGACY[tongue].replace(" big5", "")
        for charset in charsets.split():
            page = f"<html><head><title>{text[:40]}</title></head><body><p>{text}</p></body></html>"
            data = page.encode(CODECS[charset], "xmlcharrefreplace")
            foreign = data.count(b"&#") / max(1, sum(ord(c) > 0x7F for c in text))
            enough = sum(byte > 0x7F or byte == 0x1B for byte in data) >= 5
            if enough and foreign < 0.2 and len(found[tongue, charset]) < PER_CHARSET:
                found[tongue, charset].append((page, data))
    return found


def right(page: str, data: bytes, answer: str | None) -> bool:
    if answer is None:
        return False
    codec = CODECS.get(answer, answer)
    try:
        text = html.unescape(data.decode(codec, "replace"))
    except LookupError:
        return False
    page = html.unescape(page)
    if len(text) != len(page):
        return False
    wrong = sum(a != b for a, b in zip(text, page, strict=True))
    return wrong <= sum(ord(c) > 0x7F for c in page) / 200


def peers() -> dict[str, Callable[[bytes], str | None]]:
    found: dict[str, Callable[[bytes], str | None]] = {}
    try:
        import charset_normalizer

        def normalizer(data: bytes) -> str | None:
            best = charset_normalizer.from_bytes(data).best()
            return best.encoding if best else None

        found["charset-normalizer"] = normalizer
    except ImportError:
        print("charset-normalizer is not installed: left out")
    try:
        import chardet

        found[f"chardet {chardet.__version__}"] = lambda data: chardet.detect(data)["encoding"]
    except ImportError:
        print("chardet is not installed: left out")
    try:
        from bs4 import UnicodeDammit

        found["UnicodeDammit"] = lambda data: UnicodeDammit(data, is_html=True).original_encoding
    except ImportError:
        print("bs4 is not installed: left out")
    return found


def main() -> None:
    if not BENCH.is_dir():
        print(f"skipped: {BENCH} is absent")
        return
    detectors: dict[str, Callable[[bytes], str | None]] = {"boilerstrip": lambda data: decode(data).encoding}
    if "--peers" in sys.argv:
        detectors |= peers()
    for size in (LONG, SHORT):
        sets = cases(size)
        print(f"\ntexts of up to {size:,} characters; right answers in %\n")
        print(f"{'language':9} {'charset':15} {'texts':>5} " + " ".join(f"{name:>18}" for name in detectors))
        total: Counter[str] = Counter()
        spent: Counter[str] = Counter()
        for (tongue, charset), pages in sorted(sets.items()):
            row = []
            for name, detector in detectors.items():
                before = time.perf_counter()
                answers = [detector(data) for _, data in pages]
                spent[name] += time.perf_counter() - before
                hits = sum(right(page, data, answer) for (page, data), answer in zip(pages, answers, strict=True))
                total[name] += hits / len(pages)
                row.append(f"{100 * hits / len(pages):18.1f}")
                if name == "boilerstrip" and "--wrong" in sys.argv:
                    print(Counter(a for (p, d), a in zip(pages, answers, strict=True) if not right(p, d, a)))
            print(f"{tongue:9} {charset:15} {len(pages):5} " + " ".join(row))
        count = sum(map(len, sets.values()))
        print(f"{'mean of the charsets':31} " + " ".join(f"{100 * total[name] / len(sets):18.1f}" for name in detectors))
        print(f"{'ms a capture':31} " + " ".join(f"{1000 * spent[name] / count:18.2f}" for name in detectors))


if __name__ == "__main__":
    main()
