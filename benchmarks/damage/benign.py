"""Benign trials: the release's records as others write them, and whether the validator lets them pass."""

import random
from pathlib import Path

from benchmarks.damage.drawing import release
from benchmarks.damage.trial import Outcome, Trial, same_records
from benchmarks.damage.writers import WRITERS
from csto_dataset.validate import validate

FORM = "benign"
"""What stands in a benign trial for the format: its writer draws it."""


def tried(trial: Trial, folder: Path) -> Outcome:
    """Return what comes of a copy that is written in an empty folder: harmless, or a false alarm."""
    writer = WRITERS[trial.kind]
    writer.write(random.Random("/".join(map(str, trial))), folder)
    try:
        report = validate([folder], release())
    except Exception as error:  # noqa: BLE001  # Whatever comes out of it is what is looked for.
        return Outcome(trial, "failed", said=f"{type(error).__name__}: {error}")
    told = tuple(sorted(report.counts))
    complete = report.verdict.complete
    loud = [finding for finding in report.findings if finding.level == "error" or finding.code not in writer.warnings]
    if same_records(report) and not loud and complete is not None and not complete.missing:
        return Outcome(trial, "harmless", told=told)
    names = sorted(path.name for path in folder.iterdir())
    said = [f"{finding.code} {finding.where.file} {finding.message}" for finding in loud[:3]]
    return Outcome(
        trial, "false alarm", told=told, said=f"{names}: valid {report.verdict.valid}, {report.verdict.genuine}; {said}"
    )
