"""pydantic, a line at a time."""

from models import NewsItem
from pydantic import ValidationError
from telling import Answer, refused_lines, tell


def check(path: str) -> Answer:
    return refused_lines(path, NewsItem.model_validate_json, (ValidationError,))


tell(check)
