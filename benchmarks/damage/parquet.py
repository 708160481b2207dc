"""Benign Parquet: the same records in other types, encodings, pages, row groups and column orders."""

import random
from typing import Any

import pyarrow as pa

from benchmarks.damage.changes import any_of
from benchmarks.damage.forms import arrow_table

TEXTS = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
WHOLE = [pa.int64(), pa.int32(), pa.uint32(), pa.int16(), pa.uint64()]
LISTS = [pa.list_, pa.large_list]
ELEMENTS = ["item", "element", "array", "l"]


class Types:
    """Types that say the same as those of the release, drawn for one file."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._text = chance.choice(TEXTS)
        self._inner_text = chance.choice([TEXTS[0], TEXTS[1]])
        self._whole = chance.choice(WHOLE)
        self._list = chance.choice(LISTS)
        self._element = chance.choice(ELEMENTS)
        self._day = chance.choice([pa.date32(), pa.date32(), pa.date64()])

    def of(self, type_: pa.DataType, *, top: bool = True) -> pa.DataType:
        """Return a type that says the same as another. Dictionaries and views stand at the top only."""
        if pa.types.is_string(type_):
            return self._text if top else self._inner_text
        if pa.types.is_integer(type_):
            return self._whole
        if pa.types.is_date(type_):
            return self._day
        if pa.types.is_struct(type_):
            fields = self._chance.sample(list(type_), type_.num_fields)
            return pa.struct([pa.field(field.name, self.of(field.type, top=False)) for field in fields])
        return self._list(pa.field(self._element, self.of(type_.value_type, top=False)))


def otherwise(chance: random.Random, table: str, values: list[Any]) -> pa.Table:
    """Return records as a table of other types, its columns in any order."""
    made, types = arrow_table(table, values), Types(chance)
    names = chance.sample(made.column_names, made.num_columns)
    fields = [pa.field(name, types.of(made.schema.field(name).type)) for name in names]
    columns = [_cast(made[field.name], field.type) for field in fields]
    return pa.table(columns, schema=pa.schema(fields))


def _cast(column: pa.ChunkedArray, type_: pa.DataType) -> Any:
    # Fields of structs in another order are beyond Arrow's own cast.
    if pa.types.is_dictionary(type_) or pa.types.is_date(type_):
        return column.cast(type_)
    return pa.array(column.to_pylist(), type_)


def options(chance: random.Random, schema: pa.Schema) -> dict[str, Any]:
    """Return options of pyarrow's writer that leave the values what they are."""
    drawn = any_of(
        chance,
        compression=["none", "snappy", "gzip", "brotli", "zstd", "lz4"],
        row_group_size=[1, 2, 3, 1000],
        data_page_version=["1.0", "2.0"],
        use_dictionary=[True, False],
        write_statistics=[True, False],
        store_schema=[True, False],
        version=["1.0", "2.4", "2.6"],
        data_page_size=[None, 64, 4096],
        write_page_index=[True, False],
        write_page_checksum=[True, False],
        use_compliant_nested_type=[True, False],
        write_batch_size=[None, 1, 7],
    )
    # pyarrow cannot read what it writes of a dictionary type in delta encoding (`DecodeArrow of DictAccumulator`).
    plain = not pa.types.is_dictionary(schema.field("id").type)
    if plain and not drawn["use_dictionary"] and chance.random() < 0.5:
        drawn["column_encoding"] = {"id": chance.choice(["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY", "PLAIN"])}
    return drawn
