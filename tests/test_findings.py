"""Findings, how values from a copy are shown, and the catalogue of codes."""

import json
import re
import unicodedata
from dataclasses import FrozenInstanceError
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset import errors
from csto_dataset.codes import AGAINST_RELEASE, CATALOGUE, Level
from csto_dataset.errors import CstoDatasetError, UnknownRecordError
from csto_dataset.findings import Edit, Finding, Place, code_points, pointer, printable, shown
from csto_dataset.rules.single import SINGLE_RULES

HERE = Place(file="copy.json")
HOSTILE = "\x1b[31m\u202e\u200b\n\r\t\x00\x7f\x85\u2028\ud800\U000e0041"

# Findings.


def test_a_finding_says_everything_in_json() -> None:
    place = Place(file="a.json", pointer="/0/id", line=2, column=3, byte=4, row_group=5, row=6, field="id")
    assert Finding("repeated-id", "expected a, found b", place, "news-1").as_json() == {
        "code": "repeated-id",
        "level": "error",
        "message": "expected a, found b",
        "where": {
            "file": "a.json",
            "pointer": "/0/id",
            "line": 2,
            "column": 3,
            "byte": 4,
            "row_group": 5,
            "row": 6,
            "field": "id",
        },
        "record": "news-1",
    }


def test_what_a_format_does_not_have_is_null() -> None:
    found = Finding("not-parquet", "expected a, found b", HERE).as_json()
    assert {name for name, value in found["where"].items() if value is not None} == {"file"}
    assert found["record"] is None


def test_the_steps_between_two_texts_are_not_part_of_the_documented_object() -> None:
    finding = Finding("altered-value", "m", HERE, edits=(Edit("replaced", "a", "b"),))
    assert finding.as_json() == Finding("altered-value", "m", HERE).as_json()
    assert hash(finding) != hash(Finding("altered-value", "m", HERE))


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_finding_has_the_level_of_its_code(code: str) -> None:
    assert Finding(code, "", HERE).level == CATALOGUE[code].level


def test_a_finding_cannot_be_changed() -> None:
    finding = Finding("repeated-id", "", HERE)
    with pytest.raises(FrozenInstanceError):
        finding.code = "not-nfc"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        finding.where.line = 1  # type: ignore[misc]


def test_equal_findings_are_one_in_a_set() -> None:
    assert len({Finding("not-nfc", "m", HERE), Finding("not-nfc", "m", Place(file="copy.json"))}) == 1


# What is printed.

anything = st.text(st.one_of(st.characters(), st.sampled_from(HOSTILE), st.characters(categories=["Cs"])))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inner: st.lists(inner) | st.dictionaries(anything, inner),
    max_leaves=10,
)


@given(anything)
def test_what_is_printed_is_printable(text: str) -> None:
    assert printable(text).isprintable()


@given(anything)
def test_a_text_that_is_printable_is_printed_as_it_is(text: str) -> None:
    visible = "".join(character for character in text if character.isprintable())
    assert printable(visible) == visible
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\r\t", "a\\nb\\r\\t"),
        ("a\u202eb", "a\\u202eb"),
        ("\ufeff", "\\ufeff"),
        ("a\u00a0b", "a\\xa0b"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("Ёж — «ёж» 🕊", "Ёж — «ёж» 🕊"),
        ("", ""),
    ],
)
def test_an_invisible_character_is_printed_by_its_number(text: str, printed: str) -> None:
    assert printable(text) == printed


@given(json_values)
def test_a_value_is_shown_as_one_short_line(value: Any) -> None:
    assert shown(value).isprintable()
    assert len(shown(value)) <= 80


@given(json_values, st.integers(2, 20))
def test_a_value_is_shown_no_longer_than_was_asked(value: Any, longest: int) -> None:
    assert len(shown(value, longest)) <= longest


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("a", "'a'"),
        ("1", "'1'"),
        (1, "1"),
        (True, "true"),
        (None, "null"),
        (["Ё", None], '["Ё", null]'),
        ({"a\x1b": "\u202e"}, '{"a\\u001b": "\\u202e"}'),
        ("a\nb", "'a\\nb'"),
    ],
)
def test_a_value_is_shown(value: Any, line: str) -> None:
    assert shown(value) == line


def test_a_long_value_ends_in_an_ellipsis() -> None:
    assert shown("a" * 100) == "'" + "a" * 78 + "…"
    assert shown("a" * 78) == "'" + "a" * 78 + "'"


def test_code_points_have_their_names() -> None:
    assert code_points("o\u043e") == "U+006F LATIN SMALL LETTER O, U+043E CYRILLIC SMALL LETTER O"


def test_a_code_point_without_a_name_is_unnamed() -> None:
    assert code_points("\x00\U000f0000") == "U+0000 unnamed, U+F0000 unnamed"


def test_code_points_beyond_the_first_few_are_only_hinted_at() -> None:
    assert code_points("aaaaa") == ", ".join(["U+0061 LATIN SMALL LETTER A"] * 4) + ", …"
    assert code_points("aaaa").count("U+0061") == 4
    assert "…" not in code_points("aaaa")


@given(anything)
def test_code_points_are_printed_in_ascii_and_an_ellipsis(text: str) -> None:
    assert code_points(text).replace("…", "").isascii()
    assert [unicodedata.name(c, "unnamed") in code_points(text) for c in text[:4]] == [True] * len(text[:4])


# Pointers.


@pytest.mark.parametrize(
    ("steps", "written"),
    [
        ((), ""),
        (("foo",), "/foo"),
        (("foo", 0), "/foo/0"),
        (("",), "/"),
        (("a/b",), "/a~1b"),
        (("c%d",), "/c%d"),
        (("e^f",), "/e^f"),
        ((" ",), "/ "),
        (("m~n",), "/m~0n"),
        (("~1",), "/~01"),
        (("~/",), "/~0~1"),
    ],
)
def test_a_pointer_is_written_as_in_rfc_6901(steps: tuple[str | int, ...], written: str) -> None:
    assert pointer(*steps) == written


@given(st.lists(st.text("a~/01 ", max_size=5)))
def test_a_pointer_leads_back_to_its_steps(steps: list[str]) -> None:
    back = [step.replace("~1", "/").replace("~0", "~") for step in pointer(*steps).split("/")[1:]]
    assert back == steps


# The catalogue.


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_words_with_hyphens(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)+", code)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_has_a_level_a_cause_an_example_and_a_remedy(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.level in get_args(Level)
    assert entry.cause.endswith(".")
    assert entry.example
    assert entry.remedy.endswith(".")
    assert "\n" not in "".join(entry)


def test_the_codes_of_rules_are_in_the_catalogue() -> None:
    assert set(SINGLE_RULES) | AGAINST_RELEASE <= set(CATALOGUE)


def test_a_rule_has_the_name_of_its_code() -> None:
    assert {rule.__name__.replace("_", "-") for rule in SINGLE_RULES.values()} == set(SINGLE_RULES)


# Errors.


def test_every_exception_is_a_child_of_one() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind.__module__ == errors.__name__]
    assert len(kinds) > 1
    assert all(issubclass(kind, CstoDatasetError) and kind.__doc__ for kind in kinds)


def test_the_message_of_an_unknown_record_stands_without_quotation_marks() -> None:
    with pytest.raises(KeyError) as caught:
        raise UnknownRecordError("news-1: no record with this id")
    assert str(caught.value) == "news-1: no record with this id"


def test_a_finding_goes_through_json_unchanged() -> None:
    written = Finding("bad-day", printable(HOSTILE), HERE, "news-1").as_json()
    assert json.loads(json.dumps(written)) == written
