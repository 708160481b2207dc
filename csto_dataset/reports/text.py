"""The report for people: the answer first, then the verdict, then the findings, the worst first."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from rich.text import Text

from csto_dataset.codes import Level
from csto_dataset.findings import Finding, printable
from csto_dataset.reports.answer import MEANINGS, TONES, Tone, answer, missing_ids, read_and_found
from csto_dataset.reports.groups import Group, groups
from csto_dataset.reports.places import place_in_words
from csto_dataset.verdict import Report

_LEVELS: Final[dict[Level, str]] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_TONES: Final[dict[Tone, str]] = {"good": "green", "mixed": "yellow", "bad": "bold red"}


def pieces(report: Report, *, every: bool = False) -> Iterator[str]:
    """Yield the report without styles, line by line."""
    for line in lines(report, every=every):
        yield f"{line.plain}\n"


def render(report: Report, *, every: bool = False) -> Text:
    """Return the report with styles; its plain text says the same."""
    return Text("\n").join(lines(report, every=every))


def lines(report: Report, *, every: bool = False) -> Iterator[Text]:
    """Yield the lines of the report with styles.

    Args:
        every: tell each finding that the report holds; else the first of each code, and how many more there are.
    """
    yield from _answer(report)
    yield from _verdict(report)
    told = groups(report)
    if told:
        yield Text("")
    yield from chain.from_iterable(_group(group, every=every) for group in told)


def _answer(report: Report) -> Iterator[Text]:
    said = answer(report)
    yield Text(said.sentence, style=_TONES[said.tone])
    for name, value in said.evidence:
        yield _row(name, value, "")
    if said.evidence:
        yield Text("")


def _verdict(report: Report) -> Iterator[Text]:
    verdict = report.verdict
    valid = ("yes", _TONES["good"]) if verdict.valid else ("no", _TONES["bad"])
    yield _row("valid", *valid, read_and_found(report))
    if verdict.complete is not None:
        complete, missing = verdict.complete, missing_ids(report)
        style = _TONES["mixed" if missing else "good"]
        yield _row("complete", f"{complete.present} of {complete.of}", style, missing and f"missing: {missing}")
    if verdict.genuine is not None:
        meaning = MEANINGS[verdict.genuine].format(report.release)
        yield _row("genuine", verdict.genuine, _TONES[TONES[verdict.genuine]], meaning)


def _row(name: str, value: str, style: str, remark: str = "") -> Text:
    return Text.assemble(f"{name:9} ", (value, style), (f"  {remark}" if remark else "", "dim"))


def _group(group: Group, *, every: bool) -> Iterator[Text]:
    told = group.findings if every else group.findings[:1]
    for finding in told:
        yield _finding(finding)
    rest = group.count - len(told)
    if rest:
        how = "counted only" if every else "--all tells all of them"
        yield Text(f"  {'':7} and {rest:,} more of {group.code}: {how}", style="dim")


def _finding(finding: Finding) -> Text:
    return Text.assemble(
        "  ",
        (f"{finding.level:7}", _LEVELS[finding.level]),
        f" {finding.code}  ",
        (f"{place_in_words(finding.where)}: ", "dim"),
        printable(finding.message),
        (f"  [{printable(finding.record)}]" if finding.record else "", "dim"),
    )
