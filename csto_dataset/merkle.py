"""Merkle trees over leaves in their order: the root of all, and the branch that leads to it from one.

Source:
    RFC 6962, section 2.1; the same trees in RFC 9162, section 2.1.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

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
            size, node = 2 * size, hashlib.sha256(_NODE + waiting.pop()[1] + node).digest()
        waiting.append((size, node))
    if not waiting:
        return hashlib.sha256(b"").digest()
    root = waiting.pop()[1]
    while waiting:
        root = hashlib.sha256(_NODE + waiting.pop()[1] + root).digest()
    return root
