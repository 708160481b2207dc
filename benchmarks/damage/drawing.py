"""What a kind of damage is, and what it draws from: a copy of the release that may be changed in its place."""

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from benchmarks.damage.forms import Form, Tables
from csto_dataset.release import Release, load
from tests.copying import Steps, text_leaves, value_at, values_of

PROSE = frozenset({"title", "section", "paragraphs", "lede", "question", "answer"})
"""Fields whose texts are sentences or headings."""
NAMES = frozenset({"outlet", "name", "role"})
LISTS = frozenset({"paragraphs", "question", "answer"})
"""Fields that hold paragraphs; the release has no lede."""


@cache
def release() -> Release:
    """Return the release that is damaged."""
    return load()


@cache
def originals() -> Tables:
    """Return the records of the release; nobody may change them."""
    return {table: values_of(release(), table) for table in release().tables}


class Mark(NamedTuple):
    """Where the damage was done.

    Attributes:
        ids: of the record, in the release or as it stands now, one of which is to be named; none where the damage is no
            record's.
        row: of the record in the table; None where no place is expected.
        places: steps to the values at one of which the finding is to point.
        column: whose name the finding may have instead of a place in a row.
    """

    table: str
    ids: frozenset[str] = frozenset()
    row: int | None = None
    places: tuple[Steps, ...] = ((),)
    column: str | None = None


@dataclass
class Draw:
    """A copy that is being damaged."""

    chance: random.Random
    form: Form
    tables: Tables = field(default_factory=lambda: copy.deepcopy(originals()))

    def row(self, *tables: str) -> tuple[str, int, dict[str, Any]]:
        """Draw a record of some tables, or of all: its table, its row, itself."""
        table = self.chance.choice(tables or list(self.tables))
        row = self.chance.randrange(len(self.tables[table]))
        return table, row, self.tables[table][row]

    def mark(self, table: str, row: int, *steps: str | int) -> Mark:
        """Return the mark of damage to a value of a record, known by its id in the release."""
        return Mark(table, frozenset({originals()[table][row]["id"]}), row, (steps,))


class Kind(NamedTuple):
    """A kind of damage to records.

    Attributes:
        codes: any of which is the right one; none where the list of missing records says it.
        damage: changes a drawn copy in its place; None where the draw offers nothing to damage, and another is needed.
        kinds: of formats that can say it.
        in_cells, in_columns: codes that are the right ones in CSV, and in Parquet, where they are others.
    """

    codes: frozenset[str]
    damage: Callable[[Draw], Mark | None]
    kinds: frozenset[str] = frozenset({"json", "cells", "columns"})
    in_cells: frozenset[str] | None = None
    in_columns: frozenset[str] | None = None

    def codes_in(self, form: Form) -> frozenset[str]:
        """Return the codes that are right in a format."""
        other = {"cells": self.in_cells, "columns": self.in_columns}.get(form.kind)
        return self.codes if other is None else other


JSON_ALONE = frozenset({"json"})


def codes(*names: str) -> frozenset[str]:
    return frozenset(names)


def leaves(value: Any, fields: frozenset[str]) -> Iterator[Steps]:
    """Yield the steps to the texts of a record that stand in some fields."""
    for steps in text_leaves(value):
        if next(step for step in reversed(steps) if isinstance(step, str)) in fields:
            yield steps


def lists_in(value: Any, names: frozenset[str], steps: Steps = ()) -> Iterator[Steps]:
    """Yield the steps to the lists of a record that stand by some names."""
    inside: Sequence[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for step, inner in inside:
        if step in names and isinstance(inner, list):
            yield (*steps, step)
        else:
            yield from lists_in(inner, names, (*steps, step))


def put(value: Any, steps: Steps, new: Any) -> None:
    """Put another value where steps lead."""
    value_at(value, steps[:-1])[steps[-1]] = new


TextEdit = Callable[[random.Random, str], str | None]
"""Returns another text; None where a text offers nothing to edit."""


def in_a_text(edit: TextEdit, fields: frozenset[str] = PROSE) -> Callable[[Draw], Mark | None]:
    """Return the damage that edits one text of one record."""

    def damage(draw: Draw) -> Mark | None:
        table, row, value = draw.row()
        choices = list(leaves(value, fields))
        if not choices:
            return None
        steps = draw.chance.choice(choices)
        old = value_at(value, steps)
        new = edit(draw.chance, old)
        if new is None or new == old:
            return None
        put(value, steps, new)
        return draw.mark(table, row, *steps)

    return damage
