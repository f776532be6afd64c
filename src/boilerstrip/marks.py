"""marks: what is done with many marks at once: made, entered into what counts, found, and weighed."""

from __future__ import annotations

try:
    from boilerstrip._marks import ends_of, marks_as, marks_on, places_of, stamp, weigh
except ImportError:
    from boilerstrip.marks_python import ends_of, marks_as, marks_on, places_of, stamp, weigh

__all__ = ["ends_of", "marks_as", "marks_on", "places_of", "stamp", "weigh"]
