"""One trial: a copy is damaged as a kind, a format and a seed say, and judged by what the validator says of it."""

import json
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from benchmarks.damage.drawing import Draw, Kind, Mark, originals, release
from benchmarks.damage.files import FILES
from benchmarks.damage.forms import FORMS, Form, Tables
from benchmarks.damage.kinds import KINDS
from csto_dataset.errors import CstoDatasetError
from csto_dataset.findings import Finding
from csto_dataset.validate import validate
from csto_dataset.verdict import Report

MOST_DRAWS = 200
"""Draws after which a kind is taken to have nothing to damage in a format."""

State = Literal["detected", "missed", "harmless", "undrawn", "failed", "crashed", "hung", "false alarm"]


class Trial(NamedTuple):
    """What is tried; the damage follows from these three alone."""

    kind: str
    form: str
    seed: int


class Outcome(NamedTuple):
    """What came of a trial.

    Attributes:
        code: whether the right code was told; None where a kind has none.
        place: whether a finding with the right code pointed at the value; None where no place is expected.
        told: codes of the findings.
        said: of a miss or a failure, what was said instead.
    """

    trial: Trial
    state: State
    code: bool | None = None
    place: bool | None = None
    told: tuple[str, ...] = ()
    said: str = ""


class NothingToDamageError(LookupError):
    """A kind draws no damage in a format."""


class Damaged(NamedTuple):
    """The files of a damaged copy by their names; `mark` is None where bytes were damaged."""

    files: dict[str, bytes]
    tables: Tables
    mark: Mark | None


def applies(kind: str, form: str) -> bool:
    """Say whether a format can say a kind of damage."""
    return kind in FILES or FORMS[form].kind in KINDS[kind].kinds


def damaged(trial: Trial) -> Damaged:
    """Return the copy that a trial is about.

    Raises:
        NothingToDamageError: nothing was drawn that changes a copy.
    """
    chance, form = random.Random("/".join(map(str, trial))), FORMS[trial.form]
    for _ in range(MOST_DRAWS):
        drawn = _bytes(trial.kind, form, chance) if trial.kind in FILES else _records(KINDS[trial.kind], form, chance)
        if drawn is not None:
            return drawn
    raise NothingToDamageError(f"{trial}: nothing to damage")


@cache
def _undamaged(form: Form, tables: tuple[str, ...]) -> dict[str, bytes]:
    return form.files({table: originals()[table] for table in tables})


def _records(kind: Kind, form: Form, chance: random.Random) -> Damaged | None:
    """Damage records; half of the copies hold all tables, half the damaged ones alone."""
    draw, whole = Draw(chance, form), chance.random() < 0.5
    mark = kind.damage(draw)
    tables = {table: values for table, values in draw.tables.items() if whole or values != originals()[table]}
    if mark is None or mark.table not in tables:
        return None
    files = form.files(tables)
    # What differs in Python need not differ in the file: to CSV a field that is missing is null.
    return None if files == _undamaged(form, tuple(tables)) else Damaged(files, tables, mark)


def _bytes(kind: str, form: Form, chance: random.Random) -> Damaged | None:
    """Damage the bytes of one file; half of the copies hold all tables, half that file's alone."""
    tables = originals()
    if chance.random() < 0.5:
        table = chance.choice(list(tables))
        tables = {table: tables[table]}
    files = form.files(tables)
    name = chance.choice(list(files))
    raw = FILES[kind](chance, files[name])
    return None if raw is None or raw == files[name] else Damaged({**files, name: raw}, tables, None)


def tried(trial: Trial, folder: Path) -> Outcome:
    """Return what comes of a trial whose copy is written in an empty folder."""
    try:
        copy = damaged(trial)
    except NothingToDamageError:
        return Outcome(trial, "undrawn")
    for name, raw in copy.files.items():
        (folder / name).write_bytes(raw)
    try:
        report = validate([folder / name for name in copy.files], release())
    except CstoDatasetError as refusal:
        return Outcome(trial, "detected", said=f"refused: {refusal}")
    except Exception as error:  # noqa: BLE001  # Whatever comes out of it is what is looked for.
        return Outcome(trial, "failed", said=f"{type(error).__name__}: {error}")
    if copy.mark is None:
        return _judged_bytes(trial, copy, report)
    return _judged(trial, _as_it_stands(copy.tables, copy.mark), report)


def _as_it_stands(tables: Tables, mark: Mark) -> Mark:
    """Return a mark with the id that the damaged record states now besides."""
    stated = None if mark.row is None or not mark.ids else tables[mark.table][mark.row].get("id")
    return mark._replace(ids=mark.ids | {stated}) if isinstance(stated, str) else mark


def _told(report: Report) -> tuple[str, ...]:
    return tuple(sorted(report.counts))


def same_records(report: Report) -> bool:
    """Say whether the validator takes a copy for the release's records, all of those of its tables, and nothing wrong."""
    return report.verdict.valid and report.verdict.genuine in {"identical", "re-encoded"}


def _judged(trial: Trial, mark: Mark, report: Report) -> Outcome:
    form, kind = FORMS[trial.form], KINDS[trial.kind]
    about = [finding for finding in report.findings if _concerns(finding, mark, form)]
    missing = report.verdict.complete.missing if report.verdict.complete else ()
    named = bool(about) or not mark.ids.isdisjoint(missing)
    right = [finding for finding in about if finding.code in kind.codes_in(form)]
    detected = not same_records(report) and named
    return Outcome(
        trial,
        "detected" if detected else "missed",
        bool(right) if kind.codes else None,
        any(_points(finding, mark, form) for finding in right) if kind.codes and mark.row is not None else None,
        _told(report),
        "" if detected and (right or not kind.codes) else _shown(report, mark),
    )


def _concerns(finding: Finding, mark: Mark, form: Form) -> bool:
    """Say whether a finding is about the damaged record: it names it, or its column, or it stands where the record does."""
    if finding.record in mark.ids or (mark.column is not None and finding.where.field == mark.column):
        return True
    return mark.row is not None and finding.record is None and _stands(finding, form.place(mark.table, mark.row, ()))


def _stands(finding: Finding, expected: dict[str, Any]) -> bool:
    found = finding.where._asdict()
    return all(found[name] == value for name, value in expected.items())


def _points(finding: Finding, mark: Mark, form: Form) -> bool:
    """Say whether a finding points at a damaged value, or names its column."""
    if mark.column is not None and finding.where.field == mark.column and finding.where.row is None:
        return True
    row = mark.row or 0
    return any(_stands(finding, form.place(mark.table, row, steps)) for steps in mark.places)


def _judged_bytes(trial: Trial, copy: Damaged, report: Report) -> Outcome:
    said = bool(report.findings) or bool(report.verdict.complete and report.verdict.complete.missing)
    detected = not same_records(report) and said
    if _says_the_same(copy, FORMS[trial.form]):
        return Outcome(trial, "harmless", told=_told(report))
    return Outcome(
        trial, "detected" if detected else "missed", told=_told(report), said="" if detected else _shown(report)
    )


def _says_the_same(copy: Damaged, form: Form) -> bool:
    """Say whether another reader finds in the files what stood in them before."""
    try:
        found = [value for raw in copy.files.values() for value in form.decode(raw)]
        return _counted(found) == _counted([value for values in copy.tables.values() for value in values])
    except Exception:  # noqa: BLE001  # The readers of others raise what they like at damaged files.
        return False


def _counted(values: list[Any]) -> Counter[str]:
    return Counter(json.dumps(value, sort_keys=True) for value in values)


def _shown(report: Report, mark: Mark | None = None) -> str:
    """Return in one line what the validator said, and what was expected of it."""
    findings = [f"{each.code} {each.where.pointer} {each.record}" for each in report.findings[:4]]
    expected = "" if mark is None else f"; damaged {mark.table}/{mark.row} {mark.places[:2]} {mark.column or ''}"
    return f"valid {report.verdict.valid}, {report.verdict.genuine}; {findings}{expected}"
