"""An article as one line of JSON, with everything that was dropped and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boilerstrip.article import Article

SUFFIX = ".jsonl"


def line(record: object) -> str:
    """One record as one line. Non-ASCII letters stay readable; lone surrogates, which no file holds, are escaped.

    >>> line({"headline": "Der Fährstreik"})
    '{"headline": "Der Fährstreik"}\\n'
    """
    text = json.dumps(record, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(record)
    return text + "\n"


def write(article: Article) -> str:
    """The article as one line of JSON.

    >>> from boilerstrip.article import Article
    >>> json.loads(write(Article("Ferry strike ends")))["headline"]
    'Ferry strike ends'
    """
    return line(article.to_dict())
