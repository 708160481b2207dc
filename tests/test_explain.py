"""Explaining a record: each value at its place in its page."""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.cli import main
from csto_dataset.documents import Document
from csto_dataset.errors import ReleaseError, SourceError, UnknownFieldError, UnknownRecordError
from csto_dataset.explain import Explanation, Value
from csto_dataset.explain import explain as explain_record
from csto_dataset.fields import BLANKS, fold
from csto_dataset.identity import as_json
from csto_dataset.packaged import SOURCES
from csto_dataset.passages import PageAtHand, Passage, Stand, where_it_says
from csto_dataset.records import Record
from csto_dataset.release import Release, load
from tests.pages.samples import ARTICLE, INTERVIEW, LONGER_ARTICLE, TEASER, write_pages

PACKAGED = "interview-2024-04-16-70849dc7d8be"


def explain(release: Release, id: str, field: str | None = None, **named: Any) -> Explanation:
    return explain_record(release, id, field, **{"pages": [SOURCES], **named})


def only(found: Explanation) -> Value:
    (value,) = found.values
    return value


def first(value: Value) -> Passage:
    return value.passages[0]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with two captures of one teaser, and of one article."""
    return write_pages(
        tmp_path_factory.mktemp("explain") / "pages", TEASER + ARTICLE, TEASER + LONGER_ARTICLE, INTERVIEW
    )


@pytest.fixture(scope="module")
def built(pages: Path) -> Release:
    """The release of these pages."""
    assert main(["build", str(pages), "--out", str(pages.parent / "out")]) == 0
    return load(pages.parent / "out" / "1.0.0")


def record_of(release: Release, form: str) -> Record:
    (found,) = (item for item in release.news_items if item.form == form)
    return found


def every_id(release: Release) -> list[str]:
    return [record.id for table in release.tables.values() for record in table]


# The place of a value


def test_every_value_that_a_page_prints_is_the_passage_at_its_place(release: Release) -> None:
    text = next(SOURCES.glob("*.txt")).read_bytes().decode()
    for id in every_id(release):
        found = explain(release, id)
        assert found.page is not None
        assert not found.findings
        for value in found.values:
            for each in value.passages:
                assert each.passage == text[each.start : each.end]
                assert value.derived or fold(each.passage) == value.value or each.role == "date"
                assert each.line is not None
                assert each.column is not None
                line = text.split("\n")[each.line - 1]
                assert line[each.column - 1 :].startswith(each.passage.split("\n")[0])


def test_the_words_around_a_passage_are_those_of_the_page(release: Release) -> None:
    text = next(SOURCES.glob("*.txt")).read_bytes().decode()
    for context in (0, 1, 30, 10**4):
        for value in explain(release, PACKAGED, context=context).values:
            for each in value.passages:
                assert each.before is not None
                assert each.after is not None
                assert len(each.before) <= context
                assert len(each.after) <= context
                assert text[: each.start].endswith(each.before)
                assert text[each.end :].startswith(each.after)


def test_the_words_around_a_passage_are_whole_words(release: Release) -> None:
    (role,) = (
        value for value in explain(release, PACKAGED, "interviewees", context=19).values if value.field[-4:] == "role"
    )
    assert (first(role).before, first(role).passage) == ("\n\nInterview of the ", "CSTO Secretary General")
    (role,) = (
        value for value in explain(release, PACKAGED, "interviewees", context=12).values if value.field[-4:] == "role"
    )
    assert first(role).before == " of the "


def test_without_a_field_every_text_of_the_record_is_told_in_its_order(release: Release) -> None:
    record = as_json(release[PACKAGED])
    told = [value.value for value in explain(release, PACKAGED).values]
    pairs = [[pair["section"], *pair["question"], *pair["answer"]] for pair in record["qa_pairs"]]
    people = [text for each in record["interviewees"] for text in (each["name"], each["role"])]
    head = [record["published"], record["title"], record["outlet"], *people, []]
    assert told == [*head, *(text for pair in pairs for text in pair)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Interview of the Head Arman Belesov to Granit"),
        ("/title", "Interview of the Head Arman Belesov to Granit"),
        ("published", "2024-02-18"),
        ("qa_pairs.1.answer.0", "All six."),
        ("/qa_pairs/1/answer/0", "All six."),
        ("qa_pairs.0.section", "On time"),
    ],
)
def test_a_field_may_be_written_with_dots_or_as_a_pointer(field: str, value: str, built: Release, pages: Path) -> None:
    found = only(explain(built, built.interviews[0].id, field, pages=[pages]))
    assert (found.value, found.derived) == (value, None)
    assert found.field == f"/{field.strip('/').replace('.', '/')}"


def test_a_field_that_holds_others_tells_all_of_them(built: Release, pages: Path) -> None:
    id = built.interviews[0].id
    fields = [value.field for value in explain(built, id, "qa_pairs.1", pages=[pages]).values]
    assert fields == ["/qa_pairs/1/section", "/qa_pairs/1/question/0", "/qa_pairs/1/answer/0"]
    assert [value.field for value in explain(built, id, "qa_pairs.1.answer", pages=[pages]).values] == fields[2:]


def test_a_headline_that_stands_twice_is_told_twice(built: Release, pages: Path) -> None:
    value = only(explain(built, built.interviews[0].id, "title", pages=[pages]))
    assert [(each.line, each.column) for each in value.passages] == [(1, 1), (3, 1)]


def test_the_fields_of_a_pair_stand_where_those_of_its_interview_do(release: Release) -> None:
    for pair in release.qa_pairs:
        within = f"qa_pairs.{pair.index - 1}"
        for name in ("section", "question", "answer"):
            own = explain(release, pair.id, name).values
            whole = explain(release, PACKAGED, f"{within}.{name}").values
            assert [(each.value, each.passages) for each in own] == [(each.value, each.passages) for each in whole]


def test_pairs_below_one_heading_share_its_place(release: Release) -> None:
    shared = [
        (above, below)
        for above, below in zip(release.qa_pairs, release.qa_pairs[1:], strict=False)
        if above.section == below.section
    ]
    assert shared
    for above, below in shared:
        places = [only(explain(release, pair.id, "section")).passages for pair in (above, below)]
        assert places[0] == places[1] != ()


# Values without a place of their own


@pytest.mark.parametrize(("field", "words"), [("outlet", "Granit"), ("interviewees.0.name", "Arman Belesov")])
def test_a_value_that_was_read_from_the_headline_is_shown_in_it(
    field: str, words: str, built: Release, pages: Path
) -> None:
    value = only(explain(built, built.interviews[0].id, field, pages=[pages]))
    assert value.value == words
    assert value.derived
    assert [(each.passage, each.role) for each in value.passages] == [(words, "title")] * 2


@pytest.mark.parametrize("field", ["id", "type", "language", "source.start", "source.url", "qa_pairs.0.index", "lede"])
def test_a_value_that_no_page_prints_tells_what_it_comes_from(field: str, built: Release, pages: Path) -> None:
    value = only(explain(built, built.interviews[0].id, field, pages=[pages]))
    assert value.derived
    assert not value.passages


def test_a_field_that_is_null_tells_what_is_missing(built: Release, pages: Path) -> None:
    value = only(explain(built, record_of(built, "teaser").id, "title", pages=[pages]))
    assert (value.value, value.passages) == (None, ())
    assert value.derived


def test_what_was_asked_for_by_its_name_is_told_whole(built: Release, pages: Path) -> None:
    fields = [value.field for value in explain(built, built.interviews[0].id, "source", pages=[pages]).values]
    assert fields == ["/source/document", "/source/url", "/source/start", "/source/end"]


blank = st.text(st.sampled_from(BLANKS), min_size=1, max_size=3)


@given(words=st.lists(st.text("aж.(", min_size=1, max_size=4), min_size=1, max_size=4), data=st.data())
def test_words_are_found_whatever_white_space_stands_between_them(words: list[str], data: st.DataObject) -> None:
    printed = "".join(word + data.draw(blank) for word in words[:-1]) + words[-1]
    text = f"before {printed} after"
    folded = fold(printed)
    assert text[7 : 7 + len(printed)] in [
        text[start:end] for start, end in where_it_says(folded, text, 0, len(text))
    ] or (len(folded.split(" ")) < len(words))


def test_a_part_of_a_word_is_not_the_word() -> None:
    assert list(where_it_says("Gran", "Granit Gran-it Gran", 0, 19)) == [(7, 11), (15, 19)]


# Other captures


def test_a_teaser_that_stands_in_two_captures_is_told_with_the_other(built: Release, pages: Path) -> None:
    teaser = record_of(built, "teaser")
    found = explain(built, teaser.id, pages=[pages])
    (also,) = found.also
    assert found.page is not None
    assert also.page is not None
    assert {found.page, also.page} == {str(pages / "page-0.txt"), str(pages / "page-1.txt")}
    assert also.document != found.document == teaser.source.document
    assert (also.line, also.column, also.start) == (1, 1, 0)


def test_the_values_of_an_article_stand_in_its_fullest_capture(built: Release, pages: Path) -> None:
    found = explain(built, record_of(built, "article").id, "paragraphs", pages=[pages])
    assert [first(value).passage for value in found.values] == ["The sheets agree.", "All of them.", "So do the signs."]
    assert {first(value).page for value in found.values} == {str(pages / "page-1.txt")}
    assert [spot.page for spot in found.also] == [str(pages / "page-0.txt")]


def test_a_record_of_one_capture_stands_nowhere_else(built: Release, pages: Path) -> None:
    assert explain(built, built.interviews[0].id, pages=[pages]).also == ()


# Pages that are not at hand


def test_without_its_page_the_ledger_tells_what_it_knows(built: Release) -> None:
    found = explain(built, built.interviews[0].id, "title")
    value = only(found)
    assert found.page is None
    assert found.document == built.interviews[0].source.document
    assert [(each.start, each.role, each.line, each.passage) for each in value.passages] == [
        (0, "title", None, None),
        (47, "title", None, None),
    ]


def test_a_page_that_was_changed_is_not_at_hand(built: Release, pages: Path, tmp_path: Path) -> None:
    shutil.copytree(pages, tmp_path / "pages")
    for page in (tmp_path / "pages").iterdir():
        page.write_bytes(page.read_bytes().replace(b"All six.", b"All ten."))
    assert explain(built, built.interviews[0].id, pages=[tmp_path / "pages"]).page is None
    assert explain(built, record_of(built, "article").id, pages=[tmp_path / "pages"]).page is not None


def test_a_page_that_its_catalogue_does_not_know_again_is_told(release: Release, tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path / "source")
    page = next((tmp_path / "source").glob("*.txt"))
    page.write_bytes(page.read_bytes() + b"\n")
    found = explain(release, PACKAGED, pages=[tmp_path / "source"])
    assert found.page is None
    assert [finding.code for finding in found.findings] == ["unread-page"]


def test_of_a_page_at_hand_other_pages_may_be_unreadable(built: Release, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    found = explain(built, built.interviews[0].id, pages=[tmp_path, pages])
    assert found.page is not None
    assert found.findings == ()


def test_a_page_may_stand_in_an_archive(built: Release, pages: Path, tmp_path: Path) -> None:
    page = (pages / "page-2.txt").read_bytes()
    header = "\r\n".join(
        [
            "WARC/1.0",
            "WARC-Type: conversion",
            "WARC-Target-URI: https://odkb-csto.org/x",
            "Content-Type: text/plain",
            f"Content-Length: {len(page)}",
        ]
    )
    archive = tmp_path / "crawl.wet"
    archive.write_bytes(header.encode() + b"\r\n\r\n" + page + b"\r\n\r\n")
    value = only(explain(built, built.interviews[0].id, "published", pages=[archive]))
    assert (first(value).page, first(value).line, first(value).counted_in) == (f"{archive}#1", 3, "file")


@pytest.mark.parametrize(("raw", "counted_in"), [(None, "file"), ("0" * 64, "text")])
def test_lines_are_those_of_the_file_or_of_the_text_that_was_taken_from_it(raw: str | None, counted_in: str) -> None:
    stand = Stand(document="0" * 64, url=None, characters=9, parts=())
    spot = stand.spot(5, 9, PageAtHand(Document("page.html", "One\n\nTwo.", "0" * 64, raw=raw)))
    assert (spot.page, spot.line, spot.column, spot.counted_in) == ("page.html", 3, 1, counted_in)


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: None])
def test_pages_that_are_none_are_refused_by_name(make: Callable[[Path], None], built: Release, tmp_path: Path) -> None:
    make(tmp_path / "pages")
    with pytest.raises(SourceError):
        explain(built, built.interviews[0].id, pages=[tmp_path / "pages"])


# What is not there


@pytest.mark.parametrize(
    "id",
    ["", " ", "news-1", "interview-2024-04-16-70849dc7d8b", "\x1b[31m\n", "x" * 10**5, "\ud800", f"{PACKAGED}-q99"],
)
def test_an_unknown_id_is_refused_in_one_line(id: str, release: Release) -> None:
    with pytest.raises(UnknownRecordError) as caught:
        explain(release, id)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


def test_an_unknown_id_is_told_with_its_neighbours(release: Release) -> None:
    with pytest.raises(UnknownRecordError) as caught:
        explain(release, PACKAGED[:-1])
    assert PACKAGED in str(caught.value)


@pytest.mark.parametrize(
    "field",
    [
        "nothing",
        "title.0",
        "qa_pairs.99",
        "qa_pairs.-1",
        "qa_pairs.00",
        "qa_pairs.0.0",
        "/",
        "/title/",
        ".",
        "\x1b[31m",
        "٠",
    ],
)
def test_an_unknown_field_is_refused_in_one_line_with_the_known_ones(field: str, release: Release) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        explain(release, PACKAGED, field)
    assert str(caught.value).startswith(PACKAGED)
    assert str(caught.value).isprintable()


@given(field=st.text(st.sampled_from("/.~01qa_pairstle")))
def test_any_field_is_told_or_refused(field: str, release: Release) -> None:
    with contextlib.suppress(UnknownFieldError):
        assert explain(release, PACKAGED, field).id == PACKAGED


# A release that somebody changed


def changed(release: Release, folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> Release:
    """Return a copy of a release whose ledger was changed, and its manifest with it."""
    shutil.copytree(release.folder, folder)
    path = folder / "ledger.jsonl"
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    raw = path.read_bytes()
    manifest["files"]["ledger.jsonl"] = {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return load(folder)


def move_every_part(lines: list[dict[str, Any]]) -> None:
    for part in lines[0]["parts"]:
        part["end"] -= part["end"] - part["start"] > 1


def leave_the_document(lines: list[dict[str, Any]]) -> None:
    lines[0]["parts"][-1] = {**lines[0]["parts"][-2], "record": PACKAGED, "start": 10_400, "end": 10_500}


def lose_the_record(lines: list[dict[str, Any]]) -> None:
    for part in lines[0]["parts"]:
        part["record"] = None


def claim_more_characters(lines: list[dict[str, Any]]) -> None:
    lines[0]["characters"] = 2**53 - 1
    lines[0]["parts"][-1] = {**lines[0]["parts"][-2], "record": PACKAGED, "start": 2**52, "end": 2**53 - 1}


def lose_a_place(lines: list[dict[str, Any]]) -> None:
    lines[0]["parts"] = [
        part for part in lines[0]["parts"] if part["field"] not in ("/published", "/qa_pairs/0/answer/0")
    ]


def lose_the_parts(lines: list[dict[str, Any]]) -> None:
    lines[0]["parts"] = PACKAGED


def test_a_passage_that_does_not_say_its_value_is_a_finding(release: Release, tmp_path: Path) -> None:
    forged = changed(release, tmp_path / "copy", move_every_part)
    found = explain(forged, PACKAGED, "title")
    assert {finding.code for finding in found.findings} == {"slice-mismatch"}
    assert {finding.where.line for finding in found.findings} == {16, 18}
    assert {finding.code for finding in explain(forged, PACKAGED, "published").findings} == {"slice-mismatch"}


@pytest.mark.parametrize(
    "pages", [[SOURCES], [Path(__file__).parent / "pages" / "cases"]], ids=["at hand", "not at hand"]
)
def test_a_value_that_the_page_prints_and_the_ledger_has_no_place_for_is_a_finding(
    pages: list[Path], release: Release, tmp_path: Path
) -> None:
    forged = changed(release, tmp_path / "copy", lose_a_place)
    found = explain(forged, PACKAGED, pages=pages)
    lost = ["/published", "/qa_pairs/0/answer/0"]
    assert [(finding.code, finding.record) for finding in found.findings] == [("slice-mismatch", PACKAGED)] * 2
    assert [name for name, finding in zip(lost, found.findings, strict=True) if name in finding.message] == lost
    assert [value.field for value in found.values if value.derived == "the ledger names no place"] == lost


def test_a_ledger_that_claims_more_characters_than_the_page_has_is_refused(release: Release, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="the ledger: expected ") as caught:
        explain(changed(release, tmp_path / "copy", claim_more_characters), PACKAGED)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_editors_end_them(end: str) -> None:
    stand = Stand(document="0" * 64, url=None, characters=9, parts=())
    text = f"One{end}{end}Two. Three."
    spot = stand.spot(text.index("Three"), len(text), PageAtHand(Document("page.txt", text, "0" * 64)))
    assert (spot.line, spot.column) == (3, 6)


@pytest.mark.parametrize("change", [leave_the_document, lose_the_parts])
def test_a_ledger_that_makes_no_sense_is_refused(
    change: Callable[[Any], None], release: Release, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseError) as caught:
        explain(changed(release, tmp_path / "copy", change), PACKAGED)
    assert "ledger.jsonl:1" in str(caught.value)


def test_a_ledger_that_does_not_know_the_record_is_refused(release: Release, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        explain(changed(release, tmp_path / "copy", lose_the_record), PACKAGED)


def test_a_ledger_that_is_not_the_one_of_the_manifest_is_refused(copy: Path) -> None:
    (copy / "ledger.jsonl").write_bytes((copy / "ledger.jsonl").read_bytes() + b"\n")
    with pytest.raises(ReleaseError):
        explain(load(copy), PACKAGED)


def test_a_release_without_a_ledger_is_refused(copy: Path) -> None:
    release = load(copy)
    (copy / "ledger.jsonl").unlink()
    with pytest.raises(ReleaseError):
        explain(release, PACKAGED)
