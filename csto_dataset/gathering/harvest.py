"""What the pages gave, as a release is to have it: records, ledger and findings, read from disk as they are asked for."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Self, TypeVar

from csto_dataset.codes import CATALOGUE
from csto_dataset.findings import Finding
from csto_dataset.gathering.captures import Winner
from csto_dataset.gathering.reading import COUNTED, FORMS
from csto_dataset.gathering.store import Store
from csto_dataset.ledger import Part
from csto_dataset.manifest import SourceEntry
from csto_dataset.records import Interview, NewsItem, QAPair, Record

_NOT_READ: Final = frozenset({"broken-record", "undecodable-bytes"})
"""Codes below the level of errors that tell of words that could not be read."""

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Again(Generic[_Value]):
    """Values that are read anew, one after the other, each time they are iterated."""

    read: Callable[[], Iterator[_Value]]

    def __iter__(self) -> Iterator[_Value]:
        return self.read()

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the pages gave.

    Attributes:
        pages: that could be read, those of one text each for itself.
        documents: of the release: different texts of pages without a finding at error level.
        records: how many records there are of each form.
        pairs: of the interviews.
        readings: how many places of documents say something of each form.
        characters: of the documents, with each role of the ledger under which text stands that no record holds.
        findings: how many there are of each code.
    """

    pages: int
    documents: int
    records: Mapping[str, int]
    pairs: int
    readings: Mapping[str, int]
    characters: Mapping[str, int]
    findings: Mapping[str, int]


class Harvest:
    """What the pages gave. It holds a temporary file, which goes away when it is closed or no longer used.

    Attributes:
        tables: the records of each table by its name, in order of id, each id once.
        ledger: an object a document, in order of the documents' digests.
        sources: what the manifest says of each document, in the same order.
        findings: in order of the files and of the places in them.
        close: gives the temporary file up; then nothing can be read any more but the counts.
    """

    def __init__(self, store: Store) -> None:
        self.close = store.close
        self.tables: dict[str, Again[Record]] = {
            "news_items": Again(lambda: _news_items(store)),
            "interviews": Again(lambda: _interviews(store)),
            "qa_pairs": Again(lambda: _pairs(store)),
        }
        self.ledger: Again[dict[str, Any]] = Again(lambda: _ledger(store))
        self.sources: Again[SourceEntry] = Again(lambda: _sources(store))
        self.findings: Again[Finding] = Again(store.findings)
        self.counts = _counts(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def whole(self) -> bool:
        """Whether all of every page was read: no text is unread, no page and no record was left out."""
        bad = any(CATALOGUE[code].level == "error" or code in _NOT_READ for code in self.counts.findings)
        return not (bad or self.counts.characters["unread"])


def _news_items(store: Store) -> Iterator[NewsItem]:
    return map(NewsItem.model_validate_json, store.records("news"))


def _interviews(store: Store) -> Iterator[Interview]:
    return map(Interview.model_validate_json, store.records("interview"))


def _pairs(store: Store) -> Iterator[QAPair]:
    """Yield the pairs in order of id: no interview's id is the beginning of another's."""
    for interview in _interviews(store):
        yield from sorted(interview.qa_pairs, key=lambda pair: pair.id)


def _sources(store: Store) -> Iterator[SourceEntry]:
    return (SourceEntry.model_validate_json(source) for source, _ in store.documents())


def _ledger(store: Store) -> Iterator[dict[str, Any]]:
    for source, parts in store.documents():
        known = json.loads(source)
        ledger = [Part(*part) for part in json.loads(parts)]
        winners = {id: store.winner(id) for id in {part.record for part in ledger} if id is not None}
        yield {**known, "parts": [_attributed(part, known["document"], winners)._asdict() for part in ledger]}


def _attributed(part: Part, document: str, winners: Mapping[str, Winner]) -> Part:
    """Return a part that names the record of the release, and a field only where it is the one that the record has."""
    if part.record is None:
        return part
    winner = winners[part.record]
    # Of the pages' ledgers, that of the winner's document tells which of several places in it is the record's.
    taken = part.record == winner.id and document == winner.document
    return part if taken else part._replace(record=winner.id, field=None)


def _counts(store: Store) -> Counts:
    readings, records = store.readings_by_form(), store.records_by_form()
    return Counts(
        pages=store.pages,
        documents=store.number_of_documents(),
        records={name: records.get(form, 0) for form, name in enumerate(FORMS)},
        pairs=store.number_of_pairs(),
        readings={name: readings.get(form, 0) for form, name in enumerate(FORMS)},
        characters=dict(zip(COUNTED, store.characters(), strict=True)),
        findings=store.findings_by_code(),
    )
