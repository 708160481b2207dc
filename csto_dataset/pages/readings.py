"""The readings of a conversation: which lines ask, which answer, which head a section.

A reading supposes some kinds of marks for questions and for answers, either of them perhaps none. For each such pair of
marks the assignment of roles to all lines of the page that costs least is found (Viterbi): what does not fit the marks,
questions that do not ask, answers that do, lines that look like headings and are taken for text, and marks that are left
unexplained all have their price. The cheapest reading of all wins over the others and over the plain article.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from csto_dataset.pages import prices
from csto_dataset.pages.prices import Marks, Price
from csto_dataset.pages.traits import Traits
from csto_dataset.pages.turns import EMPHASIS, NUMBERS, Piece

LEDE, SECTION, ASK, ASK_ON, ANSWER, ANSWER_ON = range(6)
"""The roles of a line: above the conversation, a heading, the first or a further line of a question or of an answer."""

_START: Final = -1
_PLAIN_DASHES: Final = frozenset(("em dash", "en dash", "horizontal bar", "minus"))
_ANY_DASH: Final = _PLAIN_DASHES | {"hyphen"}


@dataclass(frozen=True, slots=True)
class Assignment:
    """What each line of a body is in a reading, and what speaks against it."""

    marks: Marks
    roles: tuple[int, ...]
    cost: float

    @property
    def pairs(self) -> int:
        return self.roles.count(ANSWER)


def suppositions(pieces: Sequence[Piece]) -> list[tuple[Marks, float]]:
    """Return the pairs of marks that the lines allow, each with the price of its unexplained marks, the least first."""
    counts = Counter(piece.kind for piece in pieces if piece.kind not in ("", "list number") and not piece.listed)
    priced = [(marks, prices.of_marks(marks, counts)) for marks in _pairs_of_marks(frozenset(counts))]
    return sorted(priced, key=lambda each: each[1])


def _pairs_of_marks(kinds: frozenset[str]) -> Iterator[Marks]:
    sets = [frozenset({kind}) for kind in sorted(kinds)]
    dashes = kinds & _PLAIN_DASHES
    if len(dashes) > 1:
        sets.append(dashes)
    if dashes and "hyphen" in kinds:
        sets.append(dashes | {"hyphen"})
    none: frozenset[str] = frozenset()
    for question in (none, *sets):
        for answer in (none, *sets):
            # Only dashes alternate; numbers and labels tell the one from the other.
            if question & answer and (question != answer or not question <= _ANY_DASH):
                continue
            if "answer label" in question or "question label" in answer or not answer.isdisjoint(NUMBERS):
                continue
            yield Marks(question, answer)


def cheapest(pieces: Sequence[Piece], traits: Sequence[Traits], marks: Marks, unexplained: float) -> Assignment | None:
    """Return the assignment of roles to lines that costs least under some marks; None where there is no pair.

    Args:
        traits: of each line.
        unexplained: the price of the marks themselves.
    """
    asked, answered = bool(marks.question), bool(marks.answer)
    if not asked and not any(line.end == "?" or line.requests for line in traits):
        return None
    costs = [inf] * 6
    came: list[tuple[int, ...]] = []
    above: Price | None = None
    for piece, line in zip(pieces, traits, strict=True):
        price = prices.of_line(
            line,
            asks=piece.kind in marks.question,
            answers=piece.kind in marks.answer,
            question_is_marked=asked,
            answer_is_marked=answered,
            emphasis=EMPHASIS in marks.question,
        )
        costs, steps = _step(costs, price, above)
        came.append(steps)
        above = price
    if above is None:
        return None
    ends = [costs[role] + (above.open if role in (ASK, ASK_ON) else 0.0) for role in range(6)]
    for last in sorted((ASK, ASK_ON, ANSWER, ANSWER_ON), key=ends.__getitem__):
        roles = _path(came, last) if ends[last] < inf else ()
        if ANSWER in roles:
            return Assignment(marks, roles, ends[last] + unexplained)
    return None


def _step(costs: list[float], price: Price, above: Price | None) -> tuple[list[float], tuple[int, ...]]:
    """Return what each role of a line costs at least with all lines above it, and the role of the line above then."""
    lede, section, ask, ask_on, answer, answer_on = costs
    if above is None:
        start = (price.lede, price.section + price.head, price.ask, inf, inf, inf)
        return list(start), (_START,) * 6
    asked, last_ask = (ask, ASK) if ask <= ask_on else (ask_on, ASK_ON)
    answered, last_answer = (answer, ANSWER) if answer <= answer_on else (answer_on, ANSWER_ON)
    ended = answered + above.ends_answer
    headed = lede + price.head
    before_section, of_section = (headed, LEDE) if headed <= ended else (ended, last_answer)
    before_ask, of_ask = (lede, LEDE) if lede <= ended else (ended, last_answer)
    if section < before_ask:
        before_ask, of_ask = section, SECTION
    now = [
        lede + price.lede,
        before_section + price.section,
        before_ask + price.ask,
        asked + price.goes_on + price.ask_on,
        asked + above.ends_question + price.answer,
        answered + price.answer_on,
    ]
    return now, (LEDE, of_section, of_ask, last_ask, last_ask, last_answer)


def _path(came: Sequence[tuple[int, ...]], last: int) -> tuple[int, ...]:
    roles = [last]
    for steps in reversed(came[1:]):
        roles.append(steps[roles[-1]])
    return tuple(reversed(roles))
