"""A page of any kind: what is read from it, and that the ledger accounts for all of it."""

import hashlib
import json
import os
from typing import Any

import pytest
from hypothesis import given, settings

from csto_dataset.documents import Document
from csto_dataset.pages.assembly import language_of
from csto_dataset.pages.page import parse
from csto_dataset.records import Interview, NewsItem
from tests.pages.accounts import demand_an_account, said
from tests.pages.strategies import KnownPage, KnownTeaser, awkward_texts, known_pages


def document(text: str, **known: Any) -> Document:
    return Document("page.txt", text, hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest(), **known)


EXAMPLES = int(os.environ.get("CSTO_EXAMPLES", "400"))


@given(known=known_pages())
@settings(max_examples=EXAMPLES)
def test_a_page_in_any_shape_of_the_site_is_read_exactly(known: KnownPage) -> None:
    page = parse(document(known.text))
    *column, last = page.records
    teasers = tuple(
        KnownTeaser(each.published, each.paragraphs)
        for each in column
        if isinstance(each, NewsItem) and each.form == "teaser" and each.title is None
    )
    assert teasers == known.teasers
    assert (last.title, last.published) == (known.title, known.published)
    assert {record.language for record in page.records} == {known.language}
    if known.pairs:
        assert isinstance(last, Interview)
        assert last.lede == known.opening
        assert [(pair.section, pair.question, pair.answer) for pair in last.qa_pairs] == [
            (pair.section, pair.question, pair.answer) for pair in known.pairs
        ]
        assert [pair.index for pair in last.qa_pairs] == list(range(1, len(known.pairs) + 1))
    else:
        assert isinstance(last, NewsItem)
        assert (last.form, last.paragraphs) == ("article", known.opening)
    assert {finding.code for finding in page.findings} == (set() if known.decided else {"undecided-teasers"})


@given(known=known_pages())
@settings(max_examples=100)
def test_the_ledger_of_a_known_page_names_every_character(known: KnownPage) -> None:
    page = parse(document(known.text))
    demand_an_account(page)
    parts = [(part.role, said(known.text[part.start : part.end])) for part in page.ledger]
    assert [words for role, words in parts if role == "navigation"] == list(known.navigation)
    assert [words for role, words in parts if role == "section"] == [each for each in known.sections if each]
    assert len([role for role, _ in parts if role == "mark"]) == known.marked
    assert "unread" not in {role for role, _ in parts}


@given(known=known_pages())
@settings(max_examples=40)
def test_the_span_of_a_record_begins_and_ends_with_words_of_it(known: KnownPage) -> None:
    page = parse(document(known.text))
    for record in page.records:
        spans = [(part.start, part.end) for part in page.ledger if part.record == record.id]
        assert (record.source.start, record.source.end) == (min(spans)[0], max(spans)[1])
        assert record.source.document == page.document.sha256


@given(known=known_pages())
@settings(max_examples=40)
def test_the_span_of_a_pair_holds_its_turns_and_no_heading(known: KnownPage) -> None:
    for record in parse(document(known.text)).records:
        for pair in record.qa_pairs if isinstance(record, Interview) else ():
            passage = said(known.text[pair.source.start : pair.source.end])
            assert passage.endswith(pair.answer[-1])
            assert pair.section is None or pair.section not in passage


@given(text=awkward_texts())
@settings(max_examples=400)
def test_no_text_makes_the_parser_fail_and_all_of_it_is_accounted_for(text: str) -> None:
    page = parse(document(text))
    starts = [part.start for part in page.ledger]
    assert [0, *(part.end for part in page.ledger)] == [*starts, len(text)]
    unread = [part for part in page.ledger if part.role == "unread"]
    told = [
        finding for finding in page.findings if finding.code in ("unread-text", "unread-day", "unanswered-question")
    ]
    assert len(unread) <= len(told)


@given(text=awkward_texts())
@settings(max_examples=100)
def test_a_page_has_at_most_one_article_or_interview(text: str) -> None:
    records = parse(document(text)).records
    assert sum(isinstance(record, Interview) or record.form == "article" for record in records) <= 1


@given(text=awkward_texts())
@settings(max_examples=100)
def test_a_page_is_parsed_alike_each_time(text: str) -> None:
    assert parse(document(text)) == parse(document(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("— " * 1_000_000, id="dashes on one line"),
        pytest.param("— a\n" * 500_000, id="a dash on every line"),
        pytest.param("\n" * 2_000_000, id="line feeds"),
        pytest.param("\r\n" * 1_000_000, id="carriage returns and line feeds"),
        pytest.param("a" * 2_000_000, id="one line"),
        pytest.param(" \u00a0" * 1_000_000, id="white space on one line"),
        pytest.param("24.04.2024\n" * 180_000, id="days"),
        pytest.param("24.04.2024 " * 180_000, id="days on one line"),
        pytest.param("Title\n" * 330_000, id="the same line again and again"),
        pytest.param("Go back\n" * 250_000, id="navigation"),
        pytest.param(f"Interview of {'Ab ' * 660_000}to X 16.04.2024\n\n— A?\n\n— B.\n", id="a headline"),
    ],
)
def test_two_megabytes_of_one_thing_are_parsed_to_the_end(text: str) -> None:
    page = parse(document(text))
    assert page.ledger[0].start == 0
    assert page.ledger[-1].end == len(text)


def test_a_page_of_none_of_the_layouts_has_a_finding_of_its_own() -> None:
    page = parse(document("A page of another site altogether."))
    assert [finding.code for finding in page.findings] == ["no-layout"]
    assert page.findings[0].level == "error"


def test_a_page_whose_address_is_known_needs_no_layout() -> None:
    page = parse(document("CHARTER. Article 1. All agree.", url="https://en.odkb-csto.org/documents/charter/"))
    (article,) = page.records
    assert (article.title, page.findings) == (None, ())


def test_text_above_the_first_day_of_a_dated_column_is_unread() -> None:
    page = parse(document("Stray words.\n\n24.04.2024\n\nAn item.\n\nTitle\n\nTitle 16.04.2024\n\nText.\n"))
    (finding,) = page.findings
    assert (finding.code, finding.where.line, finding.where.column) == ("unread-text", 1, 1)


def test_a_finding_names_line_and_column_of_what_is_unread() -> None:
    text = "24.04.2024\n\nAn item.\n\n  22.04.2024\n\n   \nTitle\n\nTitle 16.04.2024\n\nText.\n"
    (finding,) = parse(document(text)).findings
    assert (finding.where.line, finding.where.column) == (5, 3)


def test_a_title_without_a_body_makes_no_record() -> None:
    page = parse(document("Title\n\nTitle 16.04.2024\n\nGo back\n"))
    assert page.records == ()
    assert [part.role for part in page.ledger if part.role != "layout"] == ["title", "title", "date", "navigation"]
    assert {part.record for part in page.ledger} == {None}


def test_an_item_that_stands_twice_is_one_record_and_both_places_name_it() -> None:
    text = "24.04.2024\n\nAn item.\n\n\n24.04.2024\n\nAn item.\n\n\nTitle\n\nTitle 16.04.2024\n\nText.\n"
    page = parse(document(text))
    item, article = page.records
    places = [part.record for part in page.ledger if part.role == "paragraph"]
    assert places == [item.id, item.id, article.id]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("24.04.2024", "en"),
        ("Text", "en"),
        ("Текст", "ru"),
        ("Ёё", "ru"),
        ("ab вг", "en"),
        ("ОДКБ and the CSTO", "en"),
        ("Сессия ОДКБ (CSTO)", "ru"),
    ],
)
def test_the_language_is_the_one_whose_letters_are_more(text: str, language: str) -> None:
    assert language_of([text]) == language
    assert language_of(text) == language


def test_the_language_of_the_catalogue_wins() -> None:
    page = parse(document("Title\n\nTitle 16.04.2024\n\nText.\n", language="ru"))
    assert page.language == "ru"
    assert {record.language for record in page.records} == {"ru"}


def test_every_record_carries_the_address_of_its_document() -> None:
    url = "https://en.odkb-csto.org/news/"
    page = parse(document("Interview\n\nInterview 16.04.2024\n\n— Why?\n\n— So.\n", url=url))
    (interview,) = page.records
    assert isinstance(interview, Interview)
    assert {interview.source.url, interview.qa_pairs[0].source.url, page.source()["url"]} == {url}


def test_a_page_as_json_is_json_and_its_path_is_the_one_that_was_given() -> None:
    text = "\ufeffTitle\n\nTitle 16.04.2024\n\nText.\n"
    page = parse(Document("a\n\x1b[31m\udcff.txt", text, "0" * 64))
    as_json = json.loads(json.dumps(page.as_json()))
    assert set(as_json) == {"path", "source", "records", "ledger", "findings", "reading"}
    assert as_json["reading"] == {"name": "article", "margin": 3.0}
    assert as_json["path"] == "a\n\x1b[31m\udcff.txt"
    assert as_json["source"]["characters"] == len(text)
    assert [set(part) for part in as_json["ledger"]] == [{"start", "end", "role", "record", "field"}] * len(page.ledger)


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("— Is it?\n\n— It is.\n", []),
        ("— Tell us of it.\n\n— It is.\n\n— Is it?\n\n— Yes.\n", []),
        ("— Is it?\n\n— These are:\n\n— peace;\n\n— order.\n", []),
        ("— Is it?\n\n— Why not?\n\n— Is it?\n\n— Yes.\n\n— Was it?\n\n— Yes.\n", ["unclear-turns"]),
        ("— Is it\n\n— It is.\n\n— Was it?\n\n— It was.\n", ["unclear-turns"]),
        ("He said.\n\n— Yes, — said he.\n", []),
        ("A correspondent came.\n\n— Yes?\n\n— Yes.\n", []),
        ("First.\n\n31.02.2024\n", ["unread-day"]),
        ("First.\n\n2.04.2024\n", ["unread-day"]),
        ("First.\n\n22 April 2024\n", ["unread-day"]),
    ],
)
def test_a_doubtful_reading_is_told(body: str, codes: list[str]) -> None:
    page = parse(Document("page.txt", "Interview\n\nInterview 16.04.2024\n\n" + body, "0" * 64))
    assert [finding.code for finding in page.findings] == codes


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("On the steps a correspondent stopped him.\n\n— Is it?\n\n— It is.\n", ["unclear-reading"]),
        ("All met on a bridge.\n\nThey left.\n", []),
    ],
)
def test_a_choice_below_the_margin_is_told(body: str, codes: list[str]) -> None:
    page = parse(Document("page.txt", "Of bridges\n\nOf bridges 16.04.2024\n\n" + body, "0" * 64))
    assert [finding.code for finding in page.findings] == codes


def test_each_record_has_the_language_of_its_own_text() -> None:
    page = parse(document("24.04.2024\n\nAn item.\n\n\nTitle\n\nTitle 16.04.2024\n\nПо-русски написано.\n"))
    assert [record.language for record in page.records] == ["en", "ru"]


def test_a_day_of_no_calendar_is_unread_and_said_to_be() -> None:
    page = parse(document("22.04.2024\n\nB.\n\n\n31.02.2024\n\nC.\n\n\nTitle\n\nTitle 16.04.2024\n\nText.\n"))
    assert [(finding.code, finding.where.line) for finding in page.findings] == [("unread-day", 6)]
    assert [page.document.text[part.start : part.end] for part in page.ledger if part.role == "unread"] == [
        "31.02.2024"
    ]


def test_a_question_that_nobody_answers_any_more_is_told() -> None:
    page = parse(document("Interview\r\rInterview 16.04.2024\r\r— Why?\r\r— So.\r\r— When will the n"))
    (finding,) = page.findings
    assert (finding.code, finding.where.line, finding.where.column) == ("unanswered-question", 9, 1)
    demand_an_account(page)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Go back\n\nBack to the section\n", ["no-record"]),
        ("Old bridges\nNew bridges\nNo bridges\n", ["no-record"]),
        ("Title\n\nTitle 16.04.2024\n\nGo back\n", ["no-record"]),
        ("", ["no-layout", "no-record"]),
    ],
)
def test_a_page_that_gives_no_record_is_told(text: str, codes: list[str]) -> None:
    page = parse(document(text))
    assert page.records == ()
    assert [finding.code for finding in page.findings] == codes


@pytest.mark.parametrize(
    "text",
    [
        "interview\n\nA:\n(Video)\nB?\nC.",
        "Interview of Ivan Orlov to Granit\n\nGranit:\n(Video)\nWhy?\nOrlov:\n(Video)\nAll.\nGranit:\nWho?\nOrlov:\nHe.",
        "Maps met\n16.05.2024 15:00\nAll.",
        "Interview of Ivan Orlov to Granit\n\nQ.\nb.jpgWhy?\nA.\nSo.",
        "\nOn 1 May all met.\n\nMore of it.\n\n\nOthers.\n\n\nOn 1 May all met.\n\nIt was short.\n\nGo back\n",
    ],
)
def test_what_once_broke_the_account_is_accounted_for(text: str) -> None:
    demand_an_account(parse(document(text)))
