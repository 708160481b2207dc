"""What a build tells at its end: how much the pages gave, and what was found in them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csto_dataset.cli.terminal import put, say
from csto_dataset.codes import CATALOGUE
from csto_dataset.files import named
from csto_dataset.findings import Finding

if TYPE_CHECKING:
    from csto_dataset.gathering.harvest import Counts

FEW: Final = 3
"""Findings of each code that are told where not all were asked for."""


def tell_counts(counts: "Counts", findings: Path | None) -> None:
    """Print how much the pages gave.

    Args:
        findings: where all that was found in them stands, if it stands anywhere.
    """
    captures = sum(counts.readings[form] - counts.records[form] for form in ("article", "interview"))
    teasers = counts.readings["teaser"] - counts.records["teaser"]
    put(f"read: pages {counts.pages}, documents {counts.documents}")
    put(f"records: {_listed(counts.records)}; merged: captures {captures}, teasers {teasers}")
    put(f"left out, in characters: {_listed(counts.characters)}")
    where = f" ({named(findings)})" if findings and counts.findings else ""
    put(f"findings: {_listed(counts.findings) or 'none'}{where}")


def tell(finding: Finding) -> None:
    """Say what was found, and where."""
    where = finding.where.file + ("" if finding.where.line is None else f":{finding.where.line}")
    say(f"{finding.level}: {where}: {finding.message}")


def tell_findings(findings: Iterable[Finding], counts: "Counts", *, all: bool) -> None:
    """Say what was found, the first few of each code, and how many more there are."""
    told = dict.fromkeys(counts.findings, 0)
    for finding in findings:
        told[finding.code] += 1
        if all or told[finding.code] <= FEW:
            tell(finding)
    for code, count in told.items():
        if count > FEW and not all:
            say(f"{CATALOGUE[code].level}: {code}: {count - FEW} more (--all tells all of them)")


def has_errors(counts: "Counts") -> bool:
    """Say whether anything was found at error level."""
    return any(CATALOGUE[code].level == "error" for code in counts.findings)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())
