"""pandera on polars: the types of the columns, and each demand as a check of the frame."""

import pandera.polars as pa
import polars as pl
from frames import SCHEMA, demands, scanned
from pandera.errors import SchemaErrors
from telling import Answer, tell


def _check(name: str, demand: pl.Expr) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(demand.fill_null(value=False)), name=name)


NULLABLE = {"published", "title"}
COLUMNS = {name: pa.Column(type_, nullable=name in NULLABLE) for name, type_ in {"row": pl.UInt32, **SCHEMA}.items()}
CHECKS = [_check(name, demand) for name, demand in demands().items()]
NEWS_ITEMS = pa.DataFrameSchema(COLUMNS, checks=CHECKS, strict=True)


def check(path: str) -> Answer:
    frame = scanned(path).collect()
    try:
        NEWS_ITEMS.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return frame.height, set(errors.failure_cases["index"].drop_nulls().to_list())
    return frame.height, ()


tell(check)
