"""What was measured as a picture: a bar a contender, as long as its seconds, for each format."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from validation.entrants import AGAINST, OURS

WIDTH = 900
LEFT = 320
"""Room for the names."""
LONGEST = 480
BAR = 16
STEP = 24
TOP = 34
OWN, OTHER = "#2563a8", "#9aa5b1"


def drawn(works: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture as SVG."""
    parts: list[str] = []
    height = 0
    for work in works:
        parts.extend(_bars(work, height))
        height += TOP + STEP * len(work["contenders"]) + STEP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">'
    ground = f'<rect width="{WIDTH}" height="{height}" fill="white"/>'
    return "\n".join([head, ground, *parts, "</svg>", ""])


def _bars(work: Mapping[str, Any], above: int) -> Iterator[str]:
    longest = max(each["seconds"]["median"] for each in work["contenders"])
    title = f"{work['name']}: seconds for {work['records']:,} records"
    yield f'<text x="10" y="{above + 22}" font-weight="bold">{escape(title)}</text>'
    for index, each in enumerate(work["contenders"]):
        y = above + TOP + STEP * index
        seconds = each["seconds"]["median"]
        length = max(1.0, LONGEST * seconds / longest)
        colour = OWN if each["name"] in (OURS, AGAINST) else OTHER
        yield f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(each["name"])}</text>'
        yield f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>'
        yield f'<text x="{LEFT + length + 6:.1f}" y="{y + 13}">{seconds:.2f}</text>'
