"""The ledger: what became of every character of a page."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from csto_dataset.days import day
from csto_dataset.fields import fold, stripped

Role = Literal[
    "date",
    "title",
    "paragraph",
    "lede",
    "section",
    "question",
    "answer",
    "mark",
    "navigation",
    "furniture",
    "layout",
    "unread",
]
ROLES: Final[dict[Role, str]] = {
    "date": "a day that the page prints",
    "title": "a headline",
    "paragraph": "a paragraph of a news item",
    "lede": "a paragraph between an interview's headline and its first question",
    "section": "a heading between questions",
    "question": "a paragraph of a question",
    "answer": "a paragraph of an answer",
    "mark": "the dash, number or label that opens a turn",
    "navigation": "a link of the site at the foot of the page",
    "furniture": "a byline, credit, link or image name",
    "layout": "white space and format characters between the rest",
    "unread": "text that nothing recognised",
}
"""Each role, with what stands under it."""


class Part(NamedTuple):
    """A span of a document and what became of it.

    `start` and `end` count Unicode code points, half open. `record` is the id of the record that holds the span and
    `field` the JSON Pointer of the value in it; both are None where the span is in no record.
    """

    start: int
    end: int
    role: Role
    record: str | None = None
    field: str | None = None


def says(passage: str, role: str, value: object) -> bool:
    """Say whether a value of a record's JSON is what a passage says in its role: the fold of it, or the day that it is."""
    said = fold(passage)
    printed = day(said) if role == "date" else None
    return value == said or (printed is not None and value == printed.isoformat())


def account(text: str, parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the ledger of a whole text: the given parts in order, and what lies between them.

    White space between the parts becomes `layout`, any other text `unread`. The parts of the result touch, from 0 to
    the length of the text.

    Raises:
        ValueError: two parts overlap, or one is empty or leaves the text.
    """
    whole: list[Part] = []
    at = 0
    for part in sorted(parts, key=itemgetter(0, 1)):
        if not at <= part.start < part.end <= len(text):
            raise ValueError(f"the part {part} overlaps another, is empty or leaves the text")
        if at < part.start:
            whole.extend(_between(text, at, part.start))
        whole.append(part)
        at = part.end
    if at < len(text):
        whole.extend(_between(text, at, len(text)))
    return tuple(whole)


def _between(text: str, start: int, end: int) -> list[Part]:
    """Return the parts of a span that no reading claimed."""
    passage = text[start:end]
    if passage.isspace():
        return [Part(start, end, "layout")]
    first, last = stripped(text, start, end)
    if first >= last:
        return [Part(start, end, "layout")] if start < end else []
    spans: list[tuple[int, int, Role]] = [(start, first, "layout"), (first, last, "unread"), (last, end, "layout")]
    return [Part(*span) for span in spans if span[0] < span[1]]
