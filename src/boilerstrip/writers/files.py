"""Where articles go: a tree of files, or one file with a line per article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from boilerstrip.writers.atomic import replacing

if TYPE_CHECKING:
    from boilerstrip.article import Article


@dataclass(frozen=True)
class Tree:
    """Writes each article to a file of its own, `root/name + suffix`."""

    root: Path
    suffix: str
    write: Callable[[Article], str]

    def __call__(self, article: Article, name: str) -> None:
        """Write one article.

        Raises:
            OSError: it cannot be written.
        """
        with replacing(self.root / (name + self.suffix)) as file:
            file.write(self.write(article))


@dataclass(frozen=True)
class Lines:
    """Writes every article to an open file, which reaches the disk after each so that a reader can follow."""

    file: TextIO
    write: Callable[[Article], str]

    def __call__(self, article: Article, name: str) -> None:  # noqa: ARG002
        """Write one article.

        Raises:
            OSError: it cannot be written.
        """
        self.file.write(self.write(article))
        self.file.flush()
