"""Findings by level and code, and how many there are."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from csto_dataset.codes import CATALOGUE, Level
from csto_dataset.findings import Finding
from csto_dataset.verdict import Report

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")
"""From the worst."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one code at one level.

    Attributes:
        findings: that the report holds, in its order.
        more: how many there are besides.
    """

    level: Level
    code: str
    findings: tuple[Finding, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.findings) + self.more


def groups(report: Report) -> tuple[Group, ...]:
    """Return what was found by level, from the worst, and in a level by code, in the order of the first of each."""
    found: dict[tuple[Level, str], list[Finding]] = {}
    for finding in report.findings:
        found.setdefault((finding.level, finding.code), []).append(finding)
    more = {(level_of_more(report, code), code): count for code, count in report.more.items()}
    for key in more:
        found.setdefault(key, [])
    ordered = sorted(found, key=lambda key: LEVELS.index(key[0]))
    return tuple(Group(level, code, tuple(found[level, code]), more.get((level, code), 0)) for level, code in ordered)


def level_of_more(report: Report, code: str) -> Level:
    """Return the level of the findings of a code that are only counted: that of the first that the report holds."""
    return next((each.level for each in report.findings if each.code == code), CATALOGUE[code].level)


def level_counts(report: Report) -> dict[Level, int]:
    """Return how many findings each level has, those included that are only counted; the levels that have any."""
    counts: Counter[Level] = Counter()
    for group in groups(report):
        counts[group.level] += group.count
    return {level: counts[level] for level in LEVELS if counts[level]}


def many(count: int, name: str) -> str:
    """Return a number of things in words, such as `2 errors`."""
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def levels_in_words(report: Report) -> str:
    """Return how many findings each level has in words, such as `1 error, 2 notes`."""
    return ", ".join(many(count, level) for level, count in level_counts(report).items()) or "no findings"
