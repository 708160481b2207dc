"""A table of records as Python has it: a tuple that can be looked up, filtered, and handed on as a frame."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Self, SupportsIndex, cast, overload

from csto_dataset.errors import MissingExtraError, UnknownRecordError
from csto_dataset.findings import printable
from csto_dataset.records import AnyRecord, Interview, NewsItem, QAPair, Record

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table(tuple[AnyRecord, ...]):
    """Records of one kind, in order of id: a tuple of frozen models that can be filtered and handed on.

    Attributes:
        model: of the records, known even where there are none.
    """

    model: type[AnyRecord]

    def __new__(cls, model: type[AnyRecord], records: Iterable[AnyRecord]) -> Self:
        table = super().__new__(cls, records)
        table.model = model
        return table

    def __getnewargs__(self) -> tuple[type[AnyRecord], tuple[AnyRecord, ...]]:
        return self.model, tuple(self)

    @overload
    def __getitem__(self, place: SupportsIndex) -> AnyRecord: ...
    @overload
    def __getitem__(self, place: slice) -> "Table[AnyRecord]": ...
    def __getitem__(self, place: SupportsIndex | slice) -> "AnyRecord | Table[AnyRecord]":
        """Return the record at a place, or the table of a slice."""
        if isinstance(place, slice):
            return Table(self.model, super().__getitem__(place))
        return super().__getitem__(place)

    def __repr__(self) -> str:
        days = sorted(day for day in map(day_of, self) if day is not None)
        span = f", {days[0]} to {days[-1]}" if days else ""
        return f"<{len(self)} {self.model.__name__}{span}>"

    def by_id(self, id: str) -> AnyRecord:
        """Return the record with an id.

        Raises:
            UnknownRecordError: no record of the table has it. It is a KeyError too.
        """
        for record in self:
            if record.id == id:
                return record
        raise UnknownRecordError(f"{printable(id)}: no record with this id")

    def between(self, first: date | None = None, last: date | None = None) -> "Table[AnyRecord]":
        """Return the records of the days from `first` to `last`, both included; undated ones are left out.

        A pair has the day of its interview.
        """
        return Table(self.model, (record for record in self if _within(day_of(record), first, last)))

    def on(self, day: date) -> "Table[AnyRecord]":
        """Return the records of one day."""
        return self.between(day, day)

    def containing(self, words: str) -> "Table[AnyRecord]":
        """Return the records in whose texts some words stand, in capitals or not."""
        sought = words.casefold()
        return Table(
            self.model, (record for record in self if any(sought in text.casefold() for text in texts_of(record)))
        )

    def to_arrow(self) -> "pyarrow.Table":
        """Return the table as Arrow, a row a record, with the schema of the release's Parquet files."""
        # pyarrow takes a tenth of a second to import; records alone do without it.
        from csto_dataset.arrow import arrow_table

        return arrow_table(self.model, self)

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the table as a pandas frame; needs the extra `pandas`."""
        arrow = self.to_arrow()
        try:
            return arrow.to_pandas()
        except ImportError as error:
            raise _missing("pandas") from error

    def to_polars(self) -> "polars.DataFrame":
        """Return the table as a polars frame; needs the extra `polars`."""
        try:
            import polars
        except ImportError as error:
            raise _missing("polars") from error
        return cast("polars.DataFrame", polars.from_arrow(self.to_arrow()))


def day_of(record: Record) -> date | None:
    """Return the day of a record; a pair has the one of its interview, which stands in its id."""
    if isinstance(record, QAPair):
        stated = record.interview_id.removeprefix("interview-")[: len("YYYY-MM-DD")]
        return None if stated.startswith("undated") else date.fromisoformat(stated)
    return record.published


def texts_of(record: Record) -> Iterator[str]:
    """Yield the texts of a record: its title, headings and paragraphs, and for an interview those of its pairs."""
    if isinstance(record, NewsItem):
        yield from filter(None, (record.title, *record.paragraphs))
    elif isinstance(record, Interview):
        yield from (record.title, *record.lede)
        for pair in record.qa_pairs:
            yield from texts_of(pair)
    else:
        yield from filter(None, (record.section, *record.question, *record.answer))


def _within(day: date | None, first: date | None, last: date | None) -> bool:
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _missing(extra: str) -> MissingExtraError:
    return MissingExtraError(f'{extra} is not installed: pip install "csto-dataset[{extra}]"')
