"""CSV files: what other programs write is read, and what is wrong is found in its cell."""

import csv as standard
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.check import Checked, check
from csto_dataset.findings import Finding, Place
from csto_dataset.formats import csv, format_of, load, release_format_of
from csto_dataset.formats.rows import Row
from csto_dataset.identity import as_json, canonical, record_digest
from csto_dataset.records import TABLES, NewsItem, Record
from csto_dataset.release import Release
from tests import strategies as ours
from tests.copying import Steps, text_leaves, values_of, with_value
from tests.formats.strategies import csv_files

NESTED = ("paragraphs", "interviewees", "lede", "qa_pairs", "question", "answer", "source")


def read(raw: bytes | str) -> tuple[list[Row], list[Finding]]:
    found = list(csv.rows(io.BytesIO(raw if isinstance(raw, bytes) else raw.encode()), "x.csv"))
    assert all(isinstance(each, Row | Finding) for each in found)
    return (
        [each for each in found if isinstance(each, Row)],
        [each for each in found if isinstance(each, Finding)],
    )


def checked(raw: bytes | str) -> tuple[list[bytes], list[Finding]]:
    """Return the digests of the records in a file, and all that is wrong with it."""
    rows, findings = read(raw)
    records = [each for each in map(check, rows) if isinstance(each, Checked)]
    assert len(records) == len(rows)
    return [each.digest for each in records], [*findings, *(finding for each in records for finding in each.findings)]


def codes(findings: Sequence[Finding]) -> list[str]:
    return sorted(finding.code for finding in findings)


def digests(release: Release, table: str) -> list[bytes]:
    return [record_digest(record) for record in release.tables[table]]


def with_json(values: Sequence[dict[str, Any]], *, ensure_ascii: bool = False) -> list[dict[str, Any]]:
    """Return records with their lists and objects as JSON text."""
    return [
        {k: json.dumps(v, ensure_ascii=ensure_ascii) if isinstance(v, list | dict) else v for k, v in value.items()}
        for value in values
    ]


def as_csv(values: Sequence[dict[str, Any]], **options: Any) -> str:
    """Return records as a file in CSV with lists and objects as JSON, as the standard library writes it."""
    file = io.StringIO()
    writer = standard.DictWriter(file, list(values[0]), **options)
    writer.writeheader()
    writer.writerows(with_json(values))
    return file.getvalue()


# What other programs write


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [standard.QUOTE_MINIMAL, standard.QUOTE_ALL, standard.QUOTE_NONNUMERIC])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_what_pandas_writes_with_lists_as_json_is_the_same(
    release: Release, table: str, sep: str, quoting: Any, ends: str
) -> None:
    frame = pd.DataFrame(with_json(values_of(release, table)))
    raw = frame.to_csv(index=False, sep=sep, quoting=quoting, lineterminator=ends)
    assert checked(raw) == (digests(release, table), [])


@pytest.mark.parametrize("table", TABLES)
def test_an_index_of_pandas_is_a_warning(release: Release, table: str) -> None:
    found, findings = checked(pd.DataFrame(with_json(values_of(release, table))).to_csv())
    assert (found, codes(findings)) == (digests(release, table), ["index-column"])


@pytest.mark.parametrize("table", TABLES)
def test_what_pandas_prints_of_a_json_file_is_read_with_warnings(release: Release, table: str) -> None:
    found, findings = checked(pd.read_json(release.folder / f"{table}.json").to_csv(index=False))
    assert found == digests(release, table)
    nested = [name for name in TABLES[table].model_fields if name in NESTED and name != "lede"]
    assert sorted((each.code, each.where.field) for each in findings) == sorted(
        ("python-repr", name) for name in nested
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("news_items", ["python-repr", "python-repr"]),
        ("interviews", ["numpy-print", "python-repr", "python-repr"]),
        ("qa_pairs", ["numpy-print", "python-repr", "python-repr", "python-repr"]),
    ],
)
def test_what_pandas_prints_of_a_parquet_file_is_refused_and_identified(
    release: Release, table: str, expected: list[str]
) -> None:
    found, findings = checked(pd.read_parquet(release.folder / f"{table}.parquet").to_csv(index=False))
    assert (found, codes(findings)) == (digests(release, table), expected)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sep", [".", "_"])
def test_an_object_that_pandas_spreads_over_columns_is_read(release: Release, table: str, sep: str) -> None:
    frame = pd.DataFrame(with_json(pd.json_normalize(values_of(release, table), sep=sep).to_dict("records")))
    assert checked(frame.to_csv(index=False)) == (digests(release, table), [])


@pytest.mark.parametrize("table", TABLES)
def test_what_polars_writes_is_the_same(release: Release, table: str) -> None:
    frame = pl.DataFrame(with_json(values_of(release, table)))
    assert checked(frame.write_csv()) == (digests(release, table), [])
    assert checked(frame.write_csv(separator="\t", include_bom=True)) == (digests(release, table), [])


def from_duckdb(release: Release, table: str, folder: Path, *, as_text: bool, options: str = "") -> bytes:
    nested = [name for name in TABLES[table].model_fields if name in NESTED] if as_text else []
    replaced = f"REPLACE ({', '.join(f'to_json({name}) AS {name}' for name in nested)})" if nested else ""
    source, target = release.folder / f"{table}.parquet", folder / "x.csv"
    duckdb.connect().execute(f"COPY (SELECT * {replaced} FROM '{source}') TO '{target}' (FORMAT csv{options})")
    return target.read_bytes()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("options", ["", ", DELIMITER ';'", ", FORCE_QUOTE *"])
def test_what_duckdb_writes_with_lists_as_json_is_the_same(
    release: Release, table: str, options: str, tmp_path: Path
) -> None:
    raw = from_duckdb(release, table, tmp_path, as_text=True, options=options)
    assert checked(raw) == (digests(release, table), [])


@pytest.mark.parametrize("table", TABLES)
def test_what_duckdb_writes_of_objects_is_refused(release: Release, table: str, tmp_path: Path) -> None:
    rows, findings = read(from_duckdb(release, table, tmp_path, as_text=False))
    assert len(rows) == len(release.tables[table])
    assert "unread-cell" in codes(findings)
    assert not [finding for row in rows for finding in found_in(row) if finding.where.field in NESTED]


def found_in(row: Row) -> tuple[Finding, ...]:
    found = check(row)
    return (found,) if isinstance(found, Finding) else found.findings


@pytest.mark.parametrize("table", TABLES)
def test_what_r_writes_is_read_with_warnings(release: Release, table: str) -> None:
    # write.csv: row names without a name, texts in quotes, numbers and NA without.
    values = with_json(values_of(release, table))
    lines = [["", *values[0]], *([str(number), *value.values()] for number, value in enumerate(values, start=1))]

    def cell(value: Any) -> str:
        return "NA" if value is None else '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value)

    found, findings = checked("".join(",".join(map(cell, line)) + "\n" for line in lines))
    assert found == digests(release, table)
    nulls = {name for value in values for name in value if value[name] is None}
    assert Counter(codes(findings)) == Counter({"index-column": 1, "null-mark": len(nulls)})


def test_what_libreoffice_saves_is_the_same(release: Release) -> None:
    raw = as_csv(values_of(release, "news_items"), delimiter=";", lineterminator="\n").encode("utf-8-sig")
    assert checked(raw) == (digests(release, "news_items"), [])


@given(tables=ours.tables())
def test_any_records_are_read_back(tables: dict[str, tuple[Record, ...]]) -> None:
    for table, records in tables.items():
        if records:
            # Without quotes a text could read as a word for null.
            raw = as_csv([as_json(record) for record in records], quoting=standard.QUOTE_ALL).encode()
            assert load(csv, TABLES[table], io.BytesIO(raw), "x.csv") == records


@given(tables=ours.tables(), sep=st.sampled_from([".", "_"]))
def test_any_records_that_python_prints_are_read_back(tables: dict[str, tuple[Record, ...]], sep: str) -> None:
    for records in filter(None, tables.values()):
        values = [as_json(record) for record in records]
        raw = pd.json_normalize(values, sep=sep).to_csv(index=False, quoting=standard.QUOTE_ALL)
        assert [row.raw for row in read(raw)[0]] == list(map(canonical, values))


@pytest.mark.parametrize("name", ["x.csv", "x.TSV", "x.tab"])
def test_the_format_is_read_and_not_written(name: str) -> None:
    assert format_of(name) is csv
    assert release_format_of(name) is None


# Single cells

ITEM: dict[str, Any] = {
    "type": "news_item",
    "id": "news-2024-04-16-000000000000",
    "form": "article",
    "published": "2024-04-16",
    "title": "NA",
    "paragraphs": '["one", "two"]',
    "language": "en",
    "source.document": "0" * 64,
    "source.url": "https://x.org/",
    "source.start": "0",
    "source.end": "10",
}


def one(**cells: str) -> str:
    """Return a file of one row, its cells as they are to be written."""
    row = (
        ITEM
        | {"title": "a", "paragraphs": '"[""one"", ""two""]"'}
        | {k.replace("__", "."): v for k, v in cells.items()}
    )
    return ",".join(row) + "\n" + ",".join(row.values()) + "\n"


def said(raw: str) -> tuple[dict[str, Any], list[tuple[str, str | None]]]:
    (row,), findings = read(raw)
    return json.loads(row.raw), [(finding.code, finding.where.field) for finding in findings]


@pytest.mark.parametrize("mark", sorted(csv.NULL_MARKS))
def test_a_word_for_null_is_null_without_quotes_and_a_text_in_quotes(mark: str) -> None:
    assert said(one(title=mark))[0]["title"] is None
    assert said(one(title=mark))[1] == [("null-mark", "title")]
    assert said(one(title=f'"{mark}"'))[0]["title"] == mark
    assert said(one(title=f'"{mark}"'))[1] == []


def test_a_word_for_null_is_a_text_where_no_null_may_stand() -> None:
    assert said(one(language="NA"))[0]["language"] == "NA"


@pytest.mark.parametrize("cell", ["", '""'])
def test_an_empty_cell_is_null(cell: str) -> None:
    value, findings = said(one(title=cell, source__url=cell, published=cell))
    assert (value["title"], value["source"]["url"], value["published"], findings) == (None, None, None, [])


@pytest.mark.parametrize(
    ("cell", "value", "found"),
    [
        ("7", 7, []),
        ('"7"', 7, []),
        ("-7", -7, []),
        ("7.0", 7, [("fractional-type", "source.end")]),
        ("7.000", 7, [("fractional-type", "source.end")]),
        ("7.5", "7.5", []),
        ("07", "07", []),
        ("7e1", "7e1", []),
        ("1_0", "1_0", []),
        ("٧", "٧", []),
        ("NaN", "NaN", []),
        ("9" * 5000, "9" * 5000, []),
    ],
)
def test_whole_numbers_are_read_and_nothing_else_is_one(cell: str, value: Any, found: list[tuple[str, str]]) -> None:
    record, findings = said(one(source__end=cell))
    assert (record["source"]["end"], findings) == (value, found)


def test_what_is_said_of_a_column_is_said_once() -> None:
    header, row = one(title="NA", source__end="7.0", paragraphs="\"['a', 'b']\"").splitlines()
    _, findings = read("\n".join([header, row, row, row]))
    assert codes(findings) == ["fractional-type", "null-mark", "python-repr"]
    assert {finding.where.row for finding in findings} == {0}


def test_a_day_with_a_midnight_is_refused_and_identified(release: Release) -> None:
    values = values_of(release, "interviews")
    found, findings = checked(as_csv([value | {"published": f"{value['published']} 00:00:00"} for value in values]))
    assert (found, codes(findings)) == (digests(release, "interviews"), ["bad-day"])


def test_a_cell_that_cannot_be_read_is_told_once_a_row() -> None:
    header, row = one(paragraphs='"[one, two]"').splitlines()
    rows, findings = read("\n".join([header, row, row]))
    assert [(each.code, each.where.row, each.where.field) for each in findings] == [
        ("unread-cell", 0, "paragraphs"),
        ("unread-cell", 1, "paragraphs"),
    ]
    assert [row.settled for row in rows] == [{"paragraphs"}] * 2


# Columns


def without_column(text: str, name: str) -> str:
    rows = list(standard.reader(io.StringIO(text)))
    file = io.StringIO()
    at = rows[0].index(name)
    standard.writer(file).writerows([row[:at] + row[at + 1 :] for row in rows])
    return file.getvalue()


def with_column(text: str, name: str, at: int) -> str:
    rows = list(standard.reader(io.StringIO(text)))
    file = io.StringIO()
    standard.writer(file).writerows([[*row[:at], name if row is rows[0] else "7", *row[at:]] for row in rows])
    return file.getvalue()


COLUMNS: dict[str, tuple[Callable[[str], str], list[tuple[str, str | None]]]] = {
    "one is missing": (lambda text: without_column(text, "language"), [("missing-column", "language")]),
    "one of an object is missing": (
        lambda text: without_column(text, "source.end"),
        [("missing-column", "source.end")],
    ),
    "one is unknown": (lambda text: with_column(text, "sentiment", 3), [("unknown-column", "sentiment")]),
    "one is named with a space": (
        lambda text: text.replace("title", "title "),
        [("missing-column", "title"), ("unknown-column", "title ")],
    ),
    "one stands twice": (lambda text: with_column(text, "title", 3), [("repeated-column", "title")]),
    "one of an object stands twice": (
        lambda text: with_column(text, "source_end", 3),
        [("repeated-column", "source.end")],
    ),
    "an object stands whole and spread": (
        lambda text: with_column(text, "source", 0),
        [("unknown-column", f"source.{name}") for name in ("document", "url", "start", "end")],
    ),
    "row numbers of pandas": (lambda text: with_column(text, "", 0), [("index-column", None)]),
    "row numbers that pandas read": (lambda text: with_column(text, "Unnamed: 0", 2), [("index-column", "Unnamed: 0")]),
    "row numbers that readr read": (lambda text: with_column(text, "...1", 0), [("index-column", "...1")]),
    "one without a name": (lambda text: with_column(text, "", 3), [("unknown-column", None)]),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_what_is_wrong_with_columns_is_said_once_at_its_name(case: str) -> None:
    change, expected = COLUMNS[case]
    text = change(one())
    rows, findings = read(text)
    assert [(each.code, each.where.field or None) for each in findings] == expected
    for finding in findings:
        place = finding.where
        assert place.line == 1
        name = text[place.byte :].splitlines()[0].partition(",")[0]
        assert finding.code == "missing-column" or name.replace("_", ".") == (place.field or "")
    settled = {(path or "").partition(".")[0] for code, path in expected if code != "index-column"}
    assert not [each for each in found_in(rows[0]) if each.where.field in settled]


def test_of_a_column_that_stands_twice_neither_is_read() -> None:
    (row,), _ = read(with_column(one(), "title", 3))
    assert "title" not in json.loads(row.raw)


@pytest.mark.parametrize("raw", ["", "\n\n", "\ufeff", "a,b\n1,2\n", "title\n", "x\x00y", "\x1b[31m,<script>"])
def test_a_first_line_that_names_no_table_is_refused(raw: str) -> None:
    rows, findings = read(raw)
    assert (rows, codes(findings)) == ([], ["unknown-table"])


def test_a_table_without_a_row_is_read(release: Release) -> None:
    assert read(",".join(NewsItem.model_fields)) == ([], [])


# Places


@pytest.mark.parametrize(("delimiter", "ends"), [(",", "\n"), (";", "\r\n"), ("\t", "\r")])
@pytest.mark.parametrize("table", TABLES)
def test_an_error_is_found_at_its_cell(release: Release, table: str, delimiter: str, ends: str) -> None:
    values = values_of(release, table)
    for row, value in enumerate(values):
        for steps in [each for each in text_leaves(value) if each[0] != "type"][:20]:
            damaged = [*values[:row], with_value(value, steps, "Ж\u200b«here»"), *values[row + 1 :]]
            text = as_csv(damaged, delimiter=delimiter, lineterminator=ends)
            assert places_found(text, steps) == [place_sought(text, row, steps, ends)]


def places_found(text: str, steps: Steps) -> list[Place]:
    """Return the places of the findings about the value at some steps."""
    way = "".join(f"/{step}" for step in steps)
    return [each.where for each in checked(text)[1] if each.where.pointer == way]


def place_sought(text: str, row: int, steps: Steps, ends: str) -> Place:
    """Return the place of the one cell that holds the damaged value, counted in the plainest way."""
    marked = text.index("«here»")
    line_start = text.rindex(ends, 0, marked) + len(ends)
    inside = False
    start = line_start
    for at in range(line_start, marked):
        inside ^= text[at] == '"'
        if not inside and text[at] in ",;\t" and text[at] == text[text.index("type") + 4]:
            start = at + 1
    return Place(
        file="x.csv",
        pointer="".join(f"/{step}" for step in steps),
        line=row + 2,
        column=start - line_start + 1,
        byte=len(text[:start].encode()),
        row=row,
        field=".".join(step for step in steps if isinstance(step, str)),
    )


def test_a_cell_behind_one_of_several_lines_has_its_own_line() -> None:
    text = one(title='"é\r\nЖ\rx"', language="xx")
    rows, _ = read(text)
    places = [(each.where.field, each.where.line, each.where.column) for each in found_in(rows[0])]
    column = len('x",') + len('"[""one"", ""two""]",') + 1
    assert places == [("title", 2, text.splitlines()[1].index('"') + 1), ("language", 4, column)]


def test_a_value_of_a_spread_object_has_the_place_of_its_own_cell() -> None:
    text = one(source__start="x")
    (finding,) = (each for each in found_in(read(text)[0][0]) if each.code == "wrong-type")
    assert (finding.where.field, finding.where.byte) == ("source.start", text.index(",x,") + 1)


# Damage


@pytest.mark.parametrize(("cut", "count"), [(slice(0, -1), 10), (slice(0, None), 12)])
def test_a_row_of_too_few_or_too_many_cells_is_told_and_not_read(cut: slice, count: int) -> None:
    header, row = one().splitlines()
    cells = next(standard.reader([row]))[cut] + ([""] if count > 11 else [])
    file = io.StringIO()
    standard.writer(file).writerow(cells)
    rows, (finding,) = read("\n".join([header, row, file.getvalue().strip(), row]))
    assert [each.place.row for each in rows] == [0, 2]
    assert (finding.code, finding.where.line, finding.where.row) == ("ragged-row", 3, 1)


def test_what_stands_behind_a_closing_quote_is_told_and_read() -> None:
    value, findings = said(one(title='"a"b'))
    assert (value["title"], findings) == ("ab", [("not-csv", None)])


def test_a_file_that_stops_inside_quotes_is_read_as_far_as_it_goes() -> None:
    header, row = one().splitlines()
    rows, (finding,) = read("\n".join([header, row, row[: row.index('"') + 5]]))
    assert (len(rows), finding.code, finding.where.line) == (1, "not-csv", 3)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-32"])
def test_another_encoding_is_refused(release: Release, encoding: str) -> None:
    values = [value | {"title": "Интервью"} for value in values_of(release, "interviews")]
    text = as_csv([{key: each for key, each in value.items() if key != "qa_pairs"} for value in values])
    rows, findings = read(text.encode(encoding, "replace"))
    assert (rows, codes(findings)[0]) == ([], "invalid-utf8")


def test_a_byte_that_is_no_utf8_is_found_where_it_is_and_the_other_rows_are_read() -> None:
    header, row = one(title="é«here»").encode().splitlines()
    damaged = row.replace("«".encode(), b"\xff", 1)
    rows, (finding,) = read(b"\n".join([header, row, damaged, row]))
    place = finding.where
    assert (len(rows), finding.code, place.line, place.row) == (2, "invalid-utf8", 3, 1)
    assert (place.byte, place.column) == (len(header + row) + 2 + damaged.index(b"\xff"), damaged.index(b"\xff"))


@given(raw=st.binary(max_size=200) | csv_files().map(str.encode))
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    read(raw)
    for row in read(",".join(NewsItem.model_fields).encode() + b"\n" + raw)[0]:
        check(row)


@given(data=st.data())
def test_no_damage_makes_reading_fail(release: Release, data: st.DataObject) -> None:
    raw = bytearray(as_csv(values_of(release, "news_items")).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.sampled_from(b"\"',;\t\n\r[]{}\\\x00\xffa"))
    checked_rows = [check(row) for row in read(bytes(raw))[0]]
    assert all(isinstance(each, Checked | Finding) for each in checked_rows)


@pytest.mark.parametrize("cell", ["\x1b[31m", "\u202e", "<script>", "=cmd|' /C calc'!A0"])
def test_what_a_stranger_wrote_is_escaped_in_messages(cell: str) -> None:
    text = one(title='"a"' + cell, paragraphs=f'"[{cell}]"', source__end=cell).replace("language", cell, 1)
    _, findings = checked(text)
    assert codes(findings).count("unread-cell") == 1
    assert all(each.message.isprintable() for each in findings)
    assert all((each.where.field or "").isprintable() for each in findings)
