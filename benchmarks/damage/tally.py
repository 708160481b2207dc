"""What came of many trials, counted: by kind and format, by code, and the misses one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.damage.benign import FORM as BENIGN
from benchmarks.damage.files import FILES
from benchmarks.damage.forms import FORMS
from benchmarks.damage.kinds import KINDS
from benchmarks.damage.trial import Outcome, applies

WRONG = frozenset({"missed", "failed", "crashed", "hung", "false alarm"})
"""States of a trial that should not be."""


@dataclass
class Count:
    """Trials of a kind, added up.

    Attributes:
        tried: trials that damaged something.
        coded, placed: trials that have a right code, and a right place.
        code, place: trials in which it was told.
    """

    tried: int = 0
    detected: int = 0
    harmless: int = 0
    coded: int = 0
    code: int = 0
    placed: int = 0
    place: int = 0

    def take(self, outcome: Outcome) -> None:
        """Take a trial in."""
        if outcome.state == "undrawn":
            return
        if outcome.state == "harmless":
            self.harmless += 1
            return
        self.tried += 1
        self.detected += outcome.state == "detected"
        self.coded += outcome.code is not None
        self.code += bool(outcome.code)
        self.placed += outcome.place is not None
        self.place += bool(outcome.place)


@dataclass
class Tally:
    """All trials of a run."""

    cells: dict[tuple[str, str], Count] = field(default_factory=dict)
    codes: dict[str, Count] = field(default_factory=dict)
    kinds_of_codes: dict[str, set[str]] = field(default_factory=dict)
    whole: Count = field(default_factory=Count)
    bytes: Count = field(default_factory=Count)
    wrong: list[Outcome] = field(default_factory=list)
    blunt: list[Outcome] = field(default_factory=list)
    """Trials that were detected, but without the right code or place."""
    benign: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    warnings: dict[str, Counter[str]] = field(default_factory=dict)

    def take(self, outcome: Outcome) -> None:
        """Take a trial in."""
        kind, form, _ = outcome.trial
        if outcome.state in WRONG:
            self.wrong.append(outcome)
        if form == BENIGN:
            self.benign[kind] += 1
            self.alarms[kind] += outcome.state != "harmless"
            self.warnings.setdefault(kind, Counter()).update(outcome.told)
            return
        self.cells.setdefault((kind, form), Count()).take(outcome)
        (self.bytes if kind in FILES else self.whole).take(outcome)
        if outcome.state == "detected" and (outcome.code is False or outcome.place is False):
            self.blunt.append(outcome)
        for code in () if kind in FILES else KINDS[kind].codes_in(FORMS[form]):
            self.codes.setdefault(code, Count()).take(outcome)
            self.kinds_of_codes.setdefault(code, set()).add(kind)

    def of(self, kind: str, forms: Iterable[str] = FORMS) -> Count:
        """Return the trials of a kind in some formats, or in all, added up."""
        sums: Counter[str] = Counter()
        for form in forms:
            sums.update(vars(self.cells.get((kind, form), Count())))
        return Count(**sums)


def in_words(tally: Tally) -> dict[str, Any]:
    """Return the figures as a JSON object."""
    return {
        "records": vars(tally.whole),
        "files": vars(tally.bytes),
        "kinds": [
            {
                "kind": kind,
                "codes": sorted(KINDS[kind].codes) if kind in KINDS else [],
                "formats": {form: vars(tally.cells[kind, form]) for form in FORMS if (kind, form) in tally.cells},
            }
            for kind in (*KINDS, *FILES)
        ],
        "codes": {code: vars(tally.codes[code]) for code in sorted(tally.codes)},
        "benign": {
            writer: {"tried": tally.benign[writer], "alarms": tally.alarms[writer], "warnings": tally.warnings[writer]}
            for writer in tally.benign
        },
        "wrong": [_as_json(each) for each in tally.wrong],
        "blunt": [_as_json(each) for each in tally.blunt],
    }


def _as_json(outcome: Outcome) -> dict[str, Any]:
    return {**outcome._asdict(), "trial": list(outcome.trial)}


def combinations() -> Iterator[tuple[str, str]]:
    """Yield each kind with each format that can say it."""
    return ((kind, form) for kind in (*KINDS, *FILES) for form in FORMS if applies(kind, form))
