"""The items of side columns and of list pages."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from csto_dataset.days import has_the_form_of_a_day
from csto_dataset.fields import BLANKS
from csto_dataset.sources.html.elements import HEADINGS
from csto_dataset.sources.html.lines import Region
from csto_dataset.sources.html.visible import Visible

_ENTRIES: Final = ("li", "article")
_LONGEST_OF_A_MENU: Final = 30
_FEWEST: Final = 2


def items_of(visible: Visible) -> dict[int, int]:
    """Return for each line of an item which item it is: the number of the item's first line.

    An item is an element that its name says to be one. A list of which no element says so is parted by its entries,
    else by the days that it prints, else by the elements that stand right in it.
    """
    found: dict[int, int] = {}
    lists: list[int] = []  # Of each region, the innermost list around it.
    items: list[int] = []  # Of each region, the outermost item around it.
    inside: dict[int, list[Region]] = {}  # Of each list, what stands in it and in no list or item in it.
    parted: set[int] = set()
    for place, region in enumerate(visible.regions):
        around, item = (lists[region.parent], items[region.parent]) if region.parent >= 0 else (-1, -1)
        lists.append(place if region.kind == "list" else around)
        items.append(place if item < 0 and region.kind == "item" else item)
        if items[place] == place:
            found.update(dict.fromkeys(range(region.first, region.last), region.first))
            parted.add(around)
        elif item < 0 and around >= 0:
            inside.setdefault(around, []).append(region)
    lines: dict[int, list[int]] = {}
    for index, line in enumerate(visible.lines) if inside else ():
        lines.setdefault(lists[line.region], []).append(index)
    for place, regions in inside.items():
        if place not in parted:
            for part in _parts(visible, place, regions, lines.get(place, ())):
                found.update(dict.fromkeys(part, part[0]))
    return found


def _parts(visible: Visible, place: int, regions: Sequence[Region], lines: Sequence[int]) -> Iterable[Sequence[int]]:
    entries: list[Sequence[int]] = [*_outermost(each for each in regions if each.tag in _ENTRIES)]
    entries = entries or [*_dated(visible, lines)]
    if not entries:
        entries = [*_outermost(each for each in regions if each.parent == place)]
        entries = [part for part in entries if not _is_a_heading(visible, part)]
        if len(entries) < _FEWEST:
            return ()
    return () if _is_a_menu(visible, entries) else entries


def _outermost(regions: Iterable[Region]) -> Iterator[range]:
    """Yield the lines of regions that are in none of the others and not empty."""
    end = 0
    for each in regions:
        if each.first >= end and each.last > each.first:
            end = each.last
            yield range(each.first, each.last)


def _dated(visible: Visible, lines: Sequence[int]) -> Iterator[list[int]]:
    """Yield the lines from each day to the next."""
    count = 0
    numbered = []
    for index in lines:
        count += has_the_form_of_a_day(visible.lines[index].text.strip(BLANKS))
        numbered.append((count, index))
    for number, run in groupby(numbered, key=lambda each: each[0]):
        if number:
            yield [index for _, index in run]


def _is_a_heading(visible: Visible, part: Sequence[int]) -> bool:
    return visible.regions[visible.lines[part[0]].region].tag in HEADINGS


def _is_a_menu(visible: Visible, parts: Sequence[Sequence[int]]) -> bool:
    """Say whether parts are the entries of a menu: links and nothing else, and short ones."""
    lines = [visible.lines[index] for part in parts for index in part if not visible.lines[index].blank]
    return all(line.linked for line in lines) and sum(len(line.text) for line in lines) <= (
        _LONGEST_OF_A_MENU * len(lines)
    )
