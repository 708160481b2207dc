"""The interview of a page: its pairs, in the reading of its marks that explains the whole conversation best."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from csto_dataset.pages import prices
from csto_dataset.pages.blocks import Block, Span, end_of
from csto_dataset.pages.prices import NO_MARKS
from csto_dataset.pages.readings import ANSWER, ASK, ASK_ON, LEDE, SECTION, Assignment, cheapest, suppositions
from csto_dataset.pages.traits import Traits, traits_of
from csto_dataset.pages.turns import Piece, pieces_of, several_people
from csto_dataset.pages.words import announces, tells_of_a_talk

LEAST_MARGIN: Final = 0.5
"""The least by which a reading must be cheaper than the next one to be called clear."""

_PRIORS: Final = {"announced": (0.0, 0.6), "told of": (0.8, 0.5), "unannounced": (3.0, 1.2)}
"""What speaks against an interview before any mark is looked at, and how much more if it has one pair alone.

announced: the title says interview. told of: the title, or the lines above the first question, tell of somebody who
talked to an outlet.
"""

_NOBODY_ASKS: Final = 3.0
_NOBODY_ASKS_TWICE: Final = 1.5
"""What speaks against a conversation none of whose questions asks: of one pair, and of more."""

_ONE_UNMARKED_PAIR: Final = 1.0
"""What speaks against a conversation of one pair that no mark shows: any report may ask a question."""

_ANNOUNCED: Final = 2.5
"""What speaks against an article under a title that announces an interview."""

_MOST_LINES: Final = 5_000
"""Lines of a text above which no conversation is looked for."""

_ALONE: Final = 1.0
"""The margin of an article that no conversation rivals."""

_OPENING: Final = 3
"""Paragraphs above the first question that may announce an interview."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its answer.

    Attributes:
        section: the heading that stands right above the question.
        marks: what opens the turns, and is part of none.
    """

    section: Span | None
    question: tuple[Span, ...]
    answer: tuple[Span, ...]
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a body was read.

    Attributes:
        name: which marks were taken for those of questions and answers; `article` where there is no conversation.
        margin: by how much it is cheaper than the next reading; see prices.COSTS.
        lede, pairs: of an interview; empty for an article.
        unanswered: lines of a question at the end that nobody answers any more; they are in no pair.
        labels, askers: what stands before the answers, and before the questions.
    """

    name: str
    margin: float
    lede: tuple[Span, ...] = ()
    pairs: tuple[Pair, ...] = ()
    unanswered: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    askers: tuple[str, ...] = ()


def read_interview(title: str | None, body: Sequence[Block]) -> Reading:
    """Return the clearest reading of a body, as an interview or as an article.

    Args:
        title: it may announce an interview, and name those whose labels open the turns.
    """
    if len(body) > _MOST_LINES:
        return Reading("article", 0.0)
    announced = bool(title and announces(title))
    if not announced and not any(end_of(block.text) == "?" for block in body):
        return Reading("article", _NOBODY_ASKS)
    pieces = pieces_of(body, title or "")
    traits = traits_of(pieces)
    article = prices.of_article(traits) + (_ANNOUNCED if announced else 0.0)
    least, _ = _PRIORS[_known(title or "", pieces[:_OPENING])]
    best, rival = _best(pieces, traits, title or "", article, least=least)
    if best is None:
        return Reading("article", rival - article)
    return _reading(pieces, best[1], margin=rival - best[0])


def _best(
    pieces: Sequence[Piece], traits: Sequence[Traits], title: str, article: float, *, least: float
) -> tuple[tuple[float, Assignment] | None, float]:
    """Return the cheapest conversation with its cost, and the cost of the cheapest reading that is another.

    Where the article is cheapest there is none, and the other cost is that of the cheapest conversation.

    Args:
        article: the cost of the article.
        least: what speaks against any conversation at least.
    """
    best: tuple[float, Assignment] | None = None
    rival = article
    for marks, unexplained in suppositions(pieces):
        found = cheapest(pieces, traits, marks, unexplained) if least + unexplained < rival else None
        if found is None:
            continue
        cost = found.cost + _prior(found, pieces, title)
        if best is not None and found.roles == best[1].roles:
            best = min(best, (cost, found), key=lambda each: each[0])
        elif best is None or cost < best[0]:
            rival, best = min(rival, best[0]) if best else rival, (cost, found)
        else:
            rival = min(rival, cost)
    if best is None:
        return None, article + _ALONE
    return (None, best[0]) if best[0] >= article else (best, rival)


def _known(title: str, opening: Sequence[Piece]) -> str:
    """Return which of the priors a title and the lines above the first question call for."""
    if announces(title):
        return "announced"
    told = (title, *(piece.whole.text for piece in opening))
    return "told of" if any(map(tells_of_a_talk, told)) else "unannounced"


def _prior(assignment: Assignment, pieces: Sequence[Piece], title: str) -> float:
    """Return what speaks against a conversation before any mark is looked at."""
    lede = next(index for index, role in enumerate(assignment.roles) if role > 0)
    price, alone = _PRIORS[_known(title, pieces[: min(lede, _OPENING)])]
    asks = any(
        role in (ASK, ASK_ON) and (piece.end == "?" or piece.requests)
        for piece, role in zip(pieces, assignment.roles, strict=True)
    )
    unmarked = _ONE_UNMARKED_PAIR if assignment.pairs == 1 and assignment.marks == NO_MARKS else 0.0
    unasked = _NOBODY_ASKS if assignment.pairs == 1 else _NOBODY_ASKS_TWICE
    return price + alone * (assignment.pairs == 1) + unmarked + (0.0 if asks else unasked)


def _reading(pieces: Sequence[Piece], best: Assignment, *, margin: float) -> Reading:
    """Return the lede and the pairs that an assignment of roles makes of the lines."""
    placed = list(zip(pieces, best.roles, strict=True))
    labels, askers = (
        tuple(dict.fromkeys(piece.label for piece, role in placed if role == of and piece.label))
        for of in (ANSWER, ASK)
    )
    keeps_labels = several_people(labels)
    lede = [piece.whole for piece, role in placed if role == LEDE]
    pairs: list[Pair] = []
    section: Span | None = None
    lines: list[tuple[Piece, int]] = []
    for piece, role in placed:
        if role in (SECTION, ASK) and lines:
            pairs.append(_pair(section, lines, best, keeps_labels=keeps_labels))
            section, lines = None, []
        if role == SECTION:
            section = piece.whole
        elif role != LEDE:
            lines.append((piece, role))
    unanswered: list[Span] = []
    if any(role == ANSWER for _, role in lines):
        pairs.append(_pair(section, lines, best, keeps_labels=keeps_labels))
    else:
        unanswered = [*([section] if section else []), *(piece.whole for piece, _ in lines)]
    return Reading(best.marks.name, margin, tuple(lede), tuple(pairs), tuple(unanswered), labels, askers)


def _pair(section: Span | None, lines: Sequence[tuple[Piece, int]], best: Assignment, *, keeps_labels: bool) -> Pair:
    """Return the pair that lines with their roles are.

    Args:
        keeps_labels: whether several people answer, so that the label of an answer stays in its text: it tells who does.
    """
    question: list[Span] = []
    answer: list[Span] = []
    marks: list[Span] = []
    for piece, role in lines:
        opens = role in (ASK, ANSWER) and piece.kind in (best.marks.question if role == ASK else best.marks.answer)
        if opens and piece.mark is not None and not (keeps_labels and role == ANSWER and piece.label):
            marks.append(piece.mark)
            said = piece.words
        else:
            said = piece.whole
        (question if role in (ASK, ASK_ON) else answer).append(said)
    return Pair(section, tuple(question), tuple(answer), tuple(marks))
