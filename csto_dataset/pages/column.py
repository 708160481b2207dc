"""The side column of a page: teasers of other news, as they stood on the day of the capture."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from csto_dataset.days import day, has_the_form_of_a_day
from csto_dataset.pages.blocks import Block, Span
from csto_dataset.pages.furniture import clear, spans


@dataclass(frozen=True, slots=True)
class Teaser:
    """An item of the side column."""

    day: Span | None
    published: date | None
    paragraphs: tuple[Span, ...]


class Column(NamedTuple):
    """The items of a side column.

    Attributes:
        furniture: what stands in it without being text.
        undecided: the first block at which it cannot be told whether an item begins; None where all is clear.
    """

    teasers: tuple[Teaser, ...] = ()
    furniture: tuple[Span, ...] = ()
    undecided: Block | None = None


def read_column(blocks: Sequence[Block], *, gap_below: int = 0) -> Column:
    """Return the items of a side column from its blocks.

    Where the column prints days, a day opens an item, and what stands above the first day belongs to none. Else two blank
    lines part the items, and one blank line parts paragraphs of one; where there are no two blank lines anywhere, each
    paragraph is an item of its own. Whenever one blank line or less stands between two undated paragraphs, this choice is
    undecided, and said to be.

    Args:
        gap_below: how many blank lines stand between the column and the title below it.
    """
    if any(day(block.text) for block in blocks):
        return column_of([item for item in _by_days(blocks) if has_the_form_of_a_day(item[0].text)])
    wide = gap_below >= 2 or any(block.gap >= 2 for block in blocks[1:])
    items: list[list[Block]] = []
    for block in blocks:
        if not items or block.gap >= 2 or not wide:
            items.append([])
        items[-1].append(block)
    column = column_of(items)
    undecided = next((block for block in blocks[1:] if block.gap < 2), None)
    return column._replace(undecided=undecided)


def _by_days(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    item: list[Block] = []
    for block in blocks:
        if item and has_the_form_of_a_day(block.text):
            yield item
            item = []
        item.append(block)
    if item:
        yield item


def column_of(items: Iterable[Sequence[Block]]) -> Column:
    """Return the side column of some items, each given as its blocks, the day first where it has one."""
    teasers: list[Teaser] = []
    furniture: list[Span] = []
    for item in items:
        published = day(item[0].text)
        # A day that the calendar does not have opens an item all the same, and stays unread.
        body = clear(item[1:] if has_the_form_of_a_day(item[0].text) else item)
        furniture += body.furniture
        if body.blocks:
            teasers.append(Teaser(item[0].span if published else None, published, spans(body.blocks)))
    return Column(tuple(teasers), tuple(furniture))
