"""Write docs/rfc8259.md, what becomes of JSON texts in a copy: `python -m docs.rfc8259` at the top of a checkout."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.formats.rfc8259 import CASES, NO_RECORD, REFUSALS, SECTIONS, SOUND, Outcome

PAGE: Final = Path(__file__).with_suffix(".md")
LONGEST: Final = 40
"""Bytes that are shown of a text."""

_HEAD: Final = """# What becomes of JSON texts

Each text below, as a whole file in `.json` and in `.jsonl`, has one outcome in `csto-dataset validate`. *Accepted* means as
JSON: the finding, if there is one, is about the record, and few of these texts are records. Anything else is a finding about
the text, at that byte of the file, counted from 0. Codes: [codes.md](codes.md).

What the grammar of RFC 8259 has is never `not-json`; what I-JSON (RFC 7493) asks beyond it, and how deep and how long values
may be, has codes of its own. What the grammar does not have is never accepted, with two exceptions that are meant: in `.json`
objects may stand one behind the other, as DuckDB and jq write them, and each line of `.jsonl` is a text of its own, so that an
empty file is a table without records. In `.json` the levels of a record are counted, and not the array that holds it.

The table stands in `tests/formats/rfc8259.py`, where tests hold it. Bytes that are no visible ASCII are shown as ⟨ff⟩.
"""


def page() -> str:
    """Return the page as Markdown."""
    return _HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    for section, title in SECTIONS.items():
        heading = f"{section}: {title}" if section == "I-JSON" else f"Section {section}. {title}"
        yield f"\n## {heading}\n\n| text | bytes | in the grammar | `.json` | `.jsonl` |\n|---|---|---|---|---|\n"
        for case in CASES:
            if case.section == section:
                cells = (
                    case.name,
                    _shown(case.raw),
                    "yes" if case.valid else "no",
                    _told(case.json),
                    _told(case.lines),
                )
                yield f"| {' | '.join(cells)} |\n"


def _shown(raw: bytes) -> str:
    """Return bytes as code in Markdown, the first of them where they are many."""
    if not raw:
        return ""
    ends = {0, len(raw) - 1}  # Markdown takes spaces off the ends of code.
    shown = "".join(
        chr(byte) if 0x20 + (index in ends) <= byte < 0x7F else f"⟨{byte:02x}⟩"
        for index, byte in enumerate(raw[:LONGEST])
    )
    quotes = "``" if "`" in shown else "`"
    more = f" … ({len(raw):,} bytes)" if len(raw) > LONGEST else ""
    space = " " if quotes != "`" else ""
    return f"{quotes}{space}{shown}{space}{quotes}{more}"


def _told(outcome: Outcome) -> str:
    if outcome.code == SOUND:
        return "accepted"
    if outcome.code == NO_RECORD:
        return "accepted, without a record"
    if outcome.code in REFUSALS:
        return f"`{outcome.code}` at {outcome.byte:,}"
    return f"accepted, `{outcome.code}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
