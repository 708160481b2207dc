"""The engines that say of a document whether it is a record: the model, and its published JSON Schema in three languages."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import jiter
import jsonschema
import jsonschema_rs
from pydantic import ValidationError
from referencing import Registry

from csto_dataset.packaged import schemas_of
from csto_dataset.records import SCHEMA_VERSION, TABLES, Record, record_type
from tests.agreement.drawing import Document

Engine = Callable[[Sequence[Document]], list[bool]]
"""Says of each document whether it is a record of its table."""
Schemas = Mapping[str, Any]
"""A JSON Schema for the record of each table."""

_ORACLE: Final = Path(__file__).parent.parent / "oracles" / "ajv.mjs"
_NOTHING_ELSE: Registry[Any] = Registry()


class NoEngineError(RuntimeError):
    """An engine is not there: a check that was not made must not look like one that passed."""


def published_schemas() -> dict[str, Any]:
    """Return the published JSON Schema of each table's record, of the version that the models are of."""
    folder = schemas_of(SCHEMA_VERSION)
    return {
        table: json.loads((folder / f"{record_type(model)}.schema.json").read_bytes())
        for table, model in TABLES.items()
    }


def of_models(models: Mapping[str, type[Record]]) -> Engine:
    """Return the engine that asks the model of each table."""

    def accepts(document: Document) -> bool:
        try:
            models[document.table].model_validate_json(document.text)
        except ValidationError:
            return False
        return True

    return lambda documents: list(map(accepts, documents))


def in_rust(schemas: Schemas) -> Engine:
    """Return the engine that asks jsonschema-rs."""
    known = {table: jsonschema_rs.Draft202012Validator(schema) for table, schema in schemas.items()}
    return lambda documents: [known[each.table].is_valid(jiter.from_json(each.text.encode())) for each in documents]


def in_python(schemas: Schemas) -> Engine:
    """Return the engine that asks jsonschema, with documents that the standard library has read."""
    known = {
        table: jsonschema.Draft202012Validator(schema, registry=_NOTHING_ELSE) for table, schema in schemas.items()
    }
    return lambda documents: [bool(known[each.table].is_valid(json.loads(each.text))) for each in documents]


def in_javascript(schemas: Schemas) -> Engine:
    """Return the engine that asks ajv, in a process of Node.js of its own each time.

    Raises:
        NoEngineError: CSTO_AJV names no folder with ajv in it.
    """
    folder = os.environ.get("CSTO_AJV")
    if not folder or not (Path(folder) / "node_modules" / "ajv").is_dir():
        raise NoEngineError(
            f"CSTO_AJV: expected a folder with ajv in it, found {folder!r} "
            "(npm install --no-save --no-package-lock --prefix DIR ajv@8.20.0, then CSTO_AJV=DIR)"
        )

    def accepted(documents: Sequence[Document]) -> list[bool]:
        lines = [{"schemas": schemas}, *({"schema": each.table, "text": each.text} for each in documents)]
        run = subprocess.run(
            ["node", str(_ORACLE), folder],
            input="\n".join(map(json.dumps, lines)) + "\n",
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise NoEngineError(f"ajv: expected verdicts, found {run.stderr}")
        return [json.loads(line) for line in run.stdout.splitlines()]

    return accepted


MODEL: Final = "pydantic"
RUST: Final = "jsonschema-rs"
PYTHON: Final = "jsonschema"
AJV: Final = "ajv"


def engines(*others: str) -> dict[str, Engine]:
    """Return the model and jsonschema-rs, and such of the slower engines as are named."""
    schemas = published_schemas()
    slower = {PYTHON: in_python, AJV: in_javascript}
    return {
        MODEL: of_models(TABLES),
        RUST: in_rust(schemas),
        **{name: slower[name](schemas) for name in others},
    }
