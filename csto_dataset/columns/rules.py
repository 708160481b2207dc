"""The rules that one record shows by itself, in columns. What they mean stands in `csto_dataset.rules.single`.

That texts are composed (NFC) is seen where they are looked at.
"""

from collections.abc import Callable
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from csto_dataset.columns.seen import TEXT, Lists, Seen, both, each_bytes, joined, literal, numbers, taken
from csto_dataset.identity import key_digits
from csto_dataset.records import Interview, NewsItem, record_type

HELD: Final = ("empty-span", "id-mismatch", "index-order")
"""Codes of the rules for single records that are held here."""


def keeps_rules(table: str, record: Seen) -> pa.BooleanArray:
    """Return which rows of a table break no rule. Of rows that are not sound, either may be said."""
    return _RULES[table](record)


def _news_item(item: Seen) -> pa.BooleanArray:
    first = _lists(item.fields["paragraphs"])
    expected = _content_id("news", record_type(NewsItem), item, taken(first.elements.json, first.starts))
    return both(_has_a_span(item), _equal(item, "id", expected))


def _pair(pair: Seen) -> pa.BooleanArray:
    index = pc.utf8_lpad(pair.fields["index"].values.cast(TEXT), 2, "0")
    expected = joined((pair.fields["interview_id"].values, "-q", index))
    return both(_has_a_span(pair), _equal(pair, "id", expected))


def _interview(talk: Seen) -> pa.BooleanArray:
    pairs = _lists(talk.fields["qa_pairs"])
    questions = _lists(pairs.elements.fields["question"])
    first = taken(questions.elements.json, questions.starts.take(pairs.starts))
    expected = _content_id("interview", record_type(Interview), talk, first)
    parents = pairs.parents
    place = pc.subtract(numbers(len(parents)), pairs.offsets.take(parents))
    numbered = pc.equal(pairs.elements.fields["index"].values, pc.add(place, 1))
    of_its_own = _equal(pairs.elements, "interview_id", talk.fields["id"].values.take(parents))
    inside = pairs.all_of(both(_pair(pairs.elements), numbered, of_its_own))
    return both(_has_a_span(talk), _equal(talk, "id", expected), inside)


_RULES: Final[dict[str, Callable[[Seen], pa.BooleanArray]]] = {
    "news_items": _news_item,
    "interviews": _interview,
    "qa_pairs": _pair,
}


def _has_a_span(record: Seen) -> pa.BooleanArray:
    source = record.fields["source"].fields
    return pc.less(source["start"].values, source["end"].values)


def _equal(record: Seen, name: str, expected: pa.Array) -> pa.BooleanArray:
    return pc.equal(record.fields[name].values, expected)


def _content_id(prefix: str, kind: str, record: Seen, first: tuple[Any, ...]) -> pa.LargeStringArray:
    """Return the id that each record's content demands; null where a first paragraph is missing."""
    content = joined(("[", *record.fields["title"].json, ",", *first, "]"))
    keys = [key_digits(kind, said) for said in each_bytes(content)]
    day = pc.fill_null(record.fields["published"].values, literal("undated"))
    found = joined((f"{prefix}-", day, "-", pa.array(keys, TEXT)))
    return pc.if_else(content.is_valid(), found, pa.scalar(None, TEXT))


def _lists(seen: Seen) -> Lists:
    if seen.lists is None:
        raise TypeError("expected what was seen of lists")
    return seen.lists
