"""A release as objects: its tables, look-ups and filters. `load` reads one, the packaged one by default."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, cast

from pydantic import TypeAdapter, ValidationError

from csto_dataset.errors import MissingExtraError, ReleaseError, UnknownRecordError
from csto_dataset.files import named, opened, read_bytes, sha256
from csto_dataset.findings import printable
from csto_dataset.formats import FormatError, jsonl
from csto_dataset.formats import load as load_records
from csto_dataset.manifest import MANIFEST, Manifest, ReleaseEntry, read_manifest
from csto_dataset.packaged import RELEASES
from csto_dataset.records import TABLES, AnyRecord, Interview, NewsItem, QAPair, Record

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

RELEASE_LIST: Final = "releases.json"
_VERSIONS: Final = TypeAdapter(tuple[ReleaseEntry, ...])


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
        from csto_dataset.tables import arrow_table

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


@dataclass(frozen=True, slots=True, repr=False)
class Release:
    """A release. Nothing in it changes, and nothing outside its folder was read."""

    manifest: Manifest
    folder: Path
    news_items: Table[NewsItem]
    interviews: Table[Interview]
    qa_pairs: Table[QAPair]

    @property
    def version(self) -> str:
        """Version of the release, MAJOR.MINOR.PATCH."""
        return self.manifest.version

    @property
    def root(self) -> str:
        """What identifies the records, as 64 hexadecimal digits, wherever and however they are written."""
        return self.manifest.root

    @property
    def tables(self) -> dict[str, Table[Any]]:
        """The tables by their names."""
        return {"news_items": self.news_items, "interviews": self.interviews, "qa_pairs": self.qa_pairs}

    def __getitem__(self, id: str) -> Record:
        """Return the record with an id, of whichever table.

        Raises:
            UnknownRecordError: the release has none. It is a KeyError too.
        """
        for table in self.tables.values():
            for record in table:
                if record.id == id:
                    return cast("Record", record)
        raise UnknownRecordError(f"{printable(id)}: release {self.version} has no record with this id")

    def __contains__(self, id: object) -> bool:
        return any(record.id == id for table in self.tables.values() for record in table)

    def __repr__(self) -> str:
        tables = ", ".join(f"{len(table)} {name}" for name, table in self.tables.items())
        return f"<csto-dataset release {self.version}: {tables}>"


def load(path: str | Path | None = None) -> Release:
    """Return a release: the one that the package carries, or the one in a folder.

    Raises:
        ReleaseError: the folder holds no release, or a damaged or half written one. The message says which file.
    """
    folder = packaged_folder() if path is None else Path(path)
    manifest = read_manifest(_manifest_bytes(folder), named(folder / MANIFEST))
    tables = {name: _table(folder, manifest, name) for name in TABLES}
    return Release(manifest, folder, **tables)


def packaged_folder() -> Path:
    """Return the folder of the newest release that the package carries.

    Raises:
        ReleaseError: it carries none.
    """
    versions = published(RELEASES)
    if not versions:
        raise ReleaseError(f"{named(RELEASES)}: expected a release in the package, found none")
    return RELEASES / versions[-1]


def published(releases: Path) -> list[str]:
    """Return the versions that a folder of releases lists, in ascending order; none where it has no list.

    Raises:
        ReleaseError: the list cannot be used.
    """
    path = releases / RELEASE_LIST
    if not path.exists():
        return []
    try:
        versions = _VERSIONS.validate_json(read_bytes(path, ReleaseError))
    except ValidationError as error:
        raise ReleaseError(f"{named(path)}: expected a list of releases, found something else") from error
    return sorted((entry.version for entry in versions), key=version_order)


def version_order(version: str) -> tuple[int, ...]:
    """Return what versions are sorted by."""
    return tuple(map(int, version.split(".")))


def _manifest_bytes(folder: Path) -> bytes:
    if not folder.is_dir():
        raise ReleaseError(
            f"{named(folder)}: expected the folder of a release, found {'a file' if folder.exists() else 'nothing'}"
        )
    if not (folder / MANIFEST).exists():
        inside = published(folder)
        hint = f" (it lists releases: name one, such as {named(folder / inside[-1])})" if inside else ""
        raise ReleaseError(f"{named(folder)}: expected a {MANIFEST} in the folder, found none{hint}")
    return read_bytes(folder / MANIFEST, ReleaseError)


def _table(folder: Path, manifest: Manifest, name: str) -> Table[Any]:
    """Return a table of a release from its JSON Lines file, once the file has proved to be the one of the manifest."""
    path, model = folder / f"{name}.jsonl", TABLES[name]
    expected = manifest.files.get(path.name)
    if expected is None or name not in manifest.tables:
        raise ReleaseError(f"{named(folder / MANIFEST)}: expected an entry for {path.name}, found none")
    with opened(path, ReleaseError) as file:
        if (found := sha256(file)) != expected.sha256:
            raise ReleaseError(
                f"{named(path)}: expected the sha256 {expected.sha256}, found {found} (the file was changed)"
            )
        try:
            return Table(model, load_records(jsonl, model, file, named(path)))
        except FormatError as error:
            raise ReleaseError(str(error)) from error
