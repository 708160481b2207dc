"""The layout of a page: side column, title block, body, navigation, from its text alone or from its markup.

A capture is the site's side column (the newest teasers on the day of the capture), the page's own content, navigation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from csto_dataset.days import day
from csto_dataset.pages.blocks import Block, Span, end_of
from csto_dataset.pages.column import Column, read_column
from csto_dataset.pages.furniture import clear
from csto_dataset.pages.titles import Title, headed, read_title, untitled

NAVIGATION: Final = frozenset(
    {
        "go back",
        "back to the section",
        "back to the all news",
        "back to all news",
        "all csto news",
        "назад",
        "назад в раздел",
        "назад ко всем новостям",
        "все новости",
        "все новости одкб",
    }
)
"""The site's links at the foot of a page, in lower case."""

_LONGEST_LINK: Final = 40
_MENU: Final = 3
"""The least lines of which a menu consists."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the parts of a page are. Blocks that belong to none of them were not recognised.

    Attributes:
        title: the title block; None where the page has no content of its own. It may be without a title.
        body: lines of the page's own text, without furniture.
    """

    column: Column
    title: Title | None
    body: tuple[Block, ...]
    navigation: tuple[Span, ...]
    furniture: tuple[Span, ...]


def read_layout(blocks: tuple[Block, ...]) -> Layout:
    """Return the layout of a page from its blocks."""
    content, navigation = _without_navigation(blocks)
    title = _title(content)
    if title is None:
        if _is_menu(content):
            return Layout(Column(), None, (), (*(block.span for block in content), *navigation), ())
        column = read_column(content)
        return Layout(column, None, (), navigation, column.furniture)
    body = clear(title.body)
    column = read_column(content[: title.first], gap_below=content[title.first].gap)
    return Layout(column, title, body.blocks, navigation, (*column.furniture, *title.furniture, *body.furniture))


def _without_navigation(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Span, ...]]:
    end = len(blocks)
    while end and _is_link(blocks[end - 1]):
        end -= 1
    return blocks[:end], tuple(block.span for block in blocks[end:])


def _is_link(block: Block) -> bool:
    return len(block.text) <= _LONGEST_LINK and block.text.casefold() in NAVIGATION


def _title(content: tuple[Block, ...]) -> Title | None:
    """Return the title block of a page's content; None where it has no content of its own."""
    found = read_title(content)
    undated = found is None or (found.published is None and len(found.headlines) == 1 and found.cut is None)
    if undated and _is_menu(content):
        return None
    if found is not None or not content:
        return found
    repeated = _repeats_a_teaser(content)
    if repeated is not None:
        # A teaser without a day and an article without a title would be one record.
        undated = day(content[0].text) is None and repeated + 1 < len(content)
        return headed(content, repeated) if undated else untitled(content, repeated)
    if day(content[0].text) is not None or content[0].gap >= 1:
        return None
    return untitled(content, 0)


def _repeats_a_teaser(content: tuple[Block, ...]) -> int | None:
    """Return the first block that says what an earlier one says: the article below a side column with its teaser."""
    seen: set[str] = set()
    for index, block in enumerate(content):
        if block.text in seen and day(block.text) is None:
            return index
        seen.add(block.text)
    return None


def _is_menu(content: Sequence[Block]) -> bool:
    """Say whether a page's content is a list of links: several lines close together, none of them a sentence or a day."""
    return len(content) >= _MENU and all(
        end_of(block.text) == "" and block.gap < 2 and not day(block.text) for block in content
    )
