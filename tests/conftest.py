"""Options of this test suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regen`: write the expected files of the golden pages from today's output instead of comparing."""
    parser.addoption("--regen", action="store_true", help="write fixtures/pages/*/expected.json from the current output, for review")


@pytest.fixture
def regen(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written instead of compared."""
    return bool(request.config.getoption("--regen"))
