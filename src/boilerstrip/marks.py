"""marks: what is done with many marks at once: made, entered into what counts, found, and weighed."""

from __future__ import annotations

try:
    from boilerstrip._marks import by_label, ends_of, free_in, marks_as, marks_on, places_of, stamp, weigh
except ImportError:
    from boilerstrip.marks_python import by_label, ends_of, free_in, marks_as, marks_on, places_of, stamp, weigh

__all__ = ["by_label", "ends_of", "free_in", "marks_as", "marks_on", "places_of", "stamp", "weigh"]
