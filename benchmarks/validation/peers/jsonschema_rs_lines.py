"""orjson and jsonschema-rs, a line at a time."""

import jsonschema_rs
import orjson
from telling import Answer, refused_lines, tell
from wanted import SCHEMA


def check(path: str) -> Answer:
    is_valid, loads = jsonschema_rs.validator_for(SCHEMA).is_valid, orjson.loads

    def demand(line: bytes) -> None:
        if not is_valid(loads(line)):
            raise ValueError

    return refused_lines(path, demand, (ValueError,))


tell(check)
