"""Parsing a document: the blocks, their layout, the records, and the ledger that accounts for every character."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from csto_dataset.documents import Document
from csto_dataset.fields import fold
from csto_dataset.findings import Finding, Place, printable, shown
from csto_dataset.ledger import Part, account
from csto_dataset.pages.assembly import Assembler, Placed
from csto_dataset.pages.blocks import blocks_of, looks_like_a_day
from csto_dataset.pages.interview import CLOSING, Reading, opens_a_turn, read_interview
from csto_dataset.pages.layout import Layout, read_layout
from csto_dataset.records import Language, PageRecord

_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
_LATIN: Final = re.compile("[A-Za-z]")
_SHOWN: Final = 60
_ENDS_A_QUESTION: Final = tuple("?.!…")


@dataclass(frozen=True, slots=True)
class Page:
    """What a document was parsed into.

    Attributes:
        records: in the order of the document, each id once.
        ledger: parts that touch, from 0 to the length of the document's text.
    """

    document: Document
    language: Language
    records: tuple[PageRecord, ...]
    ledger: tuple[Part, ...]
    findings: tuple[Finding, ...]

    def source(self) -> dict[str, Any]:
        """Return what is known of the document, as a JSON object."""
        return {
            "document": self.document.sha256,
            "url": self.document.url,
            "language": self.language,
            "characters": len(self.document.text),
        }

    def attributed_to(self, records: Mapping[str, PageRecord]) -> "Page":
        """Return the page with a ledger that names fields only where they are those of the given records, by their ids.

        Where another reading of a record stands, the ledger names the record alone.
        """
        return replace(self, ledger=tuple(self._attributed(part, records) for part in self.ledger))

    def _attributed(self, part: Part, records: Mapping[str, PageRecord]) -> Part:
        if part.field is None or part.record is None:
            return part
        source = records[part.record].source
        told = source.document == self.document.sha256 and source.start <= part.start < source.end
        return part if told else part._replace(field=None)

    def as_json(self) -> dict[str, Any]:
        """Return what `csto-dataset parse` prints, as a JSON object."""
        return {
            "path": self.document.name,
            "source": self.source(),
            "records": [record.model_dump(mode="json") for record in self.records],
            "ledger": [part._asdict() for part in self.ledger],
            "findings": [finding.as_json() for finding in self.findings],
        }


def parse(document: Document) -> Page:
    """Parse a document into records and a ledger. No text makes it fail: what is not recognised is `unread`."""
    layout = read_layout(blocks_of(document.text))
    language = document.language or language_of(document.text)
    reading = read_interview(layout.body)
    placed = tuple(_records(layout, reading, Assembler(document, language)))
    navigation = (Part(link.start, link.end, "navigation") for link in layout.navigation)
    records = fullest(each.record for each in placed)
    ledger = account(document.text, (*navigation, *(part for each in placed for part in each.parts)))
    page = Page(
        document, language, tuple(records.values()), ledger, tuple(_findings(document, layout, ledger, reading))
    )
    return page.attributed_to(records)


def fullest(records: Iterable[PageRecord]) -> dict[str, PageRecord]:
    """Return the fullest reading of each record by its id, in the order in which the ids come first.

    The same item may stand in several places. The longest span wins, then the least digest of the document, then the
    first place in it, so that the order of the records does not count.
    """
    chosen: dict[str, PageRecord] = {}
    for record in records:
        chosen[record.id] = min(chosen.get(record.id, record), record, key=_preference)
    return chosen


def _preference(record: PageRecord) -> tuple[int, str, int]:
    source = record.source
    return source.start - source.end, source.document, source.start


def language_of(text: str) -> Language:
    """Return the language whose letters a text has more of; English where they are even."""
    return "ru" if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)) else "en"


def _records(layout: Layout, reading: Reading | None, assembler: Assembler) -> Iterator[Placed]:
    for teaser in layout.teasers:
        yield assembler.teaser(teaser)
    if layout.title is None or not layout.body:
        return
    if reading is None:
        yield assembler.article(layout.title, [block.span for block in layout.body])
    else:
        yield assembler.interview(layout.title, reading)


def _findings(
    document: Document, layout: Layout, ledger: tuple[Part, ...], reading: Reading | None
) -> Iterator[Finding]:
    name = printable(document.name)
    if not layout.teasers and layout.title is None and not layout.navigation:
        yield Finding("no-layout", "expected a page of the CSTO's site, found none of its layouts", Place(file=name))
    lines = _Lines(document.text)
    for part in ledger:
        if part.role == "unread":
            passage = document.text[part.start : part.start + _SHOWN + 1]
            place = lines.place(name, part.start)
            yield Finding("unread-text", f"nothing recognised {shown(passage, longest=_SHOWN)}", place)
        elif part.role == "paragraph" and looks_like_a_day(fold(document.text[part.start : part.end])):
            printed = shown(document.text[part.start : part.end], longest=_SHOWN)
            yield Finding("unread-day", f"expected a day as DD.MM.YYYY, found {printed}", lines.place(name, part.start))
    yield from _turns(layout, reading, lines, name)


def _turns(layout: Layout, reading: Reading | None, lines: "_Lines", name: str) -> Iterator[Finding]:
    """Yield where the turns of a body are less than clear."""
    if reading is None:
        marked = [block for block in layout.body if opens_a_turn(block)]
        if len(marked) > 1:
            message = f"expected the turns of an interview by the dashes, found {len(marked)} that do not alternate"
            yield Finding("unclear-turns", message, lines.place(name, marked[0].start))
        return
    for pair in reading.pairs:
        if not pair.question[-1].text.rstrip(CLOSING).endswith(_ENDS_A_QUESTION):
            message = (
                f"expected a question or a request, found {shown(pair.question[-1].text[-_SHOWN:], longest=_SHOWN)}"
            )
            yield Finding("unclear-turns", message, lines.place(name, pair.question[0].start))
        if pair.answer[-1].text.endswith("?"):
            message = f"expected an answer, found {shown(pair.answer[-1].text[-_SHOWN:], longest=_SHOWN)}"
            yield Finding("unclear-turns", message, lines.place(name, pair.answer[-1].start))


class _Lines:
    """Places in a text by offset; asked in ascending order of the lines, each line is counted once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def place(self, name: str, offset: int) -> Place:
        if offset < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset
        return Place(file=name, line=self._line, column=offset - self._text.rfind("\n", 0, offset))
