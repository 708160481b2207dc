"""Strategies for batches: other types that say the same, and damage that leaves the types as they are."""

import copy
from random import Random
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

_STRANGE = (
    *" \n\t\x00\x7f\x85\u00a0\u00ad\u0301\u0344\u0958\u1100\u1161\u200b\u2028\u202e\u205f\u2126\u212b\ufeff\uffff",
    *'\U0001d15e\U0001f54a\U0002f800\U000e0041\U0010ffff"\\/aё«—',
)
_STRINGS = (
    "",
    " ",
    "a  b",
    "Cafe\u0301",
    "и\u0306",
    'say "a\\b"',
    "en",
    "ru",
    "teaser",
    "news_item",
    "qa_pair",
    "https://a",
)
_DAYS = ("1991-12-31", "1992-01-01", "2024-02-29", "2099-12-31", "2100-01-01", "9999-12-31", "0001-01-01")
_NUMBERS = (-1, 0, 1, 2, 2**53 - 1, 2**53, -(2**63), 2**63 - 1)


def types_like(type_: pa.DataType) -> st.SearchStrategy[pa.DataType]:
    """Draw a type that says the same as one of a table's columns."""
    if pa.types.is_string(type_):
        plain = [pa.string(), pa.large_string(), pa.string_view()]
        return st.sampled_from(
            [*plain, pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.uint32(), pa.large_string())]
        )
    if pa.types.is_date(type_):
        return st.sampled_from([pa.date32(), pa.date64()])
    if pa.types.is_integer(type_):
        return st.sampled_from([pa.int64(), pa.uint64(), pa.float64(), pa.dictionary(pa.int32(), pa.int64())])
    if pa.types.is_struct(type_):
        names = st.permutations([field.name for field in type_])
        fields = st.fixed_dictionaries({field.name: types_like(field.type) for field in type_})
        return st.builds(lambda order, types: pa.struct([(name, types[name]) for name in order]), names, fields)
    kinds = st.sampled_from([pa.list_, pa.large_list, pa.list_view, pa.large_list_view])
    return st.builds(lambda kind, inner: kind(inner), kinds, types_like(type_.value_type))


def damage(value: Any, random: Random) -> Any:
    """Return a record with one value changed to another, or to null, that a column of the same type can hold."""
    whole = copy.deepcopy(value)
    places = list(_places(whole))
    holder, step = places[random.randrange(len(places))]
    holder[step] = _other(holder[step], random, is_day=step == "published")
    return whole


def _places(value: Any) -> Any:
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, step
        if isinstance(inner, dict | list):
            yield from _places(inner)


def _other(value: Any, random: Random, *, is_day: bool) -> Any:
    if is_day:
        return random.choice((None, *_DAYS))
    if value is None or random.random() < 0.1:
        return None
    if isinstance(value, str):
        at, until = random.randint(0, len(value)), random.randint(0, 1)
        return random.choice((*_STRINGS, *[value[:at] + random.choice((*_STRANGE, "")) + value[at + until :]] * 40))
    if isinstance(value, int):
        return random.choice((*_NUMBERS, value + 1, value - 1))
    if isinstance(value, list):
        inside = value or [None]
        return random.choice(([], [*inside, None], inside[:-1], inside * 2, [*inside, *inside[:1]], inside[::-1]))
    return None
