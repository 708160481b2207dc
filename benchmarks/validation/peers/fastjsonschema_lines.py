"""orjson and fastjsonschema, a line at a time."""

import fastjsonschema
import orjson
from telling import Answer, refused_lines, tell
from wanted import SCHEMA


def check(path: str) -> Answer:
    validate, loads = fastjsonschema.compile(SCHEMA), orjson.loads
    return refused_lines(path, lambda line: validate(loads(line)), (ValueError, fastjsonschema.JsonSchemaException))


tell(check)
