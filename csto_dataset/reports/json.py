"""The report for programs: one JSON object, in the form that docs/validating.md gives."""

import json

from csto_dataset.verdict import Report


def render(report: Report) -> str:
    """Return the report as indented JSON."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2)
