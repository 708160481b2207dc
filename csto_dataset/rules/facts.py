"""What is remembered of each record of a copy until all of them were read: any number of records, in bounded memory."""

import weakref
from collections.abc import Collection, Iterable, Iterator
from itertools import count, islice, repeat
from marshal import dumps, loads
from typing import Any, Final, NamedTuple

from csto_dataset.errors import CopyError
from csto_dataset.findings import Place, Position
from csto_dataset.merkle import merkle_root
from csto_dataset.scratch import scratch, told_as


class Fact(NamedTuple):
    """What the rules need to know of a record in a copy.

    Attributes:
        id: as it states it; empty where it states none.
        digest: what identifies the record, valid or not.
        position: of the record in its file.
        interview: for a pair, the id of its interview.
        pairs: for an interview, the digest of each of its pairs by id; None where it has no list of them.
        counterpart: id of the release's record that it is, where it is compared with a release and is one of its.
        altered: whether it is known to differ from the release's record; then it is the one to blame.
    """

    table: str
    id: str
    digest: bytes
    position: Position
    interview: str | None = None
    pairs: dict[str, bytes] | None = None
    counterpart: str | None = None
    altered: bool = False


class SoundFacts(NamedTuple):
    """The facts of sound records that stand one behind the other in columns.

    Where they are compared with a release, they are its records, unchanged.

    Attributes:
        first: position of the first of them.
        interviews: for pairs, the ids of their interviews.
        pairs: for interviews, the digests of the pairs of each by id.
    """

    table: str
    first: Position
    ids: list[str]
    digests: list[bytes]
    interviews: list[str] | None = None
    pairs: list[dict[str, bytes]] | None = None

    @property
    def weight(self) -> int:
        """How many records there are."""
        return len(self.ids)


def _flags(fact: Fact) -> tuple[bool, bool]:
    """Return whether a record lists pairs, and whether it was altered."""
    return fact.pairs is not None, fact.altered


_TABLES: Final = """
CREATE TABLE facts(
    rank INTEGER PRIMARY KEY, form TEXT, kind TEXT, id TEXT, digest BLOB, interview TEXT, lists INTEGER, altered INTEGER,
    position BLOB);  -- One column, since each takes its time; null in a run.
CREATE TABLE runs(rank INTEGER PRIMARY KEY, position BLOB);  -- Of the first record of sound ones in columns.
CREATE TABLE inner_pairs(talk INTEGER, id TEXT, digest BLOB);
"""
_INDEXES: Final = (
    "CREATE INDEX facts_by_id ON facts(kind, id, form)",
    "CREATE INDEX inner_pairs_by_id ON inner_pairs(id)",
)
"""Made when all facts are there: to sort them once takes less than to keep them sorted."""

_OF_A_FILE: Final = 1 << 40
"""Ranks of a file: the rank of a record is its number in the file, behind the ranks of the files before it."""


class Facts:
    """The facts of a copy. They are taken in, the files in any order; rules ask for them when all are there.

    Attributes:
        close: gives the file up; what is no longer used does it by itself.
    """

    def __init__(self) -> None:
        self._rows = scratch(_TABLES)
        self.close = weakref.finalize(self, self._rows.close)
        self._files: dict[int, tuple[str, Iterator[int]]] = {}
        self._indexed = False

    def take(self, facts: Iterable[Fact], *, rank: int, file: str, form: str) -> None:
        """Take in facts of a file, in its order.

        Args:
            rank: of the file among the files of the copy.
            file: how findings call it.
            form: its format, such as `json`.

        Raises:
            CopyError: they cannot be stored.
        """
        _, numbers = self._files.setdefault(rank, (file, count(rank * _OF_A_FILE)))
        ranked = [(next(numbers), fact) for fact in facts]
        with told_as(CopyError, "validation"):
            self._rows.executemany(
                f"INSERT INTO facts VALUES ({', '.join('?' * 9)})",
                (
                    (
                        number,
                        form,
                        each.table,
                        each.id,
                        each.digest,
                        each.interview,
                        *_flags(each),
                        dumps(each.position),
                    )
                    for number, each in ranked
                ),
            )
            self._take_pairs((number, each.pairs) for number, each in ranked if each.pairs)

    def take_sound(self, facts: SoundFacts, *, rank: int, file: str, form: str) -> None:
        """Take in facts of sound records, as `take` does.

        Raises:
            CopyError: they cannot be stored.
        """
        _, numbers = self._files.setdefault(rank, (file, count(rank * _OF_A_FILE)))
        ranks = list(islice(numbers, len(facts.ids)))
        with told_as(CopyError, "validation"):
            self._rows.execute("INSERT INTO runs VALUES (?, ?)", (ranks[0], dumps(facts.first)))
            self._rows.executemany(
                f"INSERT INTO facts VALUES (?, {form!r}, {facts.table!r}, ?, ?, ?, {facts.pairs is not None}, FALSE, NULL)",
                zip(ranks, facts.ids, facts.digests, facts.interviews or repeat(None), strict=False),
            )
            self._take_pairs(zip(ranks, facts.pairs or (), strict=False))

    def _take_pairs(self, ranked: Iterable[tuple[int, dict[str, bytes]]]) -> None:
        """Take in the digests of interviews' pairs, with the ranks of the interviews."""
        self._rows.executemany(
            "INSERT INTO inner_pairs VALUES (?, ?, ?)",
            ((number, *pair) for number, pairs in ranked for pair in pairs.items()),
        )

    def found(self, query: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that a query finds.

        Raises:
            CopyError: the file cannot be read.
        """
        with told_as(CopyError, "validation"):
            if not self._indexed:
                for index in _INDEXES:
                    self._rows.execute(index)
                self._indexed = True
            # A cursor itself would be closed with this generator, which may be after its file.
            yield from map(tuple, self._rows.execute(query, tuple(values)))

    def place(self, rank: int) -> Place:
        """Return the place of the record with a rank."""
        ((position, first, of_first),) = self.found(
            """
            SELECT facts.position, runs.rank, runs.position FROM facts LEFT JOIN runs ON runs.rank = (
                SELECT MAX(rank) FROM runs WHERE rank <= facts.rank) WHERE facts.rank = ?
            """,
            (rank,),
        )
        written_here = loads(position or of_first)  # noqa: S302 - this process wrote it
        place = Place.of(self._files[rank // _OF_A_FILE][0], written_here)
        return place if position else place._replace(row=(place.row or 0) + rank - first)

    def id(self, rank: int) -> str:
        """Return the id of the record with a rank."""
        ((id,),) = self.found("SELECT id FROM facts WHERE rank = ?", (rank,))
        return str(id)

    def root(self, table: str, files: Collection[int]) -> tuple[int, str]:
        """Return how many records of a table stand in some files, each id once, and their root.

        Args:
            files: their ranks.
        """
        rows = 0

        def leaves() -> Iterator[bytes]:
            nonlocal rows
            # Of the rows of a group, SQLite takes the other columns from that with the least rank.
            for digest, _ in self.found(
                f"SELECT digest, MIN(rank) FROM facts WHERE kind = ? AND rank / {_OF_A_FILE} IN"
                f" ({', '.join(map(str, files))}) GROUP BY id ORDER BY id",
                (table,),
            ):
                rows += 1
                yield digest

        root = merkle_root(leaves()).hex()
        return rows, root
