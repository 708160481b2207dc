"""Invented pages in the shapes of the site's, each with the reading that a careful person took from it."""

import json
from pathlib import Path
from typing import Any

import pytest

from csto_dataset.documents import Document
from csto_dataset.pages.page import Page, parse
from csto_dataset.records import Interview, NewsItem
from csto_dataset.sources import text
from tests.pages.accounts import demand_an_account, said

CASES = Path(__file__).with_name("cases")
PAGES = sorted(CASES.glob("*.txt"))
_OF_RECORD = ("published", "title", "language")


def page_of(path: Path) -> Page:
    (document,) = text.read(path)
    assert isinstance(document, Document)
    return parse(document)


def reading_of(page: Page) -> dict[str, Any]:
    """Return what a page was read as, without what its place in the file alone decides."""
    values = [(record, record.model_dump(mode="json")) for record in page.records]
    return {
        "news_items": [
            {key: value[key] for key in ("form", *_OF_RECORD[:2], "paragraphs", "language")}
            for record, value in values
            if isinstance(record, NewsItem)
        ],
        "interviews": [
            {key: value[key] for key in ("published", "title", "outlet", "interviewees", "lede", "language")}
            | {
                "qa_pairs": [
                    {key: pair[key] for key in ("section", "question", "answer")} for pair in value["qa_pairs"]
                ]
            }
            for record, value in values
            if isinstance(record, Interview)
        ],
        **{role: _passages(page, role) for role in ("navigation", "furniture", "unread")},
        "findings": [finding.code for finding in page.findings],
        "reading": page.reading and page.reading.name,
    }


def _passages(page: Page, role: str) -> list[str]:
    return [said(page.document.text[part.start : part.end]) for part in page.ledger if part.role == role]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_a_careful_reader_reads_it(path: Path) -> None:
    page = page_of(path)
    assert reading_of(page) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    demand_an_account(page)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_case_is_read_otherwise_when_its_lines_end_otherwise(path: Path) -> None:
    lines = path.read_bytes().decode().replace("\r\n", "\n")
    plain = reading_of(parse(Document("page.txt", lines, "0" * 64)))
    assert reading_of(parse(Document("page.txt", lines.replace("\n", "\r\n"), "0" * 64))) == plain
    spaced = "\n".join(f"  {line} \u00a0" for line in lines.split("\n"))
    assert reading_of(parse(Document("page.txt", spaced, "0" * 64))) == plain


def test_the_cases_are_many_and_each_has_its_reading() -> None:
    assert len(PAGES) > 150
    assert {path.stem for path in PAGES} == {path.stem for path in CASES.glob("*.json")}
