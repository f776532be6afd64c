"""blocks: what is done with all blocks of a page at once."""

from __future__ import annotations

try:
    from boilerstrip._blocks import count_lines, filed, merged, of_kind, paragraphs, taken
except ImportError:
    from boilerstrip.blocks_python import count_lines, filed, merged, of_kind, paragraphs, taken

__all__ = ["count_lines", "filed", "merged", "of_kind", "paragraphs", "taken"]
