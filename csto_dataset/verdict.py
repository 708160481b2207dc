"""The verdict on a copy, and the report that holds it."""

from dataclasses import dataclass
from typing import Any, Literal

from csto_dataset.findings import Finding, sorted_counts

Genuine = Literal["identical", "re-encoded", "subset", "altered", "foreign"]
"""How a copy relates to a release, from the same bytes to something else.

identical: the files have the bytes of the release's. re-encoded: other bytes, the same records. subset: only records of
the release, not all of them. altered: a record, or a file that goes with the release, was changed. foreign: it holds
records that the release does not have, or none that it has.
"""


@dataclass(frozen=True, slots=True)
class Complete:
    """How many records are there, of how many that the release has in the tables that the copy holds."""

    present: int
    of: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is it valid, complete, genuine. The last two are None where it was compared with no release."""

    valid: bool
    complete: Complete | None
    genuine: Genuine | None


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be said of a copy.

    Attributes:
        release: version of the release that it was compared with, or None.
        findings: in the order of the files, and of the places in each.
        records: how many rows were read as records, over all files.
    """

    verdict: Verdict
    release: str | None
    findings: tuple[Finding, ...]
    files: int
    records: int

    def as_json(self) -> dict[str, Any]:
        """Return the report as the object that the JSON report is."""
        complete = self.verdict.complete
        return {
            "verdict": {
                "valid": self.verdict.valid,
                "complete": complete
                and {"present": complete.present, "of": complete.of, "missing": list(complete.missing)},
                "genuine": self.verdict.genuine,
            },
            "release": self.release,
            "findings": [finding.as_json() for finding in self.findings],
            "counts": sorted_counts(self.findings),
        }
