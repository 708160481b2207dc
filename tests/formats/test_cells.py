"""The cells of CSV: what Python's csv module reads, each at its place."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.findings import Finding, Place
from csto_dataset.formats import cells
from csto_dataset.formats.cells import Cell, Line, Scanner
from tests.formats import strategies as ours

DELIMITERS = (",", ";", "\t")


def scanned(raw: bytes, delimiter: str = ",") -> tuple[list[Line], list[Finding]]:
    found = list(Scanner(io.BytesIO(raw), "x.csv").lines(delimiter))
    return [each for each in found if isinstance(each, Line)], [each for each in found if isinstance(each, Finding)]


def texts(lines: list[Line]) -> list[list[str]]:
    return [[cell.raw.decode() for cell in line.cells] for line in lines]


@given(text=ours.csv_files(), delimiter=st.sampled_from(DELIMITERS), at_once=st.integers(1, 50))
def test_the_cells_are_those_that_the_csv_module_reads(text: str, delimiter: str, at_once: int) -> None:
    expected = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "BYTES_AT_ONCE", at_once)
        lines, findings = scanned(text.encode(), delimiter)
    assert texts(lines) == expected[: len(expected) - len(findings)]
    assert [finding.code for finding in findings] in ([], ["not-csv"])


@given(text=ours.csv_files(), delimiter=st.sampled_from(DELIMITERS), at_once=st.integers(1, 50))
def test_each_cell_has_the_place_where_it_begins(text: str, delimiter: str, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "BYTES_AT_ONCE", at_once)
        lines, _ = scanned(text.encode(), delimiter)
    for line in lines:
        for cell in line.cells:
            place = line.at(cell.start)
            assert place.byte is not None
            before = text.encode()[: place.byte].decode()
            assert place == place_behind(before)
            assert not before or before[-1] in delimiter + "\r\n"
            rest = text[len(before) :]
            assert rest.startswith('"' if cell.quoted else cell.raw.decode())


def place_behind(before: str) -> Place:
    """Return the place behind a text, counted in the plainest way."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    byte = len(before.encode())
    return Place(file="x.csv", pointer="", line=len(lines), column=len(lines[-1]) + 1, byte=byte)


# The module writes a line break of another kind than its own without quotes, and does not read it back itself.
WRITABLE = ours.TEXT_OF_CSV.replace("\r", "")


@given(rows=st.lists(st.lists(st.text(WRITABLE, max_size=6), min_size=2, max_size=4), max_size=4), data=st.data())
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], data: st.DataObject) -> None:
    file = io.StringIO()
    delimiter = data.draw(st.sampled_from(DELIMITERS))
    quoting: Any = data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]))
    ends = data.draw(st.sampled_from(["\n", "\r\n"]))
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=ends).writerows(rows)
    lines, findings = scanned(file.getvalue().encode(), delimiter)
    assert (texts(lines), findings) == (rows, [])


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (b"a", Cell(0, b"a", quoted=False, stray=False)),
        (b'"a"', Cell(0, b"a", quoted=True, stray=False)),
        (b'""', Cell(0, b"", quoted=True, stray=False)),
        (b'"a""b"', Cell(0, b'a"b', quoted=True, stray=False)),
        (b'"a"b', Cell(0, b"ab", quoted=True, stray=True)),
        (b'a"b"', Cell(0, b'a"b"', quoted=False, stray=False)),
        (b'"a,\r\nb"', Cell(0, b"a,\r\nb", quoted=True, stray=False)),
        (b"\xff", Cell(0, b"\xff", quoted=False, stray=False)),
    ],
)
def test_a_cell_says_how_it_is_quoted(raw: bytes, cell: Cell) -> None:
    assert scanned(raw)[0][0].cells == (cell,)


def test_a_byte_order_mark_is_passed_over_and_takes_a_column() -> None:
    (line,), _ = scanned(b"\xef\xbb\xbfa,b")
    assert texts([line]) == [["a", "b"]]
    assert line.at(2) == Place(file="x.csv", pointer="", line=1, column=4, byte=5)


def test_blank_lines_are_passed_over_and_counted() -> None:
    lines, _ = scanned(b"\n\r\n\ra\n\n\nb\n\n")
    assert [(line.raw, line.place.line) for line in lines] == [(b"a", 4), (b"b", 7)]


@pytest.mark.parametrize(("raw", "line", "column"), [(b'a\nb,"c\nd', 2, 3), (b'"', 1, 1), (b'"a""', 1, 1)])
def test_a_quote_that_nothing_closes_is_found_where_it_opens(raw: bytes, line: int, column: int) -> None:
    (finding,) = scanned(raw)[1]
    assert (finding.code, finding.where.line, finding.where.column) == ("not-csv", line, column)


@pytest.mark.parametrize("piece", [b"a", b'"a', b'""', b"a,"])
def test_a_record_without_an_end_is_given_up_in_bounded_memory(piece: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "LONGEST_RECORD", 1000)
    monkeypatch.setattr(cells, "BYTES_AT_ONCE", 100)
    file = io.BytesIO(b"b\n" + piece * 100_000)
    found = list(Scanner(file, "x.csv").lines(","))
    assert [each.code for each in found if isinstance(each, Finding)] == ["not-csv"]
    assert file.tell() < 5000


def test_a_record_of_too_many_cells_is_given_up() -> None:
    lines, findings = scanned(b"a\n" + b"," * (cells.MOST_CELLS - 1) + b"\n" + b"," * cells.MOST_CELLS)
    assert [len(line.cells) for line in lines] == [1, cells.MOST_CELLS]
    assert [(finding.code, finding.where.line) for finding in findings] == [("not-csv", 3)]


def test_looking_at_the_first_record_passes_over_nothing() -> None:
    scanner = Scanner(io.BytesIO(b"a;b,c\nd"), "x.csv")
    looked = {delimiter: line for delimiter, line in scanner.first(DELIMITERS) if isinstance(line, Line)}
    assert [len(looked[delimiter].cells) for delimiter in DELIMITERS] == [2, 2, 1]
    found = [line for line in scanner.lines(";") if isinstance(line, Line)]
    assert texts(found) == [["a", "b,c"], ["d"]]
