"""A table that copies are compared with: digests at hand, records read from the release's folder when they are asked for."""

import hashlib
import json
import pickle
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from csto_dataset.errors import ReleaseError
from csto_dataset.identity import as_json, canonical
from csto_dataset.manifest import FileEntry
from csto_dataset.records import TABLES, QAPair
from csto_dataset.reference import Reference
from csto_dataset.release import Release
from tests.copying import values_of, with_value


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def reference(release: Release, table: str, folder: Path | None = None) -> Reference:
    return Reference(folder or release.folder, release.manifest, table)


def rewritten(release: Release, table: str, values: list[dict[str, Any]], folder: Path) -> Reference:
    """Return a table of a release that holds other records than it did."""
    return of_bytes(release, table, b"".join(canonical(value) + b"\n" for value in values), folder)


def of_bytes(release: Release, table: str, raw: bytes, folder: Path) -> Reference:
    """Return a table of a release whose file has other bytes than it had."""
    (folder / f"{table}.jsonl").write_bytes(raw)
    entry = FileEntry(bytes=len(raw), sha256=hashlib.sha256(raw).hexdigest())
    files = {**release.manifest.files, f"{table}.jsonl": entry}
    return Reference(folder, release.manifest.model_copy(update={"files": files}), table)


def test_digests_and_entry_are_those_of_the_release(release: Release, table: str) -> None:
    found = reference(release, table)
    assert found.digests == release.digests[table]
    assert found.entry == release.manifest.tables[table]


def test_a_record_is_read_when_it_is_asked_for(release: Release, table: str) -> None:
    found = reference(release, table)
    for record in release.tables[table]:
        assert found.record(record.id) == as_json(record)


def test_a_line_of_the_release_is_known_by_its_bytes(release: Release) -> None:
    for table in ("news_items", "qa_pairs"):
        found = reference(release, table)
        for record in release.tables[table]:
            for end in (b"", b"\n", b"\r\n", b" "):
                told = found.copied(canonical(as_json(record)) + end)
                assert told is not None
                assert (told.id, told.digest) == (record.id, release.digests[table][record.id])
                assert told.interview == (record.interview_id if isinstance(record, QAPair) else None)


def test_interviews_are_left_to_be_read(release: Release) -> None:
    assert reference(release, "interviews").copied(canonical(values_of(release, "interviews")[0])) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"\xff",
        b'"id":"',
        b'{"id":"\xff"}',
        b'{"id":"news-2001-01-01-000000000000"}',
    ],
)
def test_anything_else_is_not_known(raw: bytes, release: Release) -> None:
    assert reference(release, "news_items").copied(raw) is None


def test_a_changed_or_otherwise_written_line_is_not_known(release: Release) -> None:
    found = reference(release, "news_items")
    for value in values_of(release, "news_items"):
        said = canonical(value)
        for raw in (
            canonical(with_value(value, ("title",), "Another")),
            json.dumps(value).encode(),
            b" " + said,
            said + b"x",
            said.replace(b'{"form"', b'{"form":"teaser","form"', 1),
        ):
            assert found.copied(raw) is None


def test_a_record_of_the_release_that_breaks_a_rule_is_never_taken_for_sound(release: Release, copy: Path) -> None:
    broken, *others = values_of(release, "news_items")
    broken = with_value(broken, ("source", "end"), broken["source"]["start"])
    found = rewritten(release, "news_items", [broken, *others], copy)
    assert found.copied(canonical(broken)) is None
    assert all(found.copied(canonical(value)) for value in others)


def test_a_release_that_is_written_otherwise_is_read_as_what_it_says(release: Release, table: str, copy: Path) -> None:
    values = values_of(release, table)
    lines = [re.sub('"start": ([0-9]+)', r'"start": \1.0', json.dumps(value)) for value in values]
    found = of_bytes(release, table, "\n\n  \n".join(lines).encode(), copy)
    assert found.entry == release.manifest.tables[table]
    for value in values:
        assert found.record(value["id"]) == value
        assert found.counterpart({"id": "x", "source": value["source"]}, None) == value["id"]


def test_a_record_has_its_fields_in_the_order_of_the_model(release: Release, table: str) -> None:
    found = reference(release, table)
    for record in release.tables[table]:
        assert json.dumps(found.record(record.id)) == json.dumps(as_json(record))


def test_a_table_that_was_changed_since_is_told(release: Release, table: str, copy: Path) -> None:
    first, *others = values_of(release, table)
    found = reference(release, table, copy)
    for damage in (
        canonical(first) + b"\n{\n",
        b"[]\n",
        b"".join(canonical(each) + b"\n" for each in others),
        b"".join(canonical(with_value(each, ("type",), "x")) + b"\n" for each in (first, *others)),
    ):
        (copy / f"{table}.jsonl").write_bytes(damage)
        with pytest.raises(ReleaseError):
            pickle.loads(pickle.dumps(found)).record(first["id"])
    shutil.rmtree(copy)
    with pytest.raises(ReleaseError):
        found.record(first["id"])


def test_the_packaged_release_is_found_where_the_package_of_a_machine_carries_it(
    release: Release, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = pickle.dumps(reference(release, "news_items"))
    elsewhere = copy.parent / "elsewhere"
    shutil.copytree(copy, elsewhere / release.version)
    monkeypatch.setattr("csto_dataset.reference.RELEASES", elsewhere)
    first = release.news_items[0]
    moved = pickle.loads(sent)
    assert moved._path == elsewhere / release.version / "news_items.jsonl"
    assert moved.record(first.id) == as_json(first)
