"""Texts in columns: what is sound, and how it is written."""

import re
import sys
import unicodedata
from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.columns import texts as module
from csto_dataset.columns.derived import columns_of
from csto_dataset.columns.seen import joined
from csto_dataset.columns.texts import Choice, Texts
from csto_dataset.fields import SHA256_PATTERN, TEXT_PATTERN, URL_PATTERN
from csto_dataset.identity import canonical
from tests.strategies import HARD_CHARACTERS

TEXT = Texts(TEXT_PATTERN, "\n", shortest=1)
_TEXT = re.compile(TEXT_PATTERN)
EVERY = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


def looked_at(shape: Texts, values: Sequence[str | None]) -> list[bytes | None]:
    """Return the JSON of the values that are sound; None for the others."""
    seen = shape.look(pa.array(values, pa.string()))
    said = joined(seen.json).to_pylist()
    return [text.encode() if sound else None for text, sound in zip(said, seen.sound.to_pylist(), strict=True)]


def by_hand(value: str) -> bytes | None:
    """Return the JSON of a value that is a text, composed; None for another."""
    fits = _TEXT.fullmatch(value) is not None and unicodedata.is_normalized("NFC", value)
    return canonical(value) if fits else None


def test_each_character_is_sound_where_it_is_a_composed_text() -> None:
    shape = columns_of("news_items").fields["title"].inner  # type: ignore[attr-defined]
    assert shape == TEXT
    assert looked_at(shape, EVERY) == list(map(by_hand, EVERY))


@given(st.lists(st.text(st.sampled_from(HARD_CHARACTERS) | st.characters(codec="utf-8"), max_size=6), max_size=5))
def test_strings_are_sound_where_they_are_composed_texts(values: list[str]) -> None:
    assert looked_at(TEXT, [*values, None]) == [*map(by_hand, values), None]


def test_what_counts_as_usual_is_composed_wherever_it_stands() -> None:
    seen = Texts(f"^[^{module._UNUSUAL}]$").look(pa.array(EVERY))
    usual = [each for each, sound in zip(EVERY, seen.sound.to_pylist(), strict=True) if sound]
    pairs = [each.split() for each in map(unicodedata.decomposition, EVERY) if not each.startswith("<")]
    seconds = {pair[1] for pair in pairs if len(pair) > 1}
    assert len(usual) > 1_000
    assert not [each for each in usual if unicodedata.combining(each) or f"{ord(each):04X}" in seconds]
    assert unicodedata.is_normalized("NFC", "".join(usual))
    assert all(unicodedata.is_normalized("NFC", each) for each in usual)


@pytest.mark.parametrize("value", ['https://a"', "https://a\\", 'http://"\\"'])
def test_an_address_is_escaped_as_json_does(value: str) -> None:
    assert looked_at(Texts(URL_PATTERN), [value, "https://a"]) == [canonical(value), b'"https://a"']


def test_a_pattern_of_other_classes_needs_composed_texts_too() -> None:
    assert looked_at(Texts("^[a-é\u0301]+$"), ["e\u0301", "é", "e"]) == [None, '"é"'.encode(), b'"e"']


def test_lengths_are_counted_in_code_points() -> None:
    assert looked_at(Texts("^.*$", shortest=2, longest=3), ["🕊", "🕊é", "éёж", "abcd"]) == [
        None,
        '"🕊é"'.encode(),
        '"éёж"'.encode(),
        None,
    ]


def test_a_banned_pattern_is_not_let_through() -> None:
    assert looked_at(Texts("^[^b]+$", "x"), ["ax", "ay", "\u0301x", "\u0301y", "b"]) == [
        None,
        b'"ay"',
        None,
        '"\u0301y"'.encode(),
        None,
    ]


@pytest.mark.parametrize(
    ("pattern", "narrows"),
    [
        (TEXT_PATTERN, True),
        (URL_PATTERN, False),
        (SHA256_PATTERN, False),
        ("^\\\\S[^a]$", False),
        ("^[a-é][^a]$", False),
        ("^[^a]é$", False),
        ("^.[^a]$", False),
    ],
)
def test_only_a_pattern_of_classes_that_leave_out_is_narrowed(pattern: str, *, narrows: bool) -> None:
    assert (module._narrowed(pattern) is not None) is narrows


def test_a_choice_is_sound_as_it_is_listed() -> None:
    seen = Choice(("en", "ru")).look(pa.array(["en", "EN", None, "ru", "en\n"]))
    assert seen.sound.to_pylist() == [True, False, False, True, False]
