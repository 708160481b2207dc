"""What each line of a page is."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from csto_dataset.days import has_the_form_of_a_day
from csto_dataset.documents import MarkKind
from csto_dataset.fields import BLANKS, fold
from csto_dataset.sources.html.elements import BESIDE, HEADINGS, Kind
from csto_dataset.sources.html.headline import Headline, around
from csto_dataset.sources.html.items import items_of
from csto_dataset.sources.html.lines import Line
from csto_dataset.sources.html.visible import Visible

_BACK: Final = re.compile(
    r"[←«‹<\s]*(?:(?:go )?back|(?:go )?back to .+|(?:to )?all (?:\w+ )?news|назад|назад (?:в|к|ко) .+|вернуться.*"
    r"|возврат .+|(?:ко )?все(?:м)? новост(?:и|ям)|к списку.*|next|previous|следующая.*|предыдущая.*)[→»›>\s]*",
    re.IGNORECASE,
)
_SITE_BACK: Final = re.compile(
    "go back|back to the (?:section|all news)|all csto news|назад(?: в раздел| ко всем новостям)?"
)
"""Said by links only: such a line is navigation even where the link has been taken off."""

_AIDS: Final = re.compile(
    r"(?:(?:read )?more|read on|details|подробнее|далее|читать (?:далее|полностью|дальше)|print(?:able)?(?: version)?"
    r"|(?:версия для )?печат[иь]|распечатать|share|поделиться|download.*|скачать.*)[.…→»›>\s]*",
    re.IGNORECASE,
)
_FILE: Final = re.compile(
    r"[^?#]+\.(?:docx?|jpe?g|mp[34]|odt|pdf|png|pptx?|rar|rtf|xlsx?|zip)(?:[?#].*)?", re.IGNORECASE
)
_LONGEST_LINK: Final = 80
_LONGEST_DAY_OR_BACK: Final = 30


class Label(NamedTuple):
    """What a line is; lines of one kind and number that follow each other are one passage."""

    kind: MarkKind
    number: int = 0


_NAVIGATION: Final = Label("navigation")
_FURNITURE: Final = Label("furniture")
_BODY: Final = Label("body")


def labels_of(visible: Visible, title: Headline | None, body: int | None) -> list[Label | None]:
    """Return what each line of a page is; None for a line that the markup does not explain."""
    items = items_of(visible)
    places = _places(visible, body)
    below = 0 if title is None else title.last
    labels = [
        _label(line, places[line.region], items.get(index), below=index >= below)
        for index, line in enumerate(visible.lines)
    ]
    _close_items(labels)
    if title is not None:
        _mark_title(visible.lines, labels, title)
        if body is not None:
            _open_body(visible, labels, title, body)
    _mark_day(visible.lines, labels)
    return labels


class _Place(NamedTuple):
    """What is around the lines of a region: the outermost navigation or furniture, the body, a header, a list."""

    beside: Kind | None = None
    body: bool = False
    header: bool = False
    listed: bool = False
    heading: bool = False


_NOWHERE: Final = _Place()


def _places(visible: Visible, body: int | None) -> list[_Place]:
    places: list[_Place] = []
    for place, region in enumerate(visible.regions):
        outer = places[region.parent] if region.parent >= 0 else _NOWHERE
        heading = region.tag in HEADINGS
        if region.kind is not None or place == body or heading != outer.heading:
            outer = _Place(
                outer.beside or (region.kind if region.kind in BESIDE else None),
                outer.body or place == body,
                outer.header or region.kind == "header",
                outer.listed or region.kind == "list",
                heading,
            )
        places.append(outer)
    return places


def _label(line: Line, place: _Place, item: int | None, *, below: bool) -> Label | None:
    """Return what a line is by its place; `below` says whether it stands below the title."""
    beside = place.beside or (line.kind if line.aside else None)
    if beside is not None:
        return _NAVIGATION if beside == "navigation" else _FURNITURE
    said = _of_link(line)
    if said is not None:
        return said
    if item is not None:
        return Label("item", item)
    if place.body and below and not place.listed:
        return _BODY
    if line.linked and not line.blank:
        return _NAVIGATION
    return _FURNITURE if place.header or (place.listed and place.heading) else None


def _of_link(line: Line) -> Label | None:
    if line.blank or len(line.text) > (_LONGEST_LINK if line.linked else _LONGEST_DAY_OR_BACK):
        return None
    words = line.text.strip(BLANKS)
    if _SITE_BACK.fullmatch(words.lower()) or (line.linked and _BACK.fullmatch(words)):
        return _NAVIGATION
    if line.linked and (_AIDS.fullmatch(words) or _FILE.fullmatch(line.href)):
        return _FURNITURE
    return None


def _close_items(labels: list[Label | None]) -> None:
    """Give an item what stands between its lines: a link inside it parts it not."""
    ends: dict[Label, tuple[int, int]] = {}
    for index, label in enumerate(labels):
        if label is not None and label.kind == "item":
            ends[label] = (ends.get(label, (index, index))[0], index)
    for label, (first, last) in ends.items():
        labels[first : last + 1] = [label] * (last + 1 - first)


def _mark_title(lines: Sequence[Line], labels: list[Label | None], title: Headline) -> None:
    """Mark the title, and where it is said again before the text begins, alone or with the page's day behind it."""
    for index in range(title.first, title.last):
        labels[index] = Label("title", title.first)
    for index in range(title.last, len(lines)):
        line, label = lines[index], labels[index]
        if label is not None and label != _BODY:
            continue
        words = fold(line.text)
        again = words == title.text or (
            words.startswith(title.text) and has_the_form_of_a_day(words[len(title.text) :].strip(" "))
        )
        if again:
            labels[index] = Label("title", index)
        elif not line.blank and not has_the_form_of_a_day(words):
            return


def _open_body(visible: Visible, labels: list[Label | None], title: Headline, body: int) -> None:
    """Give the body what stands between the title and it, where an element that is named as an article holds both."""
    outer = [visible.regions[place] for place in around(visible, body) if place != body]
    if not any(region.rank and region.first <= title.first for region in outer):
        return
    for index in range(title.last, visible.regions[body].first):
        if labels[index] is None:
            labels[index] = _BODY


def _mark_day(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """Mark the page's own day: next to the title, or named as a day by its element, the nearest to the title."""
    titles: list[int] = []
    days: list[tuple[int, int]] = []
    order = -1  # Among the lines that say something.
    for index, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if line.blank:
            continue
        order += 1
        if label is not None and label.kind == "title":
            titles.append(order)
        elif (
            len(line.text) <= _LONGEST_DAY_OR_BACK
            and _may_hold_a_day(label)
            and has_the_form_of_a_day(line.text.strip(BLANKS))
        ):
            days.append((order, index))
    found = [
        (min(abs(order - titles[0]), abs(order - titles[-1])) if titles else order, index) for order, index in days
    ]
    found = [(distance, index) for distance, index in found if lines[index].day or (titles and distance == 1)]
    if found:
        labels[min(found)[1]] = Label("day")


def _may_hold_a_day(label: Label | None) -> bool:
    return label is None or label is _BODY or label is _FURNITURE
