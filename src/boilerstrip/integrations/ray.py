"""ray: articles from a Ray Dataset, on as many machines as Ray has. Needs `pip install 'boilerstrip[ray]'` here and on the workers.

    import ray
    from boilerstrip.integrations.ray import clean_dataset

    pages = ray.data.read_parquet("s3://bucket/pages/")          # columns html and url, say
    clean_dataset(pages).write_parquet("s3://bucket/articles/")

The cleaner travels to the workers with its filters, site rules and templates, so that every row is what a local run gives.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from boilerstrip.api import Cleaner
from boilerstrip.capture import Capture, from_file
from boilerstrip.errors import BoilerstripError, CaptureError
from boilerstrip.extras import load
from boilerstrip.integrations.arrow import Columns, clean_batch, judged
from boilerstrip.integrations.luggage import Luggage
from boilerstrip.readers.compressed import bare, is_remote, single
from boilerstrip.readers.directory import Found, Glob, Places
from boilerstrip.readers.item import Fault, Remote
from boilerstrip.readers.places import Contents, container, place_of, remote
from boilerstrip.schema import Row, article_schema, batch_of
from boilerstrip.writers.jsonl import line

if TYPE_CHECKING:
    import pyarrow as pa
    import ray.data

#: Rows that one call of `clean_batch` gets: pages of the median size (0.1 MB) make 13 MB, pages of the largest kind (10 MB) still fit.
ROWS = 128

#: So many tasks share archives and compressed files at most: enough for any cluster, and Ray keeps the books on each of them.
TASKS = 2_000

#: Kind of table -> what reads it in `ray.data`.
TABLES = {"parquet": "read_parquet", "jsonl": "read_json", "csv": "read_csv"}
ARTICLES = "articles"
REJECTS = "rejects.jsonl"
#: The address with which Ray starts a cluster here.
LOCAL = "local"


def clean_dataset(ds: ray.data.Dataset, cleaner: Cleaner | None = None, *, columns: Columns | None = None) -> ray.data.Dataset:
    """The articles of a dataset, lazily: one row per capture, with the columns of `article_schema()`.

    Args:
        ds: one capture per row.
        cleaner: what is configured; None: the default one.
        columns: where the captures stand (see `Columns`).

    Raises:
        MissingExtra: Ray Data is not installed.
    """
    _data()
    settings = {"luggage": Luggage.of(cleaner), "columns": columns}
    return ds.map_batches(_clean_rows, batch_format="pyarrow", batch_size=ROWS, zero_copy_batch=True, fn_kwargs=settings)


def _clean_rows(table: pa.Table, luggage: Luggage, columns: Columns | None) -> pa.Table:
    return clean_batch(table, luggage.unpacked(), columns=columns)


class Done(NamedTuple):
    """What a run on Ray came to."""

    captures: int
    rejected: int


def run_ray(paths: Sequence[str], out: str, cleaner: Cleaner, contents: Contents | None = None) -> Done:
    """Clean files, directories, patterns and addresses with Ray, into Parquet files in `out`/articles; `out` may be an address.

    Plain pages and tables are read by Ray Data's own readers, compressed pages and archives by ours, each in a worker. There is a row
    for every capture; those that gave no article stand in `out`/rejects.jsonl with their reason as well, as in a local run.

    Args:
        paths: local ones are read by every worker: on a cluster they lie on storage that all machines share.
        out: a directory that no earlier run has filled.
        cleaner: what is configured.
        contents: which columns tables have; None: guess them.

    Raises:
        BoilerstripError: there are no captures, or `out` holds articles already.
        MissingExtra: Ray Data is not installed, or what reads a kind of file.
    """
    data = _data()
    contents = contents or Contents(cleaner.limits.max_chars)
    files = load("pyarrow.fs", purpose="writing Parquet files")
    system, root = files.FileSystem.from_uri(out if is_remote(out) else str(Path(out).absolute()))
    folder = f"{root.rstrip('/')}/{ARTICLES}"
    if system.get_file_info(files.FileSelector(folder, allow_not_found=True)):
        raise BoilerstripError(f"{out}/{ARTICLES} is not empty, and Ray would add to it: name another directory")
    found = _found(paths)
    if not found:
        raise BoilerstripError("no captures found: files are taken by suffix (.html, .htm, .txt, .md ... or none), others by naming them")
    _start()
    first, *others = _parts(data, found, cleaner, contents)
    (first.union(*others) if others else first).write_parquet(folder, filesystem=system)
    return _account(data, system, root)


def _found(paths: Sequence[str]) -> list[Found]:
    """Every file in these places: the same, in the same order, as a local run takes."""
    places: list[Path | Glob | Remote] = []
    for path in paths:
        place = place_of(path if is_remote(path) else os.path.abspath(path))  # noqa: PTH100  # links stay links
        places += remote(place) if isinstance(place, Remote) else [place]
    return list(Places(places))


def _parts(data: Any, found: Sequence[Found], cleaner: Cleaner, contents: Contents) -> Iterator[Any]:
    """The cleaned datasets of these files, by the way they are read."""
    pages: dict[str, list[str]] = {}
    others: list[Found] = []
    tables: dict[str, list[str]] = {}
    for file in found:
        name = _name(file)
        kind = container(file.path)
        packed = bare(name) != name
        if kind in TABLES and not packed:
            tables.setdefault(TABLES[kind], []).append(name)
        elif kind is not None or packed or name.startswith(("http://", "https://")):
            others.append(file)
        else:
            pages.setdefault(name.partition("://")[0] if is_remote(name) else "", []).append(name)
    luggage = Luggage.of(cleaner)
    for scheme, names in pages.items():
        settings = {"luggage": luggage, "scheme": scheme}
        read = data.read_binary_files(names, include_paths=True)
        yield read.map_batches(_clean_files, batch_format="pyarrow", batch_size=ROWS, zero_copy_batch=True, fn_kwargs=settings)
    if others:
        settings = {"luggage": luggage, "contents": contents}
        read = data.from_items([{"place": _name(file), "name": file.name} for file in others], override_num_blocks=min(len(others), TASKS))
        yield read.map_batches(_clean_places, batch_format="pyarrow", batch_size=1, fn_kwargs=settings)
    said = contents.columns
    columns = Columns(said.content or None, said.url or None, captured_at=said.date or None, charset=said.charset or None)
    for reader, names in tables.items():
        yield clean_dataset(getattr(data, reader)(names), cleaner, columns=columns)


def _clean_files(table: pa.Table, luggage: Luggage, scheme: str) -> pa.Table:
    """The articles of files that Ray has read: `bytes` and `path`, which comes without the scheme of its address."""
    cleaner, rows = luggage.unpacked(), []
    for content, path in zip(table["bytes"], table["path"].to_pylist(), strict=True):
        source = f"{scheme}://{path}" if scheme else path
        rows.append(judged(partial(_file, content, source), Capture("", source=source), cleaner))
    return _table([batch_of(rows)])


def _file(content: Any, source: str) -> Capture:
    """The capture in a file; a sidecar beside a local one is read."""
    return replace(Capture.of(content.as_py()), source=source) if is_remote(source) else from_file(content.as_py(), Path(source))


def _name(file: Found) -> str:
    return file.path.url if isinstance(file.path, Remote) else str(file.path)


def _clean_places(table: pa.Table, luggage: Luggage, contents: Contents) -> Iterator[pa.Table]:
    """The articles of archives and compressed files, opened here; a long archive gives many tables."""
    cleaner = luggage.unpacked()
    rows: list[Row] = []
    for place, name in zip(table["place"].to_pylist(), table["name"].to_pylist(), strict=True):
        for item in contents.of(Found(Remote(place) if is_remote(place) else Path(place), name), Counter()):
            rows.append(judged(partial(_read, item.raw, contents.limit), Capture("", source=item.source), cleaner))
            if len(rows) == ROWS:
                yield _table([batch_of(rows)])
                rows = []
    yield _table([batch_of(rows)])


def _read(raw: Capture | Path | Remote | Fault, limit: int) -> Capture:
    """Raises CaptureError for what cannot be read."""
    if isinstance(raw, Fault):
        raise CaptureError(raw.reason)
    return raw if isinstance(raw, Capture) else single(raw, limit)


def _table(batches: list[Any]) -> Any:
    return load("pyarrow", purpose="Ray Data").Table.from_batches(batches, schema=article_schema())


def _account(data: Any, system: Any, root: str) -> Done:
    """Look, with Ray, through the small columns of what was written, and list what gave no article."""
    columns = ["source", "headline", "text", "captions", "reason"]
    written = data.read_parquet(f"{root.rstrip('/')}/{ARTICLES}", filesystem=system, columns=columns)
    place = f"{root.rstrip('/')}/{REJECTS}"
    rejected = 0
    with system.open_output_stream(place) as file:
        for reject in written.map_batches(_rejects, batch_format="pyarrow").iter_rows():
            rejected += 1
            file.write(line({"source": reject["source"], "reason": reject["reason"]}).encode())
    if not rejected:
        system.delete_file(place)
    return Done(written.count(), rejected)


def _rejects(table: pa.Table) -> pa.Table:
    """The rows that hold nothing of an article."""
    compute = load("pyarrow.compute", purpose="Ray Data")
    empty = compute.equal(table["text"], "")
    empty = compute.and_(empty, compute.is_null(table["headline"]))
    empty = compute.and_(empty, compute.equal(compute.list_value_length(table["captions"]), 0))
    return table.filter(empty).select(["source", "reason"])


def _start() -> None:
    """Connect to the cluster that RAY_ADDRESS or this machine knows, or start one here, without a dashboard."""
    ray = load("ray", purpose="running on Ray")
    if not ray.is_initialized():
        ray.init(include_dashboard=False if os.environ.get("RAY_ADDRESS", LOCAL) == LOCAL else None, logging_level="WARNING")


def _data() -> Any:
    """Ray's module `ray.data`.

    Raises:
        MissingExtra: it is not installed.
    """
    return load("ray.data", purpose="running on Ray")
