"""docs/engines.md tells the truth: its Python blocks run, and its table of columns is the schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "engines.md").read_text(encoding="utf-8")
#: Section -> its Python block; blocks marked `py` need a cluster, a spider or a package that the tests do not install.
BLOCKS = {
    section.partition("\n")[0]: code
    for section in TEXT.split("\n## ")[1:]
    for code in re.findall(r"^```python\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
}
MODULES = {"Polars": ("polars", "pyarrow"), "DuckDB": ("duckdb", "pyarrow"), "The batch function": ("pyarrow",)}
PROSE = "Boats sail again from Monday, the harbour master said on Friday, after a week of talks with the union of the crews."


def test_the_blocks_are_those_known() -> None:
    assert set(BLOCKS) == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_block_runs(name: str, tmp_path: Path, run: Callable[..., object], require: Callable[..., None]) -> None:
    require(*MODULES[name])
    import pyarrow as pa
    import pyarrow.parquet as pq

    pages = [
        f"<html><body><h1>Ferry {n} ends</h1><p>{PROSE}</p><p>{PROSE.upper()}</p><footer>© Post</footer></body></html>" for n in range(600)
    ]
    pq.write_table(pa.table({"html": pages, "url": [f"https://example.com/{n}" for n in range(600)]}), tmp_path / "pages.parquet")
    said = run(BLOCKS[name] + ("\nprint(articles.height)" if name == "Polars" else "")).stdout
    if name == "Polars":
        assert said.splitlines()[-1] == "600"
    elif name == "DuckDB":
        assert pq.read_metadata(tmp_path / "articles.parquet").num_rows == 600
        assert "by" in said
    else:
        assert said == "[{'key': 1, 'medium': 'html', 'error': None}, {'key': 2, 'medium': '', 'error': 'the capture is null'}]\n"


def test_the_table_of_columns_is_the_schema(require: Callable[..., None]) -> None:
    require("pyarrow")
    from boilerstrip.schema import article_schema

    part = TEXT.split("| column | type | |\n")[1].split("\n\n")[0]
    rows = [line.split(" | ") for line in part.splitlines()[1:]]
    told = {name: kind for names, kind, *_ in rows for name in names.removeprefix("| ").split(", ")}
    schema = article_schema()
    assert set(told) == set(schema.names)
    for name, kind in told.items():
        type = schema.field(name).type
        true = str(type).replace("list<item: struct<", "list of struct(").replace(">>", ")").replace("list<item: string>", "list of string")
        assert kind == re.sub(r"(\w+): (\w+)", lambda m: m[1] if m[2] == "string" else f"{m[1]} {m[2]}", true).replace("tz=", ""), name
