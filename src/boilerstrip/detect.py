"""Which charset undeclared bytes are in (first version)."""

from __future__ import annotations


def detect(data: bytes) -> str:
    return "windows-1252"
