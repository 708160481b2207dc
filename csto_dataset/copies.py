"""The files of a copy: which hold records, which go with a release, which are neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from csto_dataset.errors import CopyError
from csto_dataset.files import because, is_folder, named
from csto_dataset.formats import SUFFIXES
from csto_dataset.manifest import CHECKSUMS, DICTIONARY, LEDGER, MANIFEST, README
from csto_dataset.packing import PACKED, inner_name
from csto_dataset.schema import schema_names

_GO_WITH_RELEASE: Final = frozenset({MANIFEST, CHECKSUMS, LEDGER, README, DICTIONARY, *schema_names()})

_SAME_FORM: Final = {"ndjson": "jsonl", "tsv": "csv", "tab": "csv"}

_PART: Final = re.compile("[-_][0-9]+(?:-of-[0-9]+)?$")
"""What stands behind the name of a table in that of a part of it: `-000`, `_12`, `-00001-of-00005`."""

NO_RECORDS: Final = frozenset({"releases.json", "catalogue.json"})
"""Other JSON files that this package writes or reads."""


class Given(NamedTuple):
    """A file of a copy that findings are to call otherwise than by its path.

    Attributes:
        path: where it is, or what it is called where it is at an address.
        address: from which whoever reads it is to fetch it.
        unread: what it is instead of a file that can be looked at, in words.
    """

    path: Path
    name: str
    address: str | None = None
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class CopyFile:
    """A file of a copy.

    Attributes:
        name: how findings call it.
        data: whether it is read for records.
        unread: what it is instead of a file that can be looked at, in words; None for one that can.
        schemas: version of the JSON Schemas that its records are checked by, which whoever reads it has; None for the models.
        address: from which whoever reads it fetches it; then its path is a mere name.
    """

    path: Path
    name: str
    data: bool
    unread: str | None = None
    schemas: str | None = None
    address: str | None = None

    @property
    def folder(self) -> str:
        """What it shares with the files beside it, and with no others."""
        if self.address is None:
            return str(self.path.parent.resolve())
        whole = urlsplit(self.address)
        return f"{whole.scheme}://{whole.netloc}{whole.path.rpartition('/')[0]}"

    def beside(self, name: str) -> str:
        """Return how findings call the file of a name beside it."""
        return named(self.path.with_name(name)) if self.address is None else f"{self.name.rpartition('/')[0]}/{name}"

    @property
    def inner_name(self) -> str:
        """Its name without the suffix of a compression."""
        return inner_name(self.path.name)

    @property
    def named_for(self) -> str:
        """What its name says that it holds, such as the name of a table: for a part of one, without the part's number."""
        return _PART.sub("", PurePath(self.inner_name).stem)

    @property
    def size(self) -> int:
        """Its bytes; 0 where it cannot be looked at, which reading it will tell, or is to be fetched."""
        try:
            return 0 if self.address is not None else self.path.lstat().st_size
        except OSError:
            return 0

    @property
    def format(self) -> str:
        """Name of the format of what is in it."""
        suffix = _suffix(self.path.name).removeprefix(".")
        return _SAME_FORM.get(suffix, suffix)

    @property
    def form(self) -> str:
        """Name of its format, and of its compression: a table may stand beside itself in several forms."""
        return self.format + self.path.name.removeprefix(self.inner_name).lower()


def files_of(paths: Sequence[Path | Given]) -> list[CopyFile]:
    """Return the files that paths name, each once: a file stands for itself, a folder for what is in it, sorted.

    Raises:
        CopyError: a path does not exist, or is of no known format, or none of the files is one of records.
    """
    named_files = [file for path in paths for file in _files(path)]
    files = {_place(file): file for file in reversed(named_files)}
    if not any(file.data for file in files.values()):
        where = ", ".join(path.name if isinstance(path, Given) else named(path) for path in paths)
        raise CopyError(f"{where}: expected files of records ({', '.join(SUFFIXES)}), found none")
    return [file for file in named_files if files[_place(file)] is file]


def _place(file: CopyFile) -> str | Path:
    """Return what tells whether two files are one: spelt in one way, but a link is not followed."""
    return file.address or file.path.parent.resolve() / file.path.name


def goes_with_release(name: str) -> bool:
    """Say whether a file of this name is part of a release without holding its records."""
    return name in _GO_WITH_RELEASE


def holds_records(name: str) -> bool:
    """Say whether a file of this name, compressed or not, is read for records."""
    return _suffix(name) in SUFFIXES and not goes_with_release(inner_name(name)) and name not in NO_RECORDS


def _suffix(name: str) -> str:
    return PurePath(inner_name(name)).suffix.lower()


def _files(path: Path | Given) -> list[CopyFile]:
    if isinstance(path, Given):
        data = path.unread is None and not goes_with_release(inner_name(path.path.name))
        return [CopyFile(path.path, path.name, data, path.unread, address=path.address)]
    if is_folder(path, CopyError):
        try:
            return [_inside(inner) for inner in sorted(path.iterdir()) if not inner.name.startswith(".")]
        except OSError as error:
            raise CopyError(f"{named(path)}: {because(error)}") from error
    other = goes_with_release(inner_name(path.name))
    if _suffix(path.name) not in SUFFIXES and not other:
        known = f"known: {', '.join(SUFFIXES)}, and with {', '.join(PACKED)} behind it"
        raise CopyError(f"{named(path)}: no reader for {path.suffix!r} ({known})")
    return [CopyFile(path, named(path), not other)]


def _inside(path: Path) -> CopyFile:
    """Return what a folder of a stranger holds. Links are not followed: they may lead anywhere."""
    if path.is_symlink():
        return CopyFile(path, named(path), data=False, unread="a symbolic link")
    if path.is_dir():
        return CopyFile(path, named(path), data=False, unread="a folder")
    return CopyFile(path, named(path), holds_records(path.name))
