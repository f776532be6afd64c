"""blocks: what is done with all blocks of a page at once."""

from __future__ import annotations

try:
    from boilerstrip._blocks import filed, lines_of, merged, of_kind, paragraphs, taken
except ImportError:
    from boilerstrip.blocks_python import filed, lines_of, merged, of_kind, paragraphs, taken

__all__ = ["filed", "lines_of", "merged", "of_kind", "paragraphs", "taken"]
