"""Damage to what fields there are, in one record or in all of a table: missing, too many, renamed, there twice."""

import copy
from collections.abc import Callable
from typing import Any

from benchmarks.damage.drawing import JSON_ALONE, Draw, Kind, Mark, codes
from benchmarks.damage.forms import AGAIN


def _unknown_field(draw: Draw) -> Mark:
    table, row, value = draw.row()
    name = draw.chance.choice(("mood", "Title", "sentiment", "id "))
    value[name] = draw.chance.choice(("calm", "x"))
    return draw.mark(table, row, name)._replace(column=name)


def _unknown_field_of_the_source(draw: Draw) -> Mark:
    table, row, value = draw.row()
    value["source"]["page"] = 7
    return draw.mark(table, row, "source", "page")


def _field_missing(draw: Draw) -> Mark:
    table, row, value = draw.row()
    name = draw.chance.choice([each for each in value if each not in ("type", "id")])
    del value[name]
    return draw.mark(table, row)._replace(places=((name,), ()))


def _field_of_the_source_missing(draw: Draw) -> Mark:
    table, row, value = draw.row()
    name = draw.chance.choice(list(value["source"]))
    del value["source"][name]
    return draw.mark(table, row)._replace(places=(("source", name), ("source",)))


def _field_renamed(draw: Draw) -> Mark:
    table, row, value = draw.row()
    name = draw.chance.choice([each for each in value if each not in ("type", "id")])
    value[name.upper()] = value.pop(name)
    return draw.mark(table, row)._replace(places=((name,), ()), column=name.upper())


def _key_twice(draw: Draw) -> Mark:
    table, row, value = draw.row()
    name = draw.chance.choice(list(value))
    value[name + AGAIN] = draw.chance.choice((value[name], "x"))
    return draw.mark(table, row)


def in_all_records(edit: Callable[[dict[str, Any], str], str]) -> Callable[[Draw], Mark | None]:
    """Return the damage that does the same to one field of every record of a table; `edit` returns the column's name."""

    def damage(draw: Draw) -> Mark:
        table, row, _ = draw.row()
        name = draw.chance.choice([each for each in draw.tables[table][0] if each not in ("type", "id")])
        (column,) = {edit(value, name) for value in draw.tables[table]}
        return draw.mark(table, row)._replace(places=((name,), (column,), ()), column=column)

    return damage


def _drop(value: dict[str, Any], name: str) -> str:
    del value[name]
    return name


def _rename(value: dict[str, Any], name: str) -> str:
    value[f"{name}_"] = value.pop(name)
    return f"{name}_"


def _name_twice(value: dict[str, Any], name: str) -> str:
    value[name + AGAIN] = copy.deepcopy(value[name])
    return name


NULLS = codes("wrong-type", "unknown-choice", "altered-value", "changed-day", "changed-name", "changed-source")

SHAPES = {
    "a field too many": Kind(
        codes("unknown-field"), _unknown_field, in_cells=codes("unknown-column"), in_columns=codes("unknown-column")
    ),
    "a field too many in the source": Kind(
        codes("unknown-field"), _unknown_field_of_the_source, frozenset({"json", "cells"})
    ),
    "a field missing": Kind(codes("missing-field"), _field_missing, in_cells=NULLS, in_columns=NULLS),
    "a field missing in the source": Kind(codes("missing-field"), _field_of_the_source_missing, in_columns=NULLS),
    "a field renamed": Kind(
        codes("missing-field"), _field_renamed, in_cells=codes("unknown-column"), in_columns=codes("unknown-column")
    ),
    "a key twice": Kind(codes("duplicate-key"), _key_twice, JSON_ALONE),
    "a field missing everywhere": Kind(
        codes("missing-field"),
        in_all_records(_drop),
        in_cells=codes("missing-column"),
        in_columns=codes("missing-column"),
    ),
    "a field renamed everywhere": Kind(
        codes("missing-field"),
        in_all_records(_rename),
        in_cells=codes("unknown-column"),
        in_columns=codes("unknown-column"),
    ),
    "a field twice everywhere": Kind(
        codes("duplicate-key"),
        in_all_records(_name_twice),
        in_cells=codes("repeated-column"),
        in_columns=codes("repeated-column"),
    ),
}
"""Each kind by its name."""
