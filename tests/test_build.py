"""Building: the same pages give the same bytes, and nothing is published that would not pass as a copy."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_dataset import build as building
from csto_dataset.build import Progress, harvest, release_files
from csto_dataset.documents import Document
from csto_dataset.errors import ReleaseError, SourceError, StaleError
from csto_dataset.findings import Place
from csto_dataset.gathering import reading
from csto_dataset.gathering.harvest import Harvest
from csto_dataset.manifest import LEDGER
from csto_dataset.packaged import RELEASES, SOURCES
from csto_dataset.pages.page import Page, parse
from csto_dataset.records import Interview, NewsItem, QAPair, Record
from csto_dataset.rules import Breach
from csto_dataset.rules.single import SINGLE_RULES
from csto_dataset.validate import validate
from tests.pages.samples import (
    ARTICLE,
    FOREIGN,
    INTERVIEW,
    LONGER_ARTICLE,
    TEASER,
    files_below,
    write_pages,
)
from tests.pages.strategies import KnownPage, known_pages


@pytest.fixture(scope="module")
def source() -> Harvest:
    return harvest([SOURCES])


def written(gathered: Harvest) -> dict[str, bytes]:
    return {name: _bytes(writer) for name, writer in release_files(gathered)}


def _bytes(writer: Callable[[BinaryIO], object]) -> bytes:
    file = io.BytesIO()
    writer(file)
    return file.getvalue()


def test_the_committed_release_is_what_the_source_gives() -> None:
    assert building.check(harvest([SOURCES]), RELEASES) == "1.0.0"


def test_a_first_build_of_the_source_gives_the_bytes_of_the_committed_release(tmp_path: Path) -> None:
    done = building.build(harvest([SOURCES]), tmp_path / "out")
    assert (done.version, done.new, done.folder) == ("1.0.0", True, tmp_path / "out" / "1.0.0")
    assert files_below(tmp_path / "out") == files_below(RELEASES)


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    first = building.build(harvest([SOURCES]), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    second = building.build(harvest([SOURCES]), tmp_path)
    assert second == replace(first, new=False)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_what_is_built_is_valid_complete_and_identical(tmp_path: Path) -> None:
    done = building.build(harvest([write_pages(tmp_path / "pages", TEASER + ARTICLE, INTERVIEW)]), tmp_path / "out")
    report = validate([done.folder])
    assert report.verdict.valid
    assert report.findings == ()


@given(known=st.lists(known_pages(), min_size=1, max_size=3))
@settings(max_examples=15)
def test_what_is_built_from_any_known_pages_is_valid(
    known: list[KnownPage], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    for index, each in enumerate(known):
        (folder / f"{index}.txt").write_bytes(each.text.encode())
    done = building.build(harvest([folder]), folder / "out")
    assert validate([done.folder]).findings == ()


@given(order=st.permutations(range(4)), split=st.integers(0, 4))
@settings(max_examples=12)
def test_the_order_of_files_and_folders_does_not_count(
    order: list[int], split: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages = [
        TEASER + ARTICLE,
        INTERVIEW,
        TEASER + INTERVIEW.replace("18.02", "19.02"),
        LONGER_ARTICLE.replace("Maps", "Charts"),
    ]
    folder = tmp_path_factory.mktemp("pages")
    straight = write_pages(folder / "a", *pages)
    shuffled = [pages[index] for index in order]
    one, other = write_pages(folder / "b", *shuffled[:split]), write_pages(folder / "c", *shuffled[split:])
    paths = [each for each in (other, one) if any(each.iterdir())]
    assert written(harvest(paths)) == written(harvest([straight]))


def test_a_page_that_is_given_twice_counts_once(tmp_path: Path) -> None:
    once, twice = write_pages(tmp_path / "a", ARTICLE), write_pages(tmp_path / "b", ARTICLE, ARTICLE)
    gathered = harvest([twice, once, twice])
    assert (gathered.counts.documents, len(gathered.ledger)) == (1, 1)
    assert written(harvest([twice])) == written(harvest([once]))


def test_a_teaser_on_two_pages_is_one_record(tmp_path: Path) -> None:
    gathered = harvest([write_pages(tmp_path / "a", TEASER + ARTICLE, TEASER + INTERVIEW)])
    teasers = [item for item in gathered.tables["news_items"] if isinstance(item, NewsItem) and item.form == "teaser"]
    assert len(teasers) == 1
    assert teasers[0].source.document == min(line["document"] for line in gathered.ledger)


def test_the_fullest_reading_of_a_record_wins(tmp_path: Path) -> None:
    for name, pages in {"a": (ARTICLE, LONGER_ARTICLE), "b": (LONGER_ARTICLE, ARTICLE)}.items():
        (item,) = harvest([write_pages(tmp_path / name, *pages)]).tables["news_items"]
        assert isinstance(item, NewsItem)
        assert item.paragraphs == ("The sheets agree.", "All of them.", "So do the signs.")


def test_the_tables_are_in_order_of_id_and_the_pairs_are_those_of_the_interviews(tmp_path: Path) -> None:
    other = INTERVIEW.replace("18.02", "17.02")
    tables = harvest([write_pages(tmp_path / "a", TEASER + ARTICLE, INTERVIEW, other)]).tables
    for records in tables.values():
        ids = [record.id for record in records]
        assert ids == sorted(set(ids))
    talks = [record for record in tables["interviews"] if isinstance(record, Interview)]
    assert list(tables["qa_pairs"]) == [pair for talk in talks for pair in talk.qa_pairs]


def test_the_ledger_has_a_line_a_page_in_order_of_the_documents(tmp_path: Path) -> None:
    gathered = harvest([write_pages(tmp_path / "a", ARTICLE, INTERVIEW, TEASER + ARTICLE)])
    lines = [json.loads(line) for line in written(gathered)[LEDGER].splitlines()]
    pages = [path.read_bytes() for path in (tmp_path / "a").iterdir()]
    assert [line["document"] for line in lines] == sorted(hashlib.sha256(page).hexdigest() for page in pages)
    for line in lines:
        assert [0, *(part["end"] for part in line["parts"])] == [
            *(part["start"] for part in line["parts"]),
            line["characters"],
        ]


def test_progress_is_told_after_each_page(tmp_path: Path) -> None:
    steps: list[Progress] = []
    harvest([write_pages(tmp_path / "a", ARTICLE, INTERVIEW)], steps.append)
    one, other = len(ARTICLE), len(INTERVIEW.encode())
    assert steps == [Progress(1, 0, one + other), Progress(2, one, one + other), Progress(2, one + other, one + other)]


def test_a_page_of_another_site_is_a_finding_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "a", ARTICLE, FOREIGN)
    gathered = harvest([folder])
    assert gathered.counts.findings == {"no-layout": 1}
    assert {finding.where.file for finding in gathered.findings} == {str(folder / "page-1.txt")}
    assert written(gathered) == written(harvest([folder / "page-0.txt"]))


def test_text_that_nothing_recognised_does_not_stop_the_build(tmp_path: Path) -> None:
    gathered = harvest([write_pages(tmp_path / "a", "Stray.\n\n" + TEASER + ARTICLE)])
    assert gathered.counts.findings == {"unread-text": 1}
    assert len(gathered.tables["news_items"]) == 2


def test_a_page_with_a_record_that_breaks_a_rule_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(record: Record) -> Iterator[Breach]:
        if isinstance(record, NewsItem) and record.form == "article":
            yield Breach(("paragraphs", 0), "expected nothing")

    folder = write_pages(tmp_path / "a", TEASER + ARTICLE, INTERVIEW)
    right = written(harvest([folder / "page-1.txt"]))
    monkeypatch.setitem(SINGLE_RULES, "not-nfc", broken)
    gathered = harvest([folder])
    (finding,) = gathered.findings
    place = Place(file=str(folder / "page-0.txt"), pointer="/paragraphs/0")
    assert (finding.code, finding.where, (finding.record or "")[:4]) == ("not-nfc", place, "news")
    assert written(gathered) == right


def test_a_page_with_a_value_that_is_not_what_stands_at_its_place_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forged(document: Document) -> Page:
        page = parse(document)
        (item,) = page.records
        if not isinstance(item, NewsItem):
            return page
        changed = item.model_copy(update={"paragraphs": (item.paragraphs[0], "None of them.")})
        return replace(page, records=(changed,))

    folder = write_pages(tmp_path / "a", ARTICLE, INTERVIEW)
    right = written(harvest([folder / "page-1.txt"]))
    monkeypatch.setattr(reading, "parse", forged)
    gathered = harvest([folder])
    (finding,) = gathered.findings
    place = Place(file=str(folder / "page-0.txt"), pointer="/paragraphs/1")
    assert (finding.code, finding.where) == ("slice-mismatch", place)
    assert written(gathered) == right


@pytest.mark.parametrize("act", [building.build, building.check])
def test_where_no_page_gives_a_record_nothing_is_published_and_the_findings_can_be_read(
    act: Callable[[Harvest, Path], object], tmp_path: Path
) -> None:
    gathered = harvest([write_pages(tmp_path / "a", FOREIGN, FOREIGN + "And more.\n")])
    with pytest.raises(SourceError, match="found none among 2"):
        act(gathered, tmp_path / "out")
    assert [finding.code for finding in gathered.findings] == ["no-layout", "no-layout"]
    assert not (tmp_path / "out").exists()


def test_a_table_that_does_not_read_back_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gathered = harvest([write_pages(tmp_path / "a", ARTICLE)])
    monkeypatch.setattr(building, "records_of", lambda rows, model, name: iter(()))
    with pytest.raises(ReleaseError) as caught:
        building.build(gathered, tmp_path / "out")
    assert str(caught.value).startswith("news_items.json")
    assert not (tmp_path / "out").exists()


def test_a_release_without_records_of_a_kind_can_be_built(tmp_path: Path) -> None:
    done = building.build(harvest([write_pages(tmp_path / "a", INTERVIEW)]), tmp_path / "out")
    assert validate([done.folder]).verdict.valid
    assert json.loads((done.folder / "news_items.json").read_bytes()) == []


@pytest.mark.parametrize("name", sorted(path.name for path in (RELEASES / "1.0.0").iterdir()))
def test_a_check_fails_on_each_file_that_was_changed(name: str, source: Harvest, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(RELEASES, out)
    with (out / "1.0.0" / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ReleaseError):
        building.check(source, out)


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    shutil.copytree(RELEASES, tmp_path / "out")
    before = files_below(tmp_path)
    building.check(harvest([SOURCES]), tmp_path / "out")
    assert files_below(tmp_path) == before


def test_a_check_of_other_pages_names_a_stale_file_and_the_command_that_mends_it(tmp_path: Path) -> None:
    gathered = harvest([write_pages(tmp_path / "a", ARTICLE)])
    with pytest.raises(StaleError) as caught:
        building.check(gathered, RELEASES)
    assert str(caught.value).startswith(str(RELEASES / "1.0.0"))
    assert "csto-dataset build" in str(caught.value)


def test_a_check_where_there_is_no_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError) as caught:
        building.check(harvest([SOURCES]), tmp_path)
    assert str(caught.value).startswith(str(tmp_path))
    assert "csto-dataset build" in str(caught.value)


TWICE = (
    "24.04.2024\n\nSame first.\n\n\n24.04.2024\n\nSame first.\n\nMore here.\n\n\nTitle\n\nTitle 16.04.2024\n\nBody.\n"
)


def test_of_two_items_with_one_id_on_a_page_the_fullest_is_the_record(tmp_path: Path) -> None:
    gathered = harvest([write_pages(tmp_path / "pages", TWICE)])
    texts = [record.paragraphs for record in gathered.tables["news_items"] if isinstance(record, NewsItem)]
    assert sorted(texts) == [("Body.",), ("Same first.", "More here.")]
    (line,) = gathered.ledger
    told = [(part["role"], part["field"]) for part in line["parts"] if part["role"] in {"date", "paragraph"}]
    assert told == [
        ("date", None),
        ("paragraph", None),
        ("date", "/published"),
        ("paragraph", "/paragraphs/0"),
        ("paragraph", "/paragraphs/1"),
        ("date", "/published"),
        ("paragraph", "/paragraphs/0"),
    ]


def test_the_ledger_names_fields_of_the_record_in_the_release_only(tmp_path: Path) -> None:
    gathered = harvest([write_pages(tmp_path / "pages", ARTICLE, LONGER_ARTICLE)])
    (record,) = gathered.tables["news_items"]
    assert not isinstance(record, QAPair)
    for line in gathered.ledger:
        paragraphs = [part for part in line["parts"] if part["role"] == "paragraph"]
        assert {part["record"] for part in paragraphs} == {record.id}
        assert (None in [part["field"] for part in paragraphs]) is (line["document"] != record.source.document)


def test_the_order_of_paths_does_not_count_for_a_page_given_twice(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (page,) = SOURCES.glob("*.txt")
    shutil.copy(page, bare)
    first, second = harvest([bare, SOURCES]), harvest([SOURCES, bare])
    assert written(first) == written(second) == written(harvest([SOURCES]))


@pytest.mark.parametrize("page", [FOREIGN, ""])
def test_the_name_of_a_page_makes_no_second_line(page: str, tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m.txt"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        building.build(harvest([path]), tmp_path / "out")
    assert str(caught.value).startswith(f"{tmp_path}/a")
    assert str(caught.value).isprintable()
