"""An article as Markdown: headings, lists, quotes and code keep their form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boilerstrip.article import Article

SUFFIX = ".md"


def write(article: Article) -> str:
    """The article as Markdown, ending in a newline; empty where there is nothing.

    >>> from boilerstrip import Article, Paragraph
    >>> write(Article("Ferry strike ends", (Paragraph("Boats sail again."),)))
    '# Ferry strike ends\\n\\nBoats sail again.\\n'
    """
    return article.to_markdown()
