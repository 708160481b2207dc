"""The files that are checked: sound ones, broken ones with a list of what is wrong in them, and a release of the sound ones."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from csto_dataset.arrow import arrow_schema
from csto_dataset.files import named
from csto_dataset.formats import release_format_of
from csto_dataset.identity import canonical
from csto_dataset.manifest import SourceEntry
from csto_dataset.publishing import Content, publish
from csto_dataset.records import TABLES, NewsItem
from validation.breaking import OF_TABLES, OF_TEXTS, broken, broken_line
from validation.making import RECORDS_A_DOCUMENT, document, records

TABLE = "news_items"
ROWS_TOGETHER = 8_192
EACH = 1_000
DONE = "made.json"


@dataclass(frozen=True)
class Made:
    """Files of so many records, in a folder; of `each` rows of the broken ones one is bad."""

    folder: Path
    count: int
    each: int

    @property
    def release(self) -> Path:
        """Folder of the release of the sound records."""
        return self.folder / "releases" / "1.0.0"

    def sound(self, suffix: str) -> Path:
        """Return the file of the sound records in a format."""
        return self.folder / "sound" / f"{TABLE}{suffix}"

    def broken(self, suffix: str) -> Path:
        """Return the file of the same records in a format, some of them bad."""
        return self.folder / "broken" / f"{TABLE}{suffix}"

    def bad_rows(self, suffix: str) -> dict[int, str]:
        """Return how each bad row of the broken file in a format was broken."""
        return {int(row): name for row, name in json.loads(self._list(suffix).read_bytes()).items()}

    def _list(self, suffix: str) -> Path:
        return self.folder / f"bad-rows{suffix}.json"

    def write_list(self, suffix: str, bad: dict[int, str]) -> None:
        """Write how each bad row of the broken file in a format was broken."""
        self._list(suffix).write_text(json.dumps(bad, indent=1) + "\n", encoding="utf-8")


def written(folder: Path, count: int, each: int = EACH) -> Made:
    """Return the files of so many records in a folder, which are written where they are not there yet."""
    files, stamp = Made(folder / f"{count}", count, each), {"records": count, "each": each}
    done = files.folder / DONE
    if done.exists() and json.loads(done.read_bytes()) == stamp:
        return files
    shutil.rmtree(files.folder, ignore_errors=True)
    for name in ("sound", "broken"):
        (files.folder / name).mkdir(parents=True)
    in_order = sorted(records(count), key=lambda record: str(record["id"]))
    _write_lines(files, in_order)
    _write_tables(files, in_order)
    _publish(files)
    done.write_text(json.dumps(stamp), encoding="utf-8")
    return files


def ways(count: int, each: int, names: tuple[str, ...]) -> dict[int, str]:
    """Return which rows are broken, and how: the ways in turn, as often as one another."""
    return {row: names[turn % len(names)] for turn, row in enumerate(range(each // 2, count, each))}


def _write_lines(files: Made, in_order: list[dict[str, Any]]) -> None:
    bad = ways(files.count, files.each, OF_TEXTS)
    files.write_list(".jsonl", bad)
    with files.sound(".jsonl").open("wb") as sound, files.broken(".jsonl").open("wb") as other:
        for row, record in enumerate(in_order):
            line = canonical(record)
            sound.write(line + b"\n")
            other.write((broken_line(record, in_order[row - 1], bad[row]) if row in bad else line) + b"\n")


def _write_tables(files: Made, in_order: list[dict[str, Any]]) -> None:
    bad = ways(files.count, files.each, OF_TABLES)
    files.write_list(".parquet", bad)
    rows = (
        broken(record, in_order[row - 1], bad[row]) if row in bad else record for row, record in enumerate(in_order)
    )
    _write_table(files.broken(".parquet"), rows)
    _write_table(files.sound(".parquet"), iter(in_order))


def _write_table(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    schema = arrow_schema(NewsItem)
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=3, write_page_checksum=True) as writer:
        while together := [_with_a_day(row) for row in islice(rows, ROWS_TOGETHER)]:
            writer.write_table(pa.Table.from_pylist(together, schema=schema))


def _with_a_day(row: dict[str, Any]) -> dict[str, Any]:
    stated = row["published"]
    return {**row, "published": None if stated is None else date.fromisoformat(stated)}


def _publish(files: Made) -> None:
    """Publish the sound records; the release's other tables are empty."""
    content: list[tuple[str, Callable[[BinaryIO], object]]] = []
    for suffix in (".jsonl", ".parquet"):
        content += [(f"{table}{suffix}", partial(_write_empty, table, suffix)) for table in TABLES if table != TABLE]
        content.append((f"{TABLE}{suffix}", partial(_copy, files.sound(suffix))))
    pages = sorted({document(number) for number in range(0, files.count, RECORDS_A_DOCUMENT)})
    sources = tuple(SourceEntry(document=sha, url=url, language="en", characters=10_000) for sha, url in pages)
    found = publish(Content(sources, tuple(content)), files.folder / "releases")
    if found.folder != files.release:
        raise RuntimeError(f"expected {named(files.release)}, found {named(found.folder)}")


def _write_empty(table: str, suffix: str, file: BinaryIO) -> None:
    form = release_format_of(f"{table}{suffix}")
    if form is not None:
        form.write(table, [], file)


def _copy(path: Path, file: BinaryIO) -> None:
    with path.open("rb") as original:
        shutil.copyfileobj(original, file)
