"""What is demanded of a news item, read from its JSON Schema: the package itself need not be loaded for it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[3] / "schemas" / "1.0" / "news_item.schema.json").read_bytes()
)
_DEFINITIONS = SCHEMA["$defs"]
TEXT: str = _DEFINITIONS["Text"]["pattern"]
DAY: str = _DEFINITIONS["Day"]["pattern"]
NEWS_ID: str = _DEFINITIONS["NewsId"]["pattern"]
SHA256: str = _DEFINITIONS["Sha256"]["pattern"]
URL: str = _DEFINITIONS["Url"]["pattern"]
LONGEST_URL: int = _DEFINITIONS["Url"]["maxLength"]
LARGEST: int = _DEFINITIONS["Offset"]["maximum"]
FORMS: list[str] = SCHEMA["properties"]["form"]["enum"]
LANGUAGES: list[str] = SCHEMA["properties"]["language"]["enum"]
FIRST_DAY = date(1992, 1, 1)
LAST_DAY = date(2099, 12, 31)
COLUMNS = tuple(SCHEMA["properties"])
KEY_DOMAIN = "csto-dataset/key/1/news_item\n"
"""What an id certifies comes behind this (docs/identity.md)."""
