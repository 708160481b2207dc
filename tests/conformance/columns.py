"""Cases of the columns of Parquet and CSV."""

from typing import Final

import pyarrow as pa

from tests.conformance.case import Case, Found
from tests.conformance.copies import cells, parquet, quoted, table, with_column
from tests.conformance.records import NEWS, PAIR, TALK
from tests.conformance.rows import bad, good
from tests.copying import without

_NAMES: Final = list(NEWS)
_ROW: Final = ["" if value is None else quoted(value) for value in NEWS.values()]
_SPREAD: Final = {
    **without(NEWS, "source"),
    **{f"source.{name}": value for name, value in NEWS["source"].items()},
}


def _of_parquet(raw: bytes) -> dict[str, bytes]:
    return {"x.parquet": raw}


def _of_csv(raw: bytes) -> dict[str, bytes]:
    return {"x.csv": raw}


COLUMNS: Final[tuple[Case, ...]] = (
    bad("not-parquet", "Nothing follows the first four bytes.", _of_parquet(b"PAR1"), Found()),
    good("not-parquet", "A file of Parquet holds a table.", _of_parquet(parquet("news_items", NEWS))),
    bad(
        "unknown-table",
        "An object has fields of none of the tables.",
        b'{"date":"2031-03-14","text":"The roads are open."}\n',
        Found(pointer="", mark='▸{"date"'),
    ),
    good("unknown-table", "A table is known by its columns, whatever the file is called.", {"mine.csv": table(NEWS)}),
    bad(
        "column-type",
        "Days are stored as text.",
        _of_parquet(parquet("news_items", NEWS, days=pa.string())),
        Found(field="published"),
    ),
    good(
        "column-type",
        "Days are stored in milliseconds, as midnights.",
        _of_parquet(parquet("news_items", NEWS, days=pa.date64())),
    ),
    bad(
        "missing-column",
        "There is no column for the language.",
        _of_parquet(parquet("news_items", NEWS, change=lambda made: made.drop_columns(["language"]))),
        Found(field="language"),
    ),
    good(
        "missing-column",
        "The columns stand in another order.",
        _of_parquet(parquet("news_items", NEWS, change=lambda made: made.select(made.column_names[::-1]))),
    ),
    bad(
        "missing-column",
        "The first line of CSV names no column for the language; the place is the beginning of the line.",
        _of_csv(table(without(NEWS, "language"))),
        Found(field="language", mark="▸type,"),
        name="bad-csv",
    ),
    good(
        "missing-column",
        "A source is spread over four columns.",
        _of_csv(table(_SPREAD)),
        name="good-csv",
    ),
    bad(
        "unknown-column",
        "There is a column of somebody's own.",
        _of_parquet(parquet("news_items", NEWS, change=lambda made: made.append_column("mood", made["id"]))),
        Found(field="mood"),
    ),
    good(
        "unknown-column",
        "What somebody wants to say of the file stands in its metadata.",
        _of_parquet(parquet("news_items", NEWS, change=lambda made: made.replace_schema_metadata({"mood": "calm"}))),
    ),
    bad(
        "unknown-column",
        "The first line of CSV names a column of somebody's own; the place is its name.",
        _of_csv(cells([*_NAMES, "mood"], [*_ROW, "calm"])),
        Found(field="mood", mark="source,▸mood"),
        name="bad-csv",
    ),
    bad(
        "repeated-column",
        "There are two columns for the title.",
        _of_parquet(parquet("news_items", NEWS, change=lambda made: made.append_column("title", made["title"]))),
        Found(field="title"),
    ),
    good(
        "repeated-column",
        "An interview and the pairs in it have fields of one name each.",
        _of_parquet(parquet("interviews", TALK)),
    ),
    bad(
        "repeated-column",
        "The first line of CSV names the title twice; the place is the last of the two.",
        _of_csv(cells([*_NAMES, "title"], [*_ROW, _ROW[_NAMES.index("title")]])),
        Found(field="title", mark="source,▸title"),
        name="bad-csv",
    ),
    bad(
        "index-column",
        "pandas wrote row numbers as a column.",
        _of_parquet(
            parquet("news_items", NEWS, change=lambda made: made.append_column("__index_level_0__", pa.array([7])))
        ),
        Found(field="__index_level_0__", level="warning"),
        valid=True,
    ),
    good(
        "index-column",
        "pandas tells row numbers in the metadata.",
        _of_parquet(
            parquet(
                "news_items",
                NEWS,
                change=lambda made: made.replace_schema_metadata(
                    {"pandas": '{"index_columns":[{"kind":"range","name":null,"start":0,"stop":1,"step":1}]}'}
                ),
            )
        ),
    ),
    bad(
        "index-column",
        "A column of CSV without a name holds row numbers; the place is its empty name.",
        _of_csv(cells(["", *_NAMES], ["7", *_ROW])),
        Found(field="", mark="▸,type", level="warning"),
        name="bad-csv",
        valid=True,
    ),
    bad(
        "fractional-type",
        "Whole numbers are stored as floating point.",
        _of_parquet(parquet("qa_pairs", PAIR, change=with_column("index", pa.float64()))),
        Found(field="index", level="warning"),
        valid=True,
    ),
    good(
        "fractional-type",
        "Whole numbers are stored in one byte.",
        _of_parquet(parquet("qa_pairs", PAIR, change=with_column("index", pa.uint8()))),
    ),
    bad(
        "fractional-type",
        "A cell says a whole number with a fraction of nothing.",
        _of_csv(table(PAIR, index="1.0")),
        Found(pointer="/index", field="index", mark=",▸1.0,", row=0, record=PAIR["id"], level="warning"),
        name="bad-csv",
        valid=True,
    ),
)
"""Cases of columns."""
