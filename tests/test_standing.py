"""Releases proved a record at a time: the same is found as by loading them whole."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.errors import ReleaseError
from csto_dataset.identity import table_root
from csto_dataset.manifest import without_sources
from csto_dataset.records import TABLES
from csto_dataset.release import Release, load
from csto_dataset.standing import prove_files, staged_digests, standing, standing_digests, table_entry
from csto_dataset.versioning import Changes, changes
from tests.strategies import sha256s


def test_the_manifest_of_a_standing_release_is_the_loaded_one_without_its_sources(release: Release) -> None:
    assert standing(release.folder) == release.manifest.model_copy(update={"sources": ()})
    prove_files(release.folder, standing(release.folder))


@pytest.mark.parametrize("table", TABLES)
def test_the_digests_of_a_standing_table_are_the_loaded_ones_in_order_of_id(table: str, release: Release) -> None:
    loaded = sorted(release.digests[table].items())
    assert list(standing_digests(release.folder, release.manifest, table)) == loaded
    assert list(staged_digests(release.folder, table)) == loaded
    assert table_entry(iter(loaded)) == release.manifest.tables[table]


@pytest.mark.parametrize("name", ["manifest.json", "news_items.jsonl", "interviews.jsonl", "qa_pairs.jsonl"])
@pytest.mark.parametrize("damage", [b"", b"{", b"{}\n", b"\xff"])
def test_a_damaged_release_is_refused_with_the_same_words_as_by_loading_it(
    name: str, damage: bytes, copy: Path
) -> None:
    (copy / name).write_bytes(damage)
    with pytest.raises(ReleaseError) as caught:
        standing(copy)
    with pytest.raises(ReleaseError) as expected:
        load(copy)
    assert str(caught.value) == str(expected.value)


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        standing(tmp_path)


def test_a_manifest_that_states_another_root_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_bytes())
    manifest["tables"]["qa_pairs"]["root"] = "0" * 64
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ReleaseError):
        standing(copy)


@given(
    documents=st.lists(sha256s(), max_size=3),
    indent=st.sampled_from([None, 1, 2, 4]),
)
def test_a_manifest_without_its_sources_is_otherwise_the_same(documents: list[str], indent: int | None) -> None:
    sources = [{"document": each, "url": '"sources": [\n', "language": "en", "characters": 1} for each in documents]
    manifest = {"version": "1.0.0", "sources": sources, "files": {"a": {"bytes": 1}}, "writer": {"sources": "["}}
    raw = json.dumps(manifest, indent=indent).encode()
    found = json.loads(without_sources(raw.splitlines(keepends=True)))
    assert found == manifest | {"sources": [] if indent == 2 else sources}


DIGESTS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([b"1", b"2"]))


@given(old=DIGESTS, new=DIGESTS)
def test_changes_are_told_without_holding_either_side(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    lost = [id for id, digest in old.items() if new.get(id) != digest]
    found = changes(iter(sorted(old.items())), iter(sorted(new.items())))
    assert found == Changes(len(lost), len(new.keys() - old.keys()))


@given(digests=st.dictionaries(st.text(max_size=3), st.binary(min_size=32, max_size=32), max_size=20))
def test_the_entry_of_a_table_has_the_root_of_its_records(digests: dict[str, bytes]) -> None:
    entry = table_entry(iter(sorted(digests.items())))
    assert (entry.rows, entry.root) == (len(digests), table_root(digests))
