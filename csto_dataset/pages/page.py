"""Parsing a document: the blocks, their layout, the records, and the ledger that accounts for every character."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from csto_dataset.documents import Document
from csto_dataset.findings import Finding
from csto_dataset.ledger import Part, account
from csto_dataset.pages.assembly import Assembler, Placed, language_of, surely_in
from csto_dataset.pages.blocks import blocks_of
from csto_dataset.pages.content import Content, read_content
from csto_dataset.pages.doubts import page_findings
from csto_dataset.pages.interview import Reading
from csto_dataset.pages.layout import Layout, read_layout
from csto_dataset.pages.markup import read_marked_layout
from csto_dataset.records import Language, NewsItem, PageRecord


@dataclass(frozen=True, slots=True)
class Page:
    """What a document was parsed into.

    Attributes:
        records: in the order of the document, each id once; teasers, and at most one article or interview.
        ledger: parts that touch, from 0 to the length of the document's text.
        reading: which reading of the page's own text was chosen, and how clear the choice was; None without a text.
    """

    document: Document
    language: Language
    records: tuple[PageRecord, ...]
    ledger: tuple[Part, ...]
    findings: tuple[Finding, ...]
    reading: Reading | None = None

    def source(self) -> dict[str, Any]:
        """Return what is known of the document, as a JSON object. What only some sources know stands there where known."""
        document = self.document
        known: dict[str, Any] = {
            "document": document.sha256,
            "url": document.url,
            "language": self.language,
            "characters": len(document.text),
        }
        if document.raw is not None:
            known["raw"] = document.raw
        if document.captured is not None:
            known["captured"] = document.captured.isoformat()
        return known

    def as_json(self) -> dict[str, Any]:
        """Return what `csto-dataset parse` prints, as a JSON object."""
        return {
            "path": self.document.name,
            "source": self.source(),
            "records": [record.model_dump(mode="json") for record in self.records],
            "ledger": [part._asdict() for part in self.ledger],
            "findings": [finding.as_json() for finding in self.findings],
            "reading": self.reading and {"name": self.reading.name, "margin": round(self.reading.margin, 2)},
        }


def parse(document: Document) -> Page:
    """Parse a document into records and a ledger. No text makes it fail: what is not recognised is `unread`."""
    layout = read_marked_layout(document.text, document.marks) or read_layout(blocks_of(document.text))
    content = read_content(layout)
    language = document.language or surely_in(document.text)
    placed = tuple(_records(layout, content, Assembler(document, language)))
    chosen = fullest(placed)
    ledger = account(document.text, (*_parts_of_none(layout, content), *_parts_of_records(placed, chosen)))
    findings = tuple(page_findings(document, layout, content, ledger))
    records = tuple(each.record for each in chosen.values())
    return Page(document, language or language_of([document.text]), records, ledger, findings, content.reading)


def _parts_of_records(placed: Iterable[Placed], chosen: Mapping[str, Placed]) -> Iterator[Part]:
    """Yield the parts that hold records. Where another place of a chosen record stands, they name the record alone."""
    for each in placed:
        told = chosen[each.record.id] is each
        yield from each.parts if told else (part._replace(field=None) for part in each.parts)


def _records(layout: Layout, content: Content, assembler: Assembler) -> Iterator[Placed]:
    for teaser in layout.column.teasers:
        yield assembler.teaser(teaser)
    if layout.title is None or not content.paragraphs:
        return
    if content.reading is not None and content.reading.pairs:
        yield assembler.interview(layout.title, content.reading)
    else:
        yield assembler.article(layout.title, content.paragraphs)


def _parts_of_none(layout: Layout, content: Content) -> Iterator[Part]:
    """Yield the parts that are in no record: navigation, furniture, and a title block without a text below it."""
    yield from (Part(link.start, link.end, "navigation") for link in layout.navigation)
    yield from (Part(span.start, span.end, "furniture") for span in (*layout.furniture, *content.furniture))
    if layout.title is None:
        return
    if layout.title.cut is not None:
        yield Part(layout.title.cut.start, layout.title.cut.end, "title")
    if not content.paragraphs:
        yield from (Part(span.start, span.end, "title") for span in layout.title.headlines)
        if layout.title.day is not None:
            yield Part(layout.title.day.start, layout.title.day.end, "date")


def fullest(placed: Iterable[Placed]) -> dict[str, Placed]:
    """Return the fullest place of each record by its id, in the order in which the ids come first.

    The same item may stand in several places of a page. The page's own text wins over a teaser, then the one with most
    text, then the first one.
    """
    chosen: dict[str, Placed] = {}
    for each in placed:
        rival = chosen.get(each.record.id)
        if rival is None or _preference(each) < _preference(rival):
            chosen[each.record.id] = each
    return chosen


def _preference(placed: Placed) -> tuple[bool, int, int]:
    record = placed.record
    letters = sum(map(len, record.paragraphs)) if isinstance(record, NewsItem) else 0
    return isinstance(record, NewsItem) and record.form == "teaser", -letters, record.source.start
