"""The records of a web archive: where each begins and ends, and where the next whole one stands behind a broken one.

An archive is read once, forwards, through a window of a record. Where a record is not what its header says, the next line
that begins a record is looked for from the broken record's own block on.

Source:
    ISO 28500:2017 (WARC 1.1), section 4, "File and record model".
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Final

from csto_dataset.findings import shown
from csto_dataset.sources.octets import PLAIN, Run, run_of

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

LARGEST_RECORD: Final = 16 * 1024 * 1024
"""Bytes of the largest record that is read, and of the largest page that one holds once it is decoded."""
LARGEST_HEADER: Final = 64 * 1024
"""Bytes of the longest header of a record, or of HTTP, that is read."""

_BEGINS: Final = re.compile(rb"WARC/[0-9]")
_LINE: Final = b"\n" + PLAIN
_END: Final = b"\r\n\r\n"
_BEHIND: Final = len(_END) + len(_LINE)
_LENGTH: Final = re.compile("[0-9]{1,15}")
_BLOCK: Final = 64 * 1024
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Frame:
    """A record as the archive holds it.

    Attributes:
        number: from 1; broken records count.
        byte: where in the file it begins, or the gzip member that it stands in.
        header: as its bytes, with the line of the version.
        length: of the block, in bytes.
        head: the first bytes of the block, LARGEST_HEADER at most.
        block: None where it is larger than LARGEST_RECORD.
    """

    number: int
    byte: int
    header: bytes
    headers: "StatusAndHeaders"
    length: int
    head: bytes
    block: bytes | None


@dataclass(frozen=True, slots=True)
class Broken:
    """Bytes of an archive that are no whole record, and why."""

    number: int
    byte: int
    message: str


def frames(file: BufferedReader, *, named_as_gzip: bool) -> Iterator[Frame | Broken]:
    """Yield the records of an open archive, one at a time, and what stands in their place where they are broken."""
    return _Framing(run_of(file, named_as_gzip=named_as_gzip)).read()


class _Window:
    """What lies ahead in a run of bytes: it can be looked at before it is taken."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.at = 0
        self.bytes = bytearray()

    def fill(self, size: int) -> int:
        """Look so many bytes ahead, and return how many there are: fewer only at the end, or at a cut."""
        while len(self.bytes) < size and (found := self.run.read(max(size - len(self.bytes), _BLOCK))):
            self.bytes += found
        return len(self.bytes)

    def copy(self, start: int, end: int) -> bytes:
        with memoryview(self.bytes) as view, view[start:end] as part:
            return bytes(part)

    def ahead(self) -> int:
        """Return the place in the run up to which was looked."""
        return self.at + len(self.bytes)

    def take(self, size: int) -> None:
        del self.bytes[:size]
        self.at += size

    def skip(self, size: int) -> int:
        """Pass over bytes without keeping them, and return how many were there."""
        seen = min(size, len(self.bytes))
        self.take(seen)
        passed = self.run.skip(size - seen) if size > seen else 0
        self.at += passed
        return seen + passed

    def back(self, at: int) -> None:
        """Go back to a place that was skipped, where that may be done."""
        if self.run.back(at):
            self.bytes.clear()
            self.at = at


class _Framing:
    """The reading of one archive."""

    def __init__(self, run: Run) -> None:
        self._window = _Window(run)
        self._number = 0
        self._lost = False

    def read(self) -> Iterator[Frame | Broken]:
        run = self._window.run
        while True:
            yield from self._until_a_cut()
            if run.cut is None:
                return
            if not self._lost:
                yield self._broken(self._window.at, run.cut)
            self._lost = False
            if not run.resume():
                return

    def _until_a_cut(self) -> Iterator[Frame | Broken]:
        window = self._window
        while self._next_record():
            window.run.forget(window.at)
            if _BEGINS.match(window.bytes) is None:
                found = shown(bytes(window.bytes[:_SHOWN]).decode("latin-1"))
                yield self._broken(window.at, f"expected a record that begins with 'WARC/', found {found}")
                continue
            record = self._record()
            self._lost = isinstance(record, Broken)
            yield record

    def _next_record(self) -> bool:
        """Go to where the next record should begin; behind a broken one, to where one does. Say whether there is any."""
        window = self._window
        while window.fill(_BLOCK):
            if self._lost:
                at = self._next_beginning()
                window.take(max(len(window.bytes) - len(PLAIN), 1) if at is None else at)
                if at is not None:
                    return True
                continue
            window.take(len(window.bytes) - len(window.bytes.lstrip(b"\r\n")))
            if window.bytes:
                return True
        return False

    def _next_beginning(self) -> int | None:
        """Return where in the window, behind its first byte, a record begins: on a line, or in a gzip member, of its own."""
        window = self._window
        at = 0
        while (at := window.bytes.find(PLAIN, at + 1)) >= 0:
            begins = window.bytes[at - 1 : at] == b"\n" or window.run.begins(window.at + at)
            if begins and window.fill(at + _BEHIND) and _BEGINS.match(window.bytes, at):
                return at
        return None

    def _record(self) -> Frame | Broken:
        from warcio.statusandheaders import StatusAndHeadersParser

        window = self._window
        start, size = window.at, self._header_size()
        if size is None:
            return self._broken(start, window.run.cut or "expected a blank line behind the header, found none")
        header = bytes(window.bytes[:size])
        headers = StatusAndHeadersParser([PLAIN.decode()]).parse(io.BytesIO(header))
        stated = (headers.get_header("Content-Length") or "").strip()
        # The blank line is the line break before whatever stands at the beginning of the block.
        window.take(size - 1)
        if _LENGTH.fullmatch(stated) is None:
            return self._broken(start, f"expected the number of bytes as Content-Length, found {shown(stated)}")
        return self._framed(start, header, headers, int(stated))

    def _header_size(self) -> int | None:
        """Return how long the header is with its blank line; None where no blank line ends it."""
        window = self._window
        window.fill(LARGEST_HEADER)
        # No header holds a line that begins a record: not to look beyond one keeps many broken headers from being slow.
        stop = window.bytes.find(_LINE, 1, LARGEST_HEADER)
        stop = min(len(window.bytes), LARGEST_HEADER) if stop < 0 else stop + 1
        ends = [found + len(end) for end in (b"\n\r\n", b"\n\n") if (found := window.bytes.find(end, 0, stop)) >= 0]
        return min(ends, default=None)

    def _framed(self, start: int, header: bytes, headers: "StatusAndHeaders", length: int) -> Frame | Broken:
        """Return the record whose block begins behind one more byte."""
        window = self._window
        byte, here = window.run.place(start), window.at
        whole = length <= LARGEST_RECORD
        window.fill(1 + (length + _BEHIND if whole else LARGEST_HEADER))
        head = window.copy(1, 1 + min(length, LARGEST_HEADER))
        passed = 1 + length if whole else window.skip(1 + length)
        present = min(len(window.bytes) if whole else passed, 1 + length) - 1
        ends = 1 + length if whole else 0
        window.fill(ends + _BEHIND)
        behind = window.copy(ends, ends + _BEHIND)
        wrong = self._wrong(start, length, present, behind)
        if wrong is not None:
            if not whole:
                window.back(here)
            return self._broken(start, wrong, byte)
        block = window.copy(1, 1 + length) if whole else None
        window.take(ends + len(_END) if _followed_in_place(behind) else ends)
        self._number += 1
        return Frame(self._number, byte, header, headers, length, head, block)

    def _wrong(self, start: int, length: int, present: int, behind: bytes) -> str | None:
        """Return what is wrong with the end of a record; None where it ends as one does."""
        cut = self._window.run.cut
        if present < length:
            return cut or f"expected {length} bytes behind the header, found {present}"
        rest = behind.lstrip(b"\r\n")
        if len(behind) < _BEHIND and cut is not None:
            doubtful = self._window.run.damaged_from()
            # The check sum of a member stands behind its records: of a member that is one record, nothing can be trusted.
            if doubtful == start or (doubtful < self._window.ahead() and not behind.startswith(_END)):
                return cut
        followed = rest != behind and rest.startswith(PLAIN)
        if followed or behind.startswith(_END) or not rest or _followed_in_place(behind):
            return None
        return f"expected the record to end after {length} bytes, found that it goes on"

    def _broken(self, start: int, message: str, byte: int | None = None) -> Broken:
        self._number += 1
        self._lost = True
        return Broken(self._number, self._window.run.place(start) if byte is None else byte, message)


def _followed_in_place(behind: bytes) -> bool:
    """Say whether the next record stands in its place, although one of the bytes between the two may be damaged."""
    same = sum(found == expected for found, expected in zip(behind, _END, strict=False))
    return behind.startswith(PLAIN, len(_END)) and same >= len(_END) - 1
