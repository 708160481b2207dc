"""The rule between a document and what was made of it: every value says what stands at its place."""

from collections.abc import Iterable
from typing import Any

from csto_dataset.fields import fold
from csto_dataset.findings import shown
from csto_dataset.ledger import Part, says
from csto_dataset.rules import Breach, Breaches


def slice_mismatch(text: str, ledger: Iterable[Part], records: dict[str, dict[str, Any]]) -> Breaches:
    """Yield where a value is not the fold of the characters that the ledger names for it.

    Args:
        text: of the document.
        records: the JSON of each record by its id. Parts of records that are not among them are passed over.
    """
    for part in ledger:
        if part.field is None or part.record not in records:
            continue
        steps = _steps(part.field)
        value = _value(records[part.record], steps)
        passage = text[part.start : part.end]
        if not says(passage, part.role, value):
            said = shown(fold(passage))
            yield Breach(steps, f"expected {said} from characters {part.start} to {part.end}, found {shown(value)}")


def _value(record: Any, steps: tuple[str | int, ...]) -> Any:
    """Return the value that the steps lead to in a record; None where they lead nowhere."""
    value = record
    for step in steps:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _steps(field: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() else step for step in field.split("/")[1:])
