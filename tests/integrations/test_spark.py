"""Spark on a real JVM: the same articles as a local run, and the example as spark-submit runs it."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from boilerstrip import Cleaner

pytestmark = pytest.mark.cluster

EXAMPLE = Path(__file__).parents[2] / "examples" / "spark_clean.py"

SCRIPT = """
import pickle, runpy, shutil, sys
from pathlib import Path

from pyspark.sql import SparkSession

from boilerstrip.integrations.arrow import Columns
from boilerstrip.integrations.spark import articles_ddl, clean_dataframe, clean_in_arrow

pages, rules, out, cleaner, files, example = sys.argv[1:]
builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.sql.session.timeZone", "Asia/Tokyo")
builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.sql.warehouse.dir", out + "/warehouse")
spark = builder.getOrCreate()
frame = spark.read.parquet(pages).repartition(2)
cleaned = clean_dataframe(frame, pickle.loads(Path(cleaner).read_bytes()), columns=Columns(keep=("key",)))
shutil.rmtree(rules)  # what the executors know of it they were told
cleaned.write.parquet(out + "/ready")
frame.limit(3).mapInArrow(clean_in_arrow(), articles_ddl()).write.parquet(out + "/function")
runpy.run_path(example)["main"](files, out + "/example", "files")
"""


def test_spark_gives_what_a_local_run_gives(
    captures: Path, rules: Path, cleaner: Cleaner, tmp_path: Path, run: Callable[..., object], require: Callable[..., None]
) -> None:
    require("pyspark", "pyarrow")
    if shutil.which("java") is None and (os.environ.get("CI") != "true" or os.environ.get("BOILERSTRIP_NO_JAVA")):
        pytest.skip("no java: Spark needs one, for instance Debian's openjdk-17-jre-headless")
    import pyarrow as pa
    import pyarrow.parquet as pq

    from boilerstrip.integrations.arrow import Columns, clean_batch
    from boilerstrip.schema import rows_of

    pages = sorted(path for path in captures.iterdir() if path.suffix in {".html", ".txt"})
    pages += [captures / "damaged.txt.gz"]
    table = pa.table(
        {
            "key": list(range(len(pages))),
            "path": [str(path) for path in pages],
            "content": [path.read_bytes() for path in pages],
            "url": ["https://example.com/" if path.stem == "ruled" else None for path in pages],
            "captured_at": pa.array([datetime(2019, 9, 22, 2, 23, tzinfo=UTC)] * len(pages), pa.timestamp("us", tz="UTC")),
        }
    )
    pq.write_table(table, tmp_path / "pages.parquet")
    want = clean_batch(table, cleaner, columns=Columns(keep=("key",)))
    (tmp_path / "cleaner").write_bytes(pickle.dumps(cleaner))
    out = tmp_path / "out"
    files = tmp_path / "files"
    files.mkdir()
    for page in pages[:4]:
        shutil.copy(page, files)

    quiet = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_DIRS": str(tmp_path / "spark"), "SPARK_LOCAL_IP": "127.0.0.1"}
    said = run(SCRIPT, tmp_path / "pages.parquet", rules, out, tmp_path / "cleaner", files, EXAMPLE, **quiet).stdout

    got = pq.read_table(out / "ready").sort_by("key")
    assert got["key"].to_pylist() == list(range(len(pages)))
    assert list(rows_of(got)) == list(rows_of(want))
    assert sum(error is not None for error in got["error"].to_pylist()) == 1
    assert pq.read_table(out / "function").num_rows == 3
    example = {row.article.source.rpartition("/")[2]: row.article.body for row in rows_of(pq.read_table(out / "example"))}
    assert example == {page.name: Cleaner()(page).body for page in pages[:4]}
    assert "captures" in said
