"""Which bodies are interviews, and which paragraph is what in them."""

import pytest

from csto_dataset.pages.blocks import Span, blocks_of
from csto_dataset.pages.interview import Reading, read_interview

TITLE = "Interview of the Chief of Staff Arman Belesov to Granit"
REPORT = "The Chief of Staff met with pupils"

Turns = tuple[str | None, tuple[str, ...], tuple[str, ...]]


def reading_of(*lines: str, title: str = TITLE) -> Reading:
    return read_interview(title, blocks_of("\n\n".join(lines)))


def texts(spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(span.text for span in spans)


def pairs_of(*lines: str, title: str = TITLE) -> list[Turns]:
    reading = reading_of(*lines, title=title)
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
    ("lines", "pairs"),
    [
        # Hyphens, mixed dashes, dashes on one side alone.
        (["- Why?", "- So."], [(None, ("Why?",), ("So.",))]),
        (["— Why?", "– So.", "– What?", "— This."], [(None, ("Why?",), ("So.",)), (None, ("What?",), ("This.",))]),
        (["Why?", "- So.", "More.", "What?", "- This."], [(None, ("Why?",), ("So.", "More.")), (None, ("What?",), ("This.",))]),
        (["— Why?", "So.", "More.", "— What?", "This."], [(None, ("Why?",), ("So.", "More.")), (None, ("What?",), ("This.",))]),
        # Numbers, with lists of numbers inside answers.
        (["1. Why?", "So.", "2. What?", "These:", "1. a;", "2. b.", "3. Who?", "He."],
         [(None, ("Why?",), ("So.",)), (None, ("What?",), ("These:", "1. a;", "2. b.")), (None, ("Who?",), ("He.",))]),
        (["1. 20 April was the day. Why?", "So."], [(None, ("20 April was the day. Why?",), ("So.",))]),
        # Labels: words, letters, names, on both sides or on one.
        (["Question: Why?", "Answer: So.", "More."], [(None, ("Why?",), ("So.", "More."))]),
        (["Q: Why?", "A: So."], [(None, ("Why?",), ("So.",))]),
        (["Вопрос: Зачем?", "Ответ: Так."], [(None, ("Зачем?",), ("Так.",))]),
        (["Granit: Why?", "Belesov: So.", "Granit: Tell us more.", "Belesov: No."],
         [(None, ("Why?",), ("So.",)), (None, ("Tell us more.",), ("No.",))]),
        (["Why?", "Arman Belesov: So.", "More.", "What?", "Arman Belesov: This."],
         [(None, ("Why?",), ("So.", "More.")), (None, ("What?",), ("This.",))]),
        (["Granit: Why?", "So.", "Granit: What?", "This."], [(None, ("Why?",), ("So.",)), (None, ("What?",), ("This.",))]),
        # No marks at all.
        (["Why?", "So.", "More.", "What?", "This."], [(None, ("Why?",), ("So.", "More.")), (None, ("What?",), ("This.",))]),
        (["Why?", "So.", "Arman Sabitovich, tell us of it.", "This."],
         [(None, ("Why?",), ("So.",)), (None, ("Arman Sabitovich, tell us of it.",), ("This.",))]),
        # A rhetorical question inside an answer; one that ends an answer's paragraph between marks.
        (["— Why?", "— So. Is it enough? It is.", "More."], [(None, ("Why?",), ("So. Is it enough? It is.", "More."))]),
        (["— Why?", "— So.", "And is it enough?", "It is.", "— What?", "— This."],
         [(None, ("Why?",), ("So.", "And is it enough?", "It is.")), (None, ("What?",), ("This.",))]),
        # A question that goes on over several lines.
        (["— It is so.", "Others say no.", "Why?", "— So."], [(None, ("It is so.", "Others say no.", "Why?"), ("So.",))]),
        # A heading that asks.
        (["— Why?", "— So.", "Is it new?", "— What?", "— This."],
         [(None, ("Why?",), ("So.",)), ("Is it new?", ("What?",), ("This.",))]),
    ],
)  # fmt: skip
def test_the_reading_that_explains_the_whole_page_is_chosen(lines: list[str], pairs: list[Turns]) -> None:
    assert pairs_of(*lines) == pairs


def test_several_who_answer_keep_their_labels_so_that_it_is_known_who_does() -> None:
    lines = ["Granit: Why?", "Samat Oral: So.", "Taalat Masad: And so.", "Granit: What?", "Samat Oral: This."]
    assert pairs_of(*lines, title="Interview of Samat Oral and Taalat Masad to Granit") == [
        (None, ("Why?",), ("Samat Oral: So.", "Taalat Masad: And so.")),
        (None, ("What?",), ("Samat Oral: This.",)),
    ]


def test_one_who_answers_may_be_called_by_name_surname_and_initials() -> None:
    lines = ["Granit: Why?", "Arman Belesov: So.", "Granit: What?", "Belesov: This.", "Granit: Who?", "A.B.: He."]
    assert [pair[2] for pair in pairs_of(*lines)] == [("So.",), ("This.",), ("He.",)]


def test_numbered_labels_are_those_of_one_person() -> None:
    lines = ["Question 1: Why?", "Answer 1: So.", "Question 2: What?", "Answer 2: This."]
    assert pairs_of(*lines) == [(None, ("Why?",), ("So.",)), (None, ("What?",), ("This.",))]


@pytest.mark.parametrize("line", ["Question — Who pays?", "Question. Who pays?", "Q) Who pays?", "Q.: Who pays?"])
def test_a_label_may_end_in_any_mark(line: str) -> None:
    assert pairs_of(line, "Answer: All.") == [(None, ("Who pays?",), ("All.",))]


def test_several_who_ask_are_all_labels_of_questions() -> None:
    lines = ["Lamp: Why?", "Belesov: So.", "Wire: What?", "Belesov: This.", "Lamp: Who?", "Belesov: He."]
    assert [pair[1] for pair in pairs_of(*lines)] == [("Why?",), ("What?",), ("Who?",)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "nothing"),
        (["Text."], "no mark"),
        (["— Why?"], "a question without an answer"),
        (["He said:", "— First, peace.", "— Second, quiet."], "a list with dashes"),
        (["—", "—"], "dashes alone are lines of ornament"),
        (["A — B.", "A — C."], "the dash does not open the paragraph"),
        (['"It will be so," he said.', "He went on."], "quotations, and no question"),
    ],
)
def test_a_title_alone_makes_no_interview(lines: list[str], reason: str) -> None:
    assert reading_of(*lines).pairs == ()


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            ["On 6 March he met pupils.", "— Do you know ours? — asked the headmistress.", "He dialled."],
            "one line quoted",
        ),
        (
            ["He met pupils.", "— Will it be so?", "— It will.", "The pupils were glad.", "So was he."],
            "one pair quoted",
        ),
        (["He met pupils.", '"Why?" one asked.', '"So," he answered.'], "quoted with words of saying"),
        (["Is it so?", "It is."], "a rhetorical question"),
        (["— Peace.", "— Quiet.", "— Order.", "— Calm."], "a list with dashes"),
        (["1. Peace.", "2. Quiet.", "3. Order."], "a list with numbers"),
    ],
)
def test_a_report_that_quotes_a_question_is_an_article(lines: list[str], reason: str) -> None:
    assert reading_of(*lines, title=REPORT).pairs == ()


def test_clear_turns_make_an_interview_of_a_title_that_announces_none() -> None:
    lines = [line for number in range(4) for line in (f"— Why {number}?", f"— So {number}.")]
    assert len(pairs_of(*lines, title="The passes stay open")) == 4


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
    assert texts(reading.lede) == ("He told us of plans.", "And of maps.")
    assert reading.pairs[0].section is not None
    assert reading.pairs[0].section.text == "Heading"


def test_a_deck_is_no_heading() -> None:
    reading = reading_of("Arman Belesov — on the results of the year", "— A?", "— B.")
    assert texts(reading.lede) == ("Arman Belesov — on the results of the year",)
    assert reading.pairs[0].section is None


def test_an_answer_of_lines_without_an_end_goes_on_until_a_subject_is_named() -> None:
    lines = [
        "— Who comes?",
        "— All six",
        "Each with an umbrella",
        "— And the press?",
        "— To the garden",
        "On the guests",
    ]
    assert pairs_of(*lines, "— Who are they?", "— Friends.") == [
        (None, ("Who comes?",), ("All six", "Each with an umbrella")),
        (None, ("And the press?",), ("To the garden",)),
        ("On the guests", ("Who are they?",), ("Friends.",)),
    ]


@pytest.mark.parametrize(
    ("lines", "unanswered"),
    [
        (["— Why?", "— So.", "— When will the n"], ("— When will the n",)),
        (["— Why?", "— So.", "— And", "so on. Why?"], ("— And", "so on. Why?")),
        (["— Why?", "— So.", "Of fords", "— When?"], ("Of fords", "— When?")),
        (["Q: Why?", "A: So.", "Q: When will the n"], ("Q: When will the n",)),
        (["Why?", "- So.", "What?", "- This.", "When?"], ("When?",)),
        (["1. Why?", "So.", "2. When?"], ("2. When?",)),
    ],
)
def test_a_question_that_ends_a_cut_page_is_in_no_pair(lines: list[str], unanswered: tuple[str, ...]) -> None:
    reading = reading_of(*lines)
    assert texts(reading.unanswered) == unanswered
    assert reading.pairs[0].answer[0].text == "So."


def test_the_last_answer_may_be_cut() -> None:
    assert pairs_of("— Why?", "— So.", "— What?", "— This is a lo")[-1] == (None, ("What?",), ("This is a lo",))


def test_a_narrator_in_the_turns_makes_a_report() -> None:
    lines = [
        "Schoolchildren met the veterans.",
        "— Were you afraid?",
        "— We all were, — said Ivan Orlov.",
        "Then they sang.",
    ]
    assert reading_of(*lines, title="Interview with veterans").pairs == ()


@pytest.mark.parametrize(
    "title",
    [
        "Recruits were interviewed for the Academy",
        "Беседы с призывниками проведены в Оше",
        "Answer questions and win!",
        TITLE,
    ],
)
def test_one_question_without_a_mark_makes_no_interview_of_a_report(title: str) -> None:
    lines = ["All met on a bridge.", "It was cold.", "What comes next?", "The river knows.", "All went home."]
    assert reading_of(*lines, title=title).pairs == ()


@pytest.mark.parametrize(
    "title",
    ["Answers of the Secretary General to questions of the media", "Ivan Orlov answers Granit's questions"],
)
def test_answers_to_questions_announce_an_interview(title: str) -> None:
    lines = ["Who pays?", "All do.", "And when?", "In May.", "And then?", "In June."]
    assert len(reading_of(*lines, title=title).pairs) == 3


def test_numbered_headings_head_their_sections() -> None:
    lines = ["1. Maps", "— Who pays?", "— All.", "2. Signs", "— When?", "— In May."]
    assert [pair[0] for pair in pairs_of(*lines)] == ["1. Maps", "2. Signs"]


def test_the_mark_is_the_dash_alone_and_part_of_no_turn() -> None:
    (pair,) = reading_of("— A?", "— B.").pairs
    assert [mark.text for mark in pair.marks] == ["—", "—"]
    assert [(mark.start, mark.end) for mark in pair.marks] == [(0, 1), (6, 7)]
    assert (pair.question[0].start, pair.answer[0].start) == (2, 8)


def test_the_reading_says_which_marks_it_took_and_how_clear_that_is() -> None:
    clear = reading_of("— Why?", "— So.", "— What?", "— This.")
    assert clear.name == "questions: em dash; answers: em dash"
    doubtful = reading_of("He was stopped by a correspondent.", "— Why?", "— So.", title=REPORT)
    assert 0 <= doubtful.margin < clear.margin


@pytest.mark.parametrize("pairs", [1, 2, 40, 100])
def test_an_interview_may_have_any_number_of_pairs(pairs: int) -> None:
    lines = [line for number in range(pairs) for line in (f"— Why {number}?", f"— So {number}.", "And more.")]
    assert len(pairs_of(*lines)) == pairs


def test_a_text_of_very_many_lines_is_no_conversation() -> None:
    reading = reading_of(*["— Why?", "— So."] * 3_000)
    assert (reading.name, reading.margin) == ("article", 0.0)
