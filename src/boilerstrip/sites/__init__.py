"""sites: what is known about single sites, from three sources and two foreign formats, found by host and date.

The rules that come with the package stand in known/, one file per site. book.py finds the rule for a capture, reading.py reads rule
files, ftr.py and cosmetic.py read other projects' knowledge.
"""

from __future__ import annotations

from boilerstrip.sites.book import Book, Sites, book_of

__all__ = ["Book", "Sites", "book_of"]
