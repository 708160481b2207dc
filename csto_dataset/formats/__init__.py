"""Formats: from records to a file and back. A format a suffix, chosen by `format_of`."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final, Protocol, cast

from pydantic import ValidationError

from csto_dataset.findings import Finding, first_refusal
from csto_dataset.formats.rows import CheckedRows, Row, Rows
from csto_dataset.limits import Limits
from csto_dataset.records import AnyRecord, Record

SUFFIXES: Final = (".json", ".jsonl", ".ndjson", ".parquet", ".csv", ".tsv", ".tab")
"""Suffixes that are read."""

WRITTEN: Final = (".json", ".jsonl", ".parquet")
"""Suffixes of the files of a release."""


class Reader(Protocol):
    """What the module of a format offers that copies may have."""

    def rows(self, file: BinaryIO, name: str) -> Rows:
        """Yield the rows of a file, with what is wrong with the file itself between them. No bytes make it raise."""

    def checked_rows(self, file: BinaryIO, name: str, limits: Limits) -> CheckedRows:
        """Yield the same rows; those that a faster way has proved to be sound, as such.

        The file may be a stream that goes forward only.

        Raises:
            PackingError: the file gives more than the limits allow.
        """


class Format(Reader, Protocol):
    """What the module of a format of releases offers; `rows` undoes `write`."""

    def write(self, table: str, records: Iterable[Record], file: BinaryIO) -> None:
        """Write the records of a table in their order, without holding more than a few of them."""

    def written(self, file: BinaryIO, name: str) -> Rows:
        """Yield the rows of a file that `write` wrote, without holding more than a few of them."""


def format_of(name: str) -> Reader | None:
    """Return the format that the suffix of a file's name stands for; None where it is none of SUFFIXES."""
    if PurePath(name).suffix.lower() in (".csv", ".tsv", ".tab"):
        from csto_dataset.formats import csv

        return csv
    return release_format_of(name)


def release_format_of(name: str) -> Format | None:
    """Return the format that the suffix of a file's name stands for; None where no file of a release has it."""
    match PurePath(name).suffix.lower():
        case ".json":
            from csto_dataset.formats import json

            return json
        case ".jsonl" | ".ndjson":
            from csto_dataset.formats import jsonl

            return jsonl
        case ".parquet":
            from csto_dataset.formats import parquet

            return parquet
        case _:
            return None


class FormatError(ValueError):
    """A file does not hold the records of a table. The message says where."""


def load(form: Reader, model: type[AnyRecord], file: BinaryIO, name: str) -> tuple[AnyRecord, ...]:
    """Return the records of a file, in its order.

    Raises:
        FormatError: the file, or a row of it, is not what the model demands.
    """
    return tuple(records_of(form.rows(file, name), model, name))


def records_of(rows: Rows, model: type[AnyRecord], name: str) -> Iterator[AnyRecord]:
    """Yield the records that rows hold, one after the other.

    Raises:
        FormatError: the file, or a row of it, is not what the model demands.
    """
    return (record_of(row, model, name, number) for number, row in enumerate(rows, start=1))


def record_of(row: Row | Finding, model: type[AnyRecord], name: str, number: int) -> AnyRecord:
    """Return the record that a row holds.

    Args:
        number: of the row in the file, for the message.

    Raises:
        FormatError: the row is not what the model demands.
    """
    if isinstance(row, Finding):
        raise FormatError(f"{name}: {row.message}")
    try:
        return cast("AnyRecord", model.model_validate_json(row.raw))
    except ValidationError as error:
        raise FormatError(f"{name}: record {number}{first_refusal(error)}") from error
