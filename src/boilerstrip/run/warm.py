"""Imported by the process that workers are forked from, and by nothing else: what they all need is loaded once, not once each.

The one file where something happens on import. Threads of linear algebra are switched off first: workers are the threads here, and
an unpinned library on a busy machine costs more than it gives. Then a page and a dump are judged, so that patterns, phrases and weights
are in memory, which the workers share until they write to it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

_PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks between crews and company."
_DUMP = f"Ferry strike ends\n\n{_PROSE}\n\nShare\nFacebook\n"
_HTML = f"<html><head><title>Ferry strike ends</title></head><body><h1>Ferry strike ends</h1><p>{_PROSE}</p></body></html>"


def _warm() -> None:
    page, settle = import_module("boilerstrip.page"), import_module("boilerstrip.settle").settle
    pipeline = import_module("boilerstrip.presets").BALANCED
    html = import_module("boilerstrip.segmenters.html").segment_html(_HTML)
    text = page.Page(import_module("boilerstrip.segmenters.text").segment_text(_DUMP), page.Medium.TEXT)
    for warmed in (html, text):
        settle(pipeline.run(warmed), pipeline)


with suppress(Exception):  # what fails here fails in the workers too, where it can be told
    _warm()
