"""Who writes the records of a release without changing them: writers, each with options that are drawn."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq

from benchmarks.damage import parquet, writing_csv, writing_json
from benchmarks.damage.changes import Part, any_of, drawn_tables, shards
from benchmarks.damage.forms import arrow_table


class Writer(NamedTuple):
    """Somebody who writes records.

    Attributes:
        write: draws records and options, and writes a copy in an empty folder.
        warnings: codes that may be told nevertheless: docs/validating.md says what each of them is.
    """

    write: Callable[[random.Random, Path], None]
    warnings: frozenset[str] = frozenset()


def in_parts(part: Part) -> Callable[[random.Random, Path], None]:
    """Return what writes each part of the drawn tables as a file of its own."""

    def write(chance: random.Random, folder: Path) -> None:
        for number, (table, values) in enumerate(shards(chance, drawn_tables(chance))):
            part(chance, table, values, folder / f"part-{number}")

    return write


def _pyarrow(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    made = parquet.otherwise(chance, table, values)
    pq.write_table(made, path.with_suffix(".parquet"), **parquet.options(chance, made.schema))


def _pandas_parquet(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    frame = arrow_table(table, values).to_pandas()
    codec = chance.choice((None, "snappy", "gzip", "brotli", "zstd"))
    frame.to_parquet(path.with_suffix(".parquet"), compression=codec, index=chance.choice((False, None, True)))


def _pandas_json(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    frame = pd.DataFrame(values)
    lines = chance.random() < 0.5
    indent = None if lines else chance.choice((None, 2))
    frame.to_json(
        path.with_suffix(".jsonl" if lines else ".json"),
        orient="records",
        lines=lines,
        indent=indent,
        force_ascii=chance.random() < 0.5,
    )


def _polars(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    frame = pl.from_arrow(arrow_table(table, values))
    assert isinstance(frame, pl.DataFrame)
    match chance.choice(("parquet", "parquet", "lines", "json")):
        case "lines":
            frame.write_ndjson(path.with_suffix(".ndjson"))
        case "json":
            frame.write_json(path.with_suffix(".json"))
        case _:
            options = any_of(
                chance,
                compression=["uncompressed", "snappy", "gzip", "zstd", "lz4", "brotli"],
                row_group_size=[None, 1, 3],
                statistics=[True, False],
            )
            frame.write_parquet(path.with_suffix(".parquet"), **options)


def _duckdb(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    rows = arrow_table(table, values)  # noqa: F841  # DuckDB finds it by its name.
    codec = chance.choice(("uncompressed", "snappy", "zstd", "gzip", "brotli", "lz4"))
    suffix, options = chance.choice(
        (
            (".parquet", f"FORMAT parquet, COMPRESSION {codec}, ROW_GROUP_SIZE {chance.choice((1, 2, 5000))}"),
            (".parquet", "FORMAT parquet, PARQUET_VERSION v2"),
            (".jsonl", "FORMAT json"),
            (".json", "FORMAT json, ARRAY true"),
        )
    )
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM rows) TO '{path.with_suffix(suffix)}' ({options})")


WRITERS = {
    "json, an array": Writer(in_parts(writing_json.array)),
    "json, objects behind each other": Writer(in_parts(writing_json.objects)),
    "json, all tables in one object": Writer(writing_json.bundle),
    "json, lines": Writer(in_parts(writing_json.lines)),
    "csv, lists as JSON": Writer(in_parts(writing_csv.cells(writing_csv.as_json))),
    "csv, lists as escaped JSON": Writer(in_parts(writing_csv.cells(writing_csv.as_ascii))),
    "csv, the source in columns": Writer(in_parts(writing_csv.cells(writing_csv.as_json, flat=True))),
    "csv, lists as Python prints them": Writer(in_parts(writing_csv.cells(repr)), frozenset({"python-repr"})),
    "csv, null as a word": Writer(in_parts(writing_csv.cells(writing_csv.as_json, "NA")), frozenset({"null-mark"})),
    "pandas, CSV": Writer(in_parts(writing_csv.by_pandas)),
    "polars, CSV": Writer(in_parts(writing_csv.by_polars)),
    "DuckDB, CSV": Writer(in_parts(writing_csv.by_duckdb)),
    "pyarrow, Parquet": Writer(in_parts(_pyarrow)),
    "pandas, Parquet": Writer(in_parts(_pandas_parquet), frozenset({"index-column"})),
    "pandas, JSON": Writer(in_parts(_pandas_json)),
    "polars, Parquet and JSON": Writer(in_parts(_polars)),
    "DuckDB, Parquet and JSON": Writer(in_parts(_duckdb)),
}
"""Each writer by its name."""
