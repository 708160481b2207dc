"""What speaks against a reading of a conversation, as prices: the cheapest reading of a page explains it best."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

from csto_dataset.pages.traits import Traits

COSTS: Final = {
    "lede": 0.15,
    "lede that asks": 1.0,
    "lede without an end": 0.6,
    "section": 0.3,
    "section that asks": 1.0,
    "section that markup calls one": 0.0,
    "section above the first question with a dash inside": 2.0,
    "request": 0.7,
    "unmarked request": 1.0,
    "unmarked question that does not ask at once": 1.0,
    "unmarked question that does not ask at once, before a marked answer": 0.8,
    "question without an end": 0.9,
    "question that leads on": 2.0,
    "question goes on": 0.1,
    "emphasized question goes on without emphasis": 2.0,
    "question goes on after it asked": 1.5,
    "question goes on after it asked, before a marked answer": 0.4,
    "answer asks at its end": 1.5,
    "marked answer begins with a question": 1.2,
    "unmarked answer asks": 2.0,
    "question without an answer ends the page": 0.6,
    "question without an answer ends the page, on one without marks on both": 1.2,
    "answer goes on": 0.05,
    "answer goes on without an end": 0.9,
    "list item with the mark of a turn": 0.4,
    "text with the mark of a turn": 2.5,
    "unexplained mark": 0.6,
    "unmarked questions or answers": 0.2,
    "no marks at all": 2.0,
    "unmarked quotation asks": 1.5,
    "turn in which somebody tells who speaks": 3.0,
    "article with a mark": 0.4,
    "article with a question": 0.4,
    "article with a question alone on its line": 0.8,
}
"""The price of everything that speaks against a reading."""


class Marks(NamedTuple):
    """The kinds of marks that open questions and answers; none is empty."""

    question: frozenset[str]
    answer: frozenset[str]

    @property
    def name(self) -> str:
        """What the parse result calls the reading."""
        question, answer = (" or ".join(sorted(kinds)) or "no mark" for kinds in self)
        return f"questions: {question}; answers: {answer}"


NO_MARKS: Final = Marks(frozenset(), frozenset())
"""What a reading supposes that tells the turns by their words alone."""


class Price(NamedTuple):
    """The prices of a line: in each role, and for what it leaves behind. An infinite one forbids it.

    Attributes:
        head: a heading above the first question, beside its price as a section.
        ends_question, ends_answer: the line is the last of a question, or of an answer with another turn below it.
        goes_on: the line goes on with the question above it.
        open: the line is the last of the page, in a question that nobody answers any more.
    """

    lede: float
    section: float
    ask: float
    ask_on: float
    answer: float
    answer_on: float
    head: float
    ends_question: float
    ends_answer: float
    goes_on: float
    open: float


def of_article(lines: Sequence[Traits]) -> float:
    """Return what speaks against a body being no conversation: lines that ask, and marks that nothing explains."""
    marked = sum(line.marked and not line.listed and not line.told for line in lines)
    asking = [line for line in lines if line.end == "?"]
    alone = sum(line.marked or not line.several for line in asking)
    return (
        COSTS["article with a mark"] * marked
        + COSTS["article with a question alone on its line"] * alone
        + COSTS["article with a question"] * (len(asking) - alone)
    )


def of_marks(marks: Marks, counts: Mapping[str, int]) -> float:
    """Return what speaks against marks themselves: those that they leave unexplained, and that there are none.

    Args:
        counts: how many lines each kind of mark opens.
    """
    used = marks.question | marks.answer
    price = COSTS["unexplained mark"] * sum(count for kind, count in counts.items() if kind not in used)
    if not used:
        return price + COSTS["no marks at all"]
    return price + (0.0 if marks.question and marks.answer else COSTS["unmarked questions or answers"])


@lru_cache(maxsize=8192)
def of_line(
    line: Traits, *, asks: bool, answers: bool, question_is_marked: bool, answer_is_marked: bool, emphasis: bool
) -> Price:
    """Return the prices of a line under some marks.

    Args:
        asks, answers: whether the line has the mark of questions, or of answers.
        question_is_marked, answer_is_marked: whether these have a mark at all.
        emphasis: whether questions are marked by emphasis, which lies on each line of theirs.
    """
    marked = asks or answers
    item = 0.0
    if marked:
        item = COSTS["list item with the mark of a turn" if line.listed else "text with the mark of a turn"]
    asking = COSTS["unmarked answer asks"] if line.end == "?" and not question_is_marked else 0.0
    unmarked = _unmarked_question(line, answer_is_marked=answer_is_marked)
    turn = COSTS["turn in which somebody tells who speaks"] if line.told else 0.0
    return Price(
        lede=0.0 if line.introduces else _lede(line) + item,
        section=inf if marked else _section(line),
        ask=turn + (0.0 if asks else inf if question_is_marked or answers else unmarked),
        ask_on=_goes_on(asks=asks, marked=marked, emphasis=emphasis),
        answer=turn + (_marked_answer(line) if answers else inf if answer_is_marked or asks else asking),
        answer_on=item + asking + COSTS["answer goes on"],
        head=COSTS["section above the first question with a dash inside"] if line.dashed else 0.0,
        ends_question=_end_of_question(line, is_marked=question_is_marked),
        ends_answer=_end_of_answer(line),
        goes_on=_after_a_question(line, question_is_marked=question_is_marked, answer_is_marked=answer_is_marked),
        open=_open(question_is_marked=question_is_marked, answer_is_marked=answer_is_marked),
    )


def _open(*, question_is_marked: bool, answer_is_marked: bool) -> float:
    """Return the price of a page that ends in a question: most captures are cut off somewhere."""
    if question_is_marked and answer_is_marked:
        return COSTS["question without an answer ends the page"]
    price = COSTS["question without an answer ends the page, on one without marks on both"]
    return price if question_is_marked or answer_is_marked else inf


def _goes_on(*, asks: bool, marked: bool, emphasis: bool) -> float:
    if emphasis:
        return COSTS["question goes on" if asks else "emphasized question goes on without emphasis"]
    return inf if marked else COSTS["question goes on"]


def _lede(line: Traits) -> float:
    if line.end == "?":
        return COSTS["lede"] + COSTS["lede that asks"]
    return COSTS["lede"] + (0.0 if line.end else COSTS["lede without an end"])


def _section(line: Traits) -> float:
    """Return the price of a heading: a short line that is no sentence, and no item of a list."""
    if line.heading:
        return COSTS["section that markup calls one"]
    if line.end not in ("", "?") or line.listed or line.several or not line.short:
        return inf
    return COSTS["section that asks" if line.end else "section"]


def _unmarked_question(line: Traits, *, answer_is_marked: bool) -> float:
    price = 0.0
    if line.end != "?" and not line.requests:
        at_once = "unmarked question that does not ask at once"
        price = COSTS[f"{at_once}, before a marked answer" if answer_is_marked else at_once]
    return price + (COSTS["unmarked quotation asks"] if line.quoted else 0.0)


def _marked_answer(line: Traits) -> float:
    return COSTS["marked answer begins with a question"] if line.end == "?" else 0.0


def _end_of_question(line: Traits, *, is_marked: bool) -> float:
    if line.end == "?" or line.requests:
        return 0.0
    if not is_marked:
        return COSTS["unmarked request"]
    if line.end == ".":
        return COSTS["request"]
    return COSTS["question that leads on" if line.end else "question without an end"]


def _end_of_answer(line: Traits) -> float:
    if line.end == "?":
        return COSTS["answer asks at its end"]
    if line.end or line.marked or line.listed:
        return 0.0
    # A line without an end above a question looks like a heading, unless it goes on with an answer of such lines.
    return 0.0 if line.above == "" and line.goes_on else COSTS["answer goes on without an end"]


def _after_a_question(line: Traits, *, question_is_marked: bool, answer_is_marked: bool) -> float:
    if line.above != "?" or (line.end == "?" and (answer_is_marked or not question_is_marked)):
        return 0.0
    if answer_is_marked:
        return COSTS["question goes on after it asked, before a marked answer"]
    return COSTS["question goes on after it asked"]
