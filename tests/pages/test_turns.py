"""What opens a line of a conversation."""

import pytest
from hypothesis import given

from csto_dataset.pages.blocks import blocks_of
from csto_dataset.pages.turns import Piece, pieces_of
from tests.pages.strategies import awkward_texts


def pieces(*lines: str, title: str = "") -> tuple[Piece, ...]:
    return pieces_of(blocks_of("\n".join(lines)), title)


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("— Why?", "em dash", "Why?"),
        ("—Why?", "em dash", "Why?"),
        ("—\u00a0Why?", "em dash", "Why?"),
        ("– Why?", "en dash", "Why?"),
        ("― Why?", "horizontal bar", "Why?"),
        ("− Why?", "minus", "Why?"),
        ("- Why?", "hyphen", "Why?"),
        ("-Why?", "hyphen", "Why?"),
        ("-- Why?", "hyphen", "Why?"),
        ("-", "", "-"),
        ("—", "", "—"),
        ("Why — so?", "", "Why — so?"),
        ("1. Why?", "number", "Why?"),
        ("1) Why?", "number with bracket", "Why?"),
        ("1. 20 May was the day. Why?", "number", "20 May was the day. Why?"),
        ("1.5 per cent is enough?", "", "1.5 per cent is enough?"),
        ("2031 was a good year?", "", "2031 was a good year?"),
        ("Question: Why?", "question label", "Why?"),
        ("Q: Why?", "question label", "Why?"),
        ("Q.: Why?", "question label", "Why?"),
        ("Question 1: Why?", "question label", "Why?"),
        ("Answer: So.", "answer label", "So."),
        ("Вопрос: Зачем?", "question label", "Зачем?"),
        ("Ответ: Так.", "answer label", "Так."),
        ("Корр.: Зачем?", "question label", "Зачем?"),
        ("Корр. Зачем?", "question label", "Зачем?"),
        ("He said: so.", "", "He said: so."),
        ("The following were agreed: a plan.", "", "The following were agreed: a plan."),
        ("Peace: a plan.", "", "Peace: a plan."),
    ],
)
def test_a_mark_is_told_from_what_stands_behind_it(line: str, kind: str, words: str) -> None:
    (piece,) = pieces(line)
    assert (piece.kind, piece.words.text) == (kind, words)
    assert (piece.mark is None) == (kind == "")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Arman Belesov", "answer label"),
        ("Belesov", "answer label"),
        ("A. Belesov", "answer label"),
        ("AB", "answer label"),
        ("Granit", "question label"),
        ("“Granit”", "question label"),
    ],
)
def test_names_that_the_title_gives_tell_whose_label_it_is(label: str, kind: str) -> None:
    (piece,) = pieces(f"{label}: It is so.", title="Interview of Arman Belesov to Granit")
    assert piece.kind == kind


def test_labels_that_nothing_explains_are_told_by_whether_their_lines_ask() -> None:
    found = pieces("Lamp: Why?", "Olga Reid: So.", "Lamp: And then?", "Olga Reid: Then so.")
    assert [piece.kind for piece in found] == ["question label", "answer label"] * 2


def test_a_label_alone_on_its_line_opens_the_line_below() -> None:
    (piece, answer) = pieces("Question:", "Why?", "Answer:", "So.")
    assert (piece.kind, piece.words.text, piece.mark and piece.mark.text) == ("question label", "Why?", "Question:")
    assert (answer.kind, answer.words.text) == ("answer label", "So.")


def test_one_letter_alone_is_the_initial_of_a_name() -> None:
    assert [piece.kind for piece in pieces("A. Belesov came.", "He left.")] == ["", ""]
    assert [piece.kind for piece in pieces("Q. Why?", "A. So.")] == ["question label", "answer label"]


@pytest.mark.parametrize(
    ("lines", "listed"),
    [
        (["Four things:", "- one;", "- two;", "- three.", "So it is."], [False, True, True, True, False]),
        (["Things:", "one;", "two."], [False, True, True]),
        (["Things:", "- one", "- two", "So."], [False, True, True, True]),
        (["It is so.", "- one"], [False, False]),
    ],
)
def test_a_colon_leads_in_to_a_list(lines: list[str], listed: list[bool]) -> None:
    assert [piece.listed for piece in pieces(*lines)] == listed


def test_numbers_count_questions_only_as_they_follow_each_other() -> None:
    found = pieces("1. Why?", "So:", "1. one;", "2. two.", "2. And then?", "Then.", "4. Where?")
    assert [piece.kind for piece in found] == ["number", "", "list number", "list number", "number", "", "list number"]


@given(awkward_texts())
def test_every_line_is_a_piece_with_its_mark_before_its_words(text: str) -> None:
    blocks = blocks_of(text)
    found = pieces_of(blocks)
    assert [piece.whole.start for piece in found] == sorted({piece.whole.start for piece in found})
    covered = {piece.whole.start for piece in found} | {piece.words.start for piece in found}
    assert {block.start for block in blocks} <= covered
    for piece in found:
        assert piece.words.text
        assert piece.mark is None or piece.whole.start <= piece.mark.start < piece.mark.end <= piece.words.start
