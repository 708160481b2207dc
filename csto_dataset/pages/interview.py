"""The turns of an interview: which paragraphs of a body ask, which answer, which head a section.

READINGS holds the ways in which a page may mark its turns. Each reads the whole body and says how well the marks explain
it; the best one above LEAST_CLEAR wins, and a body that none explains is no interview.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from csto_dataset.pages.blocks import Block, Span

LEAST_CLEAR: Final = 0.5
"""The least `clarity` with which a body counts as an interview."""

_DASH: Final = re.compile("[—–―]")
_LONGEST_HEADING: Final = 200
_ENDS_A_SENTENCE: Final = tuple(".?!…:;,")
CLOSING: Final = "\"'”’»)"
"""What may stand behind the mark that ends a sentence."""


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
    """A reading of a body as an interview.

    Attributes:
        clarity: from 0, nothing speaks for it, to 1, everything does.
    """

    lede: tuple[Span, ...]
    pairs: tuple[Pair, ...]
    clarity: float


def read_interview(body: tuple[Block, ...]) -> Reading | None:
    """Return the clearest reading of a body as an interview; None where it is none."""
    readings = [reading for reading in (read(body) for read in READINGS) if reading is not None]
    best = max(readings, key=lambda reading: reading.clarity, default=None)
    return best if best is not None and best.clarity >= LEAST_CLEAR else None


def opens_a_turn(block: Block) -> bool:
    """Say whether a block begins with a dash and says something behind it."""
    return _DASH.match(block.raw) is not None and len(block.text) > 1


def _dashes(body: tuple[Block, ...]) -> Reading | None:
    """A dash opens each question and each answer, by turns; further paragraphs of a turn stand bare."""
    opens = [index for index, block in enumerate(body) if opens_a_turn(block)]
    if len(opens) < 2 or len(opens) % 2:
        return None
    turns = [body[start:end] for start, end in zip(opens, [*opens[1:], len(body)], strict=True)]
    above, heading = _split_heading(body[: opens[0]], kept=0)
    pairs: list[Pair] = []
    for question, answer in zip(turns[::2], turns[1::2], strict=True):
        last = len(pairs) * 2 + 2 == len(turns)
        told, following = (answer, None) if last else _split_heading(answer, kept=1)
        marks = (question[0].part(0, 1), answer[0].part(0, 1))
        pairs.append(Pair(heading, _unmarked(question), _unmarked(told), marks))
        heading = following
    return Reading(
        lede=tuple(block.span for block in above),
        pairs=tuple(pairs),
        clarity=_clarity(pairs),
    )


READINGS: Final[tuple[Callable[[tuple[Block, ...]], Reading | None], ...]] = (_dashes,)
"""The ways in which a page marks its turns."""


def _split_heading(blocks: tuple[Block, ...], *, kept: int) -> tuple[tuple[Block, ...], Span | None]:
    """Part the heading that stands at the end of some blocks from them, leaving at least `kept` blocks."""
    if len(blocks) > kept and _is_heading(blocks[-1].text):
        return blocks[:-1], blocks[-1].span
    return blocks, None


def _is_heading(words: str) -> bool:
    """Say whether a paragraph may be a heading: short, and without the mark that ends a sentence."""
    return len(words) <= _LONGEST_HEADING and not words.rstrip(CLOSING).endswith(_ENDS_A_SENTENCE)


def _unmarked(turn: tuple[Block, ...]) -> tuple[Span, ...]:
    """Return the paragraphs of a turn, the first without the one character of its mark."""
    return (turn[0].part(1), *(block.span for block in turn[1:]))


def _clarity(pairs: list[Pair]) -> float:
    """Return the share of questions that end in a question mark, less the share of answers that do."""
    asked = sum(pair.question[-1].text.endswith("?") for pair in pairs)
    asked_back = sum(pair.answer[-1].text.endswith("?") for pair in pairs)
    return max(asked - asked_back, 0) / len(pairs)
