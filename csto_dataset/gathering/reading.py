"""What one page gives to a release, as plain values that are cheap to hand from one process to another."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from csto_dataset import sources
from csto_dataset.documents import Document
from csto_dataset.findings import Finding, Place, pointer, printable
from csto_dataset.identity import as_json, first_text
from csto_dataset.ledger import Part
from csto_dataset.pages.page import Page, parse
from csto_dataset.records import Interview, PageRecord
from csto_dataset.rules.single import SINGLE_RULES
from csto_dataset.rules.slices import slice_mismatch
from csto_dataset.table import texts_of

FORMS: Final = ("interview", "article", "teaser")
"""What a page may hold, in the order in which one is taken rather than another: teasers, and at most one of the others."""

COUNTED: Final = ("unread", "furniture", "navigation")
"""Roles of the ledger whose characters are counted: text that no record holds."""


class Reading(NamedTuple):
    """A record as one page words it.

    Attributes:
        key: of the id, without its day: the same for every reading of one title and first paragraph or question.
        form: index in FORMS.
        letters: characters of all its texts.
        words: digest of its texts, however they are parted into paragraphs.
        title, first: digests of the title, and of the first paragraph or question, each with the language; a title that
            is none is empty.
        pairs: how many it has.
        record: its JSON.
    """

    id: str
    key: str
    form: int
    undated: bool
    letters: int
    start: int
    words: bytes
    title: bytes
    first: bytes
    pairs: int
    record: bytes


class PageRead(NamedTuple):
    """What a page gave.

    Attributes:
        document: SHA-256 of its text.
        told: what pages of the same text are chosen by, as the JSON of a list; the least is taken.
        refused: whether it has a finding at error level; then it gives its findings only.
        captured: day as YYYY-MM-DD.
        source: what the ledger says of the document, as JSON.
        parts: of the ledger, as the JSON of a list of lists.
        characters: with each role of COUNTED.
    """

    name: str
    document: str
    told: str
    refused: bool
    url: str | None
    captured: str | None
    source: bytes
    parts: bytes
    characters: tuple[int, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]


def read_pages(files: Iterable[Path], folder: Path | None = None) -> Iterator[PageRead | Finding]:
    """Yield what each page of files gives, or why it cannot be read; the next file is opened when it is asked for.

    Args:
        folder: that relative paths begin in, where it is not the present one.

    Raises:
        SourceError: the catalogue of a folder cannot be used.
    """
    for document in sources.read(files) if folder is None else sources.read_from(folder, files):
        if isinstance(document, Finding):
            yield document
            continue
        try:
            yield page_read(parse(document))
        except MemoryError:
            yield Finding("unread-page", sources.TOO_LARGE, Place(file=printable(document.name)))


def page_read(page: Page) -> PageRead:
    """Return what a page gives: its records, unless one of them breaks a rule or the page has no layout of the site."""
    document = page.document
    findings = (*page.findings, *_breaches(page))
    refused = any(finding.level == "error" for finding in findings)
    return PageRead(
        name=printable(document.name),
        document=document.sha256,
        told=_told(document, refused=refused),
        refused=refused,
        url=document.url,
        captured=None if document.captured is None else document.captured.isoformat(),
        source=_json(page.source()),
        parts=_json([] if refused else page.ledger),
        characters=tuple(_characters(page.ledger, role) for role in COUNTED),
        readings=() if refused else tuple(map(_reading, page.records)),
        findings=findings,
    )


def _told(document: Document, *, refused: bool) -> str:
    """Return what pages of the same text are chosen by: the earliest capture, then the one of which most is told."""
    told: list[Any] = [refused]
    for known in (document.captured and document.captured.isoformat(), document.url, document.language):
        told += [known is None, known or ""]
    told += [not document.marks, document.raw is None, document.raw or "", document.marks, printable(document.name)]
    return json.dumps(told)


def _characters(ledger: Iterable[Part], role: str) -> int:
    return sum(part.end - part.start for part in ledger if part.role == role)


def _breaches(page: Page) -> Iterator[Finding]:
    """Yield where a record breaks a rule: nothing that is demanded of a copy is spared to ourselves."""
    name = printable(page.document.name)
    for record in page.records:
        for code, rule in SINGLE_RULES.items():
            for breach in rule(record):
                where = Place(file=name, pointer=pointer(*breach.steps))
                yield Finding(code, breach.message, where, record.id)
    values = {record.id: as_json(record) for record in page.records}
    if not any(slice_mismatch(page.document.text, page.ledger, values)):
        return
    for record in page.records:
        for breach in slice_mismatch(page.document.text, page.ledger, {record.id: values[record.id]}):
            where = Place(file=name, pointer=pointer(*breach.steps))
            yield Finding("slice-mismatch", breach.message, where, record.id)


def _reading(record: PageRecord) -> Reading:
    kind, _, rest = record.id.partition("-")
    texts = list(texts_of(record))
    return Reading(
        id=record.id,
        key=f"{kind}-{rest.rpartition('-')[2]}",
        form=FORMS.index("interview" if isinstance(record, Interview) else record.form),
        undated=record.published is None,
        letters=sum(map(len, texts)),
        start=record.source.start,
        words=hashlib.sha256(" ".join(texts).encode()).digest(),
        title=_digest(record.language, record.title) if record.title else b"",
        first=_digest(record.language, first_text(record)),
        pairs=len(record.qa_pairs) if isinstance(record, Interview) else 0,
        record=record.model_dump_json().encode(),
    )


def _digest(language: str, words: str) -> bytes:
    return hashlib.sha256(f"{language} {words.casefold()}".encode()).digest()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
