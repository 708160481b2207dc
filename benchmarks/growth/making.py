"""Invented short news items as Parquet, made fast: tens of millions of valid ones, all distinct, that take little disk.

A copy is a folder of files; where it stands there already, it is not made again.
"""

import json
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from invented import DAYS, FIRST_DAY

from csto_dataset.arrow import arrow_schema
from csto_dataset.identity import canonical, key_digits
from csto_dataset.records import NewsItem

TABLE = "news_items"
ROWS_FOR_ONE = 100_000
"""Rows below which one process is done with them before others would have started."""
ROWS_TOGETHER = 1 << 14
"""Rows of a row group."""
RECORDS_A_DOCUMENT = 1_000
ADDRESS = "https://en.odkb-csto.org/news/news_odkb/invented-{number}/"
SAID = "Invented notice {number} of the register."


@dataclass(frozen=True)
class Copy:
    """A folder of Parquet files that hold so many records together."""

    folder: Path
    rows: int
    files: int

    @property
    def bytes(self) -> int:
        return sum(each.stat().st_size for each in self.folder.glob("*.parquet"))


def copy(folder: Path, rows: int, files: int) -> Copy:
    """Return a copy of the first so many records in so many files, which is made where it is not there yet."""
    made = Copy(folder / f"{rows}-in-{files}", rows, files)
    ends = [rows * number // files for number in range(files + 1)]
    parts = [(made.folder / _name(number), ends[number], ends[number + 1]) for number in range(files)]
    if not _is_done(made):
        _begin(made)
        _write_all(parts, at_once=1 if rows < ROWS_FOR_ONE else min(files, os.cpu_count() or 1))
        _end(made)
    return made


def beginning(of: Copy, rows: int) -> Copy:
    """Return a copy that holds the first so many records of another one: files of it, linked and not written again.

    Raises:
        ValueError: so many do not end with a file of it.
    """
    files, left = divmod(rows * of.files, of.rows)
    if left or of.rows % of.files:
        raise ValueError(f"{rows}: expected a multiple of {of.rows / of.files:g} rows")
    made = Copy(of.folder.with_name(f"{rows}-of-{of.rows}-in-{of.files}"), rows, files)
    if not _is_done(made):
        _begin(made)
        for number in range(files):
            (made.folder / _name(number)).hardlink_to(of.folder / _name(number))
        _end(made)
    return made


def _name(number: int) -> str:
    return f"{TABLE}-{number:03}.parquet"


def _stamp(made: Copy) -> dict[str, int | str]:
    return {"rows": made.rows, "files": made.files, "said": SAID, "together": ROWS_TOGETHER}


def _is_done(made: Copy) -> bool:
    done = made.folder.with_suffix(".json")
    return done.exists() and json.loads(done.read_bytes()) == _stamp(made)


def _begin(made: Copy) -> None:
    """Remove what was begun and not ended."""
    made.folder.with_suffix(".json").unlink(missing_ok=True)
    shutil.rmtree(made.folder, ignore_errors=True)
    made.folder.mkdir(parents=True)


def _end(made: Copy) -> None:
    made.folder.with_suffix(".json").write_text(json.dumps(_stamp(made)), encoding="utf-8")


def _write_all(parts: Sequence[tuple[Path, int, int]], at_once: int) -> None:
    if at_once == 1:
        for part in parts:
            _write(*part)
        return
    # A copy of this process, with the threads of pyarrow in it, might wait for ever.
    with ProcessPoolExecutor(at_once, get_context("spawn")) as processes:
        list(processes.map(_write, *zip(*parts, strict=True)))


def _write(path: Path, first: int, end: int) -> None:
    """Write a file of the records from one number to before another."""
    with pq.ParquetWriter(path, arrow_schema(NewsItem), compression="zstd") as writer:
        for start in range(first, end, ROWS_TOGETHER):
            writer.write_table(table(range(start, min(end, start + ROWS_TOGETHER))), ROWS_TOGETHER)


def table(numbers: Sequence[int]) -> pa.Table:
    """Return the records of some numbers, each the same for the same number."""
    schema = arrow_schema(NewsItem)
    days = [FIRST_DAY + timedelta(days=number % DAYS) for number in numbers]
    said = [SAID.format(number=number) for number in numbers]
    # What `identity.content_id` makes of a news item without a title, without a model for each of them.
    ids = [
        f"news-{day.isoformat()}-{key_digits('news_item', canonical([None, text]))}"
        for day, text in zip(days, said, strict=True)
    ]
    places = [number % RECORDS_A_DOCUMENT * 100 for number in numbers]
    pages = [number // RECORDS_A_DOCUMENT for number in numbers]
    documents = {page: sha256(f"document {page}".encode()).hexdigest() for page in set(pages)}
    addresses = {page: ADDRESS.format(number=page) for page in documents}
    source = {
        "document": [documents[page] for page in pages],
        "url": [addresses[page] for page in pages],
        "start": places,
        "end": [start + len(text) for start, text in zip(places, said, strict=True)],
    }
    many = len(said)
    columns = {
        "type": ["news_item"] * many,
        "id": ids,
        "form": ["teaser"] * many,
        "published": days,
        "title": pa.nulls(many, schema.field("title").type),
        "paragraphs": pa.ListArray.from_arrays(
            pa.array(range(many + 1), pa.int32()), pa.array(said), schema.field("paragraphs").type
        ),
        "language": ["en"] * many,
        "source": pa.StructArray.from_arrays(
            [pa.array(source[field.name], field.type) for field in schema.field("source").type],
            fields=list(schema.field("source").type),
        ),
    }
    arrays = [
        each if isinstance(each, pa.Array) else pa.array(each, schema.field(name).type)
        for name, each in ((name, columns[name]) for name in schema.names)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
