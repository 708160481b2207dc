"""Cases of compressed files. All are bzip2, whose writers have given the same bytes for decades."""

import bz2
from typing import Final

from tests.conformance.case import Case, Found
from tests.conformance.copies import lines
from tests.conformance.records import NEWS, TALK
from tests.conformance.rows import bad, good

_WHOLE: Final = lines(NEWS)


def _packed(raw: bytes, name: str = "x.jsonl.bz2") -> dict[str, bytes]:
    return {name: raw}


def _spread(spaces: int) -> dict[str, bytes]:
    """Return an array of one record with spaces behind it."""
    return _packed(bz2.compress(b"[" + _WHOLE.strip() + b" " * spaces + b"]"), "x.json.bz2")


PACKED: Final[tuple[Case, ...]] = (
    bad(
        "damaged-compression",
        "The last byte of a compressed file is missing; its record is found all the same.",
        _packed(bz2.compress(_WHOLE)[:-1]),
        Found(),
    ),
    bad(
        "damaged-compression",
        "Something stands behind the end of a compressed file.",
        _packed(bz2.compress(_WHOLE) + b"more"),
        Found(),
        name="bad-more",
    ),
    good(
        "damaged-compression",
        "Two compressed streams stand one behind the other: the file is what both hold.",
        _packed(bz2.compress(_WHOLE) + bz2.compress(lines(TALK))),
    ),
    good(
        "damaged-compression",
        "A file was unpacked, and its name left as it was.",
        _packed(_WHOLE),
        name="good-unpacked",
    ),
    bad(
        "nested-compression",
        "A file was compressed twice.",
        _packed(bz2.compress(bz2.compress(_WHOLE))),
        Found(),
    ),
    good("nested-compression", "A file was compressed once.", _packed(bz2.compress(_WHOLE))),
    bad(
        "compression-bomb",
        "32 MiB of spaces come out of some hundred bytes: more than 16 MiB and a thousand times the file.",
        _spread(32 << 20),
        Found(),
    ),
    good(
        "compression-bomb",
        "16 million spaces come out of some hundred bytes: no file is too small for so many.",
        _spread(16_000_000),
    ),
)
"""Cases of compressed files."""
