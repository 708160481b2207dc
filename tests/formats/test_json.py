"""JSON files: what is read from them, and what is said of files that are none."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.findings import Finding
from csto_dataset.formats import FormatError, format_of, load, reading, records_of
from csto_dataset.formats import json as json_format
from csto_dataset.formats.rows import Row
from csto_dataset.records import TABLES, NewsItem, Record
from csto_dataset.release import Release
from tests import strategies as ours


def read(raw: bytes) -> tuple[list[Row], list[Finding]]:
    found = list(json_format.rows(io.BytesIO(raw), "x.json"))
    assert all(isinstance(each, Row | Finding) for each in found)
    return (
        [each for each in found if isinstance(each, Row)],
        [each for each in found if isinstance(each, Finding)],
    )


@given(tables=ours.tables())
def test_loading_what_was_written_gives_it_back(tables: dict[str, tuple[Record, ...]]) -> None:
    for table, records in tables.items():
        file = io.BytesIO()
        json_format.write(table, records, file)
        assert load(json_format, TABLES[table], io.BytesIO(file.getvalue()), "x.json") == records


def test_a_table_is_one_array_with_a_line_feed_behind_it(release: Release) -> None:
    file = io.BytesIO()
    json_format.write("news_items", release.news_items, file)
    assert isinstance(json.loads(file.getvalue()), list)
    assert file.getvalue().endswith(b"\n]\n")


@pytest.mark.parametrize(
    ("raw", "rows"),
    [
        (b"[]", []),
        (b" [ ] \r\n", []),
        (b"{}", [b"{}"]),
        (b'  {"a": 1}\n', [b'{"a": 1}']),
        (b'[{"a": 1}, 2,"x",[3]]', [b'{"a": 1}', b"2", b'"x"', b"[3]"]),
        (b"null", [b"null"]),
        (b"[" + b"9" * 5_000 + b", 1]", [b"9" * 5_000, b"1"]),
    ],
)
def test_a_row_is_an_element_of_the_array_or_the_one_value(raw: bytes, rows: list[bytes]) -> None:
    found, findings = read(raw)
    assert ([row.raw for row in found], findings) == (rows, [])


@pytest.mark.parametrize(
    ("code", "raw", "byte", "rows"),
    [
        ("not-json", b"", 0, 0),
        ("not-json", b"  \n ", 4, 0),
        ("not-json", b"[", 1, 0),
        ("not-json", b"[1", 2, 1),
        ("not-json", b"[1,", 3, 1),
        ("not-json", b"[1,]", 3, 1),
        ("not-json", b"[1 2]", 3, 1),
        ("not-json", b'[{"a": 1}}', 9, 1),
        ("not-json", b"[1] x", 4, 1),
        ("not-json", b"{} 1", 3, 1),
        ("not-json", b"[] {}", 3, 0),
        ("not-json", b'[1, {"a" 1}]', 9, 1),
        ("not-json", '["é", x]'.encode(), 7, 1),
        ("not-json", b'[1, "a', 4, 1),
        ("not-json", b"[" + b"9" * 5_000 + b" x]", 5_002, 1),
        ("nested-too-deep", b"[" * 100_000, 1, 0),
        ("nested-too-deep", b'{"a":' * 100_000, 0, 0),
        ("invalid-utf8", b'[1, "\xff"]', 5, 0),
        ("invalid-utf8", "[1]".encode("utf-16"), 0, 0),
        ("byte-order-mark", b"\xef\xbb\xbf[1]", 0, 1),
        ("not-json", "[1]".encode("utf-16-be"), 0, 0),
    ],
)
def test_reading_stops_where_a_file_is_no_json(code: str, raw: bytes, byte: int, rows: int) -> None:
    found, (finding,) = read(raw)
    assert (finding.code, finding.where.byte, len(found)) == (code, byte, rows)


def test_a_byte_order_mark_is_in_no_row() -> None:
    (row,), _ = read(b'\xef\xbb\xbf[{"a": 1}]')
    assert (row.raw, row.place.byte, row.place.column) == (b'{"a": 1}', 4, 3)


def test_lines_and_columns_of_what_is_no_json_are_told() -> None:
    _, (finding,) = read('[\n {"é": 1},\r\n "Ж", nonsense]'.encode())
    assert (finding.where.line, finding.where.column) == (3, 7)


@given(raw=st.binary(max_size=80) | st.text('[]{}",:\\u0d1 \n', max_size=40).map(str.encode))
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    read(raw)


@given(data=st.data())
def test_no_damage_makes_reading_fail(release: Release, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(list(TABLES)))
    raw = bytearray((release.folder / f"{table}.json").read_bytes())
    for _ in range(data.draw(st.integers(0, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


@pytest.mark.parametrize("raw", [b"[{}]", b"[1]", b"[", b"\xff", b'[{"type": "news_item"}]'])
def test_what_is_no_table_is_not_loaded(raw: bytes) -> None:
    with pytest.raises(FormatError):
        load(json_format, NewsItem, io.BytesIO(raw), "x.json")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("x.json", True),
        ("X.JSON", True),
        ("x.y.jsonl", True),
        ("x.ndjson", True),
        ("x.parquet", True),
        ("x.csv", True),
        ("x.TSV", True),
        ("x.xlsx", False),
        ("x", False),
        (".json", False),
        ("x.json.gz", False),
        ("", False),
    ],
)
def test_a_format_is_known_by_the_last_suffix(name: str, *, known: bool) -> None:
    assert (format_of(name) is not None) is known


def test_bytes_that_are_no_utf8_are_found_at_their_column() -> None:
    (found,) = json_format.rows(io.BytesIO(b'[\n "\xc3\xa9 \xff"]'), "x.json")
    assert isinstance(found, Finding)
    assert (found.code, found.where.line, found.where.column, found.where.byte) == ("invalid-utf8", 2, 5, 7)


# What was written here, an element at a time


@given(tables=ours.tables())
def test_reading_what_was_written_an_element_at_a_time_gives_it_back(tables: dict[str, tuple[Record, ...]]) -> None:
    for table, records in tables.items():
        file = io.BytesIO()
        json_format.write(table, records, file)
        file.seek(0)
        assert tuple(records_of(json_format.written(file, "x.json"), TABLES[table], "x.json")) == records


@given(values=st.lists(st.dictionaries(st.text(), st.text() | st.lists(st.integers()), min_size=1), max_size=4))
def test_the_pieces_of_an_array_are_what_the_standard_library_writes(values: list[dict[str, object]]) -> None:
    whole = json.dumps({"a": 1, "b": values}, ensure_ascii=False, indent=2)
    pieces = b"".join(json_format.array(values, depth=1))
    assert pieces == whole[whole.index('"b": ') + 5 : -2].encode()


WRITTEN = b'[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n'


def test_an_array_laid_out_as_it_is_written_here_is_read_an_element_at_a_time() -> None:
    rows = list(json_format.written(io.BytesIO(WRITTEN), "x.json"))
    assert [json.loads(row.raw) for row in rows if isinstance(row, Row)] == [{"a": 1}, {"a": 2}]
    assert len(rows) == 2


@pytest.mark.parametrize(
    "raw",
    [
        *(WRITTEN[:end] for end in range(len(WRITTEN))),
        WRITTEN + b" ",
        WRITTEN + WRITTEN,
        WRITTEN.replace(b"\n", b"\r\n"),
        WRITTEN.replace(b"  },\n", b"  }\n"),
        WRITTEN.replace(b"  }\n", b"  },\n"),
        b"[]",
        b"[]\n\n",
        b"[\n]\n",
        b'{"a": 1}\n',
    ],
)
def test_an_array_laid_out_otherwise_or_cut_off_is_refused(raw: bytes) -> None:
    assert isinstance(list(json_format.written(io.BytesIO(raw), "x.json"))[-1], Finding)


def test_an_object_of_tables_gives_the_rows_of_each_with_their_places(release: Release) -> None:
    tables = {
        name: [json.loads(record.model_dump_json()) for record in table] for name, table in release.tables.items()
    }
    raw = json.dumps(tables, indent=1, ensure_ascii=False).encode()
    rows, findings = read(raw)
    assert not findings
    assert [row.place.pointer for row in rows] == [
        f"/{name}/{at}" for name in tables for at in range(len(tables[name]))
    ]
    assert [json.loads(row.raw) for row in rows] == [value for table in tables.values() for value in table]
    for row in rows:
        assert row.place.byte is not None
        assert raw[row.place.byte :].startswith(row.raw)


@pytest.mark.parametrize(
    ("raw", "codes", "rows"),
    [
        (b'{"news_items": [], "qa_pairs": [1]}', [], 1),
        (b'{"version": "1.0.0", "news_items": [1, 2]}', ["unknown-table"], 2),
        (b'{"news_items": {"a": 1}, "qa_pairs": [1]}', ["unknown-table"], 1),
        (b'{"news_items": [1], "news_items": [2]}', ["duplicate-key"], 2),
        (b'{"news_items": [1, 2', ["not-json"], 2),
        (b'{"news_items": [1], "qa_pairs"', ["not-json"], 1),
        (b'{"news_items": [1]} 2', ["not-json"], 1),
        (b'{"news_items": [1],}', ["not-json"], 1),
        (b'{"news_items": [1], 2: []}', ["not-json"], 1),
        (b'{"news_items": [1], []: []}', ["not-json"], 1),
        (b'{"news_items": [1], {"a": 1}: []}', ["not-json"], 1),
    ],
)
def test_what_is_wrong_with_an_object_of_tables_is_found_and_the_rest_is_read(
    raw: bytes, codes: list[str], rows: int
) -> None:
    found, findings = read(raw)
    assert ([finding.code for finding in findings], len(found)) == (codes, rows)


@given(raw=st.text('{}[],:"news_item12 ', max_size=40).map(lambda tail: b'{"news_items": []' + tail.encode()))
def test_no_tail_makes_the_reading_of_an_object_of_tables_fail(raw: bytes) -> None:
    read(raw)


# Bounds


@pytest.mark.parametrize("more", [0, 1, 5_000])
@pytest.mark.parametrize("before", ["[1, ", '{"version": "1", "news_items": [1, '])
@pytest.mark.parametrize(
    ("opening", "filling", "closing"), [('"', "a", '"'), ("[", "[],", "1]"), ('{"Ж":"', "Ж", '"}')]
)
def test_reading_stops_at_a_record_that_is_too_long(
    before: str, opening: str, filling: str, closing: str, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_RECORD", 100_000)
    count = (100_000 - len((opening + closing).encode())) // len(filling.encode()) + more
    value = opening + filling * count + closing
    rows, findings = read(f"{before}{value}, 2]{'}' if before[0] == '{' else ''}".encode())
    told = [(each.code, each.where.byte) for each in findings if each.code != "unknown-table"]
    assert told == ([("record-too-long", len(before))] if more else [])
    assert [row.raw for row in rows] == [b"1"] if more else [b"1", value.encode(), b"2"]


@given(values=st.lists(st.text(max_size=30) | st.integers() | st.booleans() | st.lists(st.none()), max_size=12))
def test_rows_are_the_same_however_little_is_decoded_at_once(values: list[object]) -> None:
    raw = json.dumps(values).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_SHORT", 1)
        rows, findings = read(raw)
    assert ([json.loads(row.raw) for row in rows], findings) == (values, [])


@given(raw=st.text('[]{}",:\\u0d1 \nNaIfntrue-.e', max_size=60).map(str.encode))
def test_findings_are_the_same_however_little_is_decoded_at_once(raw: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_SHORT", 1)
        found = read(raw)
    assert found == read(raw)


def test_a_file_that_is_too_long_is_told_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_format, "LONGEST_FILE", 10)
    assert len(read(b"[1, 2, 34]")[0]) == 3
    rows, (finding,) = read(b"[1, 2, 34]\n")
    assert (rows, finding.code, finding.where.byte) == ([], "file-too-long", 0)
