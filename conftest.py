"""Which doctests cannot even be collected here: those of files whose whole purpose is a package that is not installed."""

from __future__ import annotations

import os
from importlib.util import find_spec

#: File -> package. Where CI=true everything is installed, and a file that cannot be imported is a fault.
ONLY_WITH = {
    "src/boilerstrip/integrations/arrow.py": "pyarrow",
    "src/boilerstrip/integrations/datatrove.py": "datatrove",
    "src/boilerstrip/integrations/spark.py": "pyarrow",
    "src/boilerstrip/schema.py": "pyarrow",
}

collect_ignore = [] if os.environ.get("CI") == "true" else [file for file, package in ONLY_WITH.items() if find_spec(package) is None]
