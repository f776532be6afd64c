"""verdicts: what the tagger says of every block: the label that its probabilities give it, how sure that is, and why."""

from __future__ import annotations

try:
    from boilerstrip.tagger._verdicts import best_expected, verdicts
except ImportError:
    from boilerstrip.tagger.verdicts_numpy import best_expected, verdicts

__all__ = ["best_expected", "verdicts"]
