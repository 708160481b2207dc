"""The report for programs: one JSON object, in the form that docs/validating.md gives."""

import json
import re
from typing import Final

from csto_dataset.verdict import Report

_INVISIBLE: Final = re.compile("[^\n -~]+")
"""What may need an escape: all but ASCII that can be seen, and the report's own line ends."""


def render(report: Report) -> str:
    """Return the report as indented JSON. Characters that a terminal does not show as themselves are escaped in it."""
    return _INVISIBLE.sub(_escaped, json.dumps(report.as_json(), ensure_ascii=False, indent=2))


def _escaped(found: re.Match[str]) -> str:
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in found.group())
