"""Validating copies: valid, complete, genuine, and what is said of those that are not."""

import hashlib
import json
import os
import random
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csto_dataset import cli
from csto_dataset.codes import ALTERED_RECORD
from csto_dataset.errors import CopyError, ReleaseError
from csto_dataset.examples import EXAMPLES
from csto_dataset.findings import Finding
from csto_dataset.identity import canonical
from csto_dataset.records import TABLES
from csto_dataset.release import Release, load
from csto_dataset.validate import validate
from csto_dataset.verdict import Report
from tests.copying import (
    FORMS,
    Steps,
    loose_schema,
    pointer_in,
    text_leaves,
    value_at,
    values_of,
    with_value,
    write_values,
)

TABLE_FILES = [f"{table}{form}" for table in TABLES for form in FORMS]


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def errors(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.level == "error"]


# The release itself, and each of its files.


def test_the_unchanged_release_is_identical(release: Release, copy: Path) -> None:
    report = validate([copy], release)
    assert report.findings == ()
    assert (report.verdict.valid, report.verdict.genuine) == (True, "identical")
    assert report.verdict.complete is not None
    assert (report.verdict.complete.present, report.verdict.complete.of) == (12, 12)
    assert report.release == release.version
    assert (report.files, report.records) == (len(list(copy.iterdir())), 3 * 12)


@pytest.mark.parametrize("name", TABLE_FILES)
def test_each_file_of_the_release_alone_is_identical(release: Release, name: str) -> None:
    report = validate([release.folder / name], release)
    complete = report.verdict.complete
    assert complete is not None
    assert report.findings == ()
    assert (report.verdict.valid, report.verdict.genuine, complete.missing) == (True, "identical", ())
    assert complete.of == len(release.tables[name.partition(".")[0]])


def test_files_are_known_by_their_bytes_whatever_they_are_called(release: Release, tmp_path: Path) -> None:
    for name in TABLE_FILES:
        target = tmp_path / f"mine-{name}"
        shutil.copy(release.folder / name, target)
        assert validate([target], release).verdict.genuine == "identical"


def test_the_files_of_the_release_together_are_identical(release: Release) -> None:
    report = validate([release.folder / name for name in TABLE_FILES], release)
    assert (report.findings, report.verdict.genuine) == ((), "identical")


def test_without_a_release_nothing_is_said_of_complete_and_genuine(copy: Path) -> None:
    report = validate([copy])
    assert (report.verdict.valid, report.verdict.complete, report.verdict.genuine) == (True, None, None)
    assert (report.release, report.findings) == (None, ())


def test_progress_is_told_after_each_file(release: Release) -> None:
    told: list[tuple[int, int]] = []
    validate([release.folder / name for name in TABLE_FILES[:3]], progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# The same records, written by others.

Writer = Callable[[Release, str, Path], Path]


def pandas_parquet(release: Release, table: str, folder: Path) -> Path:
    release.tables[table].to_pandas().to_parquet(folder / f"{table}.parquet")
    return folder / f"{table}.parquet"


def pandas_json(**options: Any) -> Writer:
    def write(release: Release, table: str, folder: Path) -> Path:
        frame = release.tables[table].to_pandas()
        if "published" in frame:
            frame["published"] = frame["published"].astype(str)  # pandas would write a time of day
        path = folder / f"{table}{'.jsonl' if 'lines' in options else '.json'}"
        frame.to_json(path, orient="records", **options)
        return path

    return write


def polars_parquet(release: Release, table: str, folder: Path) -> Path:
    release.tables[table].to_polars().write_parquet(folder / f"{table}.parquet")
    return folder / f"{table}.parquet"


def polars_again(release: Release, table: str, folder: Path) -> Path:
    pl.read_parquet(release.folder / f"{table}.parquet").write_parquet(folder / f"{table}.parquet")
    return folder / f"{table}.parquet"


def polars_lines(release: Release, table: str, folder: Path) -> Path:
    release.tables[table].to_polars().write_ndjson(folder / f"{table}.ndjson")
    return folder / f"{table}.ndjson"


def polars_json(release: Release, table: str, folder: Path) -> Path:
    release.tables[table].to_polars().write_json(folder / f"{table}.json")
    return folder / f"{table}.json"


def duckdb_copy(suffix: str, options: str) -> Writer:
    def write(release: Release, table: str, folder: Path) -> Path:
        path = folder / f"{table}{suffix}"
        with duckdb.connect() as connection:
            connection.execute(f"COPY (FROM '{release.folder}/{table}.parquet') TO '{path}' ({options})")
        return path

    return write


def pyarrow_parquet(change: Callable[[pa.Table], pa.Table] = lambda table: table, **options: Any) -> Writer:
    def write(release: Release, table: str, folder: Path) -> Path:
        pq.write_table(change(release.tables[table].to_arrow()), folder / f"{table}.parquet", **options)
        return folder / f"{table}.parquet"

    return write


def texts_as(type_: pa.DataType) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        columns = {name: table[name] for name in table.column_names}
        return pa.table(
            {
                name: column.cast(type_) if pa.types.is_string(column.type) else column
                for name, column in columns.items()
            }
        )

    return change


def plain_json(**options: Any) -> Writer:
    def write(release: Release, table: str, folder: Path) -> Path:
        path = folder / f"{table}.json"
        path.write_text(json.dumps(values_of(release, table), **options), encoding="utf-8", newline="")
        return path

    return write


def reversed_keys(release: Release, table: str, folder: Path) -> Path:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(inner) for key, inner in reversed(value.items())}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    return write_values(folder, table, ".json", turned(values_of(release, table)))


def lines_with_spaces(release: Release, table: str, folder: Path) -> Path:
    path = folder / f"{table}.jsonl"
    lines = [json.dumps(value) for value in values_of(release, table)]
    path.write_bytes(b"\r\n \r\n".join(line.encode() for line in lines))
    return path


WRITERS: dict[str, Writer] = {
    "pandas, JSON": pandas_json(),
    "pandas, JSON without escapes": pandas_json(force_ascii=False, indent=1),
    "pandas, JSON Lines": pandas_json(lines=True),
    "polars, Parquet": polars_parquet,
    "polars, Parquet read and written again": polars_again,
    "polars, JSON Lines": polars_lines,
    "polars, JSON": polars_json,
    "duckdb, Parquet": duckdb_copy(".parquet", "FORMAT parquet"),
    "duckdb, Parquet in zstd": duckdb_copy(".parquet", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 1"),
    "duckdb, JSON Lines": duckdb_copy(".jsonl", "FORMAT json"),
    "duckdb, JSON": duckdb_copy(".json", "FORMAT json, ARRAY true"),
    "pyarrow": pyarrow_parquet(),
    "pyarrow, types guessed from the values": pyarrow_parquet(lambda table: pa.Table.from_pylist(table.to_pylist())),
    "pyarrow, gzip": pyarrow_parquet(compression="gzip"),
    "pyarrow, one row a group": pyarrow_parquet(row_group_size=1),
    "pyarrow, second page version": pyarrow_parquet(data_page_version="2.0"),
    "pyarrow, without its own schema": pyarrow_parquet(store_schema=False),
    "pyarrow, large text": pyarrow_parquet(texts_as(pa.large_string())),
    "pyarrow, text views": pyarrow_parquet(texts_as(pa.string_view())),
    "pyarrow, dictionaries": pyarrow_parquet(texts_as(pa.dictionary(pa.int32(), pa.string()))),
    "pyarrow, columns in another order": pyarrow_parquet(lambda table: table.select(table.column_names[::-1])),
    "json, one line": plain_json(),
    "json, indented by tabs": plain_json(indent="\t", ensure_ascii=False),
    "json, keys in order": plain_json(sort_keys=True, separators=(",", ":")),
    "json, keys in reverse": reversed_keys,
    "json, lines with carriage returns and blank lines": lines_with_spaces,
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_records_written_by_others_are_re_encoded(
    release: Release, tmp_path: Path, writer: str, table: str
) -> None:
    report = validate([WRITERS[writer](release, table, tmp_path)], release)
    assert report.findings == ()
    assert (report.verdict.valid, report.verdict.genuine) == (True, "re-encoded")


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_that_pandas_writes_is_re_encoded(release: Release, tmp_path: Path, table: str) -> None:
    report = validate([pandas_parquet(release, table, tmp_path)], release)
    assert (report.verdict.valid, report.verdict.genuine) == (True, "re-encoded")
    assert errors(report) == []


def test_the_index_of_a_pandas_frame_is_a_warning(release: Release, tmp_path: Path) -> None:
    frame: pd.DataFrame = release.news_items.to_pandas().iloc[[2, 0, 1]]
    frame.to_parquet(tmp_path / "news_items.parquet")
    report = validate([tmp_path / "news_items.parquet"], release)
    assert (codes(report), report.verdict.valid, report.verdict.genuine) == (["index-column"], True, "re-encoded")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", ["news_items", "qa_pairs"])
def test_shuffled_records_are_re_encoded(release: Release, tmp_path: Path, table: str, form: str) -> None:
    values = values_of(release, table)
    random.Random(table).shuffle(values)
    if form == ".parquet":
        path = pyarrow_parquet(lambda arrow: arrow.take(list(range(arrow.num_rows))[::-1]))(release, table, tmp_path)
    else:
        path = write_values(tmp_path, table, form, [*reversed(values)])
    report = validate([path], release)
    assert (report.findings, report.verdict.valid, report.verdict.genuine) == ((), True, "re-encoded")


@given(data=st.data())
def test_a_table_split_into_files_in_any_way_is_re_encoded(
    release: Release, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("split")
    values = data.draw(st.permutations(values_of(release, "qa_pairs")))
    at = data.draw(st.integers(1, len(values) - 1))
    for number, part in enumerate((values[:at], values[at:])):
        write_values(folder, "qa_pairs", ".jsonl", part).rename(folder / f"part-{number}.jsonl")
    report = validate([folder], release)
    assert (report.findings, report.verdict.genuine) == ((), "re-encoded")


def test_a_single_record_is_a_copy_too(release: Release, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(canonical(values_of(release, "interviews")[0]))
    report = validate([path], release)
    assert (report.findings, report.verdict.genuine) == ((), "re-encoded")


# Less, more, other.


@pytest.mark.parametrize("form", [".json", ".jsonl"])
@given(data=st.data())
def test_a_subset_names_what_is_missing(
    release: Release, tmp_path_factory: pytest.TempPathFactory, form: str, data: st.DataObject
) -> None:
    values = values_of(release, "qa_pairs")
    kept = data.draw(
        st.lists(st.sampled_from(values), unique_by=lambda value: str(value["id"]), min_size=1, max_size=7)
    )
    report = validate([write_values(tmp_path_factory.mktemp("subset"), "qa_pairs", form, kept)], release)
    complete = report.verdict.complete
    assert complete is not None
    assert (report.findings, report.verdict.valid, report.verdict.genuine) == ((), True, "subset")
    missing = {value["id"] for value in values} - {value["id"] for value in kept}
    assert complete.missing == tuple(sorted(missing))
    assert (complete.present, complete.of) == (len(kept), len(values))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", ["news_items", "qa_pairs"])
def test_each_record_that_is_left_out_is_named(release: Release, tmp_path: Path, table: str, form: str) -> None:
    arrow = release.tables[table].to_arrow()
    values = values_of(release, table)
    for row, value in enumerate(values):
        if form == ".parquet":
            path = tmp_path / f"{table}.parquet"
            pq.write_table(pa.concat_tables([arrow.slice(0, row), arrow.slice(row + 1)]), path)
        else:
            path = write_values(tmp_path, table, form, values[:row] + values[row + 1 :])
        report = validate([path], release)
        complete = report.verdict.complete
        assert complete is not None
        assert (report.findings, report.verdict.genuine, complete.missing) == ((), "subset", (value["id"],))


@pytest.mark.parametrize("form", [".json", ".jsonl"])
def test_a_record_more_is_foreign_and_named(release: Release, tmp_path: Path, form: str) -> None:
    values = [*values_of(release, "news_items"), EXAMPLES["news_items"]]
    report = validate([write_values(tmp_path, "news_items", form, values)], release)
    assert [(finding.code, finding.record) for finding in report.findings] == [
        ("added-record", EXAMPLES["news_items"]["id"])
    ]
    assert (report.verdict.valid, report.verdict.genuine) == (True, "foreign")
    assert report.verdict.complete is not None
    assert report.verdict.complete.missing == ()


def test_records_of_somebody_else_are_valid_and_foreign(release: Release, tmp_path: Path) -> None:
    for table, value in EXAMPLES.items():
        path = write_values(tmp_path, table, ".jsonl", [value])
        report = validate([path], release)
        complete = report.verdict.complete
        assert complete is not None
        assert (codes(report), report.verdict.valid, report.verdict.genuine) == (["added-record"], True, "foreign")
        assert (complete.present, complete.of) == (0, len(release.tables[table]))


@pytest.mark.parametrize(("name", "raw"), [("x.json", b"[]"), ("x.jsonl", b""), ("news_items.jsonl", b"\n")])
def test_a_file_without_records_is_foreign(release: Release, tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    assert validate([tmp_path / name], release).verdict.genuine == "foreign"


# One changed character: the copy is not genuine, and the finding says where.


STRINGS = re.compile(rb'"(?:[^"\\\\]|\\\\.)*"(:?)')
"""Every string of a JSON text, found without reading it, with the colon behind it if it is a key."""


def other_character(old: str) -> str:
    return old[:-1] + ("x" if old[-1] != "x" else "y")


def assert_caught(report: Report, form: str, row: int, steps: Steps, ids: set[Any]) -> None:
    verdict = report.verdict
    assert not verdict.valid or verdict.genuine in {"altered", "foreign"}
    assert verdict.genuine not in {"identical", "re-encoded"}
    places = {(finding.where.pointer, finding.record) for finding in errors(report)}
    assert places & {(pointer_in(form, row, steps), id) for id in ids}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", TABLES)
def test_every_text_of_the_release_with_one_character_changed_is_caught(
    release: Release, tmp_path: Path, table: str, form: str
) -> None:
    values = values_of(release, table)
    tried = 0
    for row, value in enumerate(values):
        for steps in text_leaves(value):
            changed = with_value(value, steps, other_character(value_at(value, steps)))
            path = write_values(tmp_path, table, form, [*values[:row], changed, *values[row + 1 :]])
            assert_caught(validate([path], release), form, row, steps, {value["id"]})
            tried += 1
    assert tried == STRINGS.findall(canonical(values)).count(b"") > 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", TABLES)
def test_every_number_of_the_release_changed_is_caught(release: Release, tmp_path: Path, table: str, form: str) -> None:
    for row, value in enumerate(values := values_of(release, table)):
        for steps in (("source", "start"), ("source", "end"), ("index",)):
            if steps[0] in value:
                changed = with_value(value, steps, value_at(value, steps) + 1)
                path = write_values(tmp_path, table, form, [*values[:row], changed, *values[row + 1 :]])
                assert_caught(validate([path], release), form, row, steps, {value["id"]})


LOOK_ALIKES = "аеорсухіАВЕКМНОРСТХɑοΙlI1|O0’'`‘–—-‐ﬁ…․\u2003\u00a0"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u202e\u2066\u0000\t\n\u2028"
COMBINING = "\u0300\u0301\u0306\u0308\u0323\u0327"


@st.composite
def replacements(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(LOOK_ALIKES + INVISIBLE + COMBINING) | st.characters(codec="utf-8") | st.just(""))


@settings(max_examples=400)
@given(
    form=st.sampled_from(FORMS),
    table=st.sampled_from(list(TABLES)),
    insert=st.booleans(),
    new=replacements(),
    data=st.data(),
)
def test_any_character_anywhere_changed_is_caught(
    release: Release,
    tmp_path_factory: pytest.TempPathFactory,
    form: str,
    table: str,
    *,
    insert: bool,
    new: str,
    data: st.DataObject,
) -> None:
    values = values_of(release, table)
    row = data.draw(st.integers(0, len(values) - 1))
    steps = data.draw(st.sampled_from(list(text_leaves(values[row]))))
    old = value_at(values[row], steps)
    at = data.draw(st.integers(0, len(old) - 1))
    text = old[:at] + new + old[at if insert else at + 1 :]
    if text == old:
        return
    changed = with_value(values[row], steps, text)
    folder = tmp_path_factory.mktemp("changed")
    path = write_values(folder, table, form, [*values[:row], changed, *values[row + 1 :]])
    ids = {values[row]["id"]} | ({text} if steps == ("id",) else set())
    assert_caught(validate([path], release), form, row, steps, ids)
    shutil.rmtree(folder)


def test_decomposed_text_is_not_the_same_text(release: Release, tmp_path: Path) -> None:
    values = values_of(release, "news_items")
    text = values[0]["paragraphs"][0]
    changed = with_value(values[0], ("paragraphs", 0), text.replace("o", "ó", 1))
    composed = write_values(tmp_path, "news_items", ".jsonl", [changed])
    assert "not-nfc" not in codes(validate([composed], release))
    decomposed = with_value(changed, ("paragraphs", 0), unicodedata.normalize("NFD", changed["paragraphs"][0]))
    path = write_values(tmp_path, "news_items", ".jsonl", [decomposed])
    report = validate([path], release)
    assert ("not-nfc" in codes(report), report.verdict.genuine) == (True, "altered")


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_character_ends_the_command_with_one(
    release: Release, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    values = values_of(release, "news_items")
    values[1]["paragraphs"][0] = values[1]["paragraphs"][0].replace("a", "\u0430", 1)
    path = write_values(tmp_path, "news_items", form, values)
    assert cli.main(["validate", str(path)]) == 1
    printed = capsys.readouterr().out
    assert "look-alike" in printed
    assert "U+0430 CYRILLIC SMALL LETTER A" in printed
    assert values[1]["id"] in printed


# Parquet columns of other types.


def news(release: Release) -> pa.Table:
    return release.news_items.to_arrow()


def with_column(table: pa.Table, name: str, column: Any) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)


def validated(table: pa.Table, folder: Path, release: Release, **options: Any) -> Report:
    pq.write_table(table, folder / "x.parquet", **options)
    return validate([folder / "x.parquet"], release)


@pytest.mark.parametrize(
    "type_",
    [pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns"), pa.timestamp("us", "UTC"), pa.string()],
    ids=str,
)
def test_days_as_something_else_keep_their_identity_and_are_not_valid(
    release: Release, tmp_path: Path, type_: pa.DataType
) -> None:
    table = news(release)
    report = validated(with_column(table, "published", table["published"].cast(type_)), tmp_path, release)
    assert [(finding.code, finding.where.field) for finding in report.findings] == [("column-type", "published")]
    assert (report.verdict.valid, report.verdict.genuine) == (False, "re-encoded")


def test_days_as_the_old_timestamps_of_other_writers_keep_their_identity(release: Release, tmp_path: Path) -> None:
    table = news(release)
    days = with_column(table, "published", table["published"].cast(pa.timestamp("ns")))
    report = validated(days, tmp_path, release, use_deprecated_int96_timestamps=True)
    assert (codes(report), report.verdict.valid, report.verdict.genuine) == (["column-type"], False, "re-encoded")


def test_days_as_times_of_day_are_altered(release: Release, tmp_path: Path) -> None:
    table = news(release)
    noon = pa.array([1_713_787_200] * 3, pa.timestamp("s"))
    report = validated(with_column(table, "published", noon), tmp_path, release)
    assert (report.verdict.valid, report.verdict.genuine) == (False, "altered")


@pytest.mark.parametrize(
    ("code", "name", "change"),
    [
        ("column-type", "published", lambda table: table["published"].cast(pa.int32())),
        ("column-type", "paragraphs", lambda table: pa.array([json.dumps(x) for x in table["paragraphs"].to_pylist()])),
        ("column-type", "source", lambda table: pa.array([json.dumps(x) for x in table["source"].to_pylist()])),
        ("column-type", "source", lambda table: pa.array([[("a", 1)]] * 3, pa.map_(pa.string(), pa.int64()))),
        ("column-type", "id", lambda table: table["id"].cast(pa.binary())),
    ],
)
def test_columns_that_say_something_else_are_neither_valid_nor_genuine(
    release: Release, tmp_path: Path, code: str, name: str, change: Callable[[pa.Table], Any]
) -> None:
    table = news(release)
    report = validated(with_column(table, name, change(table)), tmp_path, release)
    first, *rest = report.findings
    assert (first.code, first.where.field) == (code, name)
    assert {finding.code for finding in rest} <= ALTERED_RECORD
    assert (report.verdict.valid, report.verdict.genuine) == (False, "altered")


@pytest.mark.parametrize(
    ("name", "column"), [("language", pa.nulls(3)), ("id", pa.nulls(3)), ("paragraphs", pa.array([[None]] * 3))]
)
def test_a_required_column_of_nulls_alone_is_found_in_each_row(
    release: Release, tmp_path: Path, name: str, column: pa.Array
) -> None:
    report = validated(with_column(news(release), name, column), tmp_path, release)
    assert {finding.where.row for finding in errors(report) if finding.where.field == name} == {0, 1, 2}
    assert (report.verdict.valid, report.verdict.genuine) == (False, "altered")


def test_a_column_too_many_leaves_the_records_what_they_are(release: Release, tmp_path: Path) -> None:
    report = validated(news(release).append_column("mood", pa.array([0.5] * 3)), tmp_path, release)
    assert (codes(report), report.verdict.valid, report.verdict.genuine) == (["unknown-column"], False, "re-encoded")


@pytest.mark.parametrize("name", ["language", "title", "source"])
def test_a_column_that_is_missing_or_there_twice_is_not_valid(release: Release, tmp_path: Path, name: str) -> None:
    table = news(release)
    for code, damaged in (
        ("missing-column", table.drop_columns([name])),
        ("repeated-column", table.append_column(name, table[name])),
    ):
        report = validated(damaged, tmp_path, release)
        assert (report.findings[0].code, report.findings[0].where.field) == (code, name)
        assert (report.verdict.valid, report.verdict.genuine) == (False, "altered")


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("wrong-type", ("id",)),
        ("wrong-type", ("paragraphs",)),
        ("wrong-type", ("paragraphs", 0)),
        ("wrong-type", ("source",)),
        ("wrong-type", ("source", "document")),
        ("wrong-type", ("source", "start")),
        ("unknown-choice", ("type",)),
        ("unknown-choice", ("language",)),
    ],
)
def test_a_null_in_a_required_place_is_found_in_its_row(
    release: Release, tmp_path: Path, code: str, steps: Steps
) -> None:
    values = news(release).to_pylist()
    values[1] = with_value(values[1], steps, None)
    table = pa.Table.from_pylist(values, schema=loose_schema("news_items", days=pa.date32()))
    report = validated(table, tmp_path, release)
    places = {(finding.code, finding.where.row, finding.where.pointer) for finding in errors(report)}
    pointed = "".join(f"/{step}" for step in steps)
    assert places == {(code, 1, pointed), ("altered-value", 1, pointed)}


# Damaged release folders.


def edited(name: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return edit


def test_a_cut_file_is_neither_valid_nor_the_one_of_the_manifest(release: Release, copy: Path) -> None:
    for name in TABLE_FILES:
        raw = (release.folder / name).read_bytes()
        (copy / name).write_bytes(raw[: len(raw) // 2])
        report = validate([copy], release)
        found = {(finding.code, Path(finding.where.file).name) for finding in report.findings}
        assert {("checksum-mismatch", name)} < found
        assert not report.verdict.valid
        assert report.verdict.genuine == "re-encoded"
        (copy / name).write_bytes(raw)


def test_lines_cut_off_a_table_leave_it_a_subset(release: Release, tmp_path: Path) -> None:
    raw = (release.folder / "qa_pairs.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "qa_pairs.jsonl").write_bytes(b"".join(raw[:5]))
    report = validate([tmp_path / "qa_pairs.jsonl"], release)
    assert (report.findings, report.verdict.valid, report.verdict.genuine) == ((), True, "subset")


@pytest.mark.parametrize("length", [0, 1, 1_000, 3_000])
def test_a_cut_manifest_is_a_finding(release: Release, copy: Path, length: int) -> None:
    os.truncate(copy / "manifest.json", length)
    report = validate([copy], release)
    assert set(codes(report)) == {"bad-manifest", "altered-file"}
    assert (report.verdict.valid, report.verdict.genuine) == (False, "altered")


def test_a_manifest_that_says_something_else_is_altered(release: Release, copy: Path) -> None:
    edited("manifest.json", release.root, "0" * 64)(copy)
    report = validate([copy], release)
    assert set(codes(report)) == {"altered-file", "checksum-mismatch", "manifest-mismatch"}
    assert (report.verdict.valid, report.verdict.genuine) == (False, "altered")


@pytest.mark.parametrize("name", ["ledger.jsonl", "README.md", "qa_pair.schema.json", "news_items.json"])
def test_a_file_that_is_missing_is_a_warning(release: Release, copy: Path, name: str) -> None:
    (copy / name).unlink()
    report = validate([copy], release)
    assert codes(report) == ["missing-file"]
    assert name in report.findings[0].message
    assert (report.verdict.valid, report.verdict.genuine) == (True, "identical")


def test_a_missing_table_is_not_counted(release: Release, copy: Path) -> None:
    for form in FORMS:
        (copy / f"qa_pairs{form}").unlink()
    report = validate([copy], release)
    complete = report.verdict.complete
    assert complete is not None
    assert (set(codes(report)), complete.of, complete.missing) == ({"missing-file"}, 4, ())


def test_an_edited_ledger_is_altered(release: Release, copy: Path) -> None:
    edited("ledger.jsonl", "paragraph", "title")(copy)
    report = validate([copy], release)
    assert {(finding.code, Path(finding.where.file).name) for finding in report.findings} == {
        ("checksum-mismatch", "ledger.jsonl"),
        ("altered-file", "ledger.jsonl"),
    }
    assert (report.verdict.valid, report.verdict.genuine) == (False, "altered")


def test_a_value_altered_in_one_file_of_a_folder_is_blamed_on_that_file(release: Release, copy: Path) -> None:
    edited("qa_pairs.json", "collective", "selective")(copy)
    report = validate([copy], release)
    assert {Path(finding.where.file).name for finding in report.findings} == {"qa_pairs.json"}
    assert "changed-words" in codes(report)
    assert report.verdict.genuine == "altered"


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: (folder / "notes.txt").write_text("x"),
        lambda folder: (folder / "more").mkdir(),
        lambda folder: (folder / "more.json").mkdir(),
        lambda folder: (folder / "more.json").symlink_to("news_items.json"),
        lambda folder: (folder / "more.parquet").symlink_to(os.devnull),
        lambda folder: (folder / "line\nbreak\x1b[31m.txt").touch(),
    ],
)
def test_what_is_no_part_of_a_copy_is_noted_and_not_read(
    release: Release, copy: Path, make: Callable[[Path], object]
) -> None:
    make(copy)
    report = validate([copy], release)
    assert [(finding.code, finding.level) for finding in report.findings] == [("unread-file", "note")]
    assert report.findings[0].where.file.isprintable()
    assert (report.verdict.valid, report.verdict.genuine) == (True, "identical")


def test_a_file_of_the_manifest_behind_a_link_is_missing(release: Release, copy: Path, tmp_path: Path) -> None:
    (copy / "ledger.jsonl").rename(tmp_path / "elsewhere.jsonl")
    (copy / "ledger.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    report = validate([copy], release)
    assert set(codes(report)) == {"missing-file", "unread-file"}


# What cannot be looked at.


def refused(path: Path) -> str:
    with pytest.raises(CopyError) as error:
        validate([path])
    message = str(error.value)
    assert message.isprintable()
    return message


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "missing.json")


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    refused(tmp_path)


def test_a_suffix_that_no_format_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").touch()
    refused(tmp_path / "x.xlsx")


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.json")
    refused(tmp_path / "x.json")
    refused(tmp_path)


@pytest.mark.parametrize("name", ["news_items.json", "manifest.json", "README.md"])
def test_a_file_that_may_not_be_read_is_refused(copy: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    real = os.open

    def denied(path: Path, flags: int, *rest: int) -> int:
        if Path(path).name == name:
            raise PermissionError(13, os.strerror(13), str(path))
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", denied)
    assert refused(copy).endswith(f"{name}: permission denied")


@settings(max_examples=60)
@example(raw=b"\xff", name="x.json")
@given(raw=st.binary(max_size=300), name=st.sampled_from(["x.json", "x.jsonl", "x.parquet"]))
def test_any_bytes_have_a_report(
    release: Release, tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / name).write_bytes(raw)
    assert validate([folder / name], release).verdict.genuine == "foreign"
    shutil.rmtree(folder)


def test_findings_stand_in_the_order_of_the_files_and_their_lines(release: Release, tmp_path: Path) -> None:
    values = [{**value, "form": "essay", "language": "xx"} for value in values_of(release, "news_items")]
    paths = [write_values(tmp_path, "news_items", form, values) for form in (".jsonl", ".json")]
    found = [
        (finding.where.file, finding.where.line, finding.where.column) for finding in validate(paths, release).findings
    ]
    order = {str(path): index for index, path in enumerate(paths)}
    assert len({file for file, _, _ in found}) == 2
    assert found == sorted(found, key=lambda each: (order[each[0]], each[1] or 0, each[2] or 0))


# Tables that were emptied, and what stands on one side only.


def emptied_in_a_bundle(release: Release, folder: Path) -> None:
    tables = {table: values_of(release, table) for table in TABLES}
    (folder / "all.json").write_text(json.dumps({**tables, "news_items": []}), encoding="utf-8")


def emptied_csv(release: Release, folder: Path) -> None:
    write_values(folder, "qa_pairs", ".jsonl", values_of(release, "qa_pairs"))
    (folder / "x.csv").write_text(",".join(values_of(release, "news_items")[0]) + "\n", encoding="utf-8")


def emptied_parquet(release: Release, folder: Path) -> None:
    write_values(folder, "qa_pairs", ".jsonl", values_of(release, "qa_pairs"))
    pq.write_table(release.news_items.to_arrow().slice(0, 0), folder / "x.parquet")


@pytest.mark.parametrize("write", [emptied_in_a_bundle, emptied_csv, emptied_parquet])
def test_the_records_of_a_table_that_stands_there_empty_are_missing(
    release: Release, tmp_path: Path, write: Callable[[Release, Path], None]
) -> None:
    write(release, tmp_path)
    report = validate([tmp_path], release)
    complete = report.verdict.complete
    assert complete is not None
    assert (report.findings, report.verdict.genuine) == ((), "subset")
    assert complete.missing == tuple(sorted(item.id for item in release.news_items))


@pytest.mark.parametrize("content", ["[]", ""])
@pytest.mark.parametrize("name", ["news_items.jsonl", "news_items.json"])
def test_a_table_that_was_emptied_in_one_format_is_found(
    release: Release, tmp_path: Path, name: str, content: str
) -> None:
    for suffix in ("json", "jsonl", "parquet"):
        shutil.copy(release.folder / f"news_items.{suffix}", tmp_path)
    (tmp_path / name).write_text(content if name.endswith(".json") else "", encoding="utf-8")
    report = validate([tmp_path], release)
    assert ("uneven-formats", name) in {(finding.code, Path(finding.where.file).name) for finding in report.findings}
    assert not report.verdict.valid


def test_parts_of_a_table_in_two_formats_are_one_table(release: Release, tmp_path: Path) -> None:
    pairs = values_of(release, "qa_pairs")
    (tmp_path / "a.json").write_text(json.dumps(pairs[:4]), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(pair) + "\n" for pair in pairs[4:]), encoding="utf-8")
    report = validate([tmp_path], release)
    assert (report.findings, report.verdict.genuine) == ((), "re-encoded")


def test_parts_of_a_table_that_overlap_repeat_their_ids(release: Release, tmp_path: Path) -> None:
    pairs = values_of(release, "qa_pairs")
    (tmp_path / "a.json").write_text(json.dumps(pairs[:5]), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(pairs[4:]), encoding="utf-8")
    assert codes(validate([tmp_path], release)) == ["repeated-id"]


def test_a_file_given_under_two_spellings_is_read_once(release: Release, tmp_path: Path) -> None:
    shutil.copy(release.folder / "qa_pairs.json", tmp_path)
    report = validate([tmp_path / "qa_pairs.json", tmp_path / ".." / tmp_path.name / "qa_pairs.json"], release)
    assert (report.files, report.findings) == (1, ())


def test_pairs_without_any_interview_are_found_though_the_table_is_empty(release: Release, tmp_path: Path) -> None:
    (tmp_path / "interviews.json").write_text("[]", encoding="utf-8")
    shutil.copy(release.folder / "qa_pairs.json", tmp_path)
    assert codes(validate([tmp_path])) == ["missing-interview"] * 8


def test_a_pair_on_one_side_only_is_found(release: Release, tmp_path: Path) -> None:
    pairs = values_of(release, "qa_pairs")
    forged = {**pairs[7], "id": pairs[7]["id"][:-2] + "09", "index": 9}
    shutil.copy(release.folder / "interviews.json", tmp_path)
    (tmp_path / "qa_pairs.json").write_text(json.dumps([*pairs[1:], forged]), encoding="utf-8")
    report = validate([tmp_path])
    assert sorted(finding.code for finding in report.findings) == ["differing-pair", "differing-pair"]
    assert not report.verdict.valid


@pytest.mark.parametrize("beside", [{}, {"mine": 1}], ids=["a valid interview", "one that is not"])
def test_pairs_whose_numbers_are_whole_fractions_are_those_of_the_flat_table(
    release: Release, tmp_path: Path, beside: dict[str, Any]
) -> None:
    (talk,) = values_of(release, "interviews")
    fractions = json.loads(json.dumps(talk), parse_int=float)
    (tmp_path / "interviews.json").write_text(json.dumps([{**fractions, **beside}]), encoding="utf-8")
    shutil.copy(release.folder / "qa_pairs.json", tmp_path)
    assert "differing-pair" not in codes(validate([tmp_path], release))


def test_the_files_of_a_release_may_be_named_one_by_one(release: Release) -> None:
    report = validate(sorted(release.folder.iterdir()), release)
    assert (report.findings, report.verdict.genuine) == ((), "identical")


@pytest.mark.parametrize("day", ["2024-04-22T00:00:00.000", "2024-04-22T00:00:00Z", 1713744000000])
def test_a_day_in_another_form_leaves_the_record_what_it_is(release: Release, tmp_path: Path, day: Any) -> None:
    values = [
        {**value, "published": day} if value["published"] == "2024-04-22" else value
        for value in values_of(release, "news_items")
    ]
    (tmp_path / "x.json").write_text(json.dumps(values), encoding="utf-8")
    report = validate([tmp_path / "x.json"], release)
    assert [finding.where.field for finding in report.findings] == ["published"]
    assert (report.verdict.valid, report.verdict.genuine) == (False, "re-encoded")


def test_a_field_too_many_leaves_the_record_what_it_is_in_every_format(release: Release, tmp_path: Path) -> None:
    values = [{**value, "mood": "calm"} for value in values_of(release, "news_items")]
    (tmp_path / "x.jsonl").write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    table = release.news_items.to_arrow()
    pq.write_table(table.append_column("mood", pa.array(["calm"] * 3)), tmp_path / "x.parquet")
    for name in ("x.jsonl", "x.parquet"):
        report = validate([tmp_path / name], release)
        assert (report.verdict.valid, report.verdict.genuine) == (False, "re-encoded")


def test_thousands_of_strange_fields_make_a_short_report(release: Release, tmp_path: Path) -> None:
    value = values_of(release, "news_items")[0]
    strange = {**value, "source": {**value["source"], **{f"k{number}": number for number in range(20_000)}}}
    (tmp_path / "x.jsonl").write_text(json.dumps(strange) + "\n", encoding="utf-8")
    assert len(validate([tmp_path / "x.jsonl"], release).findings) < 200


def test_a_record_whose_id_and_span_were_changed_is_still_an_altered_one(release: Release, tmp_path: Path) -> None:
    value = values_of(release, "news_items")[0]
    forged = {
        **value,
        "id": EXAMPLES["news_items"]["id"],
        "source": {**value["source"], "end": value["source"]["end"] + 1},
    }
    (tmp_path / "x.jsonl").write_text(json.dumps(forged) + "\n", encoding="utf-8")
    assert validate([tmp_path / "x.jsonl"], release).verdict.genuine == "altered"


def test_pandas_may_read_json_and_write_parquet(release: Release, tmp_path: Path) -> None:
    for table in ("news_items", "qa_pairs"):
        frame = pd.DataFrame(json.loads((release.folder / f"{table}.json").read_bytes()))
        if "published" in frame:
            frame["published"] = pd.to_datetime(frame["published"]).dt.date
        frame.to_parquet(tmp_path / f"{table}.parquet", index=False)
    report = validate([tmp_path], release)
    assert (report.findings, report.verdict.valid, report.verdict.genuine) == ((), True, "re-encoded")


def reseal(folder: Path) -> None:
    """Bring the check sums of a folder, and those in its manifest, in line with its files."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name, entry in manifest["files"].items():
        raw = (folder / name).read_bytes()
        entry |= {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    lines = (
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in sorted([*manifest["files"], "manifest.json"])
    )
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def test_a_table_that_was_emptied_everywhere_contradicts_the_manifest(copy: Path) -> None:
    (copy / "news_items.json").write_text("[]", encoding="utf-8")
    (copy / "news_items.jsonl").write_text("", encoding="utf-8")
    pq.write_table(pq.read_table(copy / "news_items.parquet").slice(0, 0), copy / "news_items.parquet")
    reseal(copy)
    assert codes(validate([copy])) == ["manifest-mismatch"]


def test_a_release_whose_check_sums_are_damaged_is_nothing_to_compare_with(release: Release, copy: Path) -> None:
    with (copy / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write("x\n")
    with pytest.raises(ReleaseError, match="SHA256SUMS"):
        validate([release.folder], load(copy))


def test_whole_numbers_as_decimals_leave_the_records_what_they_are(release: Release, tmp_path: Path) -> None:
    table = release.qa_pairs.to_arrow()
    index = table["index"].cast(pa.decimal128(20, 0))
    pq.write_table(table.set_column(table.schema.get_field_index("index"), "index", index), tmp_path / "x.parquet")
    report = validate([tmp_path / "x.parquet"], release)
    assert (codes(report), report.verdict.genuine) == (["column-type"], "re-encoded")


def test_an_id_that_was_in_another_file_is_told_with_that_file(release: Release, tmp_path: Path) -> None:
    shutil.copy(release.folder / "qa_pairs.jsonl", tmp_path / "a.jsonl")
    shutil.copy(release.folder / "qa_pairs.jsonl", tmp_path / "b.jsonl")
    findings = validate([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], release).findings
    assert {finding.code for finding in findings} == {"repeated-id"}
    assert all(f"of {tmp_path / 'a.jsonl'})" in finding.message for finding in findings)


# What was found by trying.


def test_long_ids_that_begin_alike_are_not_the_same(tmp_path: Path) -> None:
    values = [{**EXAMPLES["news_items"], "id": "n" * 200 + end} for end in "ab"]
    assert "repeated-id" not in validate([write_values(tmp_path, "news_items", ".jsonl", values)]).counts
    values[1]["id"] = values[0]["id"]
    report = validate([write_values(tmp_path, "news_items", ".jsonl", values)])
    assert report.counts["repeated-id"] == 1
    assert all(len(finding.record or "") <= 100 for finding in report.findings)


def test_a_manifest_that_was_changed_while_the_copy_was_read_stops_the_run(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(done: int, of: int) -> None:
        if done == of:
            (copy / "manifest.json").write_bytes(b"{}")

    with pytest.raises(CopyError, match=r"manifest\.json: it was changed"):
        validate([copy], progress=change)


def test_a_manifest_too_long_to_be_one_is_told_and_not_read(copy: Path) -> None:
    os.truncate(copy / "manifest.json", 1 << 28)
    report = validate([copy])
    assert report.counts["bad-manifest"] == 1


@pytest.mark.parametrize("workers", [[], ["--workers", "2"]], ids=["one", "two"])
def test_json_lines_tell_the_findings_that_json_tells(
    release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str], workers: list[str]
) -> None:
    for number in range(2):
        values = [{**value, "mood": "x", "language": "xx"} for value in values_of(release, "qa_pairs")]
        write_values(tmp_path, "qa_pairs", ".jsonl", values).rename(tmp_path / f"{number}.jsonl")
    told = {}
    for form in ("json", "jsonl"):
        assert cli.main(["validate", str(tmp_path), "--report", form, "--most", "3", *workers]) == 1
        told[form] = capsys.readouterr().out
    lines = [json.loads(line) for line in told["jsonl"].splitlines()]
    whole = json.loads(told["json"])
    order = {json.dumps(finding): place for place, finding in enumerate(whole["findings"])}
    assert sorted(map(json.dumps, lines[:-1]), key=order.__getitem__) == [
        json.dumps(each) for each in whole["findings"]
    ]
    assert lines[-1]["counts"] == whole["counts"]


# What is compared with, and what stays as it is however a record is read.


def test_a_release_that_stands_in_its_folder_no_more_is_refused(release: Release, copy: Path) -> None:
    loaded = load(copy)
    manifest = json.loads((copy / "manifest.json").read_bytes())
    (copy / "qa_pairs.jsonl").write_bytes(b"")
    with pytest.raises(ReleaseError):
        validate([release.folder], loaded)
    assert manifest["root"] == loaded.root


def test_another_release_in_the_folder_of_a_loaded_one_is_not_compared_with(
    release: Release, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load(copy)
    monkeypatch.setattr("csto_dataset.validate.Against", lambda folder: SimpleNamespace(root="0" * 64))
    with pytest.raises(ReleaseError, match="expected the release that was loaded"):
        validate([release.folder], loaded)


def test_a_release_is_compared_with_from_wherever_the_process_is(
    release: Release, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy.parent)
    loaded = load(copy.name)
    monkeypatch.chdir(copy.parent.parent)
    changed = with_value(values_of(release, "news_items")[0], ("title",), "Another")
    assert validate([write_values(copy.parent, "news_items", ".jsonl", [changed])], loaded).verdict.genuine == "altered"


def test_changes_in_columns_are_told_in_the_order_of_the_fields(release: Release, tmp_path: Path) -> None:
    value = values_of(release, "news_items")[0]
    for steps, new in ((("language",), "ru"), (("published",), "2001-01-01"), (("source", "start"), 1)):
        value = with_value(value, steps, new)
    report = validate([write_values(tmp_path, "news_items", ".parquet", [value])], release)
    told = [each.where.field for each in report.findings if each.code in ALTERED_RECORD and each.where.field]
    assert told == ["published", "language", "source.start"]


def test_a_sound_record_behind_spaces_stands_behind_them(release: Release, tmp_path: Path) -> None:
    said = canonical(values_of(release, "news_items")[0])
    (tmp_path / "news_items.jsonl").write_bytes(said + b"\n   " + said + b"\n")
    (finding,) = validate([tmp_path / "news_items.jsonl"]).findings
    assert (finding.code, finding.where.line, finding.where.column) == ("repeated-id", 2, 4)
    assert finding.where.byte == len(said) + 4


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("against", ["the release", "none"])
def test_sound_pairs_without_their_interview_are_told(
    form: str,
    against: str,
    release: Release,
    tmp_path: Path,
) -> None:
    (tmp_path / "interviews.jsonl").write_bytes(b"")
    write_values(tmp_path, "qa_pairs", form, values_of(release, "qa_pairs"))
    report = validate([tmp_path], None if against == "none" else release)
    assert report.counts["missing-interview"] == len(release.qa_pairs)
