"""The formats that copies are written in: how records become the bytes of files, and how another reader takes them back.

To add a format is to add a line to FORMS; one that is packed differs from another in `encode` and `decode` alone. Nothing
here uses this package's readers or writers of files.
"""

import bz2
import csv
import gzip
import io
import json
import lzma
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from csto_dataset.findings import pointer
from csto_dataset.records import TABLES
from tests.copying import Steps, loose_schema
from tests.packers import PACKERS

Tables = dict[str, list[Any]]
"""The records of a copy, as the objects that their JSON says, by the name of their table."""

AGAIN = "#again"
"""Mark behind a key or a column that is written without it, so that the name stands there twice."""

_WHOLE = re.compile("-?[0-9]+")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Form:
    """A format of copies.

    Attributes:
        kind: what a file is to its reader: JSON values, cells of text, typed columns, or bytes of which one of these comes
            out. To damage the records in these once more would show nothing; their bytes are damaged.
        encode: writes tables as a file: one table, or all of a copy where `bundled`.
        decode: reads the records of a file, none of them by this package; raises whatever it likes.
        place: what a finding at a value says of its place, from the table, the row in it, and the steps in the record.
    """

    suffix: str
    kind: Literal["json", "cells", "columns", "packed"]
    encode: Callable[[Tables], bytes]
    decode: Callable[[bytes], list[Any]]
    place: Callable[[str, int, Steps], dict[str, Any]]
    bundled: bool = field(default=False)

    def files(self, tables: Tables) -> dict[str, bytes]:
        """Return the files of a copy by their names."""
        if self.bundled:
            return {f"bundle{self.suffix}": self.encode(tables)}
        return {f"{table}{self.suffix}": self.encode({table: values}) for table, values in tables.items()}


def _only(tables: Tables) -> tuple[str, list[Any]]:
    ((table, values),) = tables.items()
    return table, values


def _json_bytes(text: str) -> bytes:
    # Half of a surrogate pair stands as its escape: it has no bytes.
    return text.replace(AGAIN, "").encode("utf-8", "backslashreplace")


def _array(tables: Tables) -> bytes:
    return _json_bytes(json.dumps(_only(tables)[1], ensure_ascii=False, indent=2))


def _bundle(tables: Tables) -> bytes:
    return _json_bytes(json.dumps(tables, ensure_ascii=False, indent=1))


def _lines(tables: Tables) -> bytes:
    return b"".join(_json_bytes(json.dumps(value, ensure_ascii=False)) + b"\n" for value in _only(tables)[1])


def _read_array(raw: bytes) -> list[Any]:
    return list(json.loads(raw.decode()))


def _read_bundle(raw: bytes) -> list[Any]:
    tables = json.loads(raw.decode())
    if not tables.keys() <= TABLES.keys():
        raise ValueError(f"expected names of tables, found {sorted(tables)}")
    return [value for values in tables.values() for value in values]


def _read_objects(raw: bytes) -> list[Any]:
    text, found, at = raw.decode().strip(), [], 0
    while at < len(text):
        value, end = json.JSONDecoder().raw_decode(text, at)
        found.append(value)
        at = end + len(text[end:]) - len(text[end:].lstrip())
    return found


def _read_lines(raw: bytes) -> list[Any]:
    return [json.loads(line) for line in raw.decode().split("\n") if line.strip()]


def columns_of(values: list[Any]) -> list[str]:
    """Return the names of the columns that records need, in the order of the record that has most fields."""
    return list(dict.fromkeys(key for value in sorted(values, key=len, reverse=True) for key in value))


def cell(value: Any) -> Any:
    """Return what the cell of a value says in CSV."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _cells(delimiter: str) -> Callable[[Tables], bytes]:
    def encode(tables: Tables) -> bytes:
        values = _only(tables)[1]
        names = columns_of(values)
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([cell(value.get(name)) for name in names] for value in values)
        return _json_bytes(text.getvalue())

    return encode


def _read_cells(delimiter: str) -> Callable[[bytes], list[Any]]:
    def decode(raw: bytes) -> list[Any]:
        text = io.StringIO(raw.decode("utf-8-sig"), newline="")
        header, *rows = [row for row in csv.reader(text, delimiter=delimiter, strict=True) if row]
        return [{name: _said(name, said) for name, said in zip(header, row, strict=True)} for row in rows]

    return decode


def _said(name: str, said: str) -> Any:
    if not said:
        return None
    if name == "index":
        if not _WHOLE.fullmatch(said):
            raise ValueError(f"expected a whole number, found {said!r}")
        return int(said)
    nested = ("paragraphs", "source", "interviewees", "lede", "qa_pairs", "question", "answer")
    return json.loads(said) if name in nested else said


def _parquet(tables: Tables) -> bytes:
    table, values = _only(tables)
    # Without check sums of pages, damaged bytes reach the values: the harder case.
    file = io.BytesIO()
    pq.write_table(arrow_table(table, values), file)
    return file.getvalue()


def arrow_table(table: str, values: list[Any]) -> pa.Table:
    """Return records as a table with everything nullable, days as days where all of them are some."""
    names, schema = columns_of(values), loose_schema(table)
    fields = [schema.field(name) if name in schema.names else _guessed(name, values) for name in names]
    made = pa.Table.from_pylist(values, schema=pa.schema(fields))
    if "published" in names and all(_is_day(value.get("published")) for value in values):
        days = [None if (said := value.get("published")) is None else date.fromisoformat(said) for value in values]
        made = made.set_column(names.index("published"), "published", pa.array(days, pa.date32()))
    return made.rename_columns([name.removesuffix(AGAIN) for name in names])


def _guessed(name: str, values: list[Any]) -> pa.Field:
    return pa.field(name, pa.array([value.get(name) for value in values]).type)


def _is_day(said: Any) -> bool:
    try:
        return said is None or (_DAY.fullmatch(said) is not None and date.fromisoformat(said) is not None)
    except ValueError:
        return False


def _read_parquet(raw: bytes) -> list[Any]:
    found = pq.ParquetFile(io.BytesIO(raw), page_checksum_verification=False, pre_buffer=False).read(use_threads=False)
    found.validate(full=True)
    return [
        {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
        for row in found.to_pylist()
    ]


def _in_array(table: str, row: int, steps: Steps) -> dict[str, Any]:
    return {"pointer": pointer(row, *steps)}


def _in_bundle(table: str, row: int, steps: Steps) -> dict[str, Any]:
    return {"pointer": pointer(table, row, *steps)}


def _in_line(table: str, row: int, steps: Steps) -> dict[str, Any]:
    return {"pointer": pointer(*steps), "line": row + 1}


def _in_row(table: str, row: int, steps: Steps) -> dict[str, Any]:
    return {"pointer": pointer(*steps), "row": row}


_UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": partial(lzma.decompress, format=lzma.FORMAT_XZ),  # Of any format, padding behind it would be more of it.
    ".zst": lambda raw: bytes(pa.CompressedInputStream(pa.BufferReader(raw), "zstd").read()),
}


def _packed(form: Form, suffix: str) -> Form:
    """Return a format whose files are compressed."""
    return Form(
        form.suffix + suffix,
        "packed",
        lambda tables: PACKERS[suffix](form.encode(tables)),
        lambda raw: form.decode(_UNPACKED[suffix](raw)),
        form.place,
    )


_LINES = Form(".jsonl", "json", _lines, _read_lines, _in_line)
_PARQUET = Form(".parquet", "columns", _parquet, _read_parquet, _in_row)

FORMS = {
    "JSON array": Form(".json", "json", _array, _read_array, _in_array),
    "JSON objects": Form(".json", "json", _lines, _read_objects, _in_line),
    "JSON bundle": Form(".json", "json", _bundle, _read_bundle, _in_bundle, bundled=True),
    "JSON Lines": _LINES,
    "CSV": Form(".csv", "cells", _cells(","), _read_cells(","), _in_row),
    "TSV": Form(".tsv", "cells", _cells("\t"), _read_cells("\t"), _in_row),
    "Parquet": _PARQUET,
    "JSON Lines, gzip": _packed(_LINES, ".gz"),
    "JSON Lines, bzip2": _packed(_LINES, ".bz2"),
    "JSON Lines, xz": _packed(_LINES, ".xz"),
    "JSON Lines, zstd": _packed(_LINES, ".zst"),
    "Parquet, gzip": _packed(_PARQUET, ".gz"),
}
"""Each format by its name."""
