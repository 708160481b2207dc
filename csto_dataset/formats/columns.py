"""The columns of a table in CSV: which fields of a record they hold, told by the names in the first line."""

import re
import typing
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel

from csto_dataset.fields import plain_type
from csto_dataset.findings import Finding, Place, label, shown
from csto_dataset.formats.cells import Line
from csto_dataset.records import TABLES, table_of_fields

Kind = Literal["text", "whole", "nested"]
"""What a cell holds: a text or a day, a whole number, a list or an object."""

_ROW_NUMBERS: Final = re.compile(r"Unnamed: [0-9]+|[.]{3}[0-9]+|__index_level_[0-9]+__|rownames")
"""What pandas and readr call a column of row numbers that they find without a name, or other writers give it."""


class Field(NamedTuple):
    """A field of a record, or of an object in it, that a column may hold.

    Attributes:
        steps: to it; two where its object is spread over columns.
    """

    steps: tuple[str, ...]
    kind: Kind
    nullable: bool

    @property
    def path(self) -> str:
        return ".".join(self.steps)


class Columns(NamedTuple):
    """What the first line of a file says.

    Attributes:
        held: the place of the cell of each field that a row of the file holds.
        findings: about the columns.
    """

    table: str
    width: int
    held: dict[int, Field]
    findings: tuple[Finding, ...]

    @property
    def settled(self) -> frozenset[str]:
        """Fields of a record that have a finding already."""
        paths = (finding.where.field or "" for finding in self.findings if finding.level == "error")
        return frozenset(path.partition(".")[0] for path in paths)


def known_names(names: Sequence[str]) -> int:
    """Return how many different names are those of fields of some table."""
    return len(set(names) & set().union(*(_by_name(table) for table in TABLES)))


def columns_of(line: Line, names: Sequence[str]) -> Columns | Finding:
    """Return the columns that a first line names, or the finding that it names those of no table."""
    table = table_of_fields({top for name in names for top in _tops(name)})
    if table is None:
        message = f"expected a first line that names the columns of {', '.join(TABLES)}, found {shown(list(names))}"
        return Finding("unknown-table", message, line.place)
    named = [_by_name(table).get(name) for name in names]
    whole = {field.steps for field in named if field and len(field.steps) == 1}
    # Where an object has a column of its own, its spread fields are columns too many.
    fields = [field if field and (field.steps[:1] not in whole or field.steps in whole) else None for field in named]
    held = {index: field for index, field in enumerate(fields) if field and fields.count(field) == 1}
    return Columns(table, len(names), held, tuple(_findings(line, table, names, fields)))


def _findings(line: Line, table: str, names: Sequence[str], fields: Sequence[Field | None]) -> Iterator[Finding]:
    for expected in _expected(table, fields):
        count, path = fields.count(expected), expected.path
        if count != 1:
            place = line.at(line.cells[_last(fields, expected)].start) if count else line.place
            code = "repeated-column" if count else "missing-column"
            yield Finding(code, f"expected the column {path!r} once, found it {count} times", _of(place, path))
    for index, (name, field) in enumerate(zip(names, fields, strict=True)):
        if field is None:
            numbers = (not name and index == 0) or _ROW_NUMBERS.fullmatch(name)
            place = _of(line.at(line.cells[index].start), label(name))
            message = f"expected the columns of the table, found {shown(name)} as well"
            yield Finding("index-column" if numbers else "unknown-column", message, place)


def _of(place: Place, path: str) -> Place:
    return place._replace(pointer=None, field=path)


def _last(fields: Sequence[Field | None], sought: Field) -> int:
    return max(index for index, field in enumerate(fields) if field == sought)


def _expected(table: str, fields: Sequence[Field | None]) -> Iterator[Field]:
    """Yield the fields that the columns are to hold: of an object that is spread over some, those inside it."""
    spread = {field.steps[0] for field in fields if field and len(field.steps) > 1}
    for field in dict.fromkeys(_by_name(table).values()):
        if (len(field.steps) > 1) == (field.steps[0] in spread):
            yield field


def _tops(name: str) -> set[str]:
    return {field.steps[0] for table in TABLES if (field := _by_name(table).get(name))}


@lru_cache
def _by_name(table: str) -> dict[str, Field]:
    """Return the fields that columns of a table may hold, by each name that such a column may have."""
    names: dict[str, Field] = {}
    for name, info in TABLES[table].model_fields.items():
        kind, nullable = _kind(info.annotation)
        names[name] = Field((name,), "nested" if isinstance(kind, type) else kind, nullable)
        for inner, inside in kind.model_fields.items() if isinstance(kind, type) else ():
            of_inner, may_be_null = _kind(inside.annotation)
            field = Field((name, inner), "nested" if isinstance(of_inner, type) else of_inner, may_be_null)
            # As pandas' json_normalize names them, and with the separator that SQL likes better.
            names |= {f"{name}.{inner}": field, f"{name}_{inner}": field}
    return names


def _kind(annotation: Any) -> tuple[Kind | type[BaseModel], bool]:
    """Return what a field's annotation says of its cells, or the model of its objects; and whether it may be null."""
    plain, nullable = plain_type(annotation)
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return plain, nullable
    if typing.get_origin(plain) is tuple:
        return "nested", nullable
    return ("whole" if plain is int else "text"), nullable
