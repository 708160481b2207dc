"""What somebody names as a copy: paths, standard input, and addresses, which whoever reads them fetches."""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast
from urllib.parse import urlsplit

from csto_dataset.addresses import (
    MOST_BYTES,
    called,
    demand_address,
    is_folder_address,
    listed,
    opened_at,
    private_folder,
    write,
)
from csto_dataset.copies import Given, goes_with_release, holds_records
from csto_dataset.errors import CopyError, PackingError
from csto_dataset.findings import printable
from csto_dataset.formats import format_of
from csto_dataset.formats.gate import BYTE_ORDER_MARK
from csto_dataset.limits import DEFAULT_LIMITS
from csto_dataset.packing import inner_name, unpacked
from csto_dataset.records import TABLES

STANDARD_INPUT: Final = "-"

_LONGEST_LINE: Final = 1 << 24


@contextmanager
def brought(names: Iterable[str], most_bytes: int = MOST_BYTES) -> Iterator[list[Path | Given]]:
    """Give the files that names stand for: paths as they are, `-` for standard input, and addresses.

    What stands at an address is not fetched here, but for the beginning of what is named without its format.

    Args:
        most_bytes: of standard input.

    Raises:
        CopyError: standard input or an address cannot be read, or gives too much.
        MissingExtraError: an address was named, and what fetches it is not installed.
    """
    given: list[Path | Given] = []
    with ExitStack() as kept:
        for name in dict.fromkeys(names):  # Standard input can be read once.
            if name == STANDARD_INPUT:
                given.append(_kept(kept.enter_context(private_folder()), most_bytes))
            elif "://" in name:
                demand_address(name)
                given += _inside(name) if is_folder_address(name) else [_at(name)]
            else:
                given.append(Path(name))
        yield given


def _kept(folder: Path, most_bytes: int) -> Given:
    """Write standard input to a file whose suffix says its format."""
    if not isinstance(sys.stdin, io.TextIOWrapper):
        raise CopyError("standard input: expected a stream, found it closed")
    path = folder / "copy"
    write(cast("BinaryIO", sys.stdin.buffer), path, "standard input", most_bytes)
    return Given(path.rename(path.with_suffix(_suffix_of(path))), "standard input")


def _at(address: str) -> Given:
    """Return the file at an address. Where its name does not say its format, its beginning does."""
    name = PurePosixPath(urlsplit(address).path).name
    if not (format_of(inner_name(name)) or goes_with_release(inner_name(name))):
        with private_folder() as folder, opened_at(address) as stream:
            (beginning := folder / "copy").write_bytes(_beginning(stream))
            name = f"copy{_suffix_of(beginning)}"
    return Given(Path(name), called(address), address)


def _inside(address: str) -> Iterator[Given]:
    """Yield what is in the folder at an address, as the files of a copy's folder: what else is there is not fetched."""
    for name, kind in listed(address):
        if not name.startswith("."):
            yield Given(Path(name), called(address) + printable(name), address + name, _unread(address, name, kind))


def _unread(address: str, name: str, kind: str) -> str | None:
    """Return what a name in the folder at an address is instead of a file that is fetched."""
    if kind != "file":
        return "a folder" if kind == "directory" else "a link"
    # Chained addresses lead elsewhere, and what stands behind a question mark is no part of a name.
    if "::" in name or urlsplit(address + name).path.rpartition("/")[2] != name:
        return "one with a name that no address holds"
    known = holds_records(name) or goes_with_release(inner_name(name))
    return None if known else "another"


def _beginning(stream: BinaryIO) -> bytes:
    pieces: list[bytes] = []
    while sum(map(len, pieces)) < _LONGEST_LINE and (piece := stream.read(_LONGEST_LINE)):
        pieces.append(piece)
    return b"".join(pieces)[:_LONGEST_LINE]


def _suffix_of(path: Path) -> str:
    """Return the suffix of the format that the beginning of a file shows, or of what is compressed in it."""
    with path.open("rb") as file:
        try:
            line = unpacked(file, DEFAULT_LIMITS).readline(_LONGEST_LINE)
        except PackingError:  # Told when it is read.
            return ".json"
    if line.startswith(b"PAR1"):
        return ".parquet"
    beginning = line.removeprefix(BYTE_ORDER_MARK).strip()
    if beginning and not beginning.startswith((b"[", b"{")):
        return ".csv"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return ".json"
    return ".jsonl" if isinstance(value, dict) and value.keys().isdisjoint(TABLES.keys() - {"qa_pairs"}) else ".json"
