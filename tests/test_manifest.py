"""The manifest and the check sums, computed again without the package."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import rfc8785

from csto_dataset.errors import ReleaseError
from csto_dataset.manifest import Manifest, SourceEntry, checksums, file_entry, read_manifest
from csto_dataset.packaged import RELEASES, SOURCES

FOLDERS = sorted(path for path in RELEASES.iterdir() if path.is_dir())
KINDS = {"news_items": "news_item", "interviews": "interview", "qa_pairs": "qa_pair"}
RIGHT: dict[str, Any] = json.loads((RELEASES / "1.0.0" / "manifest.json").read_bytes())


@pytest.fixture(params=FOLDERS, ids=lambda folder: str(folder.name))
def folder(request: pytest.FixtureRequest) -> Path:
    """The folder of each release that was ever published."""
    assert isinstance(request.param, Path)
    return request.param


def manifest_of(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return manifest


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def tree_hash(leaves: list[bytes]) -> bytes:
    """Return the Merkle tree hash, as the recursion of RFC 6962, section 2.1, defines it."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return sha256(b"\0", leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\1", tree_hash(leaves[:split]), tree_hash(leaves[split:]))


def records_of(folder: Path, table: str, suffix: str) -> list[dict[str, Any]]:
    path = folder / f"{table}{suffix}"
    if suffix == ".parquet":
        rows = pyarrow.parquet.read_table(path).to_pylist()
        return [json.loads(json.dumps(row, default=date.isoformat)) for row in rows]
    text = path.read_text(encoding="utf-8")
    return list(json.loads(text)) if suffix == ".json" else [json.loads(line) for line in text.splitlines()]


def root_of(table: str, records: list[dict[str, Any]]) -> str:
    ordered = sorted(records, key=lambda record: str(record["id"]))
    domain = f"csto-dataset/record/1/{KINDS[table]}\n".encode()
    return tree_hash([sha256(domain, rfc8785.dumps(record)) for record in ordered]).hex()


def test_the_check_sums_are_those_of_every_file_of_the_folder(folder: Path) -> None:
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "SHA256SUMS"}
    lines = [f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in sorted(files.items())]
    assert (folder / "SHA256SUMS").read_text(encoding="ascii") == "".join(lines)


def test_the_manifest_tells_bytes_and_digest_of_every_other_file(folder: Path) -> None:
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    del files["SHA256SUMS"], files["manifest.json"]
    assert manifest_of(folder)["files"] == {
        name: {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()} for name, raw in files.items()
    }


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".parquet"])
@pytest.mark.parametrize("table", KINDS)
def test_the_manifest_tells_rows_and_root_of_every_table_in_every_format(folder: Path, table: str, suffix: str) -> None:
    records = records_of(folder, table, suffix)
    assert manifest_of(folder)["tables"][table] == {"rows": len(records), "root": root_of(table, records)}


def test_the_root_of_the_release_is_the_one_of_its_tables(folder: Path) -> None:
    manifest = manifest_of(folder)
    roots = {table: entry["root"] for table, entry in manifest["tables"].items()}
    assert set(roots) == set(KINDS)
    assert manifest["root"] == sha256(b"csto-dataset/release/1\n", rfc8785.dumps(roots)).hex()


def test_the_manifest_names_its_folder_and_its_schemas(folder: Path) -> None:
    manifest = manifest_of(folder)
    assert manifest["version"] == folder.name
    ids = {json.loads(path.read_bytes())["$id"] for path in folder.glob("*.schema.json")}
    assert {id.split(":")[3] for id in ids} == {manifest["schema_version"]}


def test_the_sources_of_the_manifest_are_the_packaged_pages() -> None:
    pages = [path.read_bytes() for path in SOURCES.glob("*.txt")]
    assert sorted((each["document"], each["characters"]) for each in RIGHT["sources"]) == sorted(
        (hashlib.sha256(raw).hexdigest(), len(raw.decode())) for raw in pages
    )


def test_every_record_names_a_source_of_the_manifest(folder: Path) -> None:
    sources = {(each["document"], each["url"]): each["characters"] for each in manifest_of(folder)["sources"]}
    for table in KINDS:
        for record in records_of(folder, table, ".jsonl"):
            source = record["source"]
            assert 0 <= source["start"] < source["end"] <= sources[source["document"], source["url"]]


def test_a_manifest_that_is_read_says_what_its_file_says() -> None:
    read = read_manifest(json.dumps(RIGHT).encode(), "manifest.json")
    assert read.model_dump(mode="json") == RIGHT


def changed(**keys: Any) -> bytes:
    return json.dumps(RIGHT | keys).encode()


@pytest.mark.parametrize(
    "raw",
    [
        changed(later="more"),
        changed(schema_version="1.7"),
        changed(files={"a.json": {"bytes": 0, "sha256": "0" * 64, "later": 1}}),
        changed(sources=[]),
        changed(writer={}),
    ],
)
def test_what_a_newer_minor_version_may_say_is_read(raw: bytes) -> None:
    assert isinstance(read_manifest(raw, "manifest.json"), Manifest)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b"\xff", ""),
        (b"{}", "/version"),
        (changed(name="another-dataset"), "/name"),
        (changed(version="1.0"), "/version"),
        (changed(version="01.0.0"), "/version"),
        (changed(version="1.0.0\n"), "/version"),
        (changed(version="1234567.0.0"), "/version"),
        (changed(schema_version="one"), "/schema_version"),
        (changed(root="0"), "/root"),
        (changed(root="A" * 64), "/root"),
        (changed(tables={"news_items": {"rows": -1, "root": "0" * 64}}), "/tables/news_items/rows"),
        (changed(tables={"news_items": {"rows": True, "root": "0" * 64}}), "/tables/news_items/rows"),
        (changed(tables={"news_items": {"rows": 2**53, "root": "0" * 64}}), "/tables/news_items/rows"),
        (changed(files={"a": {"bytes": 1}}), "/files/a/sha256"),
        (changed(files={"../a": RIGHT["files"]["README.md"]}), "/files/..~1a/[key]"),
        (changed(files={"/a": RIGHT["files"]["README.md"]}), "/files/~1a/[key]"),
        (changed(files={"": RIGHT["files"]["README.md"]}), "/files//[key]"),
        (changed(files={".a": RIGHT["files"]["README.md"]}), "/files/.a/[key]"),
        (changed(files={"a\\b": RIGHT["files"]["README.md"]}), "/files/a\\b/[key]"),
        (changed(sources=[{"document": "0" * 64}]), "/sources/0/url"),
        (changed(writer={"pyarrow": 1}), "/writer/pyarrow"),
    ],
)
def test_anything_else_is_refused_with_its_place(raw: bytes, place: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        read_manifest(raw, "manifest.json")
    assert str(caught.value).startswith(f"manifest.json#{place}: ")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("version", ["2.0", "10.0", "2.7"])
def test_another_major_schema_version_is_refused_with_both_versions(version: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        read_manifest(changed(schema_version=version), "manifest.json")
    assert version in str(caught.value)
    assert "1.0" in str(caught.value)


def test_the_entry_of_a_file_counts_bytes() -> None:
    entry = file_entry("Ё".encode())
    assert (entry.bytes, entry.sha256) == (2, hashlib.sha256("Ё".encode()).hexdigest())


def test_check_sums_are_sorted_by_name_whatever_the_order() -> None:
    one, two = file_entry(b"1"), file_entry(b"2")
    assert checksums({"b": two, "a": one}) == checksums({"a": one, "b": two})
    assert checksums({"b": two, "a": one}).splitlines()[0] == f"{one.sha256}  a".encode()


def test_a_source_may_have_no_address() -> None:
    entry = SourceEntry(document="0" * 64, url=None, language="en", characters=0)
    assert SourceEntry.model_validate_json(entry.model_dump_json()) == entry
