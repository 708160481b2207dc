"""Checking a row by itself: the byte gate, the model, and the rules that one record shows alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from csto_dataset.accept import MOST_VALUES, may_have_too_many_values
from csto_dataset.findings import Finding, label, shown
from csto_dataset.formats import gate
from csto_dataset.formats.rows import Row
from csto_dataset.identity import as_json, digest, record_digest
from csto_dataset.records import TABLES, Record, record_type
from csto_dataset.rules.model import Misfit, misfits, table_of
from csto_dataset.rules.schemas import schema_misfits
from csto_dataset.rules.single import SINGLE_RULES

_MIDNIGHT: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]00:00:00(?:[.]0+)?(?:Z|[+]00:00)?")
_A_DAY: Final = 86_400_000
_FAR: Final = 2_000 * 365 * _A_DAY


@dataclass(frozen=True, slots=True)
class Checked:
    """A record of a copy that could be read, valid or not.

    Attributes:
        value: the object that its JSON says. Where the model refuses it: with whole numbers as such, without fields that
            no record has, and with a day that is stated in another form as a day; both of these have findings, and
            nothing of it changes whose record it is.
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
    def said(self) -> dict[str, Any]:
        """What `value` says with whole numbers as such, however they are spelt: as a release says it."""
        return self.value if self.record is None else as_json(self.record)

    @property
    def id(self) -> str | None:
        return id_of(self.value)


def check(row: Row, schemas: Path | None = None) -> Checked | Finding:
    """Return what a row holds, or the finding that keeps it from being a record at all.

    Args:
        schemas: folder of the JSON Schemas that decide in place of the models; then no rules are asked.
    """
    try:
        value = gate.read(row.raw)
    except gate.RefusedError as refused:
        return Finding(refused.code, refused.message, row.at_byte(refused.byte))
    if _has_too_many_values(row.raw, value):
        return Finding("record-too-long", f"expected a record of at most {MOST_VALUES} values, found more", row.at())
    if not isinstance(value, dict):
        return Finding("wrong-type", f"expected a record, found {shown(value)}", row.at())
    table = table_of(value)
    if table is None:
        return Finding("unknown-table", f"expected a record of {', '.join(TABLES)}, found {shown(value)}", row.at())
    if schemas is not None:
        found = tuple(_told(row, schema_misfits(schemas, table, value), id_of(value)))
        told = _integral(value)
        return Checked(row, table, told, None, digest(record_type(TABLES[table]), told), found)
    model = TABLES[table]
    try:
        record = model.model_validate_json(row.raw)
    except ValidationError as error:
        found = tuple(_told(row, misfits(error), id_of(value)))
        told = {
            name: _as_day(each) if name == "published" else each
            for name, each in _integral(value).items()
            if name in model.model_fields
        }
        return Checked(row, table, told, None, digest(record_type(model), told), found)
    return Checked(row, table, value, record, record_digest(record), tuple(_breaches(row, record)))


def _has_too_many_values(raw: bytes, value: Any) -> bool:
    return may_have_too_many_values(raw) and sum(map(len, gate.levels(value))) > MOST_VALUES


def _integral(value: Any) -> Any:
    """Return a JSON value with whole numbers as such, however they are spelt."""
    if isinstance(value, dict):
        return {key: _integral(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_integral(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _as_day(value: Any) -> Any:
    """Return the day that a value of another form states, for identity alone: an ISO instant, or pandas' milliseconds."""
    if isinstance(value, str) and _MIDNIGHT.fullmatch(value):
        return value[: len("YYYY-MM-DD")]
    if type(value) is int and value % _A_DAY == 0 and 0 <= value < _FAR:
        return (date(1970, 1, 1) + timedelta(milliseconds=value)).isoformat()
    return value


def stated_id(value: dict[str, Any]) -> str | None:
    """Return the id that a record states, however long and whatever is in it; None where it states none."""
    stated = value.get("id")
    return stated if isinstance(stated, str) else None


def id_of(value: dict[str, Any]) -> str | None:
    """Return the id that a record states, safe to print; None where it states none."""
    stated = stated_id(value)
    return None if stated is None else label(stated)


def _told(row: Row, found: Iterable[Misfit], id: str | None) -> Iterator[Finding]:
    for misfit in found:
        if not misfit.steps or misfit.steps[0] not in row.settled:
            yield Finding(misfit.code, misfit.message, row.at(*misfit.steps), id)


def _breaches(row: Row, record: Record) -> Iterator[Finding]:
    for code, rule in SINGLE_RULES.items():
        for breach in rule(record):
            yield Finding(code, breach.message, row.at(*breach.steps), record.id)
