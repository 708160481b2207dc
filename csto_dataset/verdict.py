"""The verdict on a copy, and the report that holds it."""

from bisect import insort
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, Literal

from csto_dataset.codes import AGAINST_RELEASE
from csto_dataset.findings import Finding
from csto_dataset.policy import Policy

MOST_KEPT: Final = 1_000
"""Findings of each code that a report holds, unless others are asked for; the rest is counted."""

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

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as the object that reports hold."""
        complete = self.complete
        return {
            "valid": self.valid,
            "complete": complete
            and {"present": complete.present, "of": complete.of, "missing": list(complete.missing)},
            "genuine": self.genuine,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be said of a copy.

    Attributes:
        release: version of the release that it was compared with, or None.
        findings: in the order of the files, and of the places in each; of each code at most as many as were to be kept.
        records: how many rows were read as records, over all files.
        more: how many findings of each code there are besides.
    """

    verdict: Verdict
    release: str | None
    findings: tuple[Finding, ...]
    files: int
    records: int
    more: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each code has, in alphabetical order of the codes."""
        kept = Counter(finding.code for finding in self.findings)
        return {code: kept[code] + self.more.get(code, 0) for code in sorted(kept | Counter(self.more))}

    def as_json(self) -> dict[str, Any]:
        """Return the report as the object that the JSON report is."""
        return {
            "verdict": self.verdict.as_json(),
            "release": self.release,
            "findings": [finding.as_json() for finding in self.findings],
            "counts": self.counts,
        }


class Found:
    """The findings of a validation under way, as far as they are to be told.

    They may come in any order of the files, those of one file in its order: what is kept is the same.

    Attributes:
        valid: whether none of them is an error of the copy by itself.
    """

    def __init__(
        self,
        policy: Policy | None = None,
        most: int = MOST_KEPT,
        told: Callable[[Finding], object] = lambda finding: None,
    ) -> None:
        """Keep findings.

        Args:
            most: of each code that are kept.
            told: called with each that is kept, as it comes; where files do not come in their order, with others too.
        """
        self.valid = True
        self._kept: dict[str, list[tuple[int, int, Finding]]] = {}
        self._policy = policy or Policy()
        self._most = most
        self._told = told
        self._counts: Counter[str] = Counter()
        self._taken = 0

    def add(self, finding: Finding, rank: int = 0) -> None:
        """Take a finding in, unless nobody wants to hear of it.

        Args:
            rank: of the file that it is about, or of what comes behind all files.
        """
        judged = self._policy.judge(finding)
        if judged is None:
            return
        self.valid &= judged.level != "error" or judged.code in AGAINST_RELEASE
        self._counts[judged.code] += 1
        self._taken += 1
        kept = self._kept.setdefault(judged.code, [])
        if len(kept) < self._most or (kept and rank < kept[-1][0]):
            insort(kept, (rank, self._taken, judged), key=lambda each: each[:2])
            del kept[self._most :]
            self._told(judged)

    @property
    def kept(self) -> list[Finding]:
        """The first of each code, in the order of the files."""
        return [finding for *_, finding in sorted(chain.from_iterable(self._kept.values()), key=lambda each: each[:2])]

    @property
    def more(self) -> dict[str, int]:
        """How many findings of each code there are besides those that are kept."""
        return {code: count - self._most for code, count in self._counts.items() if count > self._most}
