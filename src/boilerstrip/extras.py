"""extras: packages that only some people need, imported when they are needed, and the pip line where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from boilerstrip.errors import MissingExtra

#: Package to import -> (name on PyPI, extra of boilerstrip that installs it).
EXTRAS = {
    "fastwarc": ("fastwarc", "warc"),
    "fsspec": ("fsspec", "remote"),
    "datatrove": ("datatrove", "datatrove"),
    "itemadapter": ("itemadapter", "scrapy"),
    "pyarrow": ("pyarrow", "parquet"),
    "pyspark": ("pyspark", "spark"),
    "ray": ("ray[data]", "ray"),
    "scrapy": ("scrapy", "scrapy"),
    "zstandard": ("zstandard", "zst"),
}


def load(module: str, *, purpose: str) -> Any:
    """An optional module, for instance `pyarrow.parquet`.

    Raises:
        MissingExtra: its package is not installed; the message holds the pip line and what it is needed for.
        KeyError: no extra of boilerstrip has this package.
    """
    package, extra = EXTRAS[module.partition(".")[0]]
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtra(package, extra=extra, purpose=purpose) from error
