"""Phrases that sites print around an article, in some 60 languages, and a hash lookup of them in many texts at once.

One .tsv file per category; README.md says how they were checked. Nothing is read before the first call.
"""

from __future__ import annotations

from boilerstrip.phrases.lexicon import Cue, category_names
from boilerstrip.phrases.lookup import bits_of, cue_bits, cues_of, openings_of

__all__ = ["Cue", "bits_of", "category_names", "cue_bits", "cues_of", "openings_of"]
