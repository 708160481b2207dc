"""Publishing a release: its version, its manifest, and the step from nothing to all of it at once."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from csto_dataset.durable import (
    STAGING,
    replace_file,
    room_for,
    sync_folder,
    told_as_release_errors,
    undisturbed,
    write_file,
)
from csto_dataset.errors import ReleaseError, StaleError
from csto_dataset.files import named, read_bytes
from csto_dataset.formats.json import array
from csto_dataset.identity import release_root
from csto_dataset.manifest import (
    CHECKSUMS,
    MANIFEST,
    VERSION_PATTERN,
    FileEntry,
    Manifest,
    SourceEntry,
    TableEntry,
    checksums,
)
from csto_dataset.records import SCHEMA_VERSION, TABLES
from csto_dataset.release import RELEASE_LIST, entry_of, published, version_order
from csto_dataset.standing import prove_files, staged_digests, standing, standing_digests, table_entry
from csto_dataset.versioning import (
    FIRST_VERSION,
    WRITER,
    Changes,
    changes,
    differing_files,
    next_version,
    other_pyarrow,
)

_VERSION: Final = re.compile(VERSION_PATTERN)


@dataclass(frozen=True, slots=True)
class Content:
    """What a release is to hold.

    Attributes:
        sources: in order of their documents' digests. They are iterated once for each manifest that is written.
        files: what writes each file by its name; the tables as JSON Lines, in order of id, are among them.
    """

    sources: Iterable[SourceEntry]
    files: tuple[tuple[str, Callable[[BinaryIO], object]], ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """A release that stands in a folder; `new` when this run put it there."""

    version: str
    folder: Path
    root: str
    new: bool


def publish(content: Content, out: Path, *, may_withdraw: bool = True) -> Publication:
    """Publish a release below a folder: all of it or nothing. Where the newest one holds it already, leave it alone.

    Raises:
        ReleaseError: the folder cannot be written, or a release in it is damaged, or the version stands there with other
            content.
    """
    with room_for(out):
        proved: dict[str, Manifest] = {}
        latest = _latest(out, proved)
        _release_list(out, proved)  # One that is damaged stops the build before a new one stands beside it.
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=out) as staging:
            staged = Path(staging) / "release"
            entries = _stage(content, staged)
            differing = _changes(out, latest, staged)
            version = next_version(latest, differing, entries)
            if version is None and latest is not None:
                _list(out, proved)
                return Publication(latest.version, out / latest.version, latest.root, new=False)
            if latest is not None and not may_withdraw and differing.lost:
                raise ReleaseError(
                    f"{named(out)}: {differing.lost} records of release {latest.version} would be changed or withdrawn "
                    "(name the folder with --out if that is meant)"
                )
            manifest = _manifest(version or FIRST_VERSION, staged, entries, WRITER)
            _seal(staged, manifest, content.sources)
            with undisturbed():
                new = _move(staged, out / manifest.version)
                _list(out, proved)
    return Publication(manifest.version, out / manifest.version, manifest.root, new)


def check_published(content: Content, out: Path) -> str:
    """Return the version of the newest release below a folder, once it has proved to be what would be built today.

    Raises:
        StaleError: a file of it has other bytes than would be written today.
        ReleaseError: there is none, or it is damaged.
    """
    with told_as_release_errors(out):
        proved: dict[str, Manifest] = {}
        latest = _latest(out, proved)
        if latest is None:
            raise ReleaseError(f"{named(out)}: expected a release, found none (run csto-dataset build)")
        if read_bytes(out / RELEASE_LIST, ReleaseError) != _release_list(out, proved):
            raise StaleError(f"{named(out / RELEASE_LIST)} is stale: run csto-dataset build")
        folder = out / latest.version
        with tempfile.TemporaryDirectory() as staging:
            staged = Path(staging) / "release"
            entries = _stage(content, staged)
            theirs = other_pyarrow(latest)
            for name in differing_files(latest, entries):
                why = f" (written by pyarrow {theirs}, this is {WRITER['pyarrow']})" if theirs else ""
                raise StaleError(f"{named(folder / name)} is stale{why}: run csto-dataset build")
            today = _manifest(latest.version, staged, entries, latest.writer)
            written = write_file(staged / MANIFEST, lambda file: file.writelines(_as_file(today, content.sources)))
        if written != entry_of(folder / MANIFEST):
            raise StaleError(f"{named(folder / MANIFEST)} is stale: run csto-dataset build")
    return latest.version


def _latest(out: Path, proved: dict[str, Manifest]) -> Manifest | None:
    """Return the manifest of the newest release below a folder, each of its files proved; None where there is none."""
    versions = _versions(out)
    if not versions:
        return None
    folder = out / versions[-1]
    latest = proved[folder.name] = standing(folder)
    if latest.version != folder.name:
        raise ReleaseError(f"{named(folder / MANIFEST)}: expected version {folder.name}, found {latest.version}")
    prove_files(folder, latest)
    return latest


def _changes(out: Path, latest: Manifest | None, staged: Path) -> Changes:
    """Return how the records that were staged differ from those of the newest release."""
    if latest is None:
        return Changes(0, 0)
    folder = out / latest.version
    tables = [changes(standing_digests(folder, latest, name), staged_digests(staged, name)) for name in TABLES]
    return Changes(sum(each.lost for each in tables), sum(each.added for each in tables))


def _stage(content: Content, folder: Path) -> dict[str, FileEntry]:
    """Write the files of a release into a new folder; return what a manifest says of each."""
    folder.mkdir()
    return {name: write_file(folder / name, writer) for name, writer in content.files}


def _manifest(version: str, staged: Path, entries: dict[str, FileEntry], writer: Mapping[str, str]) -> Manifest:
    """Return the manifest of what was staged, but for its sources."""
    tables: dict[str, TableEntry] = {name: table_entry(staged_digests(staged, name)) for name in TABLES}
    return Manifest(
        version=version,
        schema_version=SCHEMA_VERSION,
        root=release_root({name: entry.root for name, entry in tables.items()}),
        tables=tables,
        sources=(),
        files=entries,
        writer=dict(writer),
    )


def _as_file(manifest: Manifest, sources: Iterable[SourceEntry]) -> Iterator[bytes]:
    """Yield the pieces of a manifest's file, its sources one after the other."""
    whole = json.dumps(manifest.model_dump(mode="json"), indent=2, ensure_ascii=False).encode() + b"\n"
    # Above the sources stand versions, roots and counts alone: nothing there can look like this.
    head, name, tail = whole.partition(b'"sources": ')
    pieces = array((source.model_dump(mode="json") for source in sources), depth=1)
    return chain([head, name], pieces, [tail.removeprefix(b"[]")])


def _seal(folder: Path, manifest: Manifest, sources: Iterable[SourceEntry]) -> None:
    """Add the manifest and the check sums to the files of a release, and let all of it reach the disk."""
    entry = write_file(folder / MANIFEST, lambda file: file.writelines(_as_file(manifest, sources)))
    sums = checksums({**manifest.files, MANIFEST: entry})
    write_file(folder / CHECKSUMS, lambda file: file.write(sums))
    sync_folder(folder)


def _move(staged: Path, target: Path) -> bool:
    """Move a sealed release to where it is to stand; say whether it was not there yet.

    Raises:
        ReleaseError: something else stands there.
    """
    if not target.exists():
        staged.rename(target)
        sync_folder(target.parent)
        return True
    # Another build may have come first.
    sums = staged / CHECKSUMS
    try:
        same = read_bytes(target / CHECKSUMS, ReleaseError) == sums.read_bytes()
        prove_files(target, standing(target))
    except ReleaseError as error:
        raise ReleaseError(f"{named(target)}: a release stands there that is damaged: {error}") from error
    if not same:
        raise ReleaseError(
            f"{named(target)}: a release with other content stands there; a version is written only once"
        )
    return False


def _versions(out: Path) -> list[str]:
    """Return the versions that stand below a folder, in ascending order, whether they are listed or not.

    A run that was killed between the move of a release and the writing of the list leaves it complete, but not listed.

    Raises:
        ReleaseError: the list is damaged, or lists a version that is gone: its number must not be given again.
    """
    names = [path.name for path in out.iterdir()] if out.is_dir() else []
    for version in published(out):
        if version not in names:
            raise ReleaseError(f"{named(out / RELEASE_LIST)}: expected the releases below it, found {version} gone")
    return sorted(filter(_VERSION.fullmatch, names), key=version_order)


def _release_list(out: Path, proved: dict[str, Manifest]) -> bytes:
    """Return what the list of the releases below a folder must say.

    Args:
        proved: manifests of releases that this run has proved already, by version; those that it proves here come in.
    """
    entries: list[dict[str, str]] = []
    for version in _versions(out):
        each = proved[version] = proved.get(version) or standing(out / version)
        entries.append({"version": each.version, "schema_version": each.schema_version, "root": each.root})
    return json.dumps(entries, indent=2).encode() + b"\n"


def _list(out: Path, proved: dict[str, Manifest]) -> None:
    """Bring the list of the releases below a folder up to date, in one step."""
    raw, path = _release_list(out, proved), out / RELEASE_LIST
    if path.is_file() and path.read_bytes() == raw:
        return
    replace_file(path, lambda file: file.write(raw))
