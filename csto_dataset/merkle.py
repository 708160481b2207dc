"""Merkle trees over leaves in their order: the root of all, and the branch that leads to it from one.

Source:
    RFC 6962, section 2.1; the same trees in RFC 9162, section 2.1.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Return the Merkle tree hash over leaves in their order.

    The leaves are taken one after the other, and no more hashes wait at a time than their number has binary digits.

    Source:
        RFC 6962, section 2.1. The largest power of two below n splits the leaves: so two full trees of one size join as
        soon as they stand side by side, and what is left at the end joins from the right.
    """
    waiting: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, node = 1, hashlib.sha256(_LEAF + leaf).digest()
        while waiting and waiting[-1][0] == size:
            size, node = 2 * size, _joined(waiting.pop()[1], node)
        waiting.append((size, node))
    if not waiting:
        return hashlib.sha256(b"").digest()
    root = waiting.pop()[1]
    while waiting:
        root = _joined(waiting.pop()[1], root)
    return root


@dataclass(frozen=True, slots=True)
class Branch:
    """The way from one leaf of a tree to its root.

    Attributes:
        leaf: what stands in the leaf.
        index: place of the leaf, from 0.
        leaves: how many the tree has.
        path: hashes of the trees that join on the way, from the leaf upwards (the audit path of RFC 6962).
    """

    leaf: bytes
    index: int
    leaves: int
    path: tuple[bytes, ...]

    def root(self) -> bytes | None:
        """Return the root that the branch leads to; None where no path of this length leads there from the leaf.

        A root alone does not tell how many leaves there are: a path may lead to it for several numbers of them.

        Source:
            RFC 9162, section 2.1.3.2.
        """
        place, last, node = self.index, self.leaves - 1, hashlib.sha256(_LEAF + self.leaf).digest()
        if not 0 <= place <= last:
            return None
        for hash in self.path:
            # A tree that stands alone on its level is the last one there: it joins where one stands to its left.
            while place == last and place % 2 == 0 and last:
                place, last = place // 2, last // 2
            if last == 0:
                return None
            node = _joined(hash, node) if place % 2 else _joined(node, hash)
            place, last = place // 2, last // 2
        return node if last == 0 else None


def branch(leaves: Iterable[tuple[str, bytes]], name: str) -> Branch | None:
    """Return the branch of the leaf with a name; None where no leaf has it.

    The leaves are taken one after the other, as for a root.

    Args:
        leaves: in their order, with their names.
        name: of one leaf and of no other.
    """
    found: tuple[int, bytes] | None = None
    path: list[bytes] = []
    waiting: list[_Full] = []
    count = 0
    for count, (each, leaf) in enumerate(leaves, start=1):
        holds = each == name
        found = (count - 1, leaf) if holds else found
        tree = _Full(1, hashlib.sha256(_LEAF + leaf).digest(), holds)
        while waiting and waiting[-1].size == tree.size:
            tree = _join(waiting.pop(), tree, path)
        waiting.append(tree)
    while len(waiting) > 1:
        right = waiting.pop()
        waiting.append(_join(waiting.pop(), right, path))
    return None if found is None else Branch(found[1], found[0], count, tuple(path))


class _Full(NamedTuple):
    """A tree inside the whole one, and whether the leaf that is looked for stands in it."""

    size: int
    node: bytes
    holds: bool


def _join(left: _Full, right: _Full, path: list[bytes]) -> _Full:
    if left.holds:
        path.append(right.node)
    elif right.holds:
        path.append(left.node)
    return _Full(left.size + right.size, _joined(left.node, right.node), left.holds or right.holds)


def _joined(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
