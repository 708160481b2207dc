"""Asking every engine about the same documents, and counting what they say."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, NamedTuple

from csto_dataset.accept import accepted
from csto_dataset.check import check
from csto_dataset.columns.sound import SoundRow
from csto_dataset.findings import Finding, Place
from csto_dataset.formats import gate
from csto_dataset.formats.rows import Row
from csto_dataset.records import TABLES
from tests.agreement.columns import Told, holdable, told_by_columns, told_by_rows
from tests.agreement.drawing import Document
from tests.agreement.engines import MODEL, Engine

ROWS: Final = "model and rules"
COLUMNS: Final = "columns"
SHORT: Final = "accepted in one step"
MOST_KEPT: Final = 20
"""Disagreements that are kept; the others are counted."""

ShortWay = Callable[[bytes, str], SoundRow | None]
"""Tells whether a text is a sound record of a table, and what a validation takes down of it."""

ColumnEngine = Callable[[str, Sequence[Any], Random], list[Told | None]]
"""Tells of the rows of a table which are sound, and what they say."""


@dataclass
class Tally:
    """What was said of some documents.

    Attributes:
        asked: how many documents each engine was asked about.
        accepted: by the model.
        sound: accepted, and without a breach of a rule.
        refused: by the byte gate; no engine was asked about them.
        codes: documents that have a finding of each code.
        disagreements: how many.
        kept: the first of them, as JSON objects.
    """

    tables: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    sound: int = 0
    refused: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    disagreements: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)

    @property
    def documents(self) -> int:
        return self.tables.total()

    def add(self, other: "Tally") -> None:
        """Count what another tally counted, too."""
        self.tables += other.tables
        self.asked += other.asked
        self.accepted += other.accepted
        self.sound += other.sound
        self.refused += other.refused
        self.codes += other.codes
        self.disagreements += other.disagreements
        self.kept = (self.kept + other.kept)[:MOST_KEPT]

    def disagreement(self, document: Document, said: Mapping[str, Any]) -> None:
        """Take note of a document of which not all say the same."""
        self.disagreements += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append({**document._asdict(), "text": document.text[:2_000], "said": dict(said)})


def compare(
    documents: Sequence[Document],
    engines: Mapping[str, Engine],
    random: Random,
    columns: ColumnEngine = told_by_columns,
    short: ShortWay = accepted,
) -> Tally:
    """Return what the engines say of documents.

    About a document that the byte gate refuses none is asked. About any other, all of `engines` must say the same, and
    the check of a row by itself must find a record where they accept one. The columns, as far as they can hold the
    documents, must tell of each what the model and the rules together tell of it: the same canonical JSON, id and
    digests of a sound record, and nothing of any other. So must the short way, about what the gate refuses too.

    Args:
        engines: by their names; the model is one of them.
        random: draws the types of columns.
    """
    seen = [_seen(document) for document in documents]
    passed = [each for each in seen if not each.refused]
    tally = Tally(tables=Counter(document.table for document in documents), refused=len(seen) - len(passed))
    for each in seen:
        tally.codes.update({finding.code for finding in each.findings})
        tally.sound += each.told is not None
    _compare_verdicts(tally, passed, engines)
    _compare_short(tally, seen, short)
    for table in TABLES:
        _compare_columns(tally, table, [each for each in passed if each.document.table == table], random, columns)
    return tally


class _Seen(NamedTuple):
    """A document, and what the byte gate, the model and the rules say of it.

    Attributes:
        value: that its JSON says; None where the gate refuses it.
        accepted: by the model of its table.
        told: of the record, where it is sound.
    """

    document: Document
    value: Any
    refused: bool
    findings: tuple[Finding, ...]
    accepted: bool = False
    told: Told | None = None


def _seen(document: Document) -> _Seen:
    raw = document.text.encode()
    found = check(Row(raw, Place(file=document.table)))
    try:
        value = gate.read(raw)
    except gate.RefusedError as refused:
        return _Seen(document, None, refused=True, findings=(Finding(refused.code, refused.message, Place(file="")),))
    if isinstance(found, Finding):
        return _Seen(document, value, refused=False, findings=(found,))
    is_accepted = found.record is not None and found.table == document.table
    return _Seen(
        document,
        value,
        refused=False,
        findings=found.findings,
        accepted=is_accepted,
        told=told_by_rows(found) if is_accepted else None,
    )


def _compare_verdicts(tally: Tally, passed: Sequence[_Seen], engines: Mapping[str, Engine]) -> None:
    documents = [each.document for each in passed]
    said = {name: engine(documents) for name, engine in engines.items()}
    said[ROWS] = [each.accepted for each in passed]
    tally.accepted += sum(said[MODEL])
    tally.asked.update(dict.fromkeys(said, len(documents)))
    for document, *verdicts in zip(documents, *said.values(), strict=True):
        if len(set(verdicts)) > 1:
            tally.disagreement(document, dict(zip(said, verdicts, strict=True)))


def _compare_short(tally: Tally, seen: Sequence[_Seen], short: ShortWay) -> None:
    tally.asked[SHORT] += len(seen)
    for each in seen:
        told, found = each.told and each.told[1], short(each.document.text.encode(), each.document.table)
        if found != told:
            tally.disagreement(each.document, {ROWS: str(told), SHORT: str(found)})


def _compare_columns(tally: Tally, table: str, passed: Sequence[_Seen], random: Random, columns: ColumnEngine) -> None:
    held = [(each, row) for each in passed if (row := holdable(table, each.value)) is not None]
    tally.asked[COLUMNS] += len(held)
    for (each, _), told in zip(held, columns(table, [row for _, row in held], random), strict=True):
        if told != each.told:
            tally.disagreement(each.document, {ROWS: _shown(each.told), COLUMNS: _shown(told)})


def _shown(told: Told | None) -> str | None:
    """Return what is told of a sound row as text, for people; None of one that is not sound."""
    return None if told is None else f"{told[0].decode()[:2_000]} {told[1]}"
