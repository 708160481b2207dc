"""What the JSON Schemas of a version say of a record, as breaches with the codes that the models have.

Copies made under an older schema version are checked by its published schemas: the models of that time are gone.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csto_dataset.fields import DAY_PATTERN, TEXT_PATTERN
from csto_dataset.findings import label, shown
from csto_dataset.records import TABLES, record_type
from csto_dataset.rules import Steps
from csto_dataset.rules.model import MOST_FAULTS, Misfit, uncleanness

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

_CODES: Final = {
    "required": "missing-field",
    "additionalProperties": "unknown-field",
    "type": "wrong-type",
    "enum": "unknown-choice",
    "const": "unknown-choice",
    "minimum": "out-of-range",
    "maximum": "out-of-range",
    "minItems": "empty-list",
}
"""Code of each keyword that is not about the form of a string."""


def schema_misfits(folder: Path, table: str, value: Any) -> Iterator[Misfit]:
    """Yield where a record is not what the JSON Schema of its table in a folder demands, at most MOST_FAULTS of it."""
    told: set[tuple[str, Steps]] = set()
    for error in _validator(folder, table).iter_errors(value):
        for misfit in _misfits(error):
            if misfit[:2] in told:  # A text that breaks two demands on its form is one that is not of it.
                continue
            if len(told) == MOST_FAULTS:
                yield Misfit("too-many-faults", (), f"expected a record, found more than {MOST_FAULTS} faults in it")
                return
            told.add(misfit[:2])
            yield misfit


@cache
def _validator(folder: Path, table: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator
    from referencing import Registry

    schema = json.loads((folder / f"{record_type(TABLES[table])}.schema.json").read_bytes())
    # A registry of nothing: whatever a schema refers to stands in it, and nothing is fetched.
    return Draft202012Validator(schema, registry=Registry())


def _misfits(error: "ValidationError") -> Iterator[Misfit]:
    """Yield what an error says; of a field that may be null, what is wrong with a value that is not."""
    if error.validator in {"anyOf", "oneOf"}:
        inside = [misfit for each in error.context if each.validator_value != "null" for misfit in _misfits(each)]
        yield from inside or [
            Misfit("wrong-type", tuple(error.absolute_path), f"expected another type, found {shown(error.instance)}")
        ]
        return
    steps: Steps = tuple(error.absolute_path)
    match error.validator:
        case "not" if not isinstance(error.instance, str):
            return  # A demand on texts; that it is none has an error of its own.
        case "required":
            # Each error of this keyword has the whole list.
            for name in (each for each in error.validator_value if each not in error.instance):
                yield Misfit("missing-field", (*steps, name), f"expected the field {name!r}, found none")
        case "additionalProperties":
            for name in sorted(error.instance.keys() - error.schema.get("properties", {}).keys()):
                found = shown(error.instance[name])
                yield Misfit("unknown-field", (*steps, name), f"expected no field {shown(name)}, found {found}")
        case keyword:
            yield _misfit(str(keyword), steps, error.instance, error.schema)


def _misfit(keyword: str, steps: Steps, value: Any, schema: Any) -> Misfit:
    name = label(str(steps[-1])) if steps else "the record"
    if isinstance(value, str) and schema.get("pattern") == TEXT_PATTERN:
        return Misfit("unclean-text", steps, uncleanness(value))
    code = _CODES.get(keyword, "bad-form")
    if code == "bad-form":
        code = "bad-day" if schema.get("pattern") == DAY_PATTERN else code
        return Misfit(code, steps, f"expected the form of {name!r}, found {shown(value)}")
    demanded = label(json.dumps(schema.get(keyword), ensure_ascii=False))
    return Misfit(code, steps, f"expected {keyword} {demanded}, found {shown(value)}")
