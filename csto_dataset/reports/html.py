"""The report for browsers: one file that needs nothing else, runs nothing and asks for nothing."""

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from typing import Final

from csto_dataset.codes import CATALOGUE
from csto_dataset.findings import Edit, Finding, printable
from csto_dataset.reports.answer import MEANINGS, answer, missing_ids, read_and_found
from csto_dataset.reports.groups import Group, groups, many
from csto_dataset.reports.places import inside_file
from csto_dataset.reports.style import STYLE
from csto_dataset.verdict import Report

_DIGEST: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
"""Nothing is loaded or run; of styles, the one sheet of this package."""

OPEN: Final = 20
"""Groups of at most so many findings are shown without being asked for."""

_AROUND: Final = 60
"""Characters of an unchanged passage that are shown beside a change."""


def pieces(report: Report) -> Iterator[str]:
    """Yield the report as HTML, a finding at a time."""
    said = answer(report)
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(said.sentence)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 class="{said.tone}">{_text(said.sentence)}</h1>\n'
    )
    yield _rows(said.evidence)
    yield "<h2>Verdict</h2>\n"
    yield _rows(tuple(_verdict(report)))
    told = groups(report)
    if told:
        yield from _counts(told)
    for number, group in enumerate(told):
        yield from _group(group, number)
    yield "</main>\n</body>\n</html>\n"


def _verdict(report: Report) -> Iterator[tuple[str, str]]:
    verdict = report.verdict
    yield "valid", f"{'yes' if verdict.valid else 'no'} — {read_and_found(report)}"
    if verdict.complete is not None:
        missing = missing_ids(report)
        yield "complete", f"{verdict.complete.present} of {verdict.complete.of}{missing and f' — missing: {missing}'}"
    if verdict.genuine is not None:
        yield "genuine", f"{verdict.genuine} — {MEANINGS[verdict.genuine].format(report.release)}"


def _rows(rows: tuple[tuple[str, str], ...]) -> str:
    if not rows:
        return ""
    return "<dl>\n" + "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>\n" for name, value in rows) + "</dl>\n"


def _counts(told: tuple[Group, ...]) -> Iterator[str]:
    yield '<h2>Findings</h2>\n<table>\n<thead><tr><th scope="col">level</th><th scope="col">code</th>'
    yield '<th scope="col">findings</th></tr></thead>\n<tbody>\n'
    for number, group in enumerate(told):
        code = f'<a href="#group-{number}">{_text(group.code)}</a>'
        level = f'<td class="level {group.level}">{group.level}</td>'
        yield f'<tr>{level}<td>{code}</td><td class="count">{group.count:,}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _group(group: Group, number: int) -> Iterator[str]:
    entry = CATALOGUE[group.code]
    opened = " open" if len(group.findings) <= OPEN else ""
    yield (
        f'<details id="group-{number}"{opened}>\n<summary><span class="level {group.level}">{group.level}</span> '
        f"{_text(group.code)} <small>{many(group.count, 'finding')}</small></summary>\n"
        f"<p>{_text(entry.cause)} <em>{_text(entry.remedy)}</em></p>\n<ol>\n"
    )
    for finding in group.findings:
        yield _finding(finding)
    yield "</ol>\n"
    if group.more:
        yield f"<p>And {group.more:,} more, counted only.</p>\n"
    yield "</details>\n"


def _finding(finding: Finding) -> str:
    where = finding.where
    place = inside_file(where)
    parts = [
        f'<span class="file">{_text(where.file)}</span>',
        f'<span class="place">{_text(place)}</span>' if place else "",
        f'<code class="record">{_text(finding.record)}</code>' if finding.record else "",
        f'<p class="message">{_text(finding.message)}</p>',
        f'<p class="edits">{"".join(map(_edit, finding.edits))}</p>' if finding.edits else "",
    ]
    line = "" if where.line is None else f' data-line="{where.line}"'
    item = f'<li class="finding" data-code="{_text(finding.code)}" data-level="{finding.level}"{line}>'
    return f"{item}{' '.join(filter(None, parts))}</li>\n"


def _edit(edit: Edit) -> str:
    """Return a step of a word diff, with marks that need no colour: `[-expected-]` and `{+found+}`."""
    if edit.kind == "same":
        return _text(_shortened(edit.expected))
    gone = "" if edit.kind == "inserted" else f"<del>[-{_text(edit.expected)}-]</del>"
    come = "" if edit.kind == "deleted" else f"<ins>{{+{_text(edit.found)}+}}</ins>"
    return gone + come


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]} … {text[-_AROUND:]}"


def _text(text: str) -> str:
    """Return a text as HTML shows it as it is: invisible characters by their numbers, markup as characters."""
    return escape(printable(text))
