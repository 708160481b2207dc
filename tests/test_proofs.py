"""Proofs that a record is in a release: what they prove, what they do not, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.errors import ProofError, ReleaseError, UnknownRecordError
from csto_dataset.identity import as_json, canonical, record_digest, release_root, table_root
from csto_dataset.manifest import Manifest, TableEntry
from csto_dataset.packaged import RELEASES
from csto_dataset.proofs import (
    LARGEST_PROOF,
    LARGEST_RECORD,
    HeldRecord,
    Proof,
    Trusted,
    objection,
    prove,
    read_proof,
    read_record,
    table_of_id,
)
from csto_dataset.records import TABLES, Record
from csto_dataset.release import Release, load
from csto_dataset.standing import carried, standing_proof, stated
from tests.strategies import tables

PAIR = "interview-2024-04-16-70849dc7d8be-q03"
IDS = [record.id for table in load().tables.values() for record in table]
HASH = "0" * 64


@pytest.fixture(scope="module")
def proof(release: Release) -> Proof:
    return release.prove(PAIR)


@pytest.fixture(scope="module")
def trusted(release: Release) -> Trusted:
    return Trusted.of(release.manifest)


def said(proof: Proof) -> dict[str, Any]:
    """Return the object that the file of a proof says."""
    value: dict[str, Any] = json.loads(proof.as_file())
    return value


def read(value: Any) -> Proof:
    return read_proof(json.dumps(value).encode(), "proof.json")


def held(value: Any) -> HeldRecord:
    return read_record(json.dumps(value).encode(), "record.json", "qa_pairs")


def demand_refusal(read: Callable[[], object], name: str) -> None:
    with pytest.raises(ProofError) as caught:
        read()
    assert str(caught.value).startswith(name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


# What is proven


@pytest.mark.parametrize("id", IDS)
def test_the_proof_of_each_record_of_the_release_holds(id: str, release: Release, trusted: Trusted) -> None:
    proof = read_proof(release.prove(id).as_file(), "proof.json")
    record = read_record(canonical(as_json(release[id])), "record.json", proof.table)
    assert proof.id == id
    assert objection(proof, trusted) is None
    assert objection(proof, Trusted(release.root)) is None
    assert objection(proof, trusted, record) is None


@pytest.mark.parametrize("id", IDS)
def test_a_proof_is_the_same_from_a_release_that_is_not_loaded(id: str, release: Release) -> None:
    assert standing_proof(release.folder, id) == release.prove(id)


def manifest_of(drawn: dict[str, tuple[Record, ...]]) -> tuple[Manifest, dict[str, list[tuple[str, bytes]]]]:
    """Return the manifest of a release of some tables, and the digest of each record by its id."""
    digests = {name: [(row.id, record_digest(row)) for row in rows] for name, rows in drawn.items()}
    entries = {name: TableEntry(rows=len(rows), root=table_root(dict(rows))) for name, rows in digests.items()}
    root = release_root({name: entry.root for name, entry in entries.items()})
    return Manifest(version="2.0.0", root=root, tables=entries, sources=(), files={}, writer={}), digests


@given(tables())
def test_each_record_of_any_release_can_be_proven(drawn: dict[str, tuple[Record, ...]]) -> None:
    manifest, digests = manifest_of(drawn)
    for table, rows in drawn.items():
        for row in rows:
            proof = read_proof(prove(row.id, manifest, digests[table]).as_file(), "proof.json")
            record = read_record(row.model_dump_json().encode(), "record.json", proof.table)
            assert objection(proof, Trusted.of(manifest), record) is None


@given(tables(), tables())
def test_the_proof_of_a_record_of_another_release_does_not_hold(
    drawn: dict[str, tuple[Record, ...]], other: dict[str, tuple[Record, ...]]
) -> None:
    (manifest, digests), (elsewhere, _) = manifest_of(drawn), manifest_of(other)
    for table, rows in drawn.items():
        for row in rows:
            found = objection(prove(row.id, manifest, digests[table]), Trusted.of(elsewhere))
            assert (found is None) == (manifest.root == elsewhere.root)


def flipped(digits: str, bit: int) -> str:
    return f"{int(digits, 16) ^ (1 << bit):064x}"


@given(id=st.sampled_from(IDS), bit=st.integers(0, 255), data=st.data())
def test_one_flipped_bit_of_any_hash_proves_nothing(id: str, bit: int, data: st.DataObject) -> None:
    release = load()
    value = said(release.prove(id))
    holders: list[tuple[Any, Any]] = [
        (value, "digest"),
        (value, "root"),
        *((value["path"], at) for at in range(len(value["path"]))),
        *((value["other_roots"], name) for name in value["other_roots"]),
    ]
    holder, step = data.draw(st.sampled_from(holders))
    holder[step] = flipped(holder[step], bit)
    assert objection(read(value), Trusted(release.root)) is not None


@given(id=st.sampled_from(IDS), bit=st.integers(0, 52), field=st.sampled_from(["index", "leaves"]))
def test_one_flipped_bit_of_the_place_proves_nothing_about_a_release_of_known_size(
    id: str, bit: int, field: str
) -> None:
    release = load()
    value = said(release.prove(id))
    value[field] ^= 1 << bit
    try:
        found = objection(read(value), Trusted.of(release.manifest))
    except ProofError:  # A place outside the tree.
        return
    assert found is not None


def test_a_root_alone_does_not_tell_how_many_records_there_are(release: Release, trusted: Trusted) -> None:
    # RFC 6962 has the number of leaves beside the root for this reason; a manifest has it too.
    value = said(release.prove("interview-2024-04-16-70849dc7d8be-q01")) | {"leaves": 7}
    assert objection(read(value), Trusted(release.root)) is None
    assert objection(read(value), trusted) is not None


def test_a_proof_is_never_held_against_its_own_root(proof: Proof) -> None:
    forged = proof.model_copy(update={"digest": HASH})
    forged = forged.model_copy(update={"root": forged.leads_to()})
    assert forged.leads_to() == forged.root
    assert objection(forged, Trusted(proof.root)) is not None


def test_the_version_in_a_proof_proves_nothing(proof: Proof, trusted: Trusted) -> None:
    assert objection(read(said(proof) | {"release": "9.9.9"}), trusted) is None


# The record


def test_the_id_in_a_proof_is_proven_by_the_record_alone(proof: Proof, trusted: Trusted, release: Release) -> None:
    forged = read(said(proof) | {"id": PAIR.replace("q03", "q04")})
    assert objection(forged, trusted) is None
    assert objection(forged, trusted, held(as_json(release[PAIR]))) is not None
    assert objection(forged, trusted, held(as_json(release[forged.id]))) is not None


def test_a_record_with_one_other_letter_is_not_the_proven_one(proof: Proof, trusted: Trusted, release: Release) -> None:
    value = as_json(release[PAIR])
    value["question"][0] = value["question"][0].replace("a", "\u0430", 1)
    assert objection(proof, trusted, held(value)) is not None


@pytest.mark.parametrize("more", [{"note": 1}, {"index": 4}, {"type": "interview"}, {"id": None}])
def test_a_record_with_another_field_or_value_is_not_the_proven_one(
    more: dict[str, Any], proof: Proof, trusted: Trusted, release: Release
) -> None:
    assert objection(proof, trusted, held(as_json(release[PAIR]) | more)) is not None


def test_the_record_may_be_written_in_any_way_of_json(proof: Proof, trusted: Trusted, release: Release) -> None:
    turned = dict(reversed(as_json(release[PAIR]).items()))
    for value in (turned, turned | {"index": 3.0}):
        raw = json.dumps(value, indent=4, ensure_ascii=True).encode()
        assert objection(proof, trusted, read_record(raw, "record.json", proof.table)) is None


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b'"x"', b'{"id": 1, "id": 1}', b"\xff", b"{}{}", b'{"a": NaN}', b"[" * 5_000],
    ids=str,
)
def test_what_is_no_json_object_is_no_record(raw: bytes) -> None:
    demand_refusal(lambda: read_record(raw, "record.json", "qa_pairs"), "record.json")


def test_a_file_too_large_for_a_record_is_refused() -> None:
    raw = b" " * LARGEST_RECORD + b"{}"
    demand_refusal(lambda: read_record(raw, "record.json", "qa_pairs"), "record.json")


# What is refused


CHANGES: list[dict[str, Any]] = [
    {"format": "csto-dataset/proof/2"},
    {"format": None},
    {"release": "1.0"},
    {"release": "../1.0.0"},
    {"release": "1.0.0\n"},
    {"table": "other"},
    {"table": "news_items"},
    {"table": "\x1b[31m"},
    {"id": ""},
    {"id": "\x1b[31m" * 200},
    {"id": PAIR + "\n"},
    {"id": PAIR.removesuffix("-q03")},
    {"id": None},
    {"digest": HASH[1:]},
    {"digest": "G" * 64},
    {"digest": "A" * 64},
    {"index": 8},
    {"index": -1},
    {"index": "2"},
    {"index": 2.5},
    {"index": True},
    {"index": 2**53},
    {"leaves": 0},
    {"leaves": 2**53},
    {"path": None},
    {"path": [HASH] * 65},
    {"path": [""]},
    {"path": {"0": HASH}},
    {"other_roots": {}},
    {"other_roots": {"news_items": HASH}},
    {"other_roots": {"news_items": HASH, "qa_pairs": HASH}},
    {"other_roots": {"news_items": HASH, "\u202e": HASH}},
    {"other_roots": {"news_items": HASH, "interviews": HASH, "qa_pairs": HASH}},
    {"root": None},
    {"more": 1},
    {"\x1b[31m\u202e" * 100: 1},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: ascii(change)[:40])
def test_a_proof_of_another_form_is_refused_in_one_line(change: dict[str, Any], proof: Proof) -> None:
    raw = json.dumps(said(proof) | change).encode()
    demand_refusal(lambda: read_proof(raw, "proof.json"), "proof.json")


@pytest.mark.parametrize("field", sorted(Proof.model_fields.keys() - {"format"}))
def test_a_proof_without_one_of_its_fields_is_refused(field: str, proof: Proof) -> None:
    raw = json.dumps({key: value for key, value in said(proof).items() if key != field}).encode()
    demand_refusal(lambda: read_proof(raw, "proof.json"), "proof.json")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"1", b"\xff", b"\xef\xbb\xbf{}", b"{}{}", b"[" * 60_000, b'{"a": NaN}', b'"\\ud800"'],
    ids=lambda raw: ascii(raw)[:20],
)
def test_what_is_no_json_object_is_no_proof(raw: bytes) -> None:
    demand_refusal(lambda: read_proof(raw, "proof.json"), "proof.json")


def test_a_key_that_stands_twice_is_refused(proof: Proof) -> None:
    raw = proof.as_file().replace(b'"index":2', b'"index":2,"index":2')
    demand_refusal(lambda: read_proof(raw, "proof.json"), "proof.json")
    long = b'{"' + b"\\u202e" * 9_000 + b'":1,"' + b"\\u202e" * 9_000 + b'":1}'
    demand_refusal(lambda: read_proof(long[:LARGEST_PROOF], "proof.json"), "proof.json")


def test_a_file_that_is_too_large_is_no_proof(proof: Proof) -> None:
    raw = proof.as_file()
    assert read_proof(raw + b" " * (LARGEST_PROOF - len(raw)), "proof.json") == proof
    demand_refusal(lambda: read_proof(raw + b" " * (LARGEST_PROOF - len(raw) + 1), "proof.json"), "proof.json")


@given(st.binary(max_size=50) | st.text().map(str.encode))
def test_no_bytes_end_in_anything_but_a_refusal(raw: bytes) -> None:
    demand_refusal(lambda: read_proof(raw, "proof.json"), "proof.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(HASH),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(field=st.sampled_from([*Proof.model_fields, "more"]), value=json_values)
def test_any_value_in_any_field_is_refused_or_proves_nothing_else(field: str, value: Any) -> None:
    release = load()
    proof = release.prove(PAIR)
    raw = json.dumps(said(proof) | {field: value}).encode()
    try:
        changed = read_proof(raw, "proof.json")
    except ProofError:
        return
    assert changed == proof or field == "release" or objection(changed, Trusted.of(release.manifest)) is not None


# Size


def test_the_proof_of_a_packaged_record_is_about_half_a_kilobyte() -> None:
    release = load()
    assert max(len(release.prove(id).as_file()) for id in IDS) < 700


@pytest.mark.parametrize(("leaves", "most"), [(10_000, 1_500), (4_000_000, 2_000), (10_000_000, 2_100)])
def test_a_proof_grows_by_one_hash_where_the_table_doubles(leaves: int, most: int, proof: Proof) -> None:
    path = (HASH,) * (leaves - 1).bit_length()
    large = proof.model_copy(update={"index": leaves - 1, "leaves": leaves, "path": path})
    assert large.model_copy(update={"index": 0}).leads_to() is not None
    assert len(large.as_file()) < most


# Where proofs come from


@pytest.mark.parametrize(
    "id", ["", "x", "news-undated-000000000000", PAIR.replace("q03", "q99"), PAIR + "\n", "\x1b[31m" * 99]
)
def test_an_unknown_id_has_no_proof(id: str, release: Release) -> None:
    for attempt in (release.prove, lambda each: standing_proof(release.folder, each)):
        with pytest.raises(UnknownRecordError) as caught:
            attempt(id)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 200


@pytest.mark.parametrize("table", TABLES)
def test_an_id_tells_its_table(table: str, release: Release) -> None:
    assert {table_of_id(record.id) for record in release.tables[table]} == {table}


def test_records_that_do_not_lead_to_the_root_of_the_manifest_have_no_proof(release: Release) -> None:
    digests = sorted(release.digests["qa_pairs"].items())
    with pytest.raises(ProofError):
        prove(PAIR, release.manifest, digests[:-1])


def test_a_damaged_table_has_no_proof(copy: Path) -> None:
    path = copy / "qa_pairs.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Sadyr", b"Sadir"))
    with pytest.raises(ReleaseError) as caught:
        standing_proof(copy, PAIR)
    assert str(caught.value).startswith(str(path))


def forge(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.update(root=HASH),
        lambda manifest: manifest["tables"]["interviews"].update(root=HASH),
        lambda manifest: manifest["tables"].pop("interviews"),
        lambda manifest: manifest["tables"].update(more={"rows": 0, "root": HASH}),
    ],
)
def test_a_manifest_that_contradicts_itself_is_not_trusted(
    change: Callable[[dict[str, Any]], object], copy: Path
) -> None:
    forge(copy, change)
    with pytest.raises(ReleaseError):
        stated(copy)


def test_a_manifest_of_fewer_tables_is_not_trusted_although_its_root_is_theirs(copy: Path) -> None:
    def change(manifest: dict[str, Any]) -> None:
        del manifest["tables"]["interviews"]
        manifest["root"] = release_root({name: entry["root"] for name, entry in manifest["tables"].items()})

    forge(copy, change)
    with pytest.raises(ReleaseError):
        stated(copy)


def test_a_manifest_alone_is_enough_to_be_trusted(copy: Path, proof: Proof) -> None:
    for path in copy.iterdir():
        if path.name != "manifest.json":
            path.unlink()
    assert objection(proof, Trusted.of(stated(copy))) is None


def test_the_root_of_a_packaged_release_is_known_by_its_version(release: Release) -> None:
    assert carried(release.version).root == release.root


@pytest.mark.parametrize("version", ["9.9.9", "", "..", "../1.0.0", str(RELEASES / "1.0.0")])
def test_the_root_of_a_release_that_is_not_packaged_is_not_known(version: str) -> None:
    with pytest.raises(ProofError):
        carried(version)
