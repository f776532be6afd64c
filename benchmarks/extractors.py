"""Clean what other extractors return: chrome lines that they leak and words of the body, before and after.

    python benchmarks/extractors.py

The pages are those of fixtures/pages that are HTML: invented, with the wanted headline, captions and body beside them. A line leaks if
its words, in this order, are nowhere in headline, captions or body; recall is the share of the body's words that are still there.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from boilerstrip import Cleaner
from boilerstrip.decode import decode

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
WORD = re.compile(r"\w+")


def trafilatura(html: str) -> str:
    from trafilatura import extract

    return extract(html, url="https://news.example/") or ""


def trafilatura_recall(html: str) -> str:
    from trafilatura import extract

    return extract(html, url="https://news.example/", favor_recall=True) or ""


def newspaper(html: str) -> str:
    from newspaper import Article

    # its tokenizers for other languages are packages of their own, and its paragraphs do not depend on them
    article = Article("https://news.example/", language="en")
    article.download(input_html=html)
    article.parse()
    return f"{article.title}\n\n{article.text}"


def resiliparse_main(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True))


def resiliparse_whole(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=False))


EXTRACTORS: tuple[Callable[[str], str], ...] = (trafilatura, trafilatura_recall, newspaper, resiliparse_main, resiliparse_whole)


class Figures(NamedTuple):
    """Sums over all pages."""

    pages: int
    leaked_before: int
    leaked_after: int
    found_before: int
    found_after: int
    words: int

    @property
    def recall_before(self) -> float:
        return self.found_before / self.words

    @property
    def recall_after(self) -> float:
        return self.found_after / self.words


def pages() -> Iterator[tuple[str, dict]]:
    """Decoded HTML and what is wanted of it."""
    for file in sorted(PAGES.glob("*/capture.html")):
        yield decode(file.read_bytes(), None).text, json.loads(file.with_name("expected.json").read_text(encoding="utf-8"))


def words(text: str) -> str:
    return " ".join(WORD.findall(text))


def leaked(text: str, wanted: str) -> int:
    return sum(1 for line in map(words, text.splitlines()) if line and line not in wanted)


def measure(extract: Callable[[str], str], cleaner: Cleaner) -> Figures:
    sums = [0] * 6
    for html, wanted in pages():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # theirs
            before = extract(html)
        after = str(cleaner(before))
        captions = [f"{caption['text']} {caption['credit'] or ''}" for caption in wanted["captions"]]
        good = words(" ".join([wanted["headline"] or "", *captions, *wanted["body"]]))
        body = Counter(WORD.findall(" ".join(wanted["body"])))
        found = [(body & Counter(WORD.findall(text))).total() for text in (before, after)]
        for place, value in enumerate((1, leaked(before, good), leaked(after, good), *found, body.total())):
            sums[place] += value
    return Figures(*sums)


if __name__ == "__main__":
    print(f"{'output of':20} {'pages':>5}  {'lines leaked':>14}  {'recall of body':>16}")
    for extract in EXTRACTORS:
        f = measure(extract, Cleaner())
        print(
            f"{extract.__name__:20} {f.pages:5}  {f.leaked_before:5} to {f.leaked_after:5}  {f.recall_before:7.3f} to {f.recall_after:.3f}"
        )
