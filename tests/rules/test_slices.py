"""The rule between a document and what was made of it."""

from typing import Any

import pytest
from hypothesis import given

from csto_dataset.identity import as_json
from csto_dataset.ledger import Part
from csto_dataset.records import NewsItem
from csto_dataset.rules.slices import slice_mismatch
from tests import strategies as ours
from tests.copying import Steps

TEXT = "22.04.2024\n  A  title \n— First\u00a0word.\u200b\nCafe\u0301"
LEDGER = (
    Part(0, 10, "date", "n1", "/published"),
    Part(10, 13, "layout"),
    Part(13, 21, "title", "n1", "/title"),
    Part(21, 25, "mark", "n1"),
    Part(25, 37, "paragraph", "n1", "/paragraphs/0"),
    Part(38, 43, "paragraph", "n1", "/paragraphs/1"),
    Part(0, 43, "paragraph", "elsewhere", "/paragraphs/0"),
)
RECORD = {"published": "2024-04-22", "title": "A title", "paragraphs": ["First word.", "Café"]}


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        ({}, []),
        ({"published": "2024-04-23"}, [("published",)]),
        ({"published": "22.04.2024"}, []),  # as printed
        ({"title": "A  title"}, [("title",)]),
        ({"title": None}, [("title",)]),
        ({"paragraphs": ["First word", "Café"]}, [("paragraphs", 0)]),
        ({"paragraphs": ["— First word.", "Cafe\u0301"]}, [("paragraphs", 0), ("paragraphs", 1)]),
    ],
)
def test_a_value_that_its_document_does_not_say_is_found(change: dict[str, Any], steps: list[Steps]) -> None:
    assert [breach.steps for breach in slice_mismatch(TEXT, LEDGER, {"n1": {**RECORD, **change}})] == steps


@given(item=ours.news_items())
def test_a_text_is_the_fold_of_itself(item: NewsItem) -> None:
    text = "".join(item.paragraphs)
    parts, at = [], 0
    for index, paragraph in enumerate(item.paragraphs):
        parts.append(Part(at, at + len(paragraph), "paragraph", item.id, f"/paragraphs/{index}"))
        at += len(paragraph)
    assert list(slice_mismatch(text, parts, {item.id: as_json(item)})) == []
