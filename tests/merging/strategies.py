"""Strategies of copies that are to be cut: sound and damaged records in any order, and where to cut."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from csto_dataset.identity import as_json
from tests.copying import Steps, text_leaves, value_at, with_value, without
from tests.strategies import tables

Values = dict[str, Any]
Damage = Callable[[Values, Values], Any]
"""Makes another record of one, or what is none, with the help of a second one of its table."""

MOST_RECORDS: Final = 40
MOST_SHARDS: Final = 64
_FIRST_TEXT: Final[dict[str, Steps]] = {
    "news_item": ("paragraphs", 0),
    "interview": ("qa_pairs", 0, "question", 0),
    "qa_pair": ("answer", 0),
}
_NOWHERE: Final = "interview-undated-000000000000"


def _said_otherwise(value: Values, other: Values) -> Values:
    steps = _FIRST_TEXT[value["type"]]
    changed: Values = with_value(value, steps, f"{value_at(value, steps)} not")
    return changed


def _with_each_text(change: Callable[[str], str]) -> Damage:
    def damage(value: Values, other: Values) -> Values:
        for steps in [each for each in text_leaves(value) if "question" in each or "paragraphs" in each]:
            value = with_value(value, steps, change(value_at(value, steps)))
        return value

    return damage


def _without_its_interview(value: Values, other: Values) -> Values:
    names = {"interview": "id", "qa_pair": "interview_id"}
    return {**value, names[value["type"]]: _NOWHERE} if value["type"] in names else value


def _of_another_interview(value: Values, other: Values) -> Values:
    return {**value, "interview_id": other["interview_id"]} if value["type"] == "qa_pair" else value


def _with_fewer_pairs(value: Values, other: Values) -> Values:
    return {**value, "qa_pairs": value["qa_pairs"][:1]} if value["type"] == "interview" else value


IN_ANY_FORMAT: Final[Mapping[str, Damage]] = {
    "none": lambda value, other: value,
    "what it says": _said_otherwise,
    "spaces": _with_each_text(lambda text: f"two  {text}"),
    "normalisation": _with_each_text(lambda text: f"Cafe\u0301 {text}"),
    "the id of another": lambda value, other: {**value, "id": other["id"]},
    "no id": lambda value, other: {**value, "id": ""},
    "an unknown choice": lambda value, other: (
        {**value, "type": value["type"], "language": "xx"} if "language" in value else {**value, "section": " "}
    ),
    "no interview": _without_its_interview,
    "another interview": _of_another_interview,
    "fewer pairs": _with_fewer_pairs,
}
"""Damage that tables with columns can hold."""

IN_JSON: Final[Mapping[str, Damage]] = {
    **IN_ANY_FORMAT,
    "a missing field": lambda value, other: without(value, "source"),
    "a field of its own": lambda value, other: {**value, "mine": [1, {"a/b": None}]},
    "a wrong type": lambda value, other: {**value, "source": 5},
    "an id that is none": lambda value, other: {**value, "id": [value["id"]]},
    "numbers as fractions": lambda value, other: with_value(value, ("source", "end"), float(value["source"]["end"])),
    "no record": lambda value, other: 5,
    "no table": lambda value, other: {"x": 1},
}


def copies(of: Sequence[Values], *, json: bool) -> st.SearchStrategy[list[tuple[str, Any]]]:
    """Draw the records of a copy with their types, in an order: of a release and of one's own, any number of times."""
    return tables().flatmap(
        lambda own: _copies([*of, *(as_json(record) for table in own.values() for record in table)], json=json)
    )


@st.composite
def _copies(draw: st.DrawFn, known: Sequence[Values], *, json: bool) -> list[tuple[str, Any]]:
    damages = IN_JSON if json else IN_ANY_FORMAT
    sound = st.just("none")
    record = st.tuples(st.sampled_from(known), st.sampled_from(known), sound | st.sampled_from(sorted(damages)))
    many = draw(st.integers(0, MOST_RECORDS))
    found = []
    for value, beside, name in draw(st.lists(record, min_size=many, max_size=many)):
        other = beside if beside["type"] == value["type"] else value
        found.append((value["type"], damages[name](value, other)))
    return found


@st.composite
def cuts(draw: st.DrawFn, length: int) -> list[int]:
    """Draw where a list is cut: where each of 1 to MOST_SHARDS shards ends, in ascending order. Some may be empty."""
    inner = draw(st.lists(st.integers(0, length), max_size=MOST_SHARDS - 1))
    return [*sorted(inner), length]
