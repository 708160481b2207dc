"""Damage to the bytes of a file, whatever its format: what disks, networks, editors and scripts do to files."""

import random
from collections.abc import Callable

ByteEdit = Callable[[random.Random, bytes], bytes | None]
"""Returns other bytes; None where a file offers nothing to damage."""

_MOST_OF_A_BLOCK = 512


def _block(chance: random.Random, raw: bytes) -> slice:
    """Draw a part of a file: up to 512 bytes, and not more than half of it."""
    length = chance.randrange(1, max(min(_MOST_OF_A_BLOCK, len(raw) // 2), 1) + 1)
    start = chance.randrange(len(raw) - length + 1)
    return slice(start, start + length)


def _with(raw: bytes, part: slice, new: bytes) -> bytes:
    return raw[: part.start] + new + raw[part.stop :]


def _bit_flipped(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return _with(raw, slice(at, at + 1), bytes([raw[at] ^ 1 << chance.randrange(8)]))


def _bits_flipped(chance: random.Random, raw: bytes) -> bytes:
    for _ in range(chance.randrange(2, 30)):
        raw = _bit_flipped(chance, raw)
    return raw


def _byte_changed(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return _with(raw, slice(at, at + 1), chance.randbytes(1))


def _byte_removed(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return _with(raw, slice(at, at + 1), b"")


def _byte_inserted(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return _with(raw, slice(at, at), chance.randbytes(1))


def _letter_changed(chance: random.Random, raw: bytes) -> bytes | None:
    places = [at for at, byte in enumerate(raw) if chr(byte).isalpha() and byte < 128]
    if not places:
        return None
    at = chance.choice(places)
    return _with(raw, slice(at, at + 1), bytes([chance.choice(b"abcdefghijklmnopqrstuvwxyz")]))


def _zeroed(chance: random.Random, raw: bytes) -> bytes:
    part = _block(chance, raw)
    return _with(raw, part, bytes(part.stop - part.start))


def _overwritten(chance: random.Random, raw: bytes) -> bytes:
    part = _block(chance, raw)
    return _with(raw, part, chance.randbytes(part.stop - part.start))


def _exchanged(chance: random.Random, raw: bytes) -> bytes | None:
    part = _block(chance, raw)
    length = part.stop - part.start
    if part.stop + length > len(raw):
        return None
    other = chance.randrange(part.stop, len(raw) - length + 1)
    return raw[: part.start] + raw[other : other + length] + raw[part.stop : other] + raw[part] + raw[other + length :]


def _block_dropped(chance: random.Random, raw: bytes) -> bytes:
    return _with(raw, _block(chance, raw), b"")


def _block_twice(chance: random.Random, raw: bytes) -> bytes:
    part = _block(chance, raw)
    return _with(raw, part, raw[part] * 2)


def _cut_off(chance: random.Random, raw: bytes) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _begun_late(chance: random.Random, raw: bytes) -> bytes:
    return raw[chance.randrange(1, len(raw)) :]


def _rest_zeroed(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes(len(raw) - at)


def _appended(chance: random.Random, raw: bytes) -> bytes:
    return raw + chance.choice((chance.randbytes(40), b"\n</body></html>", b"]", b"{}", bytes(16), b"x"))


def _prepended(chance: random.Random, raw: bytes) -> bytes:
    return chance.choice((chance.randbytes(40), b"<html>", b"HTTP/1.1 200 OK\r\n\r\n", b"[", b"x")) + raw


def _recoded(encoding: str) -> ByteEdit:
    """Return the edit that writes a text in another encoding; nothing is left to damage where that makes no difference."""

    def edit(chance: random.Random, raw: bytes) -> bytes | None:
        try:
            return raw.decode().encode(encoding)
        except UnicodeError:
            return None

    return edit


def _byte_order_mark(chance: random.Random, raw: bytes) -> bytes:
    return b"\xef\xbb\xbf" + raw


def _nul(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return _with(raw, slice(at, at), bytes(chance.randrange(1, 4)))


def _line_end_inside(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return _with(raw, slice(at, at), chance.choice((b"\r\n", b"\n", b"\r")))


def _other_line_ends(chance: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n")))


def _twice(chance: random.Random, raw: bytes) -> bytes:
    return raw + raw


def _line_dropped(chance: random.Random, raw: bytes) -> bytes | None:
    lines = raw.splitlines(keepends=True)
    if len(lines) < 2:
        return None
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _line_twice(chance: random.Random, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return b"".join([*lines[: at + 1], *lines[at:]])


def _lines_exchanged(chance: random.Random, raw: bytes) -> bytes | None:
    lines = raw.splitlines(keepends=True)
    if len(lines) < 2:
        return None
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _mark_dropped(marks: bytes) -> ByteEdit:
    def edit(chance: random.Random, raw: bytes) -> bytes | None:
        places = [at for at, byte in enumerate(raw) if byte in marks]
        return _with(raw, slice(at := chance.choice(places), at + 1), b"") if places else None

    return edit


FILES: dict[str, ByteEdit] = {
    "a bit flipped": _bit_flipped,
    "several bits flipped": _bits_flipped,
    "a byte changed": _byte_changed,
    "a byte removed": _byte_removed,
    "a byte inserted": _byte_inserted,
    "a letter changed in the file": _letter_changed,
    "a block zeroed": _zeroed,
    "a block overwritten": _overwritten,
    "a block dropped": _block_dropped,
    "a block twice": _block_twice,
    "two blocks exchanged": _exchanged,
    "the end cut off": _cut_off,
    "the beginning cut off": _begun_late,
    "the rest zeroed": _rest_zeroed,
    "something appended": _appended,
    "something before the beginning": _prepended,
    "nothing left": lambda chance, raw: b"",
    "the file twice in itself": _twice,
    "windows-1252 for UTF-8": _recoded("cp1252"),
    "UTF-16 for UTF-8": _recoded("utf-16"),
    "a byte order mark": _byte_order_mark,
    "NUL bytes": _nul,
    "a line end somewhere": _line_end_inside,
    "other line ends": _other_line_ends,
    "a line dropped": _line_dropped,
    "a line twice": _line_twice,
    "two lines exchanged": _lines_exchanged,
    "a quote of the file dropped": _mark_dropped(b'"'),
    "a comma of the file dropped": _mark_dropped(b","),
    "a bracket of the file dropped": _mark_dropped(b"[]{}"),
}
"""Each kind by its name. Some of what they draw is harmless: the file says the same records as before."""
