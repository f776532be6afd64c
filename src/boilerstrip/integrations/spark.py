"""spark: articles from a Spark DataFrame, through mapInArrow. Needs `pip install 'boilerstrip[spark]'` here and on the executors.

    from boilerstrip.integrations.spark import clean_dataframe

    pages = spark.read.parquet("s3a://bucket/pages/")          # columns html and url, say
    clean_dataframe(pages).write.parquet("s3a://bucket/articles/")

The cleaner travels to the executors with its filters, site rules and templates, so that every row is what a local run gives.
Spark hands over 10,000 rows at a time; for whole pages set spark.sql.execution.arrow.maxRecordsPerBatch to 256 or so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from boilerstrip.api import Cleaner
from boilerstrip.extras import load
from boilerstrip.integrations.arrow import Columns, clean_batch
from boilerstrip.integrations.luggage import Luggage
from boilerstrip.schema import arrow, article_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

#: Rows that are cleaned before their articles are handed on, so that a batch of 10,000 pages does not become 10,000 articles in memory.
ROWS = 128


def clean_in_arrow(
    cleaner: Cleaner | None = None, *, columns: Columns | None = None
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """A function for `DataFrame.mapInArrow`; its output has the columns of `articles_ddl()`, after those that `columns` keeps.

    >>> import pyarrow as pa
    >>> page = pa.RecordBatch.from_pydict({"text": ["Boats sail again from Monday, the harbour master said."]})
    >>> [batch.num_rows for batch in clean_in_arrow()([page])]
    [1]

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    arrow()
    luggage = Luggage.of(cleaner)

    def cleaned(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        configured = luggage.unpacked()
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                yield clean_batch(batch.slice(start, ROWS), configured, columns=columns)

    return cleaned


def articles_ddl() -> str:
    """`article_schema()` as Spark writes it, for the second argument of `mapInArrow`.

    >>> articles_ddl()[:60]
    '`source` STRING, `url` STRING, `captured_at` TIMESTAMP, `hea'

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    return ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in article_schema())


def _ddl(type: Any) -> str:
    pa = arrow()
    if pa.types.is_list(type):
        return f"ARRAY<{_ddl(type.value_type)}>"
    if pa.types.is_struct(type):
        return "STRUCT<" + ", ".join(f"`{field.name}`: {_ddl(field.type)}" for field in type) + ">"
    return "TIMESTAMP" if pa.types.is_timestamp(type) else PLAIN[str(type)]


PLAIN = {"string": "STRING", "int32": "INT", "double": "DOUBLE", "bool": "BOOLEAN"}


def clean_dataframe(frame: DataFrame, cleaner: Cleaner | None = None, *, columns: Columns | None = None) -> DataFrame:
    """The articles of a DataFrame, lazily: one row per capture.

    Args:
        frame: one capture per row.
        cleaner: what is configured; None: the default one.
        columns: where the captures stand (see `Columns`).

    Raises:
        MissingExtra: PySpark or pyarrow is not installed.
    """
    struct = load("pyspark.sql.types", purpose="cleaning a Spark DataFrame").StructType
    kept = [frame.schema[name] for name in (columns.keep if columns else ())]
    schema = struct([*kept, *struct.fromDDL(articles_ddl()).fields])
    return frame.mapInArrow(clean_in_arrow(cleaner, columns=columns), schema)
