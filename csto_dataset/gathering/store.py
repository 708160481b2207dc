"""Where what pages gave waits until all of them were read: a private file of SQLite, so that memory stays bounded."""

import json
import os
import weakref
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from csto_dataset.errors import ReleaseError
from csto_dataset.findings import Finding, Place
from csto_dataset.gathering.captures import WINNER, Winner, bring_together, diverging, same_address
from csto_dataset.gathering.reading import COUNTED, PageRead
from csto_dataset.scratch import scratch, told_as

_WINNING: Final = "winners JOIN readings ON readings.rowid = winners.reading"

_TABLES: Final = """
CREATE TABLE files(path BLOB, bytes INTEGER);
CREATE TABLE documents(
    page INTEGER PRIMARY KEY, document TEXT UNIQUE, name TEXT, told TEXT, refused, source BLOB, parts BLOB,
    unread INTEGER, furniture INTEGER, navigation INTEGER);
CREATE TABLE addresses(address TEXT, document TEXT, PRIMARY KEY (address, document)) WITHOUT ROWID;
CREATE TABLE readings(
    page INTEGER, document TEXT, captured TEXT, id TEXT, key TEXT, form INTEGER, undated, letters INTEGER,
    start INTEGER, words BLOB, title BLOB, first BLOB, pairs INTEGER, record BLOB);
CREATE INDEX readings_of_page ON readings(page);
CREATE TABLE findings(page INTEGER, code TEXT, message TEXT, file TEXT, line INTEGER, "column" INTEGER, place TEXT,
    record TEXT);
CREATE INDEX findings_of_page ON findings(page);
CREATE TABLE ids(id TEXT, teaser, key TEXT, undated, reading INTEGER, PRIMARY KEY (id, teaser)) WITHOUT ROWID;
CREATE TABLE parents(id TEXT PRIMARY KEY, parent TEXT) WITHOUT ROWID;
CREATE TABLE attached(id TEXT, dated TEXT);
CREATE TABLE winners(root TEXT PRIMARY KEY, id TEXT, reading INTEGER) WITHOUT ROWID;
"""


_told_as_errors_of_ours = partial(told_as, ReleaseError, "build")


class Store:
    """What pages gave. Pages are put in, in any order; then it is settled what belongs together, and read.

    Attributes:
        pages: that were put in and could be read, whether their text was there already or not.
        close: gives the file up; what is no longer used does it by itself.
    """

    @_told_as_errors_of_ours()
    def __init__(self) -> None:
        self.rows = scratch(_TABLES)
        self.close = weakref.finalize(self, self.rows.close)
        self.pages = 0

    @_told_as_errors_of_ours()
    def expect(self, files: Iterable[tuple[Path, int]]) -> None:
        """Note files of pages to be read, each with its bytes."""
        self.rows.executemany("INSERT INTO files VALUES (?, ?)", ((os.fsencode(path), size) for path, size in files))

    def expected(self) -> tuple[int, int]:
        """Return how many files were noted, and their bytes."""
        (found,) = self._found("SELECT COUNT(*), TOTAL(bytes) FROM files")
        return int(found[0]), int(found[1])

    def files(self) -> Iterator[tuple[Path, int]]:
        """Yield the files that were noted, each with its bytes, in the order in which they were."""
        for path, size in self._found("SELECT path, bytes FROM files ORDER BY rowid"):
            yield Path(os.fsdecode(path)), size

    @_told_as_errors_of_ours()
    def put(self, given: PageRead | Finding) -> None:
        """Keep what a page gave, or why it could not be read. Of pages with one text the same is kept in any order."""
        if isinstance(given, Finding):
            self._put_findings([given])
            return
        self.pages += 1
        if given.url is not None and not given.refused:
            link = (same_address(given.url), given.document)
            self.rows.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", link)
        held = self.rows.execute("SELECT page, told FROM documents WHERE document = ?", (given.document,)).fetchone()
        if held is not None:
            page, told = held
            if json.loads(told) <= json.loads(given.told):
                return
            for table in ("documents", "readings", "findings"):
                self.rows.execute(f"DELETE FROM {table} WHERE page = ?", (page,))
        self._put_page(given)

    def _put_page(self, read: PageRead) -> None:
        cursor = self.rows.execute(
            "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (read.document, read.name, read.told, read.refused, read.source, read.parts, *read.characters),
        )
        page = cursor.lastrowid
        self.rows.executemany(
            f"INSERT INTO readings VALUES ({', '.join('?' * 14)})",
            ((page, read.document, read.captured, *reading) for reading in read.readings),
        )
        self._put_findings(read.findings, page)

    def _put_findings(self, findings: Iterable[Finding], page: int | None = None) -> None:
        self.rows.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (page, each.code, each.message, at.file, at.line, at.column, json.dumps(at._asdict()), each.record)
                for each in findings
                for at in (each.where,)
            ),
        )

    @_told_as_errors_of_ours()
    def settle(self) -> None:
        """Bring together what belongs together. No page can be put in any more."""
        bring_together(self.rows)
        self._put_findings(diverging(self.rows))
        self.rows.execute("CREATE INDEX winning ON winners(id)")

    def records(self, prefix: str) -> Iterator[bytes]:
        """Yield the JSON of the records whose ids begin with a word, in order of id."""
        for (record,) in self._found(
            f"SELECT record FROM {_WINNING} WHERE winners.id >= ? AND winners.id < ? ORDER BY winners.id",
            (f"{prefix}-", f"{prefix}."),  # A full stop follows the hyphen in ASCII.
        ):
            yield record

    def documents(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield what the ledger says of each document of the release, and its parts, in order of the digests."""
        yield from self._found("SELECT source, parts FROM documents WHERE NOT refused ORDER BY document")

    def winner(self, id: str) -> Winner:
        """Return which record the readings with an id became."""
        return Winner(*next(self._found(WINNER, (id,))))

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, in order of files and of the places in them, each once."""
        for code, message, place, record in self._found(
            'SELECT DISTINCT code, message, place, record FROM findings ORDER BY file, line, "column",'
            " code, message, place, record"
        ):
            yield Finding(code, message, Place(**json.loads(place)), record)

    def findings_by_code(self) -> dict[str, int]:
        """Return how many findings there are of each code, in alphabetical order."""
        return dict(
            self._found(
                "SELECT code, COUNT(*) FROM (SELECT DISTINCT code, message, place, record FROM findings)"
                " GROUP BY code ORDER BY code"
            )
        )

    def readings_by_form(self) -> dict[int, int]:
        """Return how many readings there are of each form, by its index."""
        return dict(self._found("SELECT form, COUNT(*) FROM readings GROUP BY form"))

    def records_by_form(self) -> dict[int, int]:
        """Return how many records there are of each form, by its index."""
        return dict(self._found(f"SELECT form, COUNT(*) FROM {_WINNING} GROUP BY form"))

    def number_of_pairs(self) -> int:
        """Return how many pairs the interviews have."""
        return int(next(self._found(f"SELECT TOTAL(pairs) FROM {_WINNING}"))[0])

    def number_of_documents(self) -> int:
        """Return how many different texts gave something."""
        return int(next(self._found("SELECT COUNT(*) FROM documents WHERE NOT refused"))[0])

    def characters(self) -> tuple[int, ...]:
        """Return how many characters of all documents have each role that is counted."""
        sums = ", ".join(f"TOTAL({role})" for role in COUNTED)
        return tuple(map(int, next(self._found(f"SELECT {sums} FROM documents WHERE NOT refused"))))

    def _found(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that a query finds."""
        with _told_as_errors_of_ours():
            # A cursor itself would be closed with this generator, which may be after its file.
            yield from map(tuple, self.rows.execute(query, values))
