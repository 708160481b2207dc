"""Invented pages as text captures, in the layouts, title blocks and markings that captures of the site have.

The weights are how many captures of the site were seen with each shape.
"""

import random
from collections.abc import Iterator

from invented import Invented, Pair

LAYOUTS = {"dated": 21, "undated": 47, "single": 33}
"""Side columns: with days and blank lines, with blank lines alone, with neither."""
TITLES = {"repeated": 32, "alone": 51, "day below": 15, "day glued": 7}
MARKINGS = {"dashes": 7, "hyphens": 1, "answers": 1, "numbers": 1, "none": 1, "labels": 1}
FEET = {
    "en": "Go back|Back to the section|Back to the all news",
    "ru": "Назад|Назад в раздел|Назад ко всем новостям",
}


def capture(page: Invented) -> str:
    """Return a page as a capture of its text: side column, title block, text, navigation."""
    chance = random.Random(f"capture {page.number}")
    layout, title, marking = (_drawn(chance, weights) for weights in (LAYOUTS, TITLES, MARKINGS))
    gap, wide = ("\n", "\n") if layout == "single" else ("\n\n", "\n\n\n")
    column = [f"{day:%d.%m.%Y}{gap}{text}" if layout == "dated" else text for day, text in page.column]
    own = [*_opening(page, title), *(turn for pair in enumerate(page.pairs, 1) for turn in _turns(*pair, marking))]
    foot = FEET[page.language].split("|")
    before = "\n\n" if layout == "undated" else ""
    return f"{before}{wide.join([*column, gap.join(own), gap.join(foot)])}"


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _opening(page: Invented, title: str) -> list[str]:
    day = f"{page.day:%d.%m.%Y}"
    first, *others = page.lede
    if title == "day glued":
        first = day + first
    block = {"repeated": [page.title, f"{page.title} {day}"], "day below": [page.title, day]}
    return [*block.get(title, [page.title]), first, *others]


def _turns(number: int, pair: Pair, marking: str) -> Iterator[str]:
    asks, answers = {
        "dashes": ("— ", "— "),
        "hyphens": ("- ", "- "),
        "answers": ("", "- "),
        "numbers": (f"{number}. ", ""),
        "none": ("", ""),
        "labels": ("", "Arman Belesov: "),
    }[marking]
    first, *others = pair.answer
    if pair.heading:
        yield pair.heading
    yield asks + pair.question
    yield answers + first
    yield from others
