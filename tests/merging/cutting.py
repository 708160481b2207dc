"""One copy written twice, as whole files and as shards of them, and which place in a shard is which in the whole."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from csto_dataset.arrow import arrow_schema
from csto_dataset.findings import Finding, Place
from csto_dataset.identity import canonical
from csto_dataset.records import TABLES, record_type

Drawn = Sequence[tuple[str, Any]]
"""The values of a copy in their order, each with the type of the record that it is or was."""

ROWS_OF_A_GROUP: Final = 3
_TABLE_OF: Final = {record_type(model): table for table, model in TABLES.items()}
_FIRST: Final = re.compile(r"\(first (?P<kind>on line|in row) (?P<number>[0-9]+)(?: of (?P<file>.+))?\)$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the records of a file stand.

    Attributes:
        before: bytes in front of them, with their line feeds.
        between: bytes between them.
        records: the bytes of each; None for Parquet, where a place is a row.
    """

    before: bytes
    between: bytes
    behind: bytes
    records: tuple[bytes, ...]

    @property
    def written(self) -> bytes:
        return self.before + self.between.join(self.records) + self.behind

    @property
    def starts(self) -> list[tuple[int, int]]:
        """Byte and line at which each record begins."""
        pieces = [self.before, *(each + self.between for each in self.records[:-1])]
        ends = accumulate(((len(each), each.count(b"\n")) for each in pieces), lambda a, b: (a[0] + b[0], a[1] + b[1]))
        return [(byte, line + 1) for byte, line in ends][: len(self.records)]


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard, and where in which file the records of it stand in the whole: which one its first is."""

    path: Path
    whole: Path
    first: int
    here: list[tuple[int, int]]
    there: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cut:
    """A copy in whole files and in shards, both in folders of their own."""

    whole: Path
    parts: Path
    shards: dict[str, Shard]

    def at_home(self, finding: Finding) -> Finding:
        """Return what the finding about a shard is in the whole."""
        where = self._place(finding.where)
        message = _FIRST.sub(lambda found: self._first(found, finding.where.file), finding.message)
        for name, shard in self.shards.items():
            message = message.replace(name, str(shard.whole))
        return replace(finding, where=where, message=message)

    def _place(self, place: Place) -> Place:
        shard = self.shards[place.file]
        place = place._replace(file=str(shard.whole))
        if place.row is not None:
            row = place.row + shard.first
            group = None if place.row_group is None else row // ROWS_OF_A_GROUP
            place = place._replace(row=row, row_group=group)
        if place.byte is None:
            return place
        index = bisect_right(shard.here, place.byte, key=lambda start: start[0]) - 1
        (byte, line), (home_byte, home_line) = shard.here[index], shard.there[shard.first + index]
        # In an array the pointer leads through it, in the other formats it begins at the record.
        pointer = re.sub("^/[0-9]+", f"/{shard.first + index}", place.pointer or "") if _is_array(shard.path) else ""
        return place._replace(
            pointer=pointer or place.pointer,
            byte=place.byte - byte + home_byte,
            line=(place.line or 0) - line + home_line,
        )

    def _first(self, found: re.Match[str], beside: str) -> str:
        """Return in the whole what a message about a repeated id says of the first record with it."""
        shard, number = self.shards[found["file"] or beside], int(found["number"])
        if found["kind"] == "in row":
            number += shard.first
        else:
            index = [line for _, line in shard.here].index(number)
            number = shard.there[shard.first + index][1]
        other = "" if shard.whole == self.shards[beside].whole else f" of {shard.whole}"
        return f"(first {found['kind']} {number}{other})"


def cut(folder: Path, form: str, drawn: Drawn, ends: Sequence[int], *, mixed: bool) -> Cut:
    """Write a copy as whole files and as shards that end where it is said, in two new folders.

    Args:
        mixed: whether one file holds the records of all tables, and not one the records of each.
    """
    whole, parts = folder / "whole", folder / "parts"
    whole.mkdir(parents=True)
    parts.mkdir()
    shards: dict[str, Shard] = {}
    for name, chosen in _files(drawn, mixed=mixed):
        values = [drawn[at][1] for at in chosen]
        there = write(whole / f"{name}{form}", name, values)
        inner = [bisect_right(chosen, end - 1) for end in ends]
        for number, (first, end) in enumerate(pairwise([0, *inner])):
            path = parts / f"{name}-{number:03}{form}"
            here = write(path, name, values[first:end])
            shards[str(path)] = Shard(path, whole / f"{name}{form}", first, here, there)
    return Cut(whole, parts, shards)


def _files(drawn: Drawn, *, mixed: bool) -> Iterable[tuple[str, list[int]]]:
    """Yield the files of a copy by their names: which of the drawn values they hold."""
    if mixed:
        yield "records", list(range(len(drawn)))
        return
    for kind, table in _TABLE_OF.items():
        yield table, [at for at, (type_, _) in enumerate(drawn) if type_ == kind]


def _is_array(path: Path) -> bool:
    return path.suffix == ".json"


def write(path: Path, table: str, values: Sequence[Any]) -> list[tuple[int, int]]:
    """Write values as a file of the format that its name says, and return byte and line where each of them begins."""
    if path.suffix == ".parquet":
        schema = arrow_schema(TABLES[table])
        pq.write_table(pa.Table.from_pylist([_with_day(each) for each in values], schema), path, ROWS_OF_A_GROUP)
        return []
    layout = _layout(path.suffix, table, values)
    path.write_bytes(layout.written)
    return layout.starts


def _layout(form: str, table: str, values: Sequence[Any]) -> Layout:
    lines = tuple(canonical(each) for each in values)
    match form:
        case ".jsonl":
            return Layout(b"", b"\n", b"\n" if lines else b"", lines)
        case ".json":
            return Layout(b"[\n", b",\n", b"\n]\n", lines)
        case _:
            names = list(TABLES[table].model_fields)
            rows = tuple(",".join(_cell(each[name]) for name in names).encode() for each in values)
            return Layout(f"{','.join(names)}\n".encode(), b"\n", b"\n" if rows else b"", rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return '"{}"'.format(text.replace('"', '""'))


def _with_day(value: dict[str, Any]) -> dict[str, Any]:
    day = value.get("published")
    return {**value, "published": date.fromisoformat(day)} if day is not None else value
