"""The layout of a page: side column, title block, body, navigation.

A capture is the site's side column (the newest teasers on the day of the capture), the page's own content, navigation.
The title block tells where the column ends. A new shape of it is one more function in TITLE_BLOCKS.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from csto_dataset.fields import BLANKS
from csto_dataset.pages.blocks import Block, Span, day

NAVIGATION: Final = frozenset(
    {
        "go back",
        "back to the section",
        "back to the all news",
        "all csto news",
        "назад",
        "назад в раздел",
        "назад ко всем новостям",
    }
)
"""The site's links at the foot of a page, in lower case."""

_DAY_DIGITS: Final = len("DD.MM.YYYY")


@dataclass(frozen=True, slots=True)
class Teaser:
    """An item of the side column."""

    day: Span | None
    published: date | None
    paragraphs: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title block. `headlines` are the places where the title stands, the first one to be quoted."""

    headlines: tuple[Span, ...]
    day: Span | None
    published: date | None
    blocks: int
    """How many blocks the title block takes."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the parts of a page are. Blocks that belong to none of them were not recognised."""

    teasers: tuple[Teaser, ...]
    title: Title | None
    body: tuple[Block, ...]
    navigation: tuple[Span, ...]


def read_layout(blocks: tuple[Block, ...]) -> Layout:
    """Return the layout of a page from its blocks."""
    content, navigation = _without_navigation(blocks)
    for title_block in TITLE_BLOCKS:
        for index in range(len(content)):
            title = title_block(content, index)
            if title is not None:
                return Layout(
                    tuple(_teasers(content[:index], to_the_end=True)),
                    title,
                    content[index + title.blocks :],
                    navigation,
                )
    dated = content if content and day(content[0].text) else ()
    return Layout(tuple(_teasers(dated, to_the_end=False)), None, (), navigation)


def _without_navigation(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Span, ...]]:
    end = len(blocks)
    while end and blocks[end - 1].text.lower() in NAVIGATION:
        end -= 1
    return blocks[:end], tuple(block.span for block in blocks[end:])


def _repeated_with_day(blocks: tuple[Block, ...], index: int) -> Title | None:
    """The title; below it the title again and, on the same line, its day."""
    if index + 1 >= len(blocks):
        return None
    first, second = blocks[index], blocks[index + 1]
    if not second.text.startswith(first.text):
        return None
    once = _once_with_day(blocks, index + 1)
    if once is None or once.headlines[0].text != first.text:
        return None
    return Title((first.span, *once.headlines), once.day, once.published, blocks=2)


def _once_with_day(blocks: tuple[Block, ...], index: int) -> Title | None:
    """The title and its day on one line, which is no item of a dated side column."""
    block = blocks[index]
    if index and day(blocks[index - 1].text) is not None:
        return None
    published = day(block.raw[-_DAY_DIGITS:])
    above, between = block.raw[:-_DAY_DIGITS], block.raw[-_DAY_DIGITS - 1 : -_DAY_DIGITS]
    if published is None or not between or between not in BLANKS:
        return None
    headline = block.part(0, len(above))
    return Title((headline,), block.part(len(above)), published, blocks=1)


TITLE_BLOCKS: Final[tuple[Callable[[tuple[Block, ...], int], Title | None], ...]] = (_repeated_with_day, _once_with_day)
"""The shapes of a title block, the surest first. Each says whether one begins at a block."""


def _teasers(blocks: tuple[Block, ...], *, to_the_end: bool) -> Iterator[Teaser]:
    """Yield the items of a side column.

    Where the column prints days, a day opens an item, and what stands above the first day belongs to none; else an item
    ends where two blank lines stand.

    Args:
        to_the_end: whether the blocks are the column and nothing more. If not, two blank lines end an item all the
            same, and what stands below them without a day belongs to none.
    """
    dated = any(day(block.text) for block in blocks)
    item: list[Block] = []
    for block in blocks:
        parted = block.gap >= 2 and (len(item) != 1 if dated else True)
        if day(block.text) is not None or (parted and not (dated and to_the_end)):
            yield from _teaser(item, dated=dated)
            item = []
        item.append(block)
    yield from _teaser(item, dated=dated)


def _teaser(item: list[Block], *, dated: bool) -> Iterator[Teaser]:
    if not item:
        return
    published = day(item[0].text)
    if dated and published is None:
        return
    paragraphs = tuple(block.span for block in (item[1:] if dated else item))
    if paragraphs:
        yield Teaser(item[0].span if dated else None, published, paragraphs)
