"""marks: what is done with all marks of a page at once: entered into what counts, and weighed."""

from __future__ import annotations

try:
    from boilerstrip._marks import stamp, weigh
except ImportError:
    from boilerstrip.marks_python import stamp, weigh

__all__ = ["stamp", "weigh"]
