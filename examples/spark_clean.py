"""Clean a directory of pages, or Parquet files with a page in each row, on a Spark cluster.

    spark-submit --conf spark.sql.execution.arrow.maxRecordsPerBatch=256 examples/spark_clean.py PAGES ARTICLES [parquet|files]

PAGES holds Parquet files with the columns html (or content, text) and url; or, with "files", pages and dumps as they are, one each.
ARTICLES becomes a directory of Parquet files. Both may be addresses that Spark knows: hdfs://, s3a://, file://.
boilerstrip must be installed on the executors: on the machines, in the image, or packed along with `--archives environment.tar.gz`.
"""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

from boilerstrip import Cleaner
from boilerstrip.integrations.spark import clean_dataframe


def main(pages: str, articles: str, kind: str = "parquet") -> None:
    """Clean `pages` into `articles`."""
    spark = SparkSession.builder.appName("boilerstrip").getOrCreate()
    if kind == "files":
        captures = spark.read.option("recursiveFileLookup", "true").format("binaryFile").load(pages).select("path", "content")
    else:
        captures = spark.read.parquet(pages)
    clean_dataframe(captures, Cleaner()).write.parquet(articles)
    spark.read.parquet(articles).selectExpr("count(*) AS captures", "count_if(text = '') AS without_text").show()
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
