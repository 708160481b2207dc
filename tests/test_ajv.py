"""A fourth engine, of another language: ajv accepts what the model accepts.

It comes from npm: `npm install --no-save --no-package-lock --prefix DIR ajv@8.20.0`, with CSTO_AJV=DIR.
"""

import json
import os
from collections.abc import Sequence
from random import Random

import pytest

from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import as_json
from csto_dataset.records import TABLES, Record
from csto_dataset.release import Release
from tests.agreement.damage import damaged
from tests.agreement.drawing import Document
from tests.agreement.engines import in_javascript, published_schemas
from tests.hard_documents import HARD
from tests.test_agreement import model_accepts, passes

pytestmark = pytest.mark.ajv

DRAWN = int(os.environ.get("CSTO_EXAMPLES", "4000"))
"""Damaged records in all."""

Documents = Sequence[tuple[str, str]]
"""A table and a JSON text each."""


def ajv_accepts(documents: Documents) -> list[bool]:
    """Return what ajv says of each document."""
    verdicts = in_javascript(published_schemas())([Document(table, text) for table, text in documents])
    assert len(verdicts) == len(documents)
    return verdicts


def differing(documents: Documents) -> list[tuple[str, str]]:
    """Return the documents about which ajv and the model disagree."""
    return [
        document
        for document, accepted in zip(documents, ajv_accepts(documents), strict=True)
        if accepted != model_accepts(*document)
    ]


def test_ajv_gives_each_hard_document_its_verdict() -> None:
    said = ajv_accepts([(case.table, case.text) for case in HARD])
    assert [case for case, accepted in zip(HARD, said, strict=True) if accepted != case.valid] == []


def test_ajv_accepts_every_record_of_the_release(release: Release) -> None:
    rows: dict[str, Sequence[Record]] = {
        "news_items": release.news_items,
        "interviews": release.interviews,
        "qa_pairs": release.qa_pairs,
    }
    assert list(rows) == list(TABLES)
    documents = [(table, json.dumps(as_json(record))) for table, records in rows.items() for record in records]
    assert ajv_accepts(documents) == [True] * len(documents)


def test_ajv_agrees_with_the_model_about_damaged_examples() -> None:
    random = Random("ajv")
    tables = [random.choice(list(TABLES)) for _ in range(DRAWN)]
    documents = [(table, damaged(EXAMPLES[table], random)) for table in tables]
    assert differing([document for document in documents if passes(document[1])]) == []


def test_ajv_agrees_with_the_model_about_damaged_records_of_the_release(release: Release) -> None:
    random = Random("release")
    news = [as_json(item) for item in release.news_items]
    documents = [("news_items", damaged(random.choice(news), random)) for _ in range(DRAWN // 4)]
    assert differing([document for document in documents if passes(document[1])]) == []
