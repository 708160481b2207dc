"""How likely it is that a title block begins at a line: its wording, and what stands above and below it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from csto_dataset.days import DAY_LENGTH, day
from csto_dataset.pages.blocks import Block, end_of
from csto_dataset.pages.words import announces

REACH: Final = 40
"""Blocks of a page among which the title is looked for: a side column is shorter."""

_MOST_TAKEN_UP: Final = 2.0
"""What it weighs when the text takes up all words of a title."""

_NEAR: Final = 8
"""Lines below a title among which its day would stand."""

_LONGEST: Final = 300
_TEASER_OPENING: Final = re.compile(
    r"(?:On|From|In|At|Today|Yesterday|This|According|Under) (?:the )?(?:[0-9]|[A-Z][a-z]+ [0-9])|(?:С )?[0-9]{1,2} [а-яё]+ "
)
_WORDING: Final = {"": 2.0, ".": -1.0, "?": 0.0, ":": -3.0, ";": -4.0}
"""How much the way in which a text ends speaks for a title."""

_STEM: Final = re.compile(r"\b\w{4,5}")
"""What a word of four letters or more begins with."""

_COMMON: Final = frozenset(
    (
        *("colle", "secur", "treat", "organ", "membe", "state", "secre", "gener"),
        *("госуд", "секре", "генер", "орган", "безоп", "колле"),
    )
)
"""Stems that stand on every page of the site, so that they tell of no connection."""

Weight = Callable[[tuple[Block, ...], int], float]
"""Weighs a title block that begins at a block, by its own lines and those below."""


def of_repeat(blocks: tuple[Block, ...], index: int) -> float:
    """Weigh a title that is repeated below, with its day or cut off: that leaves little doubt."""
    return 30.0 if blocks[index + 1].text != blocks[index].text else 8.0


def of_day_below(blocks: tuple[Block, ...], index: int) -> float:
    """Weigh a title with its day on the next line."""
    glued = len(blocks[index + 1].text) > DAY_LENGTH
    return 3.5 + glued + _wording(blocks[index].text) / 2


def of_once(blocks: tuple[Block, ...], index: int) -> float:
    """Weigh a title with its day on the same line."""
    return 5.0 + _wording(blocks[index].text[:-DAY_LENGTH].rstrip()) / 2


def of_title_alone(blocks: tuple[Block, ...], index: int) -> float:
    """Weigh a title without a day by its wording, the blank lines below it, and the words that the text takes up."""
    block, below = blocks[index], blocks[index + 1]
    weight = _wording(block.text)
    if weight > -_MOST_TAKEN_UP:
        weight += _MOST_TAKEN_UP * _taken_up(block, blocks[index + 1 : index + 3])
    later = len([each for each in blocks[index + 2 :] if each.gap >= 2])
    # A day below, on a line of its own, is the article's: its title stands above it.
    weight -= 2.0 * any(_stands_for_a_day(each) for each in blocks[index + 2 : index + _NEAR])
    if block.text in [each.text for each in blocks[index + 1 : REACH]]:
        weight -= 1.5  # An item of the column, with the article's own title below.
    elif block.text in [each.text for each in blocks[:index]]:
        weight += 1.5 * (end_of(block.text) != "." or below.gap >= 2)
    weight += 1.5 * (below.gap >= 2) - 0.5 * min(later, 3)
    # Below a title that announces an interview, the next line is its deck.
    above = blocks[index - 1] if index else None
    weight -= 3.0 * (above is not None and block.gap < 2 and announces(above.text) and end_of(above.text) == "")
    return weight - 1.5 * (end_of(below.text) not in (".", "?") and below.gap < 2 and len(blocks) - index < 4)


def _stands_for_a_day(block: Block) -> bool:
    raw = block.raw
    return raw[0].isdigit() and day(raw[:DAY_LENGTH]) is not None and not raw[DAY_LENGTH:][:1].isspace()


def _wording(words: str) -> float:
    """Weigh how much a text is worded like a title: short, without a full stop, not like a teaser."""
    end = end_of(words)
    weight = _WORDING[end]
    if end == "." and not words.endswith("."):
        weight += 1.0
    if words.endswith("..."):
        weight += 1.0
    if len(words) > _LONGEST or words[:1].islower():
        weight -= 2.0
    weight -= 0.7 * (_TEASER_OPENING.match(words) is not None)
    return weight + 1.0 * (announces(words) and end != ".")


def _taken_up(title: Block, below: Sequence[Block]) -> float:
    """Return the share of a title's words that the lines below it take up, but for its own repeat."""
    stems = _stems(title.text) - _COMMON
    taken = frozenset[str]().union(*[stems & _stems(block.text) for block in below if block.text != title.text])
    return len(taken) / len(stems) if stems else 0.0


@lru_cache(maxsize=256)  # Each line of a page is asked for three times.
def _stems(words: str) -> frozenset[str]:
    return frozenset(_STEM.findall(words.casefold()))


@dataclass(frozen=True, slots=True)
class Column:
    """What the beginning of a page says of its side column.

    Attributes:
        days: index of each line that is a day, and nothing more.
        wide: whether two blank lines part its items.
        expected: whether the page begins as one with an undated column does, with an empty line.
    """

    days: tuple[int, ...]
    wide: bool
    expected: bool

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> "Column":
        near = enumerate(blocks[: REACH + _NEAR])
        days = tuple(index for index, block in near if len(block.text) == DAY_LENGTH and day(block.text) is not None)
        wide = any(block.gap >= 2 for block in blocks[1:REACH])
        return cls(days, wide, bool(blocks) and blocks[0].gap >= 1)

    def weight(self, blocks: tuple[Block, ...], index: int) -> float:
        """Weigh a title block at a block by what stands above it."""
        dated = self.days[:1] == (0,)
        if dated:
            return self._below_a_dated_column(blocks, index)
        weight = 0.0
        if index == 0:
            # With single newlines nothing shows whether a column begins at the first line; a sentence there may be its.
            begins = 2.0 if self.wide or end_of(blocks[0].text) != "." else 0.8
            weight = -3.0 if self.expected else begins
        weight -= 5.0 * any(at < index for at in self.days)
        items = 1 + sum(block.gap >= 2 for block in blocks[1:index]) if self.wide else index
        weight -= 0.5 * max(items - 5, 0)
        if self.wide and index:
            # The title follows one or two blank lines, items follow two.
            weight += 0.7 * (
                blocks[index].gap == 1 and blocks[index + 1 : index + 2] != () and blocks[index + 1].gap >= 2
            )
        return weight

    def _below_a_dated_column(self, blocks: tuple[Block, ...], index: int) -> float:
        above = [at for at in self.days if at < index]
        if not above or index - above[-1] < 2:
            return -20.0  # A day's own text.
        weight = 0.0
        own_day = index + 1 in self.days
        below = [at for at in self.days if at > index + own_day]
        weight -= 3.0 * any(at - index <= 8 for at in below)
        if self.wide:
            weight += 1.5 * (blocks[index].gap >= 2) - 1.0 * (blocks[index].gap < 2)
            weight -= 4.0 * (own_day and blocks[index + 1].gap >= 2)
        elif own_day and end_of(blocks[index].text) == ".":
            weight -= 2.0  # Where nothing parts the items, a sentence above a day ends the item above.
        if own_day:
            last, own = day(blocks[above[-1]].text), day(blocks[index + 1].text)
            weight += 1.0 * (last is not None and own is not None and own > last)
        return weight - 0.4 * (index - above[-1] - 2)
