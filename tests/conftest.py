"""Options of this test suite."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault: no deadline per example. What takes long is measured in benchmarks/.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regen`: write the expected files of the golden pages from today's output; `--regen-known`: write which pages differ from them."""
    parser.addoption("--regen", action="store_true", help="write fixtures/pages/*/expected.json from the current output, for review")
    parser.addoption("--regen-known", action="store_true", help="write fixtures/pages/known_deviations.json from the current output")


@pytest.fixture
def regen(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written instead of compared."""
    return bool(request.config.getoption("--regen"))


@pytest.fixture
def regen_known(request: pytest.FixtureRequest) -> bool:
    """Whether the list of golden pages that differ is to be written instead of compared."""
    return bool(request.config.getoption("--regen-known"))
