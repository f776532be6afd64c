"""Where an engine is not installed, the answer is the pip line that installs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

SCRIPT = """
import sys

for name in {hidden!r}:
    sys.modules[name] = None  # what Python does to a module that must not be imported
from boilerstrip import MissingExtra



class Crawler:
    class settings:
        get = staticmethod(lambda name, default=None: default)
        getlist = getbool = staticmethod(lambda name: [])

    stats = None


try:
    {use}
except MissingExtra as error:
    print(error)
"""

#: Modules hidden, what is tried, what is answered.
CASES = {
    "arrow": (
        ["pyarrow"],
        "from boilerstrip.integrations.arrow import clean_batch; clean_batch(None)",
        "needs pyarrow: pip install 'boilerstrip[arrow]'",
    ),
    "ray": (
        ["ray"],
        "from boilerstrip.integrations.ray import clean_dataset; clean_dataset(None)",
        "needs ray[data]: pip install 'boilerstrip[ray]'",
    ),
    "ray data": (
        ["ray.data"],
        "from boilerstrip import Cleaner; from boilerstrip.integrations.ray import run_ray; run_ray([], 'out', Cleaner())",
        "needs ray[data]: pip install 'boilerstrip[ray]'",
    ),
    "spark": (
        ["pyspark"],
        "from boilerstrip.integrations.spark import clean_dataframe; clean_dataframe(None)",
        "needs pyspark: pip install 'boilerstrip[spark]'",
    ),
    "datatrove": (
        ["datatrove"],
        "import boilerstrip.integrations.datatrove",
        "needs datatrove: pip install 'boilerstrip[datatrove]'",
    ),
    "scrapy": (
        ["scrapy", "itemadapter"],
        "from boilerstrip.integrations.scrapy import CleanPipeline; CleanPipeline(Crawler())",
        "needs itemadapter: pip install 'boilerstrip[scrapy]'",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_the_pip_line(name: str, run: Callable[..., object]) -> None:
    hidden, use, answer = CASES[name]
    assert answer in run(SCRIPT.format(hidden=hidden, use=use)).stdout
