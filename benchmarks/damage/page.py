"""The figures of a run as a page in Markdown."""

from collections.abc import Iterable, Iterator

from benchmarks.damage.files import FILES
from benchmarks.damage.forms import FORMS
from benchmarks.damage.kinds import GROUPS, KINDS
from benchmarks.damage.tally import Count, Tally
from benchmarks.damage.trial import Outcome
from benchmarks.damage.writers import WRITERS

_MOST_LISTED = 40
_SPOKEN = [name for name, form in FORMS.items() if form.kind != "packed"]
"""Formats in which records are damaged."""
_RECORDS = """\
A detected trial is one after which the copy is not taken for the release's records (`valid`, and `identical` or
`re-encoded`), and in which a finding or the list of missing records names the damaged record. In the columns of the formats
stands how many were detected, of how many. *Code*: a finding about the record has the code that stands beside the kind, or
one of them. *Place*: a finding with that code points at the damaged value, by its JSON Pointer and its line or row, or names
its column. A dash: the format cannot say it, or there is no such code or place."""
_BYTES = """\
The bytes of one file of the copy are damaged. Of what comes out, another reader (Python's `json` and `csv`, pyarrow) tells
whether the files still say the same records; such damage is harmless, and stands by itself. Of the rest, *detected*
is what is not taken for the release's records."""
_BENIGN = """\
The same records, written by others: all tables or one, in any order, in one file or in several, with drawn options. No
trial may have a finding but the warnings that stand beside its writer, and each must be valid, complete and genuine
(`identical` or `re-encoded`, so that each root is the release's)."""


def page(tally: Tally, head: str) -> Iterator[str]:
    """Yield the lines of the page.

    Args:
        head: which command made it, of what.
    """
    yield from ("# What the validator detects", "", head, "")
    yield from _summary(tally)
    yield from _damaged_records(tally)
    yield from _codes(tally)
    yield from _damaged_files(tally)
    yield from _benign(tally)
    yield from _list("Missed, or wrongly alarmed", tally.wrong)
    yield from _list("Detected under another code, or at another place", tally.blunt)


def _damaged_records(tally: Tally) -> Iterator[str]:
    yield from ("", "## Damaged records", "", _RECORDS)
    for group, kinds in GROUPS.items():
        yield from ("", f"### {group}", "", *_heading("kind", "right code", *_SPOKEN, "code", "place"))
        yield from (_kind(tally, kind) for kind in kinds)


def _codes(tally: Tally) -> Iterator[str]:
    yield from ("", "### By code", "", "Kinds with several right codes count for each of them.", "")
    yield from _heading("code", "kinds", "trials", "detected", "code", "place")
    for code in sorted(tally.codes):
        count = tally.codes[code]
        said = f"{count.tried:,} | {rate(count.detected, count.tried)} | {_told(count)}"
        yield f"| `{code}` | {len(tally.kinds_of_codes[code])} | {said} |"


def _damaged_files(tally: Tally) -> Iterator[str]:
    yield from ("", "## Damaged files", "", _BYTES, "", *_heading("kind", *FORMS, "harmless"))
    for kind in FILES:
        yield f"| {kind} | {_cells(tally, kind, FORMS)} | {tally.of(kind).harmless:,} |"


def _benign(tally: Tally) -> Iterator[str]:
    yield from ("", "## Benign changes", "", _BENIGN, "", *_heading("writer", "trials", "false alarms", "warnings"))
    for writer in WRITERS:
        warnings = ", ".join(f"`{code}` ({many:,})" for code, many in sorted(tally.warnings.get(writer, {}).items()))
        yield f"| {writer} | {tally.benign[writer]:,} | {tally.alarms[writer]:,} | {warnings or '–'} |"


def _heading(*names: str) -> tuple[str, str]:
    return f"| {' | '.join(names)} |", "|---" * len(names) + "|"


def _summary(tally: Tally) -> Iterator[str]:
    yield from _heading("", "trials", "detected", "right code", "right place", "harmless")
    for name, kinds, count in (("records", KINDS, tally.whole), ("files", FILES, tally.bytes)):
        detected = rate(count.detected, count.tried)
        yield f"| {len(kinds)} kinds of damage to {name} | {count.tried:,} | {detected} | {_told(count)} | {count.harmless:,} |"
    alarms, tried = tally.alarms.total(), tally.benign.total()
    yield f"\nOf {tried:,} benign changes by {len(WRITERS)} writers, {alarms:,} raised a false alarm."


def _kind(tally: Tally, kind: str) -> str:
    codes = (
        ", ".join(f"`{code}`" for code in sorted(KINDS[kind].codes)) if len(KINDS[kind].codes) < 8 else "any alteration"
    )
    return f"| {kind} | {codes or '–'} | {_cells(tally, kind, _SPOKEN)} | {_told(tally.of(kind))} |"


def _cells(tally: Tally, kind: str, forms: Iterable[str]) -> str:
    counts = [tally.of(kind, [form]) for form in forms]
    return " | ".join(f"{each.detected}/{each.tried}" if each.tried else "–" for each in counts)


def _told(count: Count) -> str:
    return f"{rate(count.code, count.coded)} | {rate(count.place, count.placed)}"


def rate(part: int, whole: int) -> str:
    """Return a share in per cent, such that nothing but all of it is 100 %."""
    if not whole:
        return "–"
    hundredths = part * 10_000 // whole
    return "100 %" if part == whole else f"{hundredths // 100}.{hundredths % 100:02} %"


def _list(heading: str, outcomes: Iterable[Outcome]) -> Iterator[str]:
    found = sorted(outcomes, key=lambda each: each.trial)
    yield from ("", f"## {heading}", "")
    yield f"{len(found):,} trials. `python -m benchmarks.damage --only KIND FORMAT SEED` runs one again."
    for each in found[:_MOST_LISTED]:
        said = each.said or f"told {', '.join(each.told)}"
        yield f"- `{each.trial.kind!r} {each.trial.form!r} {each.trial.seed}`: {each.state}; {said}"
    if len(found) > _MOST_LISTED:
        yield f"- … and {len(found) - _MOST_LISTED:,} more"
