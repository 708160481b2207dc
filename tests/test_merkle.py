"""The branch that leads from a leaf to the root of its tree, against the vectors and the definition of RFC 6962."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.merkle import Branch, branch, merkle_root
from csto_dataset.packaged import SCHEMAS
from csto_dataset.records import SCHEMA_VERSION
from tests.test_identity import INPUTS, ROOTS, sha256, tree_hash

PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
"""Of a leaf of the first so many inputs, from the reference tests of Certificate Transparency."""


def audit_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the Merkle audit path as RFC 6962, section 2.1.1, defines it."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return [*audit_path(leaves[:split], index), tree_hash(leaves[split:])]
    return [*audit_path(leaves[split:], index - split), tree_hash(leaves[:split])]


def grown(leaves: Sequence[bytes], index: int) -> Branch:
    found = branch(((str(number), leaf) for number, leaf in enumerate(leaves)), str(index))
    assert found is not None
    return found


def numbered(count: int) -> list[bytes]:
    return [sha256(bytes([number])) for number in range(count)]


@pytest.mark.parametrize(("index", "count"), PATHS)
def test_a_path_is_that_of_certificate_transparency(index: int, count: int) -> None:
    found = grown(list(map(bytes.fromhex, INPUTS[:count])), index)
    assert [each.hex() for each in found.path] == PATHS[index, count]
    assert (found.leaf.hex(), found.index, found.leaves) == (INPUTS[index], index, count)


@pytest.mark.parametrize(("index", "count"), PATHS)
def test_a_path_of_certificate_transparency_leads_to_its_root(index: int, count: int) -> None:
    path = tuple(map(bytes.fromhex, PATHS[index, count]))
    root = Branch(bytes.fromhex(INPUTS[index]), index, count, path).root()
    assert root is not None
    assert root.hex() == ROOTS[count]


@pytest.mark.parametrize("count", range(1, 201))
def test_the_branch_of_each_leaf_leads_to_the_root(count: int) -> None:
    leaves = numbered(count)
    root = merkle_root(leaves)
    assert {grown(leaves, index).root() for index in range(count)} == {root}


@pytest.mark.parametrize("count", range(1, 34))
def test_a_path_is_that_of_the_definition(count: int) -> None:
    leaves = numbered(count)
    for index in range(count):
        assert list(grown(leaves, index).path) == audit_path(leaves, index)


@pytest.mark.parametrize("count", range(1, 41))
def test_a_branch_leads_to_the_root_from_no_other_place(count: int) -> None:
    leaves = numbered(count)
    for index in range(count):
        found = grown(leaves, index)
        places = [place for place in range(count) if replace(found, index=place).root() == merkle_root(leaves)]
        assert places == [index]


def flipped(raw: bytes, bit: int) -> bytes:
    return (int.from_bytes(raw, "big") ^ (1 << bit)).to_bytes(len(raw), "big")


@given(st.integers(1, 200), st.data())
def test_a_flipped_bit_of_the_leaf_or_of_the_path_leads_elsewhere(count: int, data: st.DataObject) -> None:
    leaves = numbered(count)
    found = grown(leaves, data.draw(st.integers(0, count - 1)))
    bit = data.draw(st.integers(0, 255))
    which = data.draw(st.integers(-1, len(found.path) - 1))
    if which < 0:
        changed = replace(found, leaf=flipped(found.leaf, bit))
    else:
        path = [flipped(each, bit) if at == which else each for at, each in enumerate(found.path)]
        changed = replace(found, path=tuple(path))
    assert changed.root() != found.root()


@given(st.integers(1, 200), st.data())
def test_a_path_that_is_longer_or_shorter_leads_nowhere(count: int, data: st.DataObject) -> None:
    found = grown(numbered(count), data.draw(st.integers(0, count - 1)))
    assert replace(found, path=(*found.path, bytes(32))).root() is None
    if found.path:
        assert replace(found, path=found.path[:-1]).root() is None
        assert replace(found, path=found.path[1:]).root() != found.root()


@pytest.mark.parametrize(("index", "count"), [(0, 0), (1, 1), (8, 8), (-1, 8), (2**53, 2**53 - 1)])
def test_a_leaf_outside_the_tree_leads_nowhere(index: int, count: int) -> None:
    for length in range(65):
        assert Branch(bytes(32), index, count, (bytes(32),) * length).root() is None


def test_a_tree_of_the_largest_number_of_leaves_has_branches_of_53_hashes() -> None:
    lengths = [at for at in range(65) if Branch(bytes(32), 0, 2**53 - 1, (bytes(32),) * at).root() is not None]
    assert lengths == [53]


@pytest.mark.parametrize("count", [0, 1, 7])
def test_no_leaf_of_a_name_has_no_branch(count: int) -> None:
    assert branch(((str(number), bytes(32)) for number in range(count)), "elsewhere") is None


def test_the_published_vectors_have_the_path_of_each_leaf_of_each_tree() -> None:
    vectors = json.loads((SCHEMAS / SCHEMA_VERSION / "identity-vectors.json").read_bytes())
    for tree in vectors["trees"]:
        leaves = list(map(bytes.fromhex, tree["leaves"]))
        described = [[each.hex() for each in audit_path(leaves, index)] for index in range(len(leaves))]
        assert tree["paths"] == described
