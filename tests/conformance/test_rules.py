"""Each rule is needed for the bad copies of its code in the conformance kit."""

from collections.abc import MutableMapping
from typing import Any

import pytest

from csto_dataset.columns import check
from csto_dataset.columns.rules import HELD
from csto_dataset.forensics import writing
from csto_dataset.release import Release
from csto_dataset.rules import model
from csto_dataset.rules.collection import COLLECTION_RULES
from csto_dataset.rules.folder import FOLDER_RULES
from csto_dataset.rules.single import SINGLE_RULES
from tests.conformance.judging import demanded, reported, row, said
from tests.conformance.kit import CASES

TABLES: dict[str, MutableMapping[str, Any]] = {
    "collection": COLLECTION_RULES,
    "folder": FOLDER_RULES,
    "single": SINGLE_RULES,
    "writing": writing._FOLDS,
}
RULES = [(table, code) for table, rules in TABLES.items() for code in rules]


def failing(code: str, small: Release) -> list[str]:
    """Return the bad copies of a code that are not judged as their cases say."""
    rows = (row(case) for case in CASES if case.bad and case.code == code)
    return [each["name"] for each in rows if said(reported(each, small)) != demanded(each)]


def bad_copies(code: str) -> list[str]:
    return [case.folder for case in CASES if case.bad and case.code == code]


@pytest.mark.parametrize(("table", "code"), RULES)
def test_the_bad_copies_of_a_code_need_its_rule(
    table: str, code: str, small: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failing(code, small) == []
    monkeypatch.delitem(TABLES[table], code)
    assert failing(code, small) == bad_copies(code)


@pytest.mark.parametrize("code", HELD)
def test_the_bad_rows_of_parquet_need_the_rules_in_columns(
    code: str, small: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "keeps_rules", lambda table, record: record.sound)
    assert failing(code, small) == [f"{code}/bad-parquet"]


@pytest.mark.parametrize("code", sorted(set(model._CODES.values()) - {"wrong-type"}))
def test_the_bad_copies_of_a_code_of_the_models_need_its_name_there(
    code: str, small: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {kind: named for kind, named in model._CODES.items() if named != code}
    monkeypatch.setattr(model, "_CODES", others)
    assert failing(code, small) == bad_copies(code)
