"""Which element of a page holds its own text."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from csto_dataset.fields import BLANKS
from csto_dataset.sources.html.elements import BESIDE
from csto_dataset.sources.html.headline import Headline, around, bound_regions
from csto_dataset.sources.html.lines import Line, Region
from csto_dataset.sources.html.visible import Visible

_RANKS: Final = (4, 3, 2, 1)
_SURE: Final = 2
_LEAST_OF_A_PARAGRAPH: Final = 40
_ENDS_A_SENTENCE: Final = tuple(".?!…")


def own_text(visible: Visible, title: Headline | None) -> int | None:
    """Return the place of the region that holds the page's own text, below the title; None where none does.

    It is the surest that the markup names; else, below a title, the one with most text in paragraphs. What holds the
    title is nothing beside the page's own text, and several unnamed articles below a title are items of a list: the
    kinds of these regions are mended here.
    """
    _mend(visible, title)
    bound = bound_regions(visible)
    saying = _counts(not line.blank for line in visible.lines)
    ranked = [place for place, region in enumerate(visible.regions) if region.rank]
    for rank in _RANKS:
        places = [
            place
            for place in ranked
            if visible.regions[place].rank == rank
            and not bound[place]
            and _has_any(saying, visible.regions[place], title)
        ]
        outer = _outermost(visible, places)
        if len(outer) > 1 and rank == 1 and not any(_holds(visible.regions[place], title) for place in outer):
            for place in outer:
                visible.regions[place].kind = "item"
            bound = bound_regions(visible)
        elif len(outer) == 1:
            return outer[0]
        elif outer:
            return max(
                outer, key=lambda place: (_holds(visible.regions[place], title), _amount(visible, place), -place)
            )
    return None if title is None else _densest(visible, title, bound)


def _mend(visible: Visible, title: Headline | None) -> None:
    for place in around(visible, title.region) if title is not None else ():
        if visible.regions[place].kind != "body":
            visible.regions[place].kind = None
    _free_bodies(visible.regions)
    _list_items(visible.regions)


def _free_bodies(regions: Sequence[Region]) -> None:
    """Let no navigation or furniture be around what is surely a body."""
    holding: set[int] = set()
    for sure, body in enumerate(regions):
        place = sure if body.rank >= _SURE else -1
        while place >= 0 and place not in holding:
            holding.add(place)
            region = regions[place]
            if region.kind in BESIDE:
                region.kind = None
            place = region.parent


def _list_items(regions: Sequence[Region]) -> None:
    """Make an item that holds several items a list."""
    inner: dict[int, int] = {}
    nearest: list[int] = []
    for place, region in enumerate(regions):
        outer = nearest[region.parent] if region.parent >= 0 else -1
        nearest.append(place if region.kind == "item" else outer)
        if region.kind == "item" and outer >= 0:
            inner[outer] = inner.get(outer, 0) + 1
    for place, count in inner.items():
        if count > 1:
            regions[place].kind = "list"


def _holds(region: Region, title: Headline | None) -> bool:
    return title is not None and region.first <= title.first < region.last


def _counts(facts: Iterable[bool]) -> list[int]:
    """Return how many lines before each one have a property, and last how many there are."""
    return list(accumulate(facts, initial=0))


def _has_any(counts: Sequence[int], region: Region, title: Headline | None) -> bool:
    """Say whether a region holds a line of a property below the title."""
    first = region.first if title is None else max(region.first, title.last)
    return first < region.last and counts[region.last] > counts[first]


def _amount(visible: Visible, place: int) -> int:
    region = visible.regions[place]
    return sum(len(visible.lines[index].text) for index in range(region.first, region.last))


def _outermost(visible: Visible, places: Sequence[int]) -> list[int]:
    outer: list[int] = []
    for place in places:
        if not outer or visible.regions[place].first >= visible.regions[outer[-1]].last:
            outer.append(place)
    return outer


def _densest(visible: Visible, title: Headline, bound: Sequence[bool]) -> int | None:
    paragraphs = _counts(_is_a_paragraph(line) and not bound[line.region] for line in visible.lines)
    likely = [
        place
        for place, region in enumerate(visible.regions)
        if region.score and not bound[place] and _has_any(paragraphs, region, title)
    ]
    return max(likely, key=lambda place: visible.regions[place].score, default=None)


def _is_a_paragraph(line: Line) -> bool:
    words = line.text.strip(BLANKS)
    return not (line.blank or line.linked or line.aside) and (
        len(words) >= _LEAST_OF_A_PARAGRAPH or words.endswith(_ENDS_A_SENTENCE)
    )
