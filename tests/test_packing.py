"""Compressed files: what comes out is what went in, or a refusal."""

import lzma
import random
from io import BufferedReader, BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.errors import PackingError
from csto_dataset.limits import ALLOWANCE, Limits
from csto_dataset.packing import PACKED, inner_name, unpacked
from tests.packers import PACKERS

NOISE = random.Random(0).randbytes(100_000)
HARMLESS = {".gz": b"\0" * 7, ".xz": b"\0" * 8}
"""What may stand behind the end: archivers fill blocks with it."""


def unpack(raw: bytes, limits: Limits | None = None) -> bytes:
    return unpacked(BufferedReader(BytesIO(raw)), limits or Limits()).read()


def refusal(raw: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(PackingError) as error:
        unpack(raw, limits)
    assert str(error.value).isprintable()
    return error.value.code


def test_each_suffix_that_is_read_has_a_packer_here() -> None:
    assert set(PACKERS) == set(PACKED)


@pytest.mark.parametrize("suffix", PACKERS)
@given(parts=st.lists(st.binary(max_size=50) | st.sampled_from([NOISE, NOISE[:65_536], b"a" * 200_000]), max_size=3))
def test_what_comes_out_is_what_went_in_in_one_stream_or_several(suffix: str, parts: list[bytes]) -> None:
    packed = b"".join(map(PACKERS[suffix], parts or [b""]))
    nested = next((part for part in parts if part), b"").startswith(
        (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
    )
    assert nested or unpack(packed) == b"".join(parts)


@given(raw=st.binary(max_size=100))
def test_what_is_not_compressed_stands_as_it_is(raw: bytes) -> None:
    assert unpack(b" " + raw) == b" " + raw
    assert unpack(b"") == b""


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_file_cut_off_anywhere_is_damaged(suffix: str) -> None:
    packed = PACKERS[suffix](b"some words, " * 20 + NOISE[:300])
    for end in range(6, len(packed)):
        assert refusal(packed[:end]) == "damaged-compression"


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_second_stream_cut_off_is_damaged(suffix: str) -> None:
    packed = PACKERS[suffix](NOISE)
    for end in (1, 5, len(packed) // 2, len(packed) - 1):
        assert refusal(packed + packed[:end]) == "damaged-compression"


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("behind", [b"more", b"\n", b"\0" * 8 + b"more"])
def test_anything_behind_the_end_is_damage(suffix: str, behind: bytes) -> None:
    assert refusal(PACKERS[suffix](b"words") + behind) == "damaged-compression"


@pytest.mark.parametrize("suffix", HARMLESS)
def test_zeros_behind_the_end_are_passed_over(suffix: str) -> None:
    assert unpack(PACKERS[suffix](b"words") + HARMLESS[suffix]) == b"words"
    assert unpack(PACKERS[suffix](b"words") + b"\0" * (1 << 17)) == b"words"


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
def test_a_flipped_bit_is_found_or_changes_nothing(suffix: str) -> None:
    raw = NOISE[:2_000]
    packed, drawn = PACKERS[suffix](raw), random.Random(1)
    for _ in range(300):
        damaged = bytearray(packed)
        damaged[drawn.randrange(6, len(packed))] ^= 1 << drawn.randrange(8)
        try:
            assert unpack(bytes(damaged)) == raw
        except PackingError as error:
            assert error.code in {"damaged-compression", "compression-bomb"}  # noqa: PT017 - either may come of it


@pytest.mark.parametrize("outer", PACKERS)
@pytest.mark.parametrize("inner", PACKERS)
def test_a_file_compressed_twice_is_refused(outer: str, inner: str) -> None:
    assert refusal(PACKERS[outer](PACKERS[inner](NOISE[:200]))) == "nested-compression"


@pytest.mark.parametrize("suffix", PACKERS)
def test_more_than_the_limit_comes_out_of_no_file(suffix: str) -> None:
    packed = PACKERS[suffix](NOISE)
    assert refusal(packed, Limits(unpacked=len(NOISE) - 1)) == "compression-bomb"
    assert unpack(packed, Limits(unpacked=len(NOISE))) == NOISE


@pytest.mark.parametrize("suffix", PACKERS)
def test_more_than_the_ratio_comes_out_of_no_large_file(suffix: str) -> None:
    bomb = PACKERS[suffix](b" " * (2 * ALLOWANCE))
    assert refusal(bomb, Limits(ratio=20)) == "compression-bomb"
    assert len(unpack(bomb, Limits(ratio=1_000_000))) == 2 * ALLOWANCE


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_small_file_may_hold_one_letter_a_million_times(suffix: str) -> None:
    assert unpack(PACKERS[suffix](b"a" * 1_000_000), Limits(ratio=1)) == b"a" * 1_000_000


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("x.jsonl.gz", "x.jsonl"),
        ("x.csv.XZ", "x.csv"),
        ("x.jsonl", "x.jsonl"),
        ("x.gz.json", "x.gz.json"),
        (".gz", ".gz"),
    ],
)
def test_a_name_loses_the_suffix_of_a_compression(name: str, inner: str) -> None:
    assert inner_name(name) == inner


@pytest.mark.parametrize("number", range(16))
def test_what_readers_of_zstandard_pass_over_is_passed_over(number: int) -> None:
    skipped = bytes((0x50 + number, 0x2A, 0x4D, 0x18, 3, 0, 0, 0)) + b"any"
    assert unpack(skipped + PACKERS[".zst"](b"words")) == b"words"


def test_xz_that_needs_more_memory_than_is_allowed_is_not_called_damaged() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 64 << 20}]
    packed = lzma.compress(b"words", filters=filters)
    assert refusal(packed, Limits(memory=32 << 20)) == "reader-out-of-memory"
    assert unpack(packed, Limits(memory=256 << 20)) == b"words"


def test_zstandard_that_needs_more_memory_than_there_is_is_not_called_damaged() -> None:
    window = (31 - 10) << 3  # Of 2 GiB.
    assert refusal(b"\x28\xb5\x2f\xfd\x00" + bytes((window,)) + b"\x29\x00\x00words") == "reader-out-of-memory"
