"""The short way with a record in JSON: whether it is sound, told in one step and without a word of what is wrong.

Accept in one step, explain in many: a text that is accepted here is one that the byte gate, the models and the rules for
single records accept; about every other text they decide, in `check`.
"""

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ValidationError, create_model

from csto_dataset.columns.sound import SoundRow
from csto_dataset.formats import gate
from csto_dataset.formats.rows import SPACE_BYTES
from csto_dataset.identity import digest_of
from csto_dataset.records import TABLES, Interview, QAPair, Record, record_type
from csto_dataset.rules.single import SINGLE_RULES

MOST_VALUES: Final = 1 << 15
"""Values inside a record, be they lists, objects or what they hold, that are looked at: pydantic keeps kilobytes of each."""

_RULES: Final = tuple(rule for code, rule in SINGLE_RULES.items() if code != "not-nfc")
"""That texts are composed is seen of all of them at once."""


class _Form(NamedTuple):
    """How records of a table are read from JSON, and written as canonical JSON."""

    kind: str
    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes]


def accepted(raw: bytes, table: str) -> SoundRow | None:
    """Return what the rest of a validation needs to know of a record of a table; None where it is not accepted.

    Args:
        raw: a JSON text, or what is none.
    """
    if may_have_too_many_values(raw):
        return None
    form = _form(TABLES[table])
    try:
        record = form.read(raw)
    except ValidationError:
        return None
    said = form.write(record)
    # What is written canonically has one reading: no key stands there twice.
    if not (_is(said, raw) or _has_one_reading(raw)) or not (_is_composed(said) and _keeps_rules(record)):
        return None
    interview = record.interview_id if table == "qa_pairs" else None
    pairs = _pair_digests(record) if table == "interviews" else None
    return SoundRow(record.id, digest_of(form.kind, said), interview, pairs)


def may_have_too_many_values(raw: bytes) -> bool:
    """Say whether a JSON text may hold more than MOST_VALUES values, as far as its bytes tell."""
    # Behind each value stands a comma, or what closes the list or the object that it is in.
    return len(raw) > MOST_VALUES and raw.count(b",") + raw.count(b"]") + raw.count(b"}") > MOST_VALUES


def _is(said: bytes, raw: bytes) -> bool:
    """Say whether a text is what is said, but for white space behind it."""
    return raw.startswith(said) and not raw[len(said) :].strip(SPACE_BYTES)


def _has_one_reading(raw: bytes) -> bool:
    try:
        gate.read(raw)
    except gate.RefusedError:
        return False
    return True


def _is_composed(said: bytes) -> bool:
    """Say whether all texts of a record are in Unicode's composed form: nothing composes with the marks between them."""
    return said.isascii() or unicodedata.is_normalized("NFC", said.decode())


def _keeps_rules(record: Record) -> bool:
    for rule in _RULES:
        for _ in rule(record):
            return False
    return True


def _pair_digests(talk: Interview) -> dict[str, bytes]:
    """Return the digests of an interview's pairs by id."""
    form = _form(QAPair)
    return {pair.id: digest_of(form.kind, form.write(pair)) for pair in talk.qa_pairs}


@cache
def _form(model: type[Record]) -> _Form:
    ordered = canonical_model(model)
    return _Form(
        record_type(model), ordered.__pydantic_validator__.validate_json, ordered.__pydantic_serializer__.to_json
    )


@cache
def canonical_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return a model that takes what another takes, and writes its fields in the order that canonical JSON has them in."""
    fields: dict[str, Any] = {
        name: (_in_order(info.annotation), info) for name, info in sorted(model.model_fields.items())
    }
    return create_model(model.__name__, __config__=model.model_config, **fields)


def _in_order(annotation: Any) -> Any:
    """Return the type of a field, the models in it with their fields in order."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return canonical_model(annotation)
    if get_origin(annotation) is tuple:
        element, _ = get_args(annotation)
        return tuple[_in_order(element), ...]  # type: ignore[misc]
    return annotation
