"""An article as plain text: headline, captions with their credits, body; a blank line between paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boilerstrip.article import Article

SUFFIX = ".txt"


def write(article: Article) -> str:
    """The article as plain text, ending in a newline; empty where there is nothing.

    >>> from boilerstrip import Article, Paragraph
    >>> write(Article("Ferry strike ends", (Paragraph("Boats sail again."),)))
    'Ferry strike ends\\n\\nBoats sail again.\\n'
    """
    text = str(article)
    return text + "\n" if text else ""
