"""Canonical JSON, digests, roots and ids, against implementations that share no code with ours."""

import copy
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import (
    as_json,
    canonical,
    canonical_record,
    content_id,
    digest,
    pair_id,
    record_digest,
    release_root,
    table_root,
)
from csto_dataset.merkle import merkle_root
from csto_dataset.records import SCHEMA_VERSION, TABLES, Interview, NewsItem, Record, record_type
from tests.strategies import days, records, tables, texts

# The same once more, from the description alone: domain, line feed, canonical JSON; RFC 6962 for trees.


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def described_digest(kind: str, record: Any) -> str:
    return sha256(b"csto-dataset/record/1/" + kind.encode() + b"\n" + rfc8785.dumps(record)).hex()


def described_id(kind: str, day: str | None, title: str | None, first: str) -> str:
    key = sha256(b"csto-dataset/key/1/" + kind.encode() + b"\n" + rfc8785.dumps([title, first])).hex()
    return "-".join([{"news_item": "news", "interview": "interview"}[kind], day or "undated", key[:12]])


def described_release_root(roots: Any) -> str:
    return sha256(b"csto-dataset/release/1\n" + rfc8785.dumps(roots)).hex()


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash as RFC 6962, section 2.1, defines it."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:]))


# Canonical JSON.

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=20,
)


@given(records())
def test_canonical_json_of_a_record_is_that_of_rfc_8785(record: Record) -> None:
    assert canonical(as_json(record)) == rfc8785.dumps(as_json(record))


@given(json_values)
def test_canonical_json_with_keys_in_ascii_is_that_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(records())
def test_canonical_json_says_what_the_record_says(record: Record) -> None:
    assert type(record).model_validate_json(canonical(as_json(record))) == record


def test_each_character_is_written_as_in_rfc_8785() -> None:
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]
    assert canonical(characters) == rfc8785.dumps(characters)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": 2}, b'{"a":2,"b":1}'),
        ({"a": {"d": [], "c": {}}, "B": None}, b'{"B":null,"a":{"c":{},"d":[]}}'),
        ("\u0451 \u2028 /", b'"\xd1\x91 \xe2\x80\xa8 /"'),
        ('"\\\b\f\n\r\t\x00\x1f\x7f', b'"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"'),
        ([True, False, None, 2**53 - 1], b"[true,false,null,9007199254740991]"),
    ],
)
def test_canonical_json_is(value: Any, written: bytes) -> None:
    assert canonical(value) == written


@pytest.mark.parametrize("text", [chr(0xD800), chr(0xDFFF), f"a{chr(0xDC00)}b"])
def test_half_of_a_surrogate_pair_has_no_canonical_json(text: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical([text])


# Digests.

DIGESTS = {
    "news_items": "3a2fd6f56f73b08b1daad2efcd428c3e178eecc73ec270de46ae654a59813b92",
    "interviews": "6986fbe2c6823805c4e1a5f6f0161b02ccfe78957202d722af8e26e0fa823644",
    "qa_pairs": "c5ee5cc8f73364cb2290fc7cd715502a7b6d6b8b285e4ff366a8e5ae053d7384",
}
"""Of the examples. They stand in releases: a change of any is a change of the contract."""


@pytest.mark.parametrize("table", TABLES)
def test_the_digest_of_an_example_never_changes(table: str) -> None:
    assert digest(record_type(TABLES[table]), EXAMPLES[table]).hex() == DIGESTS[table]


@given(records())
def test_a_digest_is_as_described(record: Record) -> None:
    assert record_digest(record).hex() == described_digest(record.type, as_json(record))


@given(records())
def test_the_canonical_json_of_a_record_is_that_of_what_it_says(record: Record) -> None:
    assert canonical_record(record) == canonical(as_json(record))


@given(records())
def test_a_digest_is_of_the_json_whatever_its_order(record: Record) -> None:
    turned = dict(reversed(json.loads(record.model_dump_json()).items()))
    assert digest(record.type, turned) == record_digest(record)


def leaves_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the holder and the step of each text and number inside a JSON value."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            yield from leaves_of(inner)
        elif inner is not None:
            yield value, step


@given(records(), st.data())
def test_one_changed_character_anywhere_changes_the_digest(record: Record, data: st.DataObject) -> None:
    changed = copy.deepcopy(as_json(record))
    holder, step = data.draw(st.sampled_from(list(leaves_of(changed))))
    before = holder[step]
    if isinstance(before, int):
        holder[step] = before + data.draw(st.sampled_from([-1, 1]))
    else:
        at = data.draw(st.integers(0, len(before) - 1))
        other = data.draw(st.characters(codec="utf-8").filter(lambda character: character != before[at]))
        holder[step] = before[:at] + other + before[at + 1 :]
    assert digest(record.type, changed) != record_digest(record)


def test_a_letter_that_only_looks_the_same_changes_the_digest() -> None:
    latin = EXAMPLES["news_items"]
    cyrillic = latin | {"title": latin["title"].replace("C", "\u0421", 1)}
    assert digest("news_item", cyrillic) != digest("news_item", latin)


def test_decomposing_a_letter_changes_the_digest() -> None:
    composed = EXAMPLES["news_items"] | {"title": "é"}
    assert digest("news_item", composed | {"title": "e\u0301"}) != digest("news_item", composed)


def test_null_and_an_empty_list_have_digests_of_their_own() -> None:
    assert digest("news_item", {"a": None}) != digest("news_item", {"a": []}) != digest("news_item", {})


def test_the_kind_of_a_record_is_part_of_its_digest() -> None:
    assert digest("news_item", {}) != digest("interview", {})


# Trees.

INPUTS = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Of the first 0 to 8 inputs, from the reference tests of Certificate Transparency."""


@pytest.mark.parametrize("count", range(9))
def test_a_root_is_that_of_certificate_transparency(count: int) -> None:
    assert merkle_root(map(bytes.fromhex, INPUTS[:count])).hex() == ROOTS[count]


@pytest.mark.parametrize("count", range(71))
def test_a_root_is_that_of_the_definition(count: int) -> None:
    leaves = [sha256(bytes([number])) for number in range(count)]
    assert merkle_root(leaves) == tree_hash(leaves)


@given(st.lists(st.binary(max_size=3), max_size=200))
def test_a_root_over_any_leaves_is_that_of_the_definition(leaves: list[bytes]) -> None:
    assert merkle_root(iter(leaves)) == tree_hash(leaves)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=40, unique=True), st.randoms())
def test_another_order_of_leaves_has_another_root(leaves: list[bytes], random: Random) -> None:
    shuffled = random.sample(leaves, len(leaves))
    assert (merkle_root(shuffled) == merkle_root(leaves)) == (shuffled == leaves)


@given(tables(), st.randoms())
def test_the_root_of_a_table_is_the_same_in_any_order(drawn: dict[str, tuple[Record, ...]], random: Random) -> None:
    for rows in drawn.values():
        digests = {row.id: record_digest(row) for row in rows}
        shuffled = dict(random.sample(list(digests.items()), len(digests)))
        assert table_root(shuffled) == table_root(digests)


@given(tables())
def test_the_root_of_a_table_is_the_tree_in_order_of_id(drawn: dict[str, tuple[Record, ...]]) -> None:
    for rows in drawn.values():
        described = [described_digest(row.type, as_json(row)) for row in sorted(rows, key=lambda row: row.id)]
        assert (
            table_root({row.id: record_digest(row) for row in rows})
            == tree_hash(list(map(bytes.fromhex, described))).hex()
        )


def test_the_root_of_an_empty_table_is_the_digest_of_nothing() -> None:
    assert table_root({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.dictionaries(st.sampled_from(["news_items", "interviews", "qa_pairs"]), st.binary(max_size=4).map(bytes.hex)))
def test_the_root_of_a_release_is_as_described(roots: dict[str, str]) -> None:
    assert release_root(roots) == described_release_root(roots)
    assert release_root(dict(reversed(roots.items()))) == release_root(roots)


def test_the_root_of_a_release_names_its_tables() -> None:
    assert release_root({"news_items": "a", "interviews": "b"}) != release_root({"news_items": "b", "interviews": "a"})


# Ids.


@given(st.sampled_from([NewsItem, Interview]), st.none() | days(), st.none() | texts(), texts())
def test_an_id_is_as_described(
    model: type[NewsItem] | type[Interview], day: date | None, title: str | None, first: str
) -> None:
    written = None if day is None else day.isoformat()
    assert content_id(model, day, title, first) == described_id(record_type(model), written, title, first)


@pytest.mark.parametrize(
    ("index", "end"),
    [(1, "-q01"), (9, "-q09"), (10, "-q10"), (99, "-q99"), (100, "-q100"), (2**53 - 1, f"-q{2**53 - 1}")],
)
def test_the_id_of_a_pair_ends_in_its_index(index: int, end: str) -> None:
    assert pair_id("interview-undated-0123456789ab", index) == "interview-undated-0123456789ab" + end


def test_the_id_of_an_example_never_changes() -> None:
    assert content_id(
        NewsItem, date(2031, 3, 14), EXAMPLES["news_items"]["title"], EXAMPLES["news_items"]["paragraphs"][0]
    ) == ("news-2031-03-14-49e0fc8d3c72")


def test_a_title_and_a_paragraph_do_not_run_together() -> None:
    assert content_id(NewsItem, None, "a", "bc") != content_id(NewsItem, None, "ab", "c")


def test_no_title_is_not_a_title_that_says_null() -> None:
    assert content_id(NewsItem, None, None, "a") != content_id(NewsItem, None, "null", "a")


# The published vectors.


@pytest.fixture(scope="module")
def vectors(root: Path) -> Any:
    return json.loads((root / "schemas" / SCHEMA_VERSION / "identity-vectors.json").read_bytes())


def test_the_vectors_hold_what_the_description_names(vectors: Any) -> None:
    assert list(vectors) == ["schema_version", "canonical", "digests", "ids", "trees", "release"]
    assert vectors["schema_version"] == SCHEMA_VERSION


def test_the_vectors_of_canonical_json_are_those_of_rfc_8785(vectors: Any) -> None:
    assert [each["utf8_hex"] for each in vectors["canonical"]] == [
        rfc8785.dumps(each["value"]).hex() for each in vectors["canonical"]
    ]
    assert len(vectors["canonical"]) == 4


def test_the_vectors_of_digests_are_as_described(vectors: Any) -> None:
    assert {each["type"]: each["sha256"] for each in vectors["digests"]} == {
        each["type"]: described_digest(each["type"], each["record"]) for each in vectors["digests"]
    }
    assert {each["sha256"] for each in vectors["digests"]} == set(DIGESTS.values())


def test_the_vectors_of_ids_are_as_described(vectors: Any) -> None:
    found = [each["id"] for each in vectors["ids"]]
    assert found == [described_id(each["type"], each["day"], each["title"], each["first"]) for each in vectors["ids"]]
    assert found[0] == "news-undated-49e0fc8d3c72"


def test_the_vectors_of_trees_are_those_of_the_definition(vectors: Any) -> None:
    assert [each["root"] for each in vectors["trees"]] == [
        tree_hash(list(map(bytes.fromhex, each["leaves"]))).hex() for each in vectors["trees"]
    ]
    assert [len(each["leaves"]) for each in vectors["trees"]] == list(range(9))


def test_the_vectors_of_a_release_are_as_described(vectors: Any) -> None:
    of_type = {each["type"]: bytes.fromhex(each["sha256"]) for each in vectors["digests"]}
    assert vectors["release"]["tables"] == {
        table: tree_hash([of_type[record_type(model)]]).hex() for table, model in TABLES.items()
    }
    assert vectors["release"]["root"] == described_release_root(vectors["release"]["tables"])
