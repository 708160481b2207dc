"""JSON Lines files: a record a line."""

import io
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.findings import Finding
from csto_dataset.formats import jsonl, load
from csto_dataset.formats.rows import LONGEST_RECORD, Row
from csto_dataset.records import TABLES, Record
from csto_dataset.release import Release
from tests import strategies as ours


def read(raw: bytes) -> tuple[list[Row], list[Finding]]:
    found = list(jsonl.rows(io.BytesIO(raw), "x.jsonl"))
    assert all(isinstance(each, Row | Finding) for each in found)
    return (
        [each for each in found if isinstance(each, Row)],
        [each for each in found if isinstance(each, Finding)],
    )


@given(tables=ours.tables())
def test_loading_what_was_written_gives_it_back(tables: dict[str, tuple[Record, ...]]) -> None:
    for table, records in tables.items():
        file = io.BytesIO()
        jsonl.write(table, records, file)
        assert load(jsonl, TABLES[table], io.BytesIO(file.getvalue()), "x.jsonl") == records


@given(tables=ours.tables())
def test_a_record_is_a_line_whatever_its_texts_hold(tables: dict[str, tuple[Record, ...]]) -> None:
    for table, records in tables.items():
        file = io.BytesIO()
        jsonl.write(table, records, file)
        assert file.getvalue().count(b"\n") == len(records)


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        (b"", []),
        (b"\n \n\r\n\t\n", []),
        (b"1", [(1, 0)]),
        (b"1\n2\n", [(1, 0), (2, 2)]),
        (b"1\r\n2\r\n", [(1, 0), (2, 3)]),
        (b"1\n\n2", [(1, 0), (3, 3)]),
        ('"é"\n"\u2028"\n3'.encode(), [(1, 0), (2, 5), (3, 11)]),  # only a line feed ends a line
        (b"not json\n\xff\n", [(1, 0), (2, 9)]),
    ],
)
def test_a_row_is_a_line_that_is_not_blank(raw: bytes, places: list[tuple[int, int]]) -> None:
    rows, findings = read(raw)
    assert ([(row.place.line, row.place.byte) for row in rows], findings) == (places, [])


def test_a_byte_order_mark_is_found_and_is_in_no_row() -> None:
    (row,), (finding,) = read(b'\xef\xbb\xbf{"a":1}\n')
    assert (finding.code, finding.where.line, finding.where.byte) == ("byte-order-mark", 1, 0)
    assert (row.raw.strip(), row.place.byte, row.place.column) == (b'{"a":1}', 3, 2)


@given(raw=st.binary(max_size=80))
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    read(raw)


@given(data=st.data())
def test_no_damage_makes_reading_fail(release: Release, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(list(TABLES)))
    raw = bytearray((release.folder / f"{table}.jsonl").read_bytes())
    for _ in range(data.draw(st.integers(0, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


def test_only_white_space_of_json_makes_a_blank_line() -> None:
    rows = list(jsonl.rows(io.BytesIO(b" \t\r\n\x0c\n\x0b\n"), "x.jsonl"))
    assert [isinstance(row, Row) and row.raw for row in rows] == [b"\x0c\n", b"\x0b\n"]


# Long lines


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("filling", [b"a", b" ", b"\xff", b"["])
@pytest.mark.parametrize(
    ("more", "too_long"), [(-1, False), (0, False), (1, True), (999, True), (1000, True), (5000, True)]
)
def test_a_line_longer_than_a_record_may_be_is_told_and_the_lines_behind_it_are_read(
    end: bytes, filling: bytes, more: int, monkeypatch: pytest.MonkeyPatch, *, too_long: bool
) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_RECORD", 1000)
    line = filling * (1000 + more - end.count(b"\r"))
    rows, findings = read(b"1\n" + line + end + (b"2\n3" if end else b""))
    assert [(each.code, each.where.line, each.where.column, each.where.byte) for each in findings] == (
        [("record-too-long", 2, 1, 2)] if too_long else []
    )
    behind = [3, 4] if end else []
    assert [row.place.line for row in rows] == [1, *([2] if line.strip() and not too_long else []), *behind]
    assert [row.place.byte for row in rows if row.place.line == 3] == [2 + len(line + end)] * bool(end)


def test_a_byte_order_mark_before_a_long_line_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_RECORD", 1000)
    rows, (finding,) = read(b"\xef\xbb\xbf" + b"1" * 1000 + b"\n")
    assert (rows, finding.code, finding.where.byte) == ([], "record-too-long", 0)


class Endless(io.RawIOBase):
    """A file of so many equal bytes, none of which is kept."""

    def __init__(self, length: int) -> None:
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self._left)
        buffer[:count] = b"a" * count
        self._left -= count
        return count


def test_a_line_of_any_length_is_passed_over_in_bounded_memory() -> None:
    file = io.BufferedReader(Endless(20 * LONGEST_RECORD))
    tracemalloc.start()
    try:
        (finding,) = jsonl.rows(file, "x.jsonl")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(finding, Finding)
    assert finding.code == "record-too-long"
    assert most < 4 * LONGEST_RECORD


def test_what_was_written_is_read_however_long_a_record_is() -> None:
    line = b'"' + b"a" * LONGEST_RECORD + b'"\n'
    (row,) = jsonl.written(io.BytesIO(line), "x.jsonl")
    assert isinstance(row, Row)
    assert row.raw == line
