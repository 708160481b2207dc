"""Which of a page's headings is the title of the page."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from csto_dataset.fields import fold
from csto_dataset.sources.html.visible import Visible

_HEADINGS: Final = frozenset(("h1", "h2", "h3"))
_LEAST_OF_A_CUT_TITLE: Final = 20
_BINDING: Final = frozenset(("navigation", "furniture", "item", "list"))


class Headline(NamedTuple):
    """The title of a page: its text, folded, and its lines, half open; `region` is the innermost one around it."""

    text: str
    first: int
    last: int
    region: int


def bound_regions(visible: Visible) -> list[bool]:
    """Return for each region whether it is, or stands in, something beside the page's own text."""
    bound: list[bool] = []
    for region in visible.regions:
        bound.append(region.kind in _BINDING or (region.parent >= 0 and bound[region.parent]))
    return bound


def around(visible: Visible, region: int) -> Iterator[int]:
    """Yield a region and those around it, from the inside out."""
    while region >= 0:
        yield region
        region = visible.regions[region].parent


def headline(visible: Visible, titles: Sequence[str]) -> Headline | None:
    """Return the title of a page.

    It is the heading that agrees with the page's metadata, the longest if several do; else the only heading of the
    first level, or that next above the page's own text; else a line that the metadata states word for word.

    Args:
        titles: what the head of the page gives as its title, folded.
    """
    bound = bound_regions(visible)
    found = list(_headings(visible))
    first_level = [each for each in found if visible.regions[each.region].tag == "h1"]
    first_level = [each for each in first_level if not bound[each.region]] or first_level
    others = [each for each in found if visible.regions[each.region].tag != "h1" and not bound[each.region]]
    known = [title.casefold() for title in titles]
    agreeing = [each for each in (*first_level, *others) if _agrees(each.text.casefold(), known)]
    if agreeing:
        return max(agreeing, key=lambda each: (len(each.text), -each.first))
    if len(first_level) == 1:
        return first_level[0]
    return _above_the_text(visible, first_level) or _stated(visible, titles, bound)


def _headings(visible: Visible) -> Iterator[Headline]:
    end = 0
    for place, region in enumerate(visible.regions):
        if region.tag not in _HEADINGS or region.first < end:  # A heading in a heading is a part of it.
            continue
        end = region.last
        lines = [index for index in range(region.first, region.last) if not visible.lines[index].day]
        text = fold(" ".join(visible.lines[index].text for index in lines))
        if text:
            yield Headline(text, lines[0], lines[-1] + 1, place)


def _agrees(text: str, titles: Sequence[str]) -> bool:
    """Say whether a heading is in a title, which may say more, such as the site's name, or may be cut off."""
    for title in titles:
        start = title.rstrip(".… ")
        if text in title or (len(start) >= _LEAST_OF_A_CUT_TITLE and text.startswith(start)):
            return True
    return False


def _above_the_text(visible: Visible, headings: Sequence[Headline]) -> Headline | None:
    bodies = [region for region in visible.regions if region.rank and region.last > region.first]
    if not bodies:
        return None
    body = max(bodies, key=lambda region: region.rank)
    inside = [each for each in headings if body.first <= each.first < body.last]
    above = [each for each in headings if each.last <= body.first]
    return inside[0] if inside else above[-1] if above else None


def _stated(visible: Visible, titles: Sequence[str], bound: Sequence[bool]) -> Headline | None:
    if not titles:
        return None
    wanted = {title.casefold() for title in titles}
    for index, line in enumerate(visible.lines):
        if not bound[line.region] and not line.linked and fold(line.text).casefold() in wanted:
            return Headline(fold(line.text), index, index + 1, line.region)
    return None
