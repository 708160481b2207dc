"""Benign CSV: any delimiter, line end and quotes, lists as JSON or as Python prints them, the source in columns."""

import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

from benchmarks.damage.changes import Part, any_of
from benchmarks.damage.forms import arrow_table, cell, columns_of


def cells(nested: Callable[[Any], str], null: str = "", *, flat: bool = False) -> Part:
    """Return what writes CSV with Python's csv module.

    Args:
        nested: what a list or an object is written as.
        null: what null is written as.
        flat: whether the source is spread over columns of its own.
    """

    def write(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
        rows = [_spread(value) if flat else value for value in values]
        names = chance.sample(columns_of(rows), len(columns_of(rows)))
        suffix, delimiter = chance.choice(
            ((".csv", ","), (".csv", ";"), (".csv", "\t"), (".tsv", "\t"), (".tab", "\t"))
        )
        text = io.StringIO(newline="")
        end = chance.choice(("\n", "\r\n", "\r"))
        # A word for null stands without quotes.
        quoting = any_of(
            chance,
            quoting=[csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC] if not null else [csv.QUOTE_MINIMAL],
        )
        writer = csv.writer(text, delimiter=delimiter, lineterminator=end, **quoting)
        writer.writerow(names)
        for row in rows:
            said = [null if row[name] is None else row[name] for name in names]
            writer.writerow([nested(each) if isinstance(each, list | dict) else each for each in said])
        mark = chance.choice(("", "\ufeff"))
        path.with_suffix(suffix).write_bytes((mark + text.getvalue()).encode())

    return write


def _spread(value: dict[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key != "source"} | {
        f"source.{key}": each for key, each in value["source"].items()
    }


def by_pandas(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    frame = pd.DataFrame([{key: cell(each) for key, each in value.items()} for value in values])
    options = any_of(
        chance, sep=[",", ";", "\t"], quoting=[csv.QUOTE_MINIMAL, csv.QUOTE_ALL], lineterminator=["\n", "\r\n"]
    )
    frame.to_csv(path.with_suffix(".csv"), index=False, **options)


def by_polars(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    frame = pl.DataFrame([{key: cell(each) for key, each in value.items()} for value in values])
    options = any_of(chance, separator=[",", ";", "\t"], quote_style=["necessary", "always", "non_numeric"])
    frame.write_csv(path.with_suffix(".csv"), include_bom=chance.random() < 0.3, **options)


def by_duckdb(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    rows = arrow_table(table, values)
    nested = [name for name in rows.column_names if pa.types.is_nested(rows.schema.field(name).type)]
    columns = ", ".join(f"to_json({name}) AS {name}" if name in nested else name for name in rows.column_names)
    delimiter = chance.choice((",", ";", "\\t"))
    quote = chance.choice(("", ", FORCE_QUOTE *"))
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM rows) TO '{path.with_suffix('.csv')}' (FORMAT csv, DELIMITER E'{delimiter}'{quote})"
        )


def as_json(value: Any) -> str:
    """Return a value as JSON with its characters as they are."""
    return json.dumps(value, ensure_ascii=False)


def as_ascii(value: Any) -> str:
    """Return a value as JSON whose characters beyond ASCII are escaped."""
    return json.dumps(value)
