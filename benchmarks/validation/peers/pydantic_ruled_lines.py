"""pydantic, a line at a time, with the rules of one record as validators, and each id once."""

from models import RuledNewsItem
from pydantic import ValidationError
from telling import Answer, refused_lines, tell


def check(path: str) -> Answer:
    known: set[str] = set()

    def demand(line: bytes) -> None:
        item = RuledNewsItem.model_validate_json(line)
        if item.id in known:
            raise KeyError(item.id)
        known.add(item.id)

    return refused_lines(path, demand, (ValidationError, KeyError))


tell(check)
