"""Which bodies are interviews, and which paragraph is what in them."""

import pytest

from csto_dataset.pages.blocks import Span, blocks_of
from csto_dataset.pages.interview import LEAST_CLEAR, READINGS, Reading, read_interview

Turns = tuple[str | None, tuple[str, ...], tuple[str, ...]]


def reading_of(*lines: str) -> Reading | None:
    return read_interview(blocks_of("\n\n".join(lines)))


def texts(spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(span.text for span in spans)


def pairs_of(*lines: str) -> list[Turns]:
    reading = reading_of(*lines)
    assert reading is not None
    return [(pair.section and pair.section.text, texts(pair.question), texts(pair.answer)) for pair in reading.pairs]


@pytest.mark.parametrize(
    ("lines", "pairs"),
    [
        (["— Why?", "— So."], [(None, ("Why?",), ("So.",))]),
        (["—\u00a0Why?", "—\u00a0So."], [(None, ("Why?",), ("So.",))]),
        (["—Why?", "—So."], [(None, ("Why?",), ("So.",))]),
        (["  — Why?", "\u00a0— So."], [(None, ("Why?",), ("So.",))]),
        (["– Why?", "– So."], [(None, ("Why?",), ("So.",))]),
        (["― Why?", "― So."], [(None, ("Why?",), ("So.",))]),
        (["— Why?", "— So.", "And so."], [(None, ("Why?",), ("So.", "And so."))]),
        (["— It is so.", "Why?", "— So."], [(None, ("It is so.", "Why?"), ("So.",))]),
        (["— Why?", "— Four:", "- one;", "- two.", "More."], [(None, ("Why?",), ("Four:", "- one;", "- two.", "More."))]),
        (["— Why?", "— So — and only so."], [(None, ("Why?",), ("So — and only so.",))]),
        (["— Why?", "— So.", "— Tell us.", "— No."], [(None, ("Why?",), ("So.",)), (None, ("Tell us.",), ("No.",))]),
        (["Heading", "— Why?", "— So."], [("Heading", ("Why?",), ("So.",))]),
        (["— A?", "— B.", "Heading", "— C?", "— D."], [(None, ("A?",), ("B.",)), ("Heading", ("C?",), ("D.",))]),
        # The last answer is followed by no question, so its last paragraph heads nothing.
        (["— Why?", "— So.", "No heading"], [(None, ("Why?",), ("So.", "No heading"))]),
        # The only paragraph of an answer is the answer.
        (["— Why?", "— So", "— What?", "— This"], [(None, ("Why?",), ("So",)), (None, ("What?",), ("This",))]),
    ],
)  # fmt: skip
def test_dashes_open_the_turns(lines: list[str], pairs: list[Turns]) -> None:
    assert pairs_of(*lines) == pairs


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "nothing"),
        (["Text."], "no dash"),
        (["— Why?"], "a question without an answer"),
        (["— Why?", "— So.", "— What?"], "an odd number of turns"),
        (
            ["On 6 March he met pupils.", "— Do you know ours? — asked the headmistress.", "He dialled."],
            "one line quoted",
        ),
        (["He said:", "— First, peace.", "— Second, quiet."], "a list with dashes"),
        (["— Peace.", "— Quiet.", "— Why?", "— So.", "— Order.", "— Calm."], "most turns do not ask"),
        (["— I ask.", "— Why?"], "the answer asks"),
        (["— Why?", "— Why not?"], "both ask"),
        (["- Why?", "- So."], "hyphens make lists"),
        (["1. Why?", "So."], "numbers make lists"),
        (["Why?", "So."], "no mark at all"),
        (["—", "—"], "dashes alone are lines of ornament"),
        (["A — Why?", "A — So."], "the dash does not open the paragraph"),
    ],
)
def test_any_other_body_is_no_interview(lines: list[str], reason: str) -> None:
    assert reading_of(*lines) is None


@pytest.mark.parametrize(
    "heading",
    [
        "What the CSTO has achieved in 30 years",
        'What does the "freezing" of Armenia\'s membership mean',
        "The “silent river”",
        "On A.B. and C",
        "Планы и задачи",
        "x" * 200,
    ],
)
def test_a_heading_is_short_and_needs_no_final_punctuation(heading: str) -> None:
    assert pairs_of("— A?", "— B.", heading, "— C?", "— D.")[1][0] == heading
    assert pairs_of(heading, "— A?", "— B.")[0][0] == heading


@pytest.mark.parametrize(
    "paragraph",
    [
        "A sentence.",
        "Does it?",
        "It does!",
        "And so on…",
        "And so on...",
        "Four things:",
        "one;",
        "one,",
        'He said "no."',
        "(So it is.)",
        "«Да.»",
        "x" * 201,
    ],
)
def test_a_sentence_or_a_long_paragraph_is_no_heading(paragraph: str) -> None:
    assert pairs_of("— A?", "— B.", paragraph, "— C?", "— D.") == [
        (None, ("A?",), ("B.", paragraph)),
        (None, ("C?",), ("D.",)),
    ]


def test_what_stands_above_the_first_heading_is_the_lede() -> None:
    reading = reading_of("He told us of plans.", "And of maps.", "Heading", "— A?", "— B.")
    assert reading is not None
    assert texts(reading.lede) == ("He told us of plans.", "And of maps.")
    assert reading.pairs[0].section is not None
    assert reading.pairs[0].section.text == "Heading"


def test_the_mark_is_the_dash_alone_and_part_of_no_turn() -> None:
    reading = reading_of("— A?", "— B.")
    assert reading is not None
    (pair,) = reading.pairs
    assert [mark.text for mark in pair.marks] == ["—", "—"]
    assert [(mark.start, mark.end) for mark in pair.marks] == [(0, 1), (6, 7)]
    assert (pair.question[0].start, pair.answer[0].start) == (2, 8)


@pytest.mark.parametrize(
    ("asked", "answers", "clarity"),
    [("??", "..", 1.0), ("?.", "..", 0.5), ("??", "?.", 0.5), ("..", "..", 0.0), ("..", "??", 0.0)],
)
def test_clarity_is_the_share_of_questions_less_the_share_of_answers_that_ask(
    asked: str, answers: str, clarity: float
) -> None:
    lines = [f"— a{mark}" for turn in zip(asked, answers, strict=True) for mark in turn]
    reading = READINGS[0](blocks_of("\n\n".join(lines)))
    assert reading is not None
    assert reading.clarity == clarity
    assert (reading_of(*lines) is None) == (clarity < LEAST_CLEAR)
