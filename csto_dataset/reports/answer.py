"""The answer: what a report says in one sentence, and what bears it out, for people who know nothing of this package."""

from dataclasses import dataclass
from typing import Final, Literal

from csto_dataset.codes import AGAINST_RELEASE
from csto_dataset.findings import Finding, printable
from csto_dataset.reports.groups import groups, levels_in_words, many
from csto_dataset.reports.places import place_in_words
from csto_dataset.verdict import Genuine, Report

Tone = Literal["good", "mixed", "bad"]

TONES: Final[dict[Genuine, Tone]] = {
    "identical": "good",
    "re-encoded": "good",
    "subset": "mixed",
    "altered": "bad",
    "foreign": "mixed",
}
MEANINGS: Final[dict[Genuine, str]] = {
    "identical": "the bytes of release {}",
    "re-encoded": "the records of release {}, written by other means",
    "subset": "only records of release {}, not all of them",
    "altered": "records or files of release {} were changed",
    "foreign": "holds records that release {} does not have, or none that it has",
}

_ADDED: Final = "added-record"
_FILE: Final = "altered-file"
_CHANGED: Final = AGAINST_RELEASE - {_ADDED, _FILE}
_SHOWN_IDS: Final = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says first.

    Attributes:
        sentence: the verdict in words.
        evidence: names and values of what shows it best, such as the record that was changed; three at most.
    """

    tone: Tone
    sentence: str
    evidence: tuple[tuple[str, str], ...]


def answer(report: Report) -> Answer:
    """Return what a report says first. All of it is safe on a terminal."""
    verdict = report.verdict
    if verdict.genuine is None:
        sentence = _by_itself(report)
        return Answer("good" if verdict.valid else "bad", sentence, _evidence(report))
    sentence = f"{verdict.genuine}: {_against(report, verdict.genuine)}"
    if not verdict.valid:
        faults = f"not valid: {many(_faults(report), 'error')} of the copy by itself"
        # Foreign may mean no more than that it could not be read.
        sentence = f"{faults}; and {sentence}" if verdict.genuine == "foreign" else f"{sentence}; and {faults}"
    return Answer(TONES[verdict.genuine] if verdict.valid else "bad", sentence, _evidence(report))


def what_was_read(report: Report) -> str:
    """Return how much a report is about, such as `12 rows in 3 files`."""
    return f"{many(report.records, 'row')} in {many(report.files, 'file')}"


def read_and_found(report: Report) -> str:
    """Return how much a report is about, and how much was found."""
    return f"{what_was_read(report)}, {levels_in_words(report)}"


def missing_ids(report: Report, most: int = _SHOWN_IDS) -> str:
    """Return the first ids of the records that are missing, and how many more are; nothing where none is."""
    ids = () if report.verdict.complete is None else report.verdict.complete.missing
    more = f" and {len(ids) - most:,} more" if len(ids) > most else ""
    return f"{', '.join(map(printable, ids[:most]))}{more}"


def _by_itself(report: Report) -> str:
    if report.verdict.valid:
        return f"valid: {what_was_read(report)}, compared with no release"
    return f"not valid: {many(_faults(report), 'error')} in {what_was_read(report)}, compared with no release"


def _against(report: Report, genuine: Genuine) -> str:
    complete, release = report.verdict.complete, f"release {report.release}"
    added = report.counts.get(_ADDED, 0)
    if genuine == "altered" and (changed := _changed(report)):
        return changed
    if genuine == "foreign" and added:
        return f"it holds {many(added, 'record')} that {release} does not have"
    if genuine == "foreign" and complete and not complete.present:
        return f"it holds no record of {release}"
    if genuine == "subset" and complete and complete.missing:
        number = len(complete.missing)
        return f"{number:,} of the {many(complete.of, 'record')} of {release} {'is' if number == 1 else 'are'} missing"
    return MEANINGS[genuine].format(report.release)


def _changed(report: Report) -> str:
    """Return how many records and files were changed, as far as the findings tell; nothing where they tell of none."""
    records = {
        each.record or (each.where.file, each.where.row, each.where.line)
        for each in report.findings
        if each.code in _CHANGED
    }
    files = {each.where.file for each in report.findings if each.code == _FILE}
    said = " and ".join(many(len(each), name) for each, name in ((records, "record"), (files, "file")) if each)
    least = "at least " if (_CHANGED | {_FILE}) & report.more.keys() else ""
    verb = "was" if len(records) + len(files) == 1 else "were"
    return f"{least}{said} of release {report.release} {verb} changed" if said else ""


def _faults(report: Report) -> int:
    return sum(each.count for each in groups(report) if each.level == "error" and each.code not in AGAINST_RELEASE)


def _evidence(report: Report) -> tuple[tuple[str, str], ...]:
    shown = _first_that_shows_it(report)
    if shown is None:
        missing = missing_ids(report, most=1)
        return (("missing", missing),) if missing else ()
    record = (("record", printable(shown.record)),) if shown.record else ()
    name = "change" if shown.code in _CHANGED else "found"
    return (*record, ("place", place_in_words(shown.where)), (name, printable(shown.message)))


def _first_that_shows_it(report: Report) -> Finding | None:
    verdict = report.verdict
    if verdict.genuine == "altered":
        telling = [each for each in report.findings if each.code in _CHANGED]
        telling += [each for each in report.findings if each.code == _FILE]
    elif not verdict.valid:
        telling = [each for each in report.findings if each.level == "error" and each.code not in AGAINST_RELEASE]
    else:
        telling = [each for each in report.findings if each.code == _ADDED and verdict.genuine == "foreign"]
    return telling[0] if telling else None
