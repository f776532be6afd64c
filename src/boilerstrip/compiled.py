"""compiled: some modules are written twice, in Cython and in Python with numpy, and this file says which of the two run.

A compiled part (`_shape.pyx` beside `shape_numpy.py`) calls `allowed()` when it is imported. Whoever needs it catches the ImportError
that tells of a machine without it, or of one where it is not wanted, and imports the Python twin.
"""

from __future__ import annotations

import os

#: Set to anything but nothing or 0, this variable of the environment keeps compiled parts from running.
PURE = "BOILERSTRIP_PURE"


def allowed() -> None:
    """Let a compiled part be imported.

    Raises:
        ImportError: the environment asks for Python.
    """
    if os.environ.get(PURE, "0") not in {"", "0"}:
        raise ImportError(f"{PURE} is set: the Python twin runs")
