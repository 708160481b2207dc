"""What the validator says of the copies of the kit, beside what their cases say."""

import json
from pathlib import Path
from typing import Any

from csto_dataset.packaged import CONFORMANCE
from csto_dataset.release import Release
from csto_dataset.validate import validate
from tests.conformance.case import RELEASE, Case
from tests.conformance.kit import LIST

Json = dict[str, Any]
Said = tuple[list[str], bool, str | None]
"""Findings without messages, in one order; valid; genuine."""


def listed() -> Json:
    """Return the list of cases, as the kit has it."""
    found: Json = json.loads((CONFORMANCE / LIST).read_bytes())
    return found


def row(case: Case) -> Json:
    """Return the row of the list of cases that a case has."""
    (found,) = (each for each in listed()["cases"] if each["name"] == case.folder)
    return dict(found)


def normal(findings: list[Json]) -> list[str]:
    """Return findings in one order, without their messages."""
    bare = ({key: value for key, value in each.items() if key != "message"} for each in findings)
    return sorted(json.dumps(each, sort_keys=True) for each in bare)


def reported(stated: Json, small: Release) -> Json:
    """Return the report on the copy of a case, as the object that the JSON report is."""
    against = small if stated["against"] == RELEASE else None
    return validate([Path(path) for path in stated["copy"]], against).as_json()


def said(report: Json) -> Said:
    """Return what a report says."""
    return normal(report["findings"]), report["verdict"]["valid"], report["verdict"]["genuine"]


def demanded(stated: Json) -> Said:
    """Return what a case demands to be said."""
    return normal(stated["findings"]), stated["valid"], stated["genuine"]


def names(case: Case) -> str:
    """Return what tests call a case."""
    return case.folder
