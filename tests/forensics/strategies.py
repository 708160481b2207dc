"""Strategies of altered records, in one place."""

import copy
from typing import Any

from hypothesis import strategies as st

from csto_dataset.identity import as_json
from csto_dataset.records import TABLES, record_type
from tests.copying import Steps, text_leaves, value_at
from tests.strategies import HARD_CHARACTERS, records

TABLE_OF_TYPE = {record_type(model): table for table, model in TABLES.items()}

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-2, 2) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)

WORDS = (
    *("the", "CSTO", "not", "no", "isn't", "isn’t", "likely", "unlikely", "30", "40", "1.5", "three", "16 April 2024"),
    *(
        "Moscow",
        "M\u043escow",
        "said",
        "Said",
        "cafe\u0301",
        "café",
        "“yes”",
        '"yes"',
        "–",
        "-",
        "…",
        "...",
        "a\u200bb",
    ),
    *("не", "нет", "Организация", "пять", "16.04.2024", "16 апреля", "вопрос", "вoпрос", ",", ".", "II", "%", "\u00a0"),
)


def prose(most: int = 12) -> st.SearchStrategy[str]:
    """Draw texts of words that weigh, with spaces of all kinds between them, or of anything."""
    spaced = st.lists(st.sampled_from(WORDS) | st.text(HARD_CHARACTERS, max_size=4), max_size=most)
    gaps = st.sampled_from([" ", " ", " ", "  ", "", "\u00a0", "\n"])
    return st.tuples(spaced, gaps).map(lambda drawn: drawn[1].join(drawn[0]))


def values() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what the JSON of a record says."""
    return records().map(as_json)


def table_of(value: dict[str, Any]) -> str:
    """Return the table of a drawn record."""
    return TABLE_OF_TYPE[value["type"]]


def places(value: Any, steps: Steps = ()) -> list[Steps]:
    """Return the steps to every value inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [each for step, inner in inside for each in [(*steps, step), *places(inner, (*steps, step))]]


@st.composite
def edited(draw: st.DrawFn, value: dict[str, Any]) -> dict[str, Any]:
    """Draw a record that differs from another: a text, any value, or the elements of a list."""
    changed = copy.deepcopy(value)
    match draw(st.sampled_from(["text", "value", "field", "list"])):
        case "text":
            steps = draw(st.sampled_from(list(text_leaves(changed))))
            value_at(changed, steps[:-1])[steps[-1]] = draw(_other_text(value_at(changed, steps)))
        case "value":
            steps = draw(st.sampled_from(places(changed)))
            value_at(changed, steps[:-1])[steps[-1]] = draw(JSON_VALUES | prose())
        case "field":
            steps = draw(st.sampled_from([each for each in places(changed) if isinstance(each[-1], str)]))
            del value_at(changed, steps[:-1])[steps[-1]]
        case _:
            steps = draw(
                st.sampled_from([each for each in places(changed) if isinstance(value_at(changed, each), list)])
            )
            draw(_other_list(value_at(changed, steps)))
    return changed


@st.composite
def _other_text(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 6)))
    return text[:start] + draw(prose(3)) + text[end:]


@st.composite
def _other_list(draw: st.DrawFn, elements: list[Any]) -> None:
    """Change a list in its place."""
    match draw(st.sampled_from(["drop", "add", "shuffle", "repeat", "wrong"])):
        case "drop" if elements:
            del elements[draw(st.integers(0, len(elements) - 1))]
        case "shuffle":
            elements[:] = draw(st.permutations(elements))
        case "repeat" if elements:
            elements.insert(draw(st.integers(0, len(elements))), copy.deepcopy(draw(st.sampled_from(elements))))
        case "wrong":
            elements.append(draw(JSON_VALUES))
        case _:
            elements.insert(draw(st.integers(0, len(elements))), draw(prose()))
