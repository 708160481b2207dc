"""A release as objects: loading, looking up, filtering, handing on; and what is refused."""

import copy as copying
import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pandas
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_dataset
from csto_dataset.arrow import arrow_schema
from csto_dataset.errors import CstoDatasetError, MissingExtraError, ReleaseError, UnknownRecordError
from csto_dataset.records import TABLES, Interview, NewsItem, QAPair, Record
from csto_dataset.release import Release, load, packaged_folder, published, version_order
from csto_dataset.table import Table, day_of, texts_of
from tests.strategies import interviews, records

ROWS = {"news_items": 3, "interviews": 1, "qa_pairs": 8}
TABLE_NAMES = sorted(ROWS)


def demand_refusal(folder: Path, named: Path | None = None) -> ReleaseError:
    with pytest.raises(ReleaseError) as caught:
        load(folder)
    assert str(caught.value).startswith(str(named or folder))
    assert str(caught.value).isprintable()
    return caught.value


# Loading


def test_the_packaged_release_has_three_items_one_interview_and_eight_pairs(release: Release) -> None:
    assert {name: len(table) for name, table in release.tables.items()} == ROWS
    assert (len(release.news_items), len(release.interviews), len(release.qa_pairs)) == (3, 1, 8)


def test_a_release_can_be_loaded_from_its_folder_given_as_text_or_path(release: Release) -> None:
    assert load(str(release.folder)) == load(release.folder) == release


def test_the_packaged_release_is_the_newest_one(release: Release) -> None:
    assert packaged_folder().name == release.version == published(packaged_folder().parent)[-1]


def test_a_release_elsewhere_is_the_same(copy: Path, release: Release) -> None:
    assert load(copy).tables == release.tables
    assert load(copy).root == release.root


def test_the_pairs_of_the_interviews_are_the_flat_pairs(release: Release) -> None:
    assert [pair for talk in release.interviews for pair in talk.qa_pairs] == list(release.qa_pairs)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_table_is_in_order_of_id(name: str, release: Release) -> None:
    ids = [record.id for record in release.tables[name]]
    assert ids == sorted(set(ids))


def test_a_package_without_a_release_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csto_dataset.release.RELEASES", tmp_path)
    with pytest.raises(ReleaseError) as caught:
        load()
    assert str(caught.value).startswith(str(tmp_path))


@pytest.mark.parametrize(("older", "newer"), [("1.9.0", "1.10.0"), ("1.0.9", "1.0.10"), ("9.9.9", "10.0.0")])
def test_versions_are_ordered_by_number(older: str, newer: str) -> None:
    assert version_order(older) < version_order(newer)


# What is refused


def test_a_missing_folder_is_no_release(tmp_path: Path) -> None:
    demand_refusal(tmp_path / "nothing")


def test_a_file_is_no_release(copy: Path) -> None:
    demand_refusal(copy / "manifest.json")


def test_an_empty_folder_is_no_release(tmp_path: Path) -> None:
    demand_refusal(tmp_path)


def test_a_folder_of_releases_is_answered_with_the_newest_of_them(release: Release) -> None:
    error = demand_refusal(release.folder.parent)
    assert str(release.folder) in str(error)


def test_half_a_release_is_refused(copy: Path) -> None:
    for path in copy.iterdir():
        if path.name != "manifest.json":
            path.unlink()
    demand_refusal(copy)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_table_that_is_missing_is_refused_by_name(name: str, copy: Path) -> None:
    (copy / f"{name}.jsonl").unlink()
    demand_refusal(copy, copy / f"{name}.jsonl")


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change_a_letter(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CSTO", b"CST0", 1))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [append, cut, change_a_letter, empty, make_a_folder])
@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_table_that_was_changed_is_refused_by_name(name: str, damage: Callable[[Path], None], copy: Path) -> None:
    damage(copy / f"{name}.jsonl")
    demand_refusal(copy, copy / f"{name}.jsonl")


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"{}", b"null", b"\xff", b"[" * 5000])
def test_a_damaged_manifest_is_refused(raw: bytes, copy: Path) -> None:
    (copy / "manifest.json").write_bytes(raw)
    demand_refusal(copy, copy / "manifest.json")


@pytest.mark.parametrize("key", ["files", "tables"])
def test_a_manifest_that_does_not_tell_of_a_table_is_refused(key: str, copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_bytes())
    manifest[key] = {}
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    demand_refusal(copy, copy / "manifest.json")


def test_a_newer_schema_version_is_refused_with_both_versions(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_bytes())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"schema_version": "2.0"}), encoding="utf-8")
    error = demand_refusal(copy, copy / "manifest.json")
    assert "1.0" in str(error)
    assert "2.0" in str(error)


def test_a_table_of_other_records_is_refused_although_the_manifest_names_it(copy: Path) -> None:
    shutil.copy(copy / "qa_pairs.jsonl", copy / "news_items.jsonl")
    manifest = json.loads((copy / "manifest.json").read_bytes())
    manifest["files"]["news_items.jsonl"] = manifest["files"]["qa_pairs.jsonl"]
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    demand_refusal(copy, copy / "news_items.jsonl")


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31mred", "\u202eback"])
def test_a_refusal_is_one_line_whatever_the_folder_is_called(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError) as caught:
        load(tmp_path / name)
    assert str(caught.value).isprintable()


def test_a_refusal_is_one_of_the_errors_of_the_package(tmp_path: Path) -> None:
    with pytest.raises(csto_dataset.CstoDatasetError):
        csto_dataset.load(tmp_path)
    assert issubclass(ReleaseError, CstoDatasetError)


# Looking up


def test_every_record_is_found_by_its_id(release: Release) -> None:
    for table in release.tables.values():
        for record in table:
            assert release[record.id] is record
            assert table.by_id(record.id) is record
            assert record.id in release


@pytest.mark.parametrize("id", ["", "news-2024-04-22-000000000000", "\x1b[31m\n"])
def test_an_unknown_id_is_a_key_error_in_one_line(id: str, release: Release) -> None:
    assert id not in release
    for look_up in (release.__getitem__, release.qa_pairs.by_id):
        with pytest.raises(KeyError) as caught:
            look_up(id)
        assert isinstance(caught.value, UnknownRecordError)
        assert str(caught.value).isprintable()


# Filtering


def test_records_are_found_by_their_day(release: Release) -> None:
    assert len(release.news_items.on(date(2024, 4, 24))) == 2
    assert len(release.news_items.on(date(2024, 4, 23))) == 0
    assert len(release.news_items.between(date(2024, 4, 22), date(2024, 4, 24))) == 3
    assert len(release.news_items.between(date(2024, 4, 23))) == 2
    assert len(release.news_items.between(last=date(2024, 4, 23))) == 1
    assert len(release.news_items.between()) == 3


def test_pairs_have_the_day_of_their_interview(release: Release) -> None:
    assert len(release.qa_pairs.on(date(2024, 4, 16))) == 8
    assert len(release.qa_pairs.on(date(2024, 4, 17))) == 0


def test_records_are_found_by_words_in_capitals_or_not(release: Release) -> None:
    assert [pair.index for pair in release.qa_pairs.containing("ARMENIA")] == [3, 4, 5]
    assert [pair.index for pair in release.qa_pairs.containing("pashinyan")] == [4]
    assert len(release.news_items.containing("Imnadze")) == 1
    assert len(release.interviews.containing("delimitation of the state border")) == 1
    assert len(release.interviews.containing("NEWS.ru")) == 1
    assert len(release.qa_pairs.containing("no such words")) == 0


def test_what_is_found_can_be_filtered_again(release: Release) -> None:
    found = release.qa_pairs.containing("Armenia").containing("withdraws")
    assert isinstance(found, Table)
    assert [pair.index for pair in found] == [5]


@given(talk=interviews())
def test_a_pair_has_the_day_of_its_interview_or_none(talk: Interview) -> None:
    assert {day_of(pair) for pair in talk.qa_pairs} == {day_of(talk)} == {talk.published}


@given(drawn=st.lists(records(), max_size=4), first=st.none() | st.dates(), last=st.none() | st.dates())
def test_a_span_of_days_holds_both_its_ends_and_no_undated_record(
    drawn: list[Record], first: date | None, last: date | None
) -> None:
    within = Table(NewsItem, drawn).between(first, last)
    for record in drawn:
        day = day_of(record)
        inside = day is not None and (first or day) <= day <= (last or day)
        assert (record in within) == inside


@given(record=records())
def test_every_text_of_a_record_is_among_its_texts(record: Record) -> None:
    texts = list(texts_of(record))
    if isinstance(record, NewsItem):
        assert texts == [*([record.title] if record.title else []), *record.paragraphs]
    elif isinstance(record, Interview):
        assert texts[: 1 + len(record.lede)] == [record.title, *record.lede]
        assert set(texts).issuperset(text for pair in record.qa_pairs for text in (*pair.question, *pair.answer))
    else:
        assert texts == [*([record.section] if record.section else []), *record.question, *record.answer]


# Handing on


@pytest.mark.parametrize("name", TABLE_NAMES)
@pytest.mark.parametrize("words", ["", "no such words"])
def test_a_table_goes_to_arrow_pandas_and_polars_also_when_nothing_is_left(
    name: str, words: str, release: Release
) -> None:
    table = release.tables[name].containing(words)
    rows = 0 if words else ROWS[name]
    arrow, pandas_frame, polars_frame = table.to_arrow(), table.to_pandas(), table.to_polars()
    assert arrow.schema.equals(arrow_schema(TABLES[name]), check_metadata=True)
    assert (arrow.num_rows, len(pandas_frame), len(polars_frame)) == (rows, rows, rows)
    fields = list(TABLES[name].model_fields)
    assert fields == arrow.column_names == list(pandas_frame.columns) == polars_frame.columns
    assert arrow.to_pylist() == [record.model_dump() | _listed(record) for record in table]


def _listed(record: Record) -> dict[str, object]:
    """Return the fields of a record that hold tuples, as Arrow gives them: lists all the way down."""
    dumped = json.loads(record.model_dump_json())
    return {key: value for key, value in dumped.items() if isinstance(value, list)}


@pytest.mark.parametrize("extra", ["pandas", "polars"])
def test_a_missing_extra_is_named_with_the_command_that_installs_it(extra: str) -> None:
    code = f"""
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {extra!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
import csto_dataset
try:
    csto_dataset.load().qa_pairs.to_{extra}()
except csto_dataset.CstoDatasetError as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(MissingExtraError.__name__)
    assert f"csto-dataset[{extra}]" in done.stdout


@pytest.mark.parametrize(("name", "rows"), ROWS.items())
def test_other_peoples_tools_read_the_parquet_files(name: str, rows: int, release: Release) -> None:
    path = release.folder / f"{name}.parquet"
    ids = [record.id for record in release.tables[name]]
    assert list(pandas.read_parquet(path)["id"]) == ids
    assert polars.read_parquet(path)["id"].to_list() == ids
    with duckdb.connect() as connection:
        counted = connection.execute("select count(*), count(distinct id) from read_parquet(?)", [str(path)])
        assert counted.fetchone() == (rows, rows)


def test_duckdb_reads_days_and_the_pairs_inside_the_interviews(release: Release) -> None:
    with duckdb.connect() as connection:
        path = str(release.folder / "interviews.parquet")
        query = 'select published, len(qa_pairs), qa_pairs[8]."index", source.start from read_parquet(?)'
        (row,) = connection.execute(query, [path]).fetchall()
    assert row == (date(2024, 4, 16), 8, 8, release.interviews[0].source.start)


# Values


def test_a_table_is_shown_with_its_size_kind_and_days(release: Release) -> None:
    assert repr(release.news_items) == "<3 NewsItem, 2024-04-22 to 2024-04-24>"
    assert repr(release.qa_pairs.containing("no such words")) == "<0 QAPair>"
    assert "1.0.0" in repr(release)
    assert "\n" not in repr(release)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_table_survives_pickling_and_copying_with_its_model(name: str, release: Release) -> None:
    table = release.tables[name]
    for twin in (pickle.loads(pickle.dumps(table)), copying.copy(table), copying.deepcopy(table)):
        assert type(twin) is Table
        assert (twin, twin.model) == (table, TABLES[name])


def test_an_empty_table_keeps_its_model_through_pickling() -> None:
    assert pickle.loads(pickle.dumps(Table(QAPair, ()))).model is QAPair


def test_a_release_survives_pickling(release: Release) -> None:
    twin = pickle.loads(pickle.dumps(release))
    assert twin == release
    assert repr(twin) == repr(release)


def test_nothing_in_a_release_can_be_changed(release: Release) -> None:
    with pytest.raises(AttributeError):
        release.folder = Path()  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        release.interviews[0].title = "Another"


def test_records_alone_load_no_library_for_tables_or_terminals() -> None:
    code = "import sys, csto_dataset; csto_dataset.load(); print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "pydantic" in loaded
    assert not loaded & {"pyarrow", "pandas", "polars", "numpy", "rich", "typer", "click", "jsonschema", "duckdb"}


def test_records_alone_load_no_parser() -> None:
    code = "import sys, csto_dataset; csto_dataset.load(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name for name in done.stdout.split() if name.startswith("csto_dataset.")}
    assert not {name for name in ours if name.startswith(("csto_dataset.pages", "csto_dataset.sources"))}


def test_a_slice_of_a_table_is_a_table(release: Release) -> None:
    part = release.qa_pairs[:2]
    assert (len(part), len(part.to_arrow()), part[1]) == (2, 2, release.qa_pairs[1])


def test_a_release_is_asked_by_id_only(release: Release) -> None:
    with pytest.raises(TypeError):
        release[0]  # type: ignore[index]
    with pytest.raises(TypeError):
        list(release)  # type: ignore[call-overload]


def test_releases_with_the_same_records_have_the_same_hash(release: Release) -> None:
    assert hash(release) == hash(load(release.folder))
