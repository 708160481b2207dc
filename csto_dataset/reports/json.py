"""The report for programs: one JSON object, in the form that docs/validating.md gives."""

from csto_dataset.findings import visible_json
from csto_dataset.verdict import Report


def render(report: Report) -> str:
    """Return the report as indented JSON."""
    return visible_json(report.as_json(), indent=2)
