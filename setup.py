"""The compiled parts. Everything else that a build needs stands in pyproject.toml.

Each part is optional: where it cannot be compiled (no compiler, no Python headers), the install goes on without it, and the Python
module beside it does the same work in more time. A part is one .pyx file beside that module, with a .pyi for the type checker.
"""

from __future__ import annotations

from tempfile import TemporaryDirectory

from setuptools import Extension, setup

#: One line a part, as Python imports it; src/boilerstrip/compiled.py says which of a part and its Python twin runs.
COMPILED = (
    "boilerstrip._blocks",
    "boilerstrip._depth",
    "boilerstrip._edges",
    "boilerstrip._marks",
    "boilerstrip._shape",
    "boilerstrip._utf8",
    "boilerstrip._wording",
    "boilerstrip.filters._by_place",
    "boilerstrip.filters._beginnings",
    "boilerstrip.filters._dates",
    "boilerstrip.filters._doubts",
    "boilerstrip.filters._phrased",
    "boilerstrip.filters._signs",
    "boilerstrip.filters._title",
    "boilerstrip.phrases._sieve",
    "boilerstrip.segmenters._lines",
    "boilerstrip.segmenters._walk",
    "boilerstrip.tagger._between",
    "boilerstrip.tagger._class_words",
    "boilerstrip.tagger._elements",
    "boilerstrip.tagger._features",
    "boilerstrip.tagger._headline_facts",
    "boilerstrip.tagger._layers",
    "boilerstrip.tagger._surroundings",
    "boilerstrip.tagger._verdicts",
    "boilerstrip.tagger._words",
)

#: A build folder in the checkout would put what an earlier build left there into the wheel.
elsewhere = TemporaryDirectory(prefix="boilerstrip-build-")

setup(
    ext_modules=[
        Extension(
            part,
            [f"src/{part.replace('.', '/')}.pyx"],
            include_dirs=["src/boilerstrip/tagger"],
            # No -march: wheels travel. No -ffast-math: sums are to be the same everywhere. No -g: it is most of the file.
            extra_compile_args=["-O3", "-g0"],
            optional=True,
        )
        for part in COMPILED
    ],
    options={
        "build": {"build_base": elsewhere.name},
        "build_ext": {"cython_c_in_temp": True},
        "egg_info": {"egg_base": elsewhere.name},
    },
)
