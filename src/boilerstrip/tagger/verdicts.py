"""verdicts: what the tagger says of every block: the label that its probabilities give it, how sure that is, and why."""

from __future__ import annotations

try:
    from boilerstrip.tagger._verdicts import verdicts
except ImportError:
    from boilerstrip.tagger.verdicts_numpy import verdicts

__all__ = ["verdicts"]
