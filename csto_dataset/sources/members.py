"""The gzip members of a compressed archive, read as one run of bytes, and where the run is cut by damage.

Source:
    RFC 1952.
"""

import zlib
from bisect import bisect_right
from io import BufferedReader
from os import SEEK_END
from typing import Final, NamedTuple

MAGIC: Final = b"\x1f\x8b\x08"
"""What a gzip member begins with (section 2.3.1; deflate is the only method there is)."""
_BLOCK: Final = 8 * 1024
"""Bytes that are read at once: small, since what stands behind the end of a member is copied for the next one."""
_SKIPPED: Final = 64 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS

LARGEST_RATIO: Final = 200
"""How many bytes a byte of a gzip member may become. Pages become ten, a row of equal bytes a thousand."""
_FREE_OF_RATIO: Final = 64 * 1024 * 1024
_MOST_MEMBERS: Final = 4096
"""Members of a record whose places are kept; of more than that, the places between are forgotten."""

READ_AGAIN: Final = 4
"""How many times the length of a damaged archive may be read again in search of what is whole in it."""


class _Member(NamedTuple):
    """Where a gzip member begins, in the run and in the file."""

    at: int
    place: int


class Members:
    """An archive of gzip members: one a record, as it should be, or any other number.

    What cannot be decompressed is a cut; the run goes on at the next bytes that begin a member. They are looked for from
    the damaged member's start, since damage may run on into whole members unnoticed, as long as READ_AGAIN allows it:
    bytes that look like members over and over may not make the reading endless.
    """

    def __init__(self, file: BufferedReader) -> None:
        self.cut: str | None = None
        self._file = file
        self._to_read_again = READ_AGAIN * file.seek(0, SEEK_END) + _FREE_OF_RATIO
        self._members: list[_Member] = []
        self._at = 0
        self._open(0)

    def read(self, size: int) -> bytes:
        while self.cut is None:
            if self._inflater.eof and not self._next():
                return b""
            raw = self._ahead or self._file.read(_BLOCK)
            found = self._inflated(raw, size)
            self._at += len(found)
            self._watch_ratio()
            if found:
                return found
            if not raw and not self._inflater.eof:
                self.cut = "expected the end of the gzip member, found the end of the file"
        return b""

    def skip(self, size: int) -> int:
        left = size
        while left and (found := self.read(min(left, _SKIPPED))):
            left -= len(found)
        return size - left

    def back(self, at: int) -> bool:
        member = self._member(at)
        if not self._may_read_again(member.place):
            return False
        del self._members[self._members.index(member) :]
        self._at = member.at
        self._open(member.place)
        self.skip(at - member.at)
        return True

    def forget(self, before: int) -> None:
        del self._members[: self._members.index(self._member(before))]

    def resume(self) -> bool:
        start = self._members[-1].place + 1
        self._file.seek(start if self._may_read_again(start) else max(self._consumed(), start))
        place = self._next_magic()
        if place is None:
            return False
        self._open(place)
        return True

    def place(self, at: int) -> int:
        return self._member(at).place

    def begins(self, at: int) -> bool:
        return self._member(at).at == at

    def damaged_from(self) -> int:
        return self._members[-1].at

    def _member(self, at: int) -> _Member:
        """Return the member that holds a place of the run."""
        return self._members[max(bisect_right(self._members, at, key=lambda member: member.at) - 1, 0)]

    def _open(self, place: int) -> None:
        self.cut = None
        self._file.seek(place)
        self._begin(place, b"")

    def _begin(self, place: int, ahead: bytes) -> None:
        """Begin a member; `ahead` is what was read of it already."""
        self._inflater = zlib.decompressobj(_GZIP)
        self._ahead = ahead
        if self._members and (self._members[-1].at == self._at or len(self._members) >= _MOST_MEMBERS):
            self._members.pop()
        self._members.append(_Member(self._at, place))

    def _next(self) -> bool:
        """Go on from the end of a member; say whether another one follows."""
        place = self._consumed()
        if len(self._ahead) < len(MAGIC):
            self._ahead += self._file.read(_BLOCK)
        if not self._ahead:
            return False
        self._begin(place, self._ahead)
        if not self._ahead.startswith(MAGIC):
            self.cut = "expected another gzip member, found something else"
        return self.cut is None

    def _inflated(self, raw: bytes, size: int) -> bytes:
        """Return what bytes of a member become, up to a size; where they are damaged, what those before the damage do."""
        before = self._inflater.copy()
        try:
            found = self._inflater.decompress(raw, size)
        except zlib.error as error:
            self._ahead = b""
            self.cut = f"expected gzip, found damage ({error})"
            return _before_damage(before, raw, size)
        self._ahead = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
        return found

    def _consumed(self) -> int:
        """Return how many bytes of the file the inflater has seen."""
        return self._file.tell() - len(self._ahead)

    def _may_read_again(self, start: int) -> bool:
        again = self._consumed() - start
        if again > self._to_read_again:
            return False
        self._to_read_again -= max(again, 0)
        return True

    def _watch_ratio(self) -> None:
        member = self._members[-1]
        grown = self._at - member.at
        if grown > _FREE_OF_RATIO and grown > LARGEST_RATIO * (self._consumed() - member.place):
            self.cut = f"expected a gzip member of pages, found one that grows more than {LARGEST_RATIO}-fold"

    def _next_magic(self) -> int | None:
        """Return where the next bytes that begin a member stand, from where the file is."""
        start, kept = self._file.tell(), b""
        while block := self._file.read(_BLOCK):
            searched = kept + block
            found = searched.find(MAGIC)
            if found >= 0:
                return start - len(kept) + found
            start += len(block)
            kept = searched[-len(MAGIC) + 1 :]
        return None


def _before_damage(inflater: "zlib._Decompress", raw: bytes, size: int) -> bytes:
    """Return what the bytes before the damaged one become; the damage is found by halving."""
    found = b""
    at, step = 0, 1 << max(len(raw).bit_length() - 1, 0)
    while step and len(found) < size:
        trial = inflater.copy()
        try:
            found += trial.decompress(raw[at : at + step], size - len(found))
        except zlib.error:
            pass
        else:
            inflater, at = trial, at + step
        step //= 2
    return found
