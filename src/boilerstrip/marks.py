"""marks: what is done with all marks of a page at once: entered into what counts, found, and weighed."""

from __future__ import annotations

try:
    from boilerstrip._marks import places_of, stamp, weigh
except ImportError:
    from boilerstrip.marks_python import places_of, stamp, weigh

__all__ = ["places_of", "stamp", "weigh"]
