"""Checking batches of a table's rows in columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from csto_dataset.arrow import arrow_schema, differences
from csto_dataset.columns.derived import columns_of
from csto_dataset.columns.rules import keeps_rules
from csto_dataset.columns.seen import TEXT, Seen, both, each_bytes, joined, numbers
from csto_dataset.columns.sound import SoundRow
from csto_dataset.identity import digest_of
from csto_dataset.records import TABLES, QAPair, record_type


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs inside the interviews of a batch, all behind one another.

    Attributes:
        offsets: of each interview's first pair, and behind the last pair of the last one.
        ids: of the pairs.
        canonical: their canonical JSON.
    """

    offsets: pa.Int64Array
    ids: pa.LargeStringArray
    canonical: pa.LargeBinaryArray


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """What the columns of a batch tell of its rows.

    Attributes:
        sound: which rows are sound; about all others the models decide, one by one.
        ids: of the sound rows; null elsewhere.
        canonical: the canonical JSON of the sound rows; null elsewhere.
        interviews: for pairs, the ids of their interviews, where the rows are sound.
        pairs: for interviews, their pairs; those of a row that is not sound are to be left alone.
    """

    table: str
    sound: pa.BooleanArray
    ids: pa.LargeStringArray
    canonical: pa.LargeBinaryArray
    interviews: pa.LargeStringArray | None = None
    pairs: Pairs | None = None

    def rows(self) -> Iterator[SoundRow | None]:
        """Yield what the rest of a validation needs to know of each row; None where the row is not sound."""
        kind, count = record_type(TABLES[self.table]), len(self.sound)
        sound, ids = self.sound.to_pylist(), self.ids.to_pylist()
        interviews = [None] * count if self.interviews is None else self.interviews.to_pylist()
        pairs = iter([None] * count) if self.pairs is None else _pair_digests(self.pairs)
        for each, id, said, interview, inside in zip(
            sound, ids, each_bytes(self.canonical), interviews, pairs, strict=True
        ):
            yield SoundRow(id, digest_of(kind, said), interview, inside) if each else None


def _pair_digests(pairs: Pairs) -> Iterator[dict[str, bytes]]:
    """Yield the digests of each interview's pairs by id."""
    kind = record_type(QAPair)
    told = zip(pairs.ids.to_pylist(), each_bytes(pairs.canonical), strict=True)
    for first, behind in pairwise(pairs.offsets.to_pylist()):
        yield {id: digest_of(kind, said) for _, (id, said) in zip(range(first, behind), told, strict=False)}


class Columns:
    """The columnar check of a table."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._expected = arrow_schema(TABLES[table])
        self._shape = columns_of(table)

    def check(self, batch: pa.RecordBatch) -> CheckedBatch:
        """Return what the columns of a batch tell of its rows. Columns that no record has are passed over.

        No row is sound where a column is missing, stands twice, is damaged, or is of a type that does not say the same.
        """
        try:
            if self._fits(batch):
                return self._checked(batch)
        except pa.ArrowMemoryError:
            raise
        except pa.ArrowException:  # Damaged, or more than Arrow can do: then each row is looked at by itself.
            pass
        return self._nothing(len(batch))

    def _fits(self, batch: pa.RecordBatch) -> bool:
        """Say whether each column stands there once and can say what its field says, be it by nulls alone."""
        names = batch.schema.names
        return all(names.count(field.name) == 1 and _same(field, batch.column(field.name)) for field in self._expected)

    def _checked(self, batch: pa.RecordBatch) -> CheckedBatch:
        columns = {name: batch.column(name) for name in self._expected.names}
        for column in columns.values():
            column.validate(full=True)
        record = self._shape.look_at(columns)
        sound = both(record.sound, keeps_rules(self._table, record))
        interview = record.fields.get("interview_id")
        return CheckedBatch(
            table=self._table,
            sound=sound,
            ids=_where(sound, record.fields["id"].values),
            canonical=_where(sound, joined(record.json)).cast(pa.large_binary()),
            interviews=None if interview is None else _where(sound, interview.values),
            pairs=_pairs(record.fields.get("qa_pairs")),
        )

    def _nothing(self, count: int) -> CheckedBatch:
        """Return that no row is sound."""
        nulls = pa.nulls(count, TEXT)
        fields = self._shape.fields
        empty = Pairs(
            pa.repeat(pa.scalar(0, pa.int64()), count + 1), nulls.slice(count), pa.nulls(0, pa.large_binary())
        )
        return CheckedBatch(
            table=self._table,
            sound=pa.repeat(pa.scalar(False), count),  # noqa: FBT003
            ids=nulls,
            canonical=nulls.cast(pa.large_binary()),
            interviews=nulls if "interview_id" in fields else None,
            pairs=empty if "qa_pairs" in fields else None,
        )


def _same(field: pa.Field, column: pa.Array) -> bool:
    return column.null_count == len(column) or not any(differences(field.type, column.type, field.name))


def _where(sound: pa.BooleanArray, texts: pa.LargeStringArray) -> pa.LargeStringArray:
    if pc.all(sound, min_count=0).as_py():  # Then nothing needs to be copied.
        return texts
    # Arrow 18 gives wrong bytes here by if_else for slices of large text.
    return texts.take(pc.if_else(sound, numbers(len(sound)), pa.scalar(None, pa.int64())))


def _pairs(seen: Seen | None) -> Pairs | None:
    if seen is None or seen.lists is None:
        return None
    pairs = seen.lists.elements
    return Pairs(seen.lists.offsets, pairs.fields["id"].values, joined(pairs.json).cast(pa.large_binary()))
