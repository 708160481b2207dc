"""What is doubtful in the reading of a page, as findings with their places."""

from collections.abc import Iterator
from typing import Final

from csto_dataset.days import looks_like_a_day
from csto_dataset.documents import Document, Lines
from csto_dataset.fields import fold
from csto_dataset.findings import Finding, Place, printable, shown
from csto_dataset.ledger import Part
from csto_dataset.pages.blocks import end_of
from csto_dataset.pages.content import Content
from csto_dataset.pages.interview import LEAST_MARGIN, Reading
from csto_dataset.pages.layout import Layout

_SHOWN: Final = 60


def page_findings(document: Document, layout: Layout, content: Content, ledger: tuple[Part, ...]) -> Iterator[Finding]:
    """Yield what is doubtful in the reading of a document."""
    name = printable(document.name)
    places = _Places(name, document.text)
    if document.url is None and _is_of_no_site(layout):
        yield Finding("no-layout", "expected a page of the CSTO's site, found none of its layouts", Place(file=name))
    if not layout.column.teasers and not content.paragraphs:
        yield Finding("no-record", "expected a text or a side column, found neither", Place(file=name))
    yield from _of_parts(document.text, ledger, places, _starts_of(content))
    undecided = layout.column.undecided
    if undecided is not None:
        passage = shown(undecided.text, longest=_SHOWN)
        message = f"expected two blank lines or a day between teasers, found neither above {passage}"
        yield Finding("undecided-teasers", message, places.at(undecided.start))
    if content.reading is not None:
        yield from _of_reading(content, content.reading, places)


def _is_of_no_site(layout: Layout) -> bool:
    titled = layout.title is not None and bool(layout.title.headlines or layout.title.day)
    return not (layout.column.teasers or titled or layout.navigation)


def _starts_of(content: Content) -> frozenset[int]:
    """Return where the lines of a question begin that nobody answers."""
    return frozenset(span.start for span in content.reading.unanswered) if content.reading else frozenset()


def _of_parts(text: str, ledger: tuple[Part, ...], places: "_Places", unanswered: frozenset[int]) -> Iterator[Finding]:
    for part in ledger:
        if part.role == "unread" and part.start in unanswered:
            passage = shown(text[part.start : part.start + _SHOWN + 1], longest=_SHOWN)
            message = f"expected an answer below the question, found the end of the page: {passage}"
            yield Finding("unanswered-question", message, places.at(part.start))
            continue
        if part.role == "unread" and not looks_like_a_day(fold(text[part.start : min(part.end, part.start + _SHOWN)])):
            passage = shown(text[part.start : part.start + _SHOWN + 1], longest=_SHOWN)
            yield Finding("unread-text", f"nothing recognised {passage}", places.at(part.start))
        elif part.role in ("paragraph", "unread") and part.end - part.start < _SHOWN:
            passage = text[part.start : part.end]
            if looks_like_a_day(fold(passage)):
                printed = shown(passage, longest=_SHOWN)
                message = f"expected a day as DD.MM.YYYY, found {printed}"
                yield Finding("unread-day", message, places.at(part.start))


def _of_reading(content: Content, reading: Reading, places: "_Places") -> Iterator[Finding]:
    """Yield where the turns of a text are less than clear."""
    if reading.margin < LEAST_MARGIN:
        message = f"expected one clear reading, found another nearly as likely as {reading.name!r}"
        yield Finding("unclear-reading", message, places.at(content.paragraphs[0].start))
    for pair in reading.pairs:
        if end_of(pair.question[-1].text) not in ("?", "."):
            passage = shown(pair.question[-1].text[-_SHOWN:], longest=_SHOWN)
            message = f"expected a question or a request, found {passage}"
            yield Finding("unclear-turns", message, places.at(pair.question[0].start))
        if end_of(pair.answer[-1].text) == "?":
            message = f"expected an answer, found {shown(pair.answer[-1].text[-_SHOWN:], longest=_SHOWN)}"
            yield Finding("unclear-turns", message, places.at(pair.answer[-1].start))


class _Places:
    """Places in the page of a name."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = Lines(text)

    def at(self, offset: int) -> Place:
        line, column = self._lines.place(offset)
        return Place(file=self._name, line=line, column=column)
