"""A page's own text: an interview, in the reading that explains it best, or an article with its paragraphs."""

import re
from dataclasses import dataclass, replace
from typing import Final

from csto_dataset.pages.blocks import Span, end_of
from csto_dataset.pages.furniture import MONTH, spans
from csto_dataset.pages.interview import Reading, read_interview
from csto_dataset.pages.layout import Layout

_HEADLINE: Final = re.compile(r"[\"“«„][^\"“”«»]{3,200}[\"”»]\.?")
"""A newspaper's own headline, in quotes, above the interview that it printed."""

_DATELINE: Final = re.compile(
    rf"[A-ZА-ЯЁ][\w-]+(?: [A-ZА-ЯЁ][\w-]+)?,? (?:[0-3]?[0-9] {MONTH}|{MONTH} [0-3]?[0-9])(?:,? [12][0-9]{{3}})?"
    r"(?: г\.)?(?: ?[/(—–-].{1,30})?"
)
"""A place and a day, with the agency behind them."""


@dataclass(frozen=True, slots=True)
class Content:
    """A page's own text.

    Attributes:
        reading: None where there is no text.
        paragraphs: all lines of the text.
        furniture: lines of an interview's opening that are none of its lede.
    """

    reading: Reading | None = None
    paragraphs: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()


def read_content(layout: Layout) -> Content:
    """Return what a page's own text is."""
    if layout.title is None or not layout.body:
        return Content()
    paragraphs = spans(layout.body)
    title = layout.title.headlines[0].text if layout.title.headlines else None
    if title is None:
        return Content(Reading("article", 1.0), paragraphs)
    reading = read_interview(title, layout.body)
    if not reading.pairs:
        return Content(reading, paragraphs)
    return _without_headlines(reading, paragraphs)


def _without_headlines(reading: Reading, paragraphs: tuple[Span, ...]) -> Content:
    """Return an interview without what only the newspaper's page had above its first question."""
    furniture = tuple(span for span in reading.lede if _is_headline(span.text))
    lede = tuple(span for span in reading.lede if span not in furniture)
    first, *others = reading.pairs
    if first.section is not None and (_is_headline(first.section.text) or _DATELINE.fullmatch(first.section.text)):
        furniture = (*furniture, first.section)
        first = replace(first, section=None)
    return Content(replace(reading, lede=lede, pairs=(first, *others)), paragraphs, furniture)


def _is_headline(words: str) -> bool:
    return _HEADLINE.fullmatch(words) is not None and end_of(words) != "."
