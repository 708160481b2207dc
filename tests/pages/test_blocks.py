"""Lines, days and passages, as the page prints them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.days import day
from csto_dataset.fields import fold
from csto_dataset.pages.blocks import blocks_of
from tests.pages.strategies import awkward_texts


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("16.04.2024", date(2024, 4, 16)),
        ("01.01.1992", date(1992, 1, 1)),
        ("31.12.2099", date(2099, 12, 31)),
        ("29.02.2024", date(2024, 2, 29)),
        ("29.02.2000", date(2000, 2, 29)),
        ("30.04.2024", date(2024, 4, 30)),
    ],
)
def test_a_day_is_read_day_first(words: str, read: date) -> None:
    assert day(words) == read


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("31.02.2024", "February has no such day"),
        ("29.02.2023", "no leap year"),
        ("31.04.2024", "April has thirty days"),
        ("00.01.2024", "days count from 1"),
        ("32.01.2024", "no month has 32 days"),
        ("01.00.2024", "months count from 1"),
        ("01.13.2024", "the year has twelve months"),
        ("31.12.1991", "before the treaty's time"),
        ("01.01.1991", "before the treaty's time"),
        ("01.01.2100", "after the last day of a field"),
        ("1.04.2024", "days have two digits"),
        ("16.4.2024", "months have two digits"),
        ("16.04.24", "years have four digits"),
        ("16.04.20245", "years have four digits"),
        ("2024-04-16", "not as the site prints it"),
        ("16/04/2024", "not as the site prints it"),
        ("16.04.2024.", "more than a day"),
        ("16.04.2024 12:00", "more than a day"),
        (" 16.04.2024", "not folded"),
        ("16.04.2024\n", "not folded"),
        ("١٦.٠٤.٢٠٢٤", "digits of another script"),
        ("16.04.２０２４", "wide digits"),
        ("16 April 2024", "in words"),
        ("", "nothing"),
    ],
)
def test_any_other_text_is_no_day(words: str, reason: str) -> None:
    assert day(words) is None


@given(st.dates())
def test_each_day_of_the_fields_is_read_and_no_other(drawn: date) -> None:
    inside = date(1992, 1, 1) <= drawn <= date(2099, 12, 31)
    assert day(f"{drawn.day:02d}.{drawn.month:02d}.{drawn.year:04d}") == (drawn if inside else None)


@given(st.text())
def test_no_text_makes_the_reading_of_a_day_fail(words: str) -> None:
    day(words)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("blank", [0, 1, 2, 3, 7])
def test_the_gap_counts_blank_lines_whatever_ends_the_lines(end: str, blank: int) -> None:
    first, second = blocks_of("a" + end * (blank + 1) + "b")
    assert (first.gap, second.gap) == (0, blank)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_gap_of_the_first_block_counts_the_line_ends_above_it(end: str) -> None:
    assert [block.gap for block in blocks_of(end * 2 + "a")] == [2]
    assert [block.gap for block in blocks_of("\ufeff" + end + "a")] == [1]


def test_lines_of_white_space_alone_are_blank_lines() -> None:
    assert [block.gap for block in blocks_of("a\n \u00a0\t\n\u200b\nb")] == [0, 2]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\ufeff", "\u00ad\u200b", "\u2028", "\x00", "\t\n \u3000"])
def test_a_text_that_says_nothing_has_no_blocks(text: str) -> None:
    assert blocks_of(text) == ()


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
def test_only_line_feeds_and_carriage_returns_end_lines(separator: str) -> None:
    (block,) = blocks_of(f"a{separator}b")
    assert block.text == "a b"


@given(awkward_texts() | st.text())
def test_a_block_is_a_slice_of_the_text_that_begins_and_ends_with_words(text: str) -> None:
    at = 0
    for block in blocks_of(text):
        assert at <= block.start < block.end
        assert block.raw == text[block.start : block.end]
        assert block.text == fold(block.raw) != ""
        assert fold(block.raw[0])
        assert fold(block.raw[-1])
        at = block.end


@given(awkward_texts())
def test_what_lies_between_blocks_says_nothing(text: str) -> None:
    blocks = blocks_of(text)
    ends = [0, *(block.end for block in blocks)]
    starts = [*(block.start for block in blocks), len(text)]
    assert not any(fold(text[end:start]) for end, start in zip(ends, starts, strict=True))


@given(awkward_texts(), st.data())
def test_a_part_of_a_block_is_a_slice_of_the_text(text: str, data: st.DataObject) -> None:
    for block in blocks_of(text):
        first = data.draw(st.integers(0, len(block.raw) - 1))
        part = block.part(first, data.draw(st.none() | st.integers(first, len(block.raw))))
        if part.text:
            assert fold(text[part.start : part.end]) == part.text
            assert block.start <= part.start < part.end <= block.end
