"""Checking a row by itself: the byte gate, the model, and the rules that one record shows alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from pydantic import ValidationError

from csto_dataset.findings import Finding, label, shown
from csto_dataset.formats import gate
from csto_dataset.formats.rows import Row
from csto_dataset.identity import digest, record_digest
from csto_dataset.records import TABLES, Record, record_type
from csto_dataset.rules.model import misfits, table_of
from csto_dataset.rules.single import SINGLE_RULES

_MIDNIGHT: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]00:00:00(?:[.]0+)?(?:Z|[+]00:00)?")
_A_DAY: Final = 86_400_000
_FAR: Final = 2_000 * 365 * _A_DAY


@dataclass(frozen=True, slots=True)
class Checked:
    """A record of a copy that could be read, valid or not.

    Attributes:
        value: the object that its JSON says. Where the model refuses it: without fields that no record has, and with a
            day that is stated in another form as a day; both have findings, and neither changes whose record it is.
        record: None where the model refuses it.
        digest: what identifies it.
        findings: what is wrong with it by itself.
    """

    row: Row
    table: str
    value: dict[str, Any]
    record: Record | None
    digest: bytes
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str | None:
        return id_of(self.value)


def check(row: Row) -> Checked | Finding:
    """Return what a row holds, or the finding that keeps it from being a record at all."""
    try:
        value = gate.read(row.raw)
    except gate.RefusedError as refused:
        return Finding(refused.code, refused.message, row.at_byte(refused.byte))
    if not isinstance(value, dict):
        return Finding("wrong-type", f"expected a record, found {shown(value)}", row.at())
    table = table_of(value)
    if table is None:
        return Finding("unknown-table", f"expected a record of {', '.join(TABLES)}, found {shown(value)}", row.at())
    model = TABLES[table]
    try:
        record = model.model_validate_json(row.raw)
    except ValidationError as error:
        found = tuple(_misfits(row, error, id_of(value)))
        told = {
            name: _as_day(each) if name == "published" else each
            for name, each in value.items()
            if name in model.model_fields
        }
        return Checked(row, table, told, None, digest(record_type(model), told), found)
    return Checked(row, table, value, record, record_digest(record), tuple(_breaches(row, record)))


def _as_day(value: Any) -> Any:
    """Return the day that a value of another form states, for identity alone: an ISO instant, or pandas' milliseconds."""
    if isinstance(value, str) and _MIDNIGHT.fullmatch(value):
        return value[: len("YYYY-MM-DD")]
    if type(value) is int and value % _A_DAY == 0 and 0 <= value < _FAR:
        return (date(1970, 1, 1) + timedelta(milliseconds=value)).isoformat()
    return value


def id_of(value: dict[str, Any]) -> str | None:
    """Return the id that a record states, safe to print; None where it states none."""
    stated = value.get("id")
    return label(stated) if isinstance(stated, str) else None


def _misfits(row: Row, error: ValidationError, id: str | None) -> Iterator[Finding]:
    for misfit in misfits(error):
        if not misfit.steps or misfit.steps[0] not in row.settled:
            yield Finding(misfit.code, misfit.message, row.at(*misfit.steps), id)


def _breaches(row: Row, record: Record) -> Iterator[Finding]:
    for code, rule in SINGLE_RULES.items():
        for breach in rule(record):
            yield Finding(code, breach.message, row.at(*breach.steps), record.id)
