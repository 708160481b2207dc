"""The title block of a page: where the side column ends and the page's own content begins.

Each shape that the site has is a function that says whether a title block begins at a line. Every place where one may begin
is weighed by what stands around it, and the likeliest wins: a title repeated with its day leaves no doubt; a title alone
is told from a teaser by its wording, by the blank lines around it, and by what follows.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from csto_dataset.days import DAY_LENGTH, day
from csto_dataset.fields import BLANKS
from csto_dataset.pages import weights
from csto_dataset.pages.blocks import Block, Span
from csto_dataset.pages.furniture import ANYWHERE, OPENING
from csto_dataset.pages.weights import REACH, Column, Weight

LEAST_LIKELY: Final = 1.2
"""The least weight with which a line counts as a title."""

_BEYOND_DOUBT: Final = 15.0
"""Above this weight of a repeated title nothing else is looked at."""

_NUMBER: Final = re.compile(r"[0-9]{1,4}[.)]?\s[^\W\d]")
"""What a text may begin with whose day is glued to it: 03.12.20303 December, 03.12.2030500 soldiers."""

_CLOCK: Final = re.compile(r",? ?[0-2]?[0-9][:.][0-5][0-9](?::[0-5][0-9])?(?: ?\(?[A-ZА-ЯЁ]{2,4}\)?)?")
"""The time of day behind a day."""

_NO_DAY: Final = re.compile(r"[./:]|[–—-]\s?[0-9]")
"""What follows a day that is part of something longer, such as a span of days."""

_CUT_DAY: Final = re.compile(r"[0-9.]{0,9}")


class Title(NamedTuple):
    """The title block of a page.

    Attributes:
        headlines: the places where the title stands in full, the first one to be quoted; none where the page has no title.
        cut: a repeat of the title that ends before the title does, because the capture was cut off there.
        furniture: what stands behind the day on its line and is no text.
        first: index of the first block of the title block.
        body: what stands below it.
        weight: how likely it is that the title block is one.
    """

    headlines: tuple[Span, ...]
    day: Span | None
    published: date | None
    first: int
    body: tuple[Block, ...]
    cut: Span | None = None
    furniture: tuple[Span, ...] = ()
    weight: float = 0.0


class _Dated(NamedTuple):
    """A day on a line, and what of the line stands behind it: text or furniture."""

    day: Span
    published: date
    body: tuple[Block, ...] = ()
    furniture: tuple[Span, ...] = ()


class Shape(NamedTuple):
    """A shape of title blocks: what finds one that begins at a block, what weighs it, and the most that it can weigh."""

    find: Callable[[tuple[Block, ...], int], Title | None]
    weigh: Weight
    most: float


def read_title(content: Sequence[Block]) -> Title | None:
    """Return the likeliest title block of a page's content; None where no line is likely enough to be a title."""
    blocks = tuple(content)
    column = Column.of(blocks)
    repeated = _likeliest(blocks, column, SHAPES[:1])
    if repeated is not None and repeated.weight >= _BEYOND_DOUBT:
        return repeated
    other = _likeliest(blocks, column, SHAPES[1:])
    return max((each for each in (repeated, other) if each), key=lambda each: each.weight, default=None)


def _likeliest(blocks: tuple[Block, ...], column: Column, shapes: Sequence[Shape]) -> Title | None:
    """Return the likeliest title block of some shapes; at each line the first shape that fits counts alone."""
    best: Title | None = None
    for index in range(min(len(blocks), REACH)):
        for shape in shapes:
            found = shape.find(blocks, index)
            if found is None:
                continue
            weight = column.weight(blocks, index)
            least = LEAST_LIKELY if best is None else best.weight
            weight += shape.weigh(blocks, index) if weight + shape.most >= least else 0.0
            if weight >= LEAST_LIKELY and (best is None or weight > best.weight):
                best = found._replace(weight=weight)
            break
    return best


def _repeated(blocks: tuple[Block, ...], index: int) -> Title | None:
    """The title; below it the title again, with its day on the same line, or cut off with the capture."""
    if index + 1 >= len(blocks):
        return None
    first, second = blocks[index], blocks[index + 1]
    if second.text.startswith(first.text):
        at = _length_of(second.raw, first.text)
        stated = _day_of_line(second, at)
        if stated is not None:
            return _stated((first.span, second.part(0, at)), stated, index, blocks[index + 2 :])
        if second.text == first.text:
            return Title((first.span, second.span), None, None, index, blocks[index + 2 :])
    last = index + 2 == len(blocks)
    behind = second.text[len(first.text) :].strip() if second.text.startswith(first.text) else None
    if last and (first.text.startswith(second.text) or (behind is not None and _CUT_DAY.fullmatch(behind))):
        return Title((first.span,), None, None, index, (), second.span)
    return None


def repeat_of(first: Block, second: Block) -> tuple[Span, Span | None] | None:
    """Return the title and the day that a line repeats below a title; None where the line is no repeat of it."""
    if second.text == first.text:
        return second.span, None
    found = _repeated((first, second), 0)
    return (found.headlines[1], found.day) if found is not None and len(found.headlines) > 1 else None


def _length_of(raw: str, said: str) -> int:
    """Return how many characters of a line say a text that the line's fold begins with."""
    if raw.startswith(said):
        return len(said)
    wanted = len(said.replace(" ", ""))
    passed = 0
    for at, character in enumerate(raw):
        if passed == wanted:
            return at
        passed += character not in BLANKS
    return len(raw)


def _day_below(blocks: tuple[Block, ...], index: int) -> Title | None:
    """The title; on the next line its day, alone, or with the text or a link glued to it."""
    if index + 1 >= len(blocks) or not blocks[index + 1].raw[0].isdigit() or _starts_with_a_day(blocks[index]):
        return None
    stated = _day_of_line(blocks[index + 1], 0)
    return None if stated is None else _stated((blocks[index].span,), stated, index, blocks[index + 2 :])


def _once_with_day(blocks: tuple[Block, ...], index: int) -> Title | None:
    """The title and its day on one line."""
    raw = blocks[index].raw
    published = day(raw[-DAY_LENGTH:]) if raw[-1].isdigit() else None
    if published is None or raw[-DAY_LENGTH - 1 : -DAY_LENGTH] not in tuple(BLANKS):
        return None
    above = len(raw) - DAY_LENGTH
    headline = blocks[index].part(0, above)
    if not headline.text:
        return None
    return Title((headline,), blocks[index].part(above), published, index, blocks[index + 1 :])


def _alone(blocks: tuple[Block, ...], index: int) -> Title | None:
    """The title, and no day anywhere."""
    if index + 1 >= len(blocks) or _starts_with_a_day(blocks[index]) or _starts_with_a_day(blocks[index + 1]):
        return None
    return headed(blocks, index)


def headed(blocks: tuple[Block, ...], index: int) -> Title:
    """Return a title block that is one line and nothing more."""
    return Title((blocks[index].span,), None, None, index, blocks[index + 1 :])


def untitled(blocks: tuple[Block, ...], index: int) -> Title:
    """Return a title block without a title: the page's text begins at a block, perhaps with its day glued to it."""
    stated = _day_of_line(blocks[index], 0)
    if stated is None:
        return Title((), None, None, index, blocks[index:])
    return _stated((), stated, index, blocks[index + 1 :])


def _stated(headlines: tuple[Span, ...], stated: _Dated, index: int, below: tuple[Block, ...]) -> Title:
    """Return a title block that begins at an index, with its day on its last line, and what stands below that line."""
    return Title(headlines, stated.day, stated.published, index, (*stated.body, *below), furniture=stated.furniture)


def _day_of_line(block: Block, first: int) -> _Dated | None:
    """Return the day at an offset of a line, and what of the line stands behind it; None where no day stands there."""
    day_span = block.part(first, None) if first else block.span
    at = day_span.start - block.start
    published = day(block.raw[at : at + DAY_LENGTH])
    if published is None or (first and at == first):
        return None
    stated = Span(day_span.start, day_span.start + DAY_LENGTH, block.raw[at : at + DAY_LENGTH])
    rest = block.rest(at + DAY_LENGTH)
    if rest is None:
        return _Dated(stated, published)
    if ANYWHERE.fullmatch(rest.text) or _CLOCK.fullmatch(rest.text):
        return _Dated(stated, published, furniture=(rest.span,))
    if _NO_DAY.match(rest.text) or (rest.text[0].isdigit() and _NUMBER.match(rest.text) is None):
        return None
    image = OPENING.match(rest.raw)
    text = rest.rest(image.end()) if image else None
    if image and text:
        return _Dated(stated, published, (text,), (rest.part(0, image.end()),))
    if rest.text[0].islower() and rest.start > stated.end:
        return None  # A sentence that begins with a day.
    return _Dated(stated, published, (rest,))


def _starts_with_a_day(block: Block) -> bool:
    return block.raw[0].isdigit() and _day_of_line(block, 0) is not None


SHAPES: Final[tuple[Shape, ...]] = (
    Shape(_repeated, weights.of_repeat, 30.0),
    Shape(_day_below, weights.of_day_below, 7.0),
    Shape(_once_with_day, weights.of_once, 5.0),
    Shape(_alone, weights.of_title_alone, 8.0),
)
"""The shapes of a title block, the surest first."""
