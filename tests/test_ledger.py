"""The ledger: every character of a text is in exactly one part."""

from itertools import pairwise
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.fields import BLANKS, fold
from csto_dataset.ledger import ROLES, Part, Role, account
from tests.strategies import HARD_CHARACTERS

READ: tuple[Role, ...] = ("date", "title", "paragraph", "lede", "section", "question", "answer", "mark", "navigation")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Part]]:
    """Draw a text and parts of it that neither overlap nor are empty, in order."""
    letters = st.one_of(st.sampled_from(HARD_CHARACTERS), st.sampled_from(BLANKS))
    text = draw(st.text(letters, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)))))
    spans = [span for span in pairwise(cuts) if draw(st.booleans())]
    record = st.none() | st.sampled_from(["news-undated-0123456789ab"])
    return text, [
        Part(start, end, draw(st.sampled_from(READ)), draw(record), draw(st.none() | st.just("/title")))
        for start, end in spans
    ]


@given(pages())
def test_the_parts_touch_from_the_beginning_to_the_end(page: tuple[str, list[Part]]) -> None:
    text, parts = page
    ledger = account(text, parts)
    assert [part.start for part in ledger] == [0, *(part.end for part in ledger)][: len(ledger)]
    assert (ledger[-1].end if ledger else 0) == len(text)


@given(pages())
def test_the_parts_together_are_the_text(page: tuple[str, list[Part]]) -> None:
    text, parts = page
    assert "".join(text[part.start : part.end] for part in account(text, parts)) == text


@given(pages())
def test_no_part_is_empty(page: tuple[str, list[Part]]) -> None:
    assert all(part.start < part.end for part in account(*page))


@given(pages())
def test_the_parts_that_were_given_are_kept_in_order(page: tuple[str, list[Part]]) -> None:
    text, parts = page
    assert [part for part in account(text, parts) if part.role in READ] == parts


@given(pages(), st.randoms())
def test_the_order_of_the_parts_that_were_given_does_not_count(page: tuple[str, list[Part]], random: Random) -> None:
    text, parts = page
    assert account(text, random.sample(parts, len(parts))) == account(text, parts)


@given(pages())
def test_a_ledger_accounts_for_itself(page: tuple[str, list[Part]]) -> None:
    ledger = account(*page)
    assert account(page[0], ledger) == ledger


@given(pages())
def test_layout_says_nothing(page: tuple[str, list[Part]]) -> None:
    text, parts = page
    assert all(fold(text[part.start : part.end]) == "" for part in account(text, parts) if part.role == "layout")


@given(pages())
def test_unread_text_begins_and_ends_with_what_says_something(page: tuple[str, list[Part]]) -> None:
    text, parts = page
    unread = [text[part.start : part.end] for part in account(text, parts) if part.role == "unread"]
    assert all(passage == passage.strip(BLANKS) for passage in unread)
    assert all(fold(passage) for passage in unread)


@given(pages())
def test_what_lies_between_is_in_no_record(page: tuple[str, list[Part]]) -> None:
    between = [part for part in account(*page) if part.role in {"layout", "unread"}]
    assert all(part.record is None and part.field is None for part in between)


@given(pages())
def test_two_parts_of_one_kind_never_touch_between_those_that_were_given(page: tuple[str, list[Part]]) -> None:
    ledger = account(*page)
    assert not [
        left for left, right in pairwise(ledger) if left.role == right.role and left.role in {"layout", "unread"}
    ]


LEDGERS: dict[str, tuple[str, list[Part], list[tuple[int, int, Role]]]] = {
    "an empty page": ("", [], []),
    "white space alone": (" \n\t", [], [(0, 3, "layout")]),
    "a byte order mark alone": ("\ufeff", [], [(0, 1, "layout")]),
    "a page that nothing recognised": ("abc", [], [(0, 3, "unread")]),
    "unread text with blanks around and inside": (
        "\ufeff a b \n",
        [],
        [(0, 2, "layout"), (2, 5, "unread"), (5, 7, "layout")],
    ),
    "a part that is the whole page": ("abc", [Part(0, 3, "title")], [(0, 3, "title")]),
    "a part with blanks of its own": (" a ", [Part(0, 3, "title")], [(0, 3, "title")]),
    "unread text on both sides": ("a b c", [Part(2, 3, "title")], [
        (0, 1, "unread"), (1, 2, "layout"), (2, 3, "title"), (3, 4, "layout"), (4, 5, "unread"),
    ]),
    "parts that touch": ("— Yes.", [Part(2, 6, "answer"), Part(0, 2, "mark")], [(0, 2, "mark"), (2, 6, "answer")]),
    "characters beyond the basic plane": ("🕊\n🕊", [Part(0, 1, "title")], [
        (0, 1, "title"), (1, 2, "layout"), (2, 3, "unread"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "parts", "ledger"), LEDGERS.values(), ids=LEDGERS)
def test_a_page_is_accounted_for(text: str, parts: list[Part], ledger: list[tuple[int, int, Role]]) -> None:
    assert [(part.start, part.end, part.role) for part in account(text, parts)] == ledger


WRONG = {
    "parts that overlap by one character": [Part(0, 2, "title"), Part(1, 3, "paragraph")],
    "a part inside another": [Part(0, 3, "title"), Part(1, 2, "mark")],
    "a part twice": [Part(0, 2, "title"), Part(0, 2, "title")],
    "two readings of one span": [Part(0, 2, "title"), Part(0, 2, "paragraph")],
    "an empty part": [Part(1, 1, "title")],
    "an empty part at the end": [Part(3, 3, "title")],
    "a part that ends before it begins": [Part(2, 1, "title")],
    "a part before the text": [Part(-1, 1, "title")],
    "a part that leaves the text": [Part(2, 4, "title")],
    "a part behind the text": [Part(4, 5, "title")],
}


@pytest.mark.parametrize("parts", WRONG.values(), ids=WRONG)
def test_no_page_has(parts: list[Part]) -> None:
    with pytest.raises(ValueError, match="part"):
        account("abc", parts)


def test_every_role_is_explained() -> None:
    assert tuple(ROLES) == get_args(Role)
    assert all(ROLES.values())
