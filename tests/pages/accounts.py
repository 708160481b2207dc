"""What the ledger of any page must be: an account of every character, whose values are those of the records."""

import unicodedata
from typing import Any

from csto_dataset.pages.page import Page

OF_NO_FIELD = {"layout", "mark", "navigation", "furniture", "unread"}
"""Roles that are no value of a record."""


def said(passage: str) -> str:
    """Return what a passage says, computed without the package: by Unicode's categories, character by character."""
    kinds = [(character, unicodedata.category(character)) for character in passage]
    kept = ((" " if kind in {"Cc", "Zs", "Zl", "Zp"} else character) for character, kind in kinds if kind != "Cf")
    return unicodedata.normalize("NFC", " ".join(filter(None, "".join(kept).split(" "))))


def value_at(page: Page, record: str, field: str) -> Any:
    """Return the value that a pointer leads to in a record of a page."""
    value: Any = {each.id: each.model_dump(mode="json") for each in page.records}[record]
    for step in field.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def demand_an_account(page: Page) -> None:
    """Demand that the ledger's parts touch from the start of the text to its end, and that each field says its part."""
    text = page.document.text
    starts = [part.start for part in page.ledger]
    ends = [part.end for part in page.ledger]
    assert [0, *ends] == [*starts, len(text)]
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    for part in page.ledger:
        passage = said(text[part.start : part.end])
        assert (part.role == "layout") == (passage == "")
        if part.record is None or part.field is None:
            assert part.field is None
            assert part.role != "mark" or part.record is not None
            # A title block without a text below it makes no record, and another place of a record has no field of it.
            assert part.role in OF_NO_FIELD or part.role in ("title", "date") or part.record is not None
        elif part.role == "date":
            day, month, year = passage.split(".")
            assert value_at(page, part.record, part.field) == f"{year}-{month}-{day}"
        else:
            assert value_at(page, part.record, part.field) == passage
