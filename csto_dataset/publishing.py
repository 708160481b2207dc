"""Publishing a release: its version, its manifest, and the step from nothing to all of it at once."""

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from csto_dataset.durable import room_for, sync_folder, told_as_release_errors, write_file
from csto_dataset.errors import ReleaseError, StaleError
from csto_dataset.files import named, opened, read_bytes, sha256
from csto_dataset.identity import record_digest, release_root, table_root
from csto_dataset.manifest import (
    CHECKSUMS,
    MANIFEST,
    VERSION_PATTERN,
    FileEntry,
    Manifest,
    SourceEntry,
    TableEntry,
    checksums,
    file_entry,
)
from csto_dataset.records import SCHEMA_VERSION, Record
from csto_dataset.release import RELEASE_LIST, Release, load, prove_checksums, published, version_order
from csto_dataset.versioning import FIRST_VERSION, WRITER, differing_files, next_version, other_pyarrow, withdrawn

_VERSION: Final = re.compile(VERSION_PATTERN)


@dataclass(frozen=True, slots=True)
class Content:
    """What a release is to hold: its records, its sources, and what writes each of its files."""

    tables: Mapping[str, tuple[Record, ...]]
    sources: tuple[SourceEntry, ...]
    files: tuple[tuple[str, Callable[[BinaryIO], object]], ...]

    def digests(self) -> dict[str, dict[str, bytes]]:
        """Return the digest of each record by its id, for each table."""
        return {name: {record.id: record_digest(record) for record in records} for name, records in self.tables.items()}


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
        latest = _latest(out)
        _release_list(out)  # An older release that is damaged stops the build before a new one stands beside it.
        with tempfile.TemporaryDirectory(prefix=".staging-", dir=out) as staging:
            staged = Path(staging) / "release"
            entries = _stage(content, staged)
            tables = content.digests()
            digests = {id: digest for table in tables.values() for id, digest in table.items()}
            version = next_version(latest, digests, entries)
            if version is None and latest is not None:
                _list(out)
                return Publication(latest.version, latest.folder, latest.root, new=False)
            if latest is not None and not may_withdraw and (lost := withdrawn(latest, digests)):
                raise ReleaseError(
                    f"{named(out)}: {len(lost)} records of release {latest.version} would be changed or withdrawn "
                    "(name the folder with --out if that is meant)"
                )
            manifest = _manifest(version or FIRST_VERSION, content, tables, entries, WRITER)
            _seal(staged, manifest)
            new = _move(staged, out / manifest.version)
        _list(out)
    return Publication(manifest.version, out / manifest.version, manifest.root, new)


def check_published(content: Content, out: Path) -> str:
    """Return the version of the newest release below a folder, once it has proved to be what would be built today.

    Raises:
        StaleError: a file of it has other bytes than would be written today.
        ReleaseError: there is none, or it is damaged.
    """
    with told_as_release_errors(out):
        latest = _latest(out)
        if latest is None:
            raise ReleaseError(f"{named(out)}: expected a release, found none (run csto-dataset build)")
        if read_bytes(out / RELEASE_LIST, ReleaseError) != _release_list(out):
            raise StaleError(f"{named(out / RELEASE_LIST)} is stale: run csto-dataset build")
        with tempfile.TemporaryDirectory() as staging:
            entries = _stage(content, Path(staging) / "release")
    theirs = other_pyarrow(latest.manifest)
    for name in differing_files(latest.manifest, entries):
        why = f" (written by pyarrow {theirs}, this is {WRITER['pyarrow']})" if theirs else ""
        raise StaleError(f"{named(latest.folder / name)} is stale{why}: run csto-dataset build")
    today = _manifest(latest.version, content, content.digests(), entries, latest.manifest.writer)
    if _as_file(today) != read_bytes(latest.folder / MANIFEST, ReleaseError):
        raise StaleError(f"{named(latest.folder / MANIFEST)} is stale: run csto-dataset build")
    return latest.version


def _latest(out: Path) -> Release | None:
    """Return the newest release below a folder, each of its files proved; None where there is none."""
    versions = _versions(out)
    if not versions:
        return None
    latest = load(out / versions[-1])
    _verify(latest.folder, latest.manifest)
    return latest


def _verify(folder: Path, manifest: Manifest) -> None:
    prove_checksums(folder, manifest)
    for name, entry in manifest.files.items():
        with opened(folder / name, ReleaseError) as file:
            if sha256(file) != entry.sha256:
                raise ReleaseError(
                    f"{named(folder / name)}: expected the sha256 {entry.sha256}, found another (it is damaged)"
                )


def _stage(content: Content, folder: Path) -> dict[str, FileEntry]:
    """Write the files of a release into a new folder; return what a manifest says of each."""
    folder.mkdir()
    return {name: write_file(folder / name, writer) for name, writer in content.files}


def _manifest(
    version: str,
    content: Content,
    digests: Mapping[str, Mapping[str, bytes]],
    entries: dict[str, FileEntry],
    writer: Mapping[str, str],
) -> Manifest:
    roots = {name: table_root(found) for name, found in digests.items()}
    return Manifest(
        version=version,
        schema_version=SCHEMA_VERSION,
        root=release_root(roots),
        tables={name: TableEntry(rows=len(digests[name]), root=root) for name, root in roots.items()},
        sources=content.sources,
        files=entries,
        writer=dict(writer),
    )


def _as_file(manifest: Manifest) -> bytes:
    return json.dumps(manifest.model_dump(mode="json"), indent=2, ensure_ascii=False).encode() + b"\n"


def _seal(folder: Path, manifest: Manifest) -> None:
    """Add the manifest and the check sums to the files of a release, and let all of it reach the disk."""
    raw = _as_file(manifest)
    write_file(folder / MANIFEST, lambda file: file.write(raw))
    sums = checksums({**manifest.files, MANIFEST: file_entry(raw)})
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
        _verify(target, load(target).manifest)
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


def _release_list(out: Path) -> bytes:
    """Return what the list of the releases below a folder must say."""
    releases = [load(out / version) for version in _versions(out)]
    entries = [
        {"version": each.version, "schema_version": each.manifest.schema_version, "root": each.root}
        for each in releases
    ]
    return json.dumps(entries, indent=2).encode() + b"\n"


def _list(out: Path) -> None:
    """Bring the list of the releases below a folder up to date, in one step."""
    raw, path = _release_list(out), out / RELEASE_LIST
    if path.is_file() and path.read_bytes() == raw:
        return
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=out) as staging:
        staged = Path(staging) / RELEASE_LIST
        write_file(staged, lambda file: file.write(raw))
        staged.replace(path)
    sync_folder(out)
