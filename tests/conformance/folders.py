"""Cases of folders with a manifest."""

import json
from collections.abc import Mapping
from typing import Any, Final

from tests.conformance.case import Case, Found
from tests.conformance.copies import MANIFEST, SUMS, lines, release
from tests.conformance.records import NEWS
from tests.conformance.rows import bad, good
from tests.copying import without

_ROWS: Final = {"news_items": [NEWS]}
_WHOLE: Final = release(_ROWS)
_STATED: Final = json.loads(_WHOLE[MANIFEST])
_README: Final = {"README.md": b"# Winter roads\n"}


def _folder(code: str, why: str, files: Mapping[str, bytes], **more: Any) -> Case:
    return good(code, why, files, whole=True, **more)


def _damaged(code: str, why: str, files: Mapping[str, bytes], *found: Found, **more: Any) -> Case:
    return bad(code, why, files, *found, whole=True, **more)


FOLDERS: Final[tuple[Case, ...]] = (
    _damaged(
        "checksum-mismatch",
        "A file of records ends its lines with two characters: the same records, other bytes.",
        {**_WHOLE, "news_items.jsonl": lines(NEWS).replace(b"\n", b"\r\n")},
        Found(file="news_items.jsonl"),
    ),
    _damaged(
        "checksum-mismatch",
        "The check sums have a line more than the manifest and its files give.",
        {**_WHOLE, SUMS: _WHOLE[SUMS] + b"\n"},
        Found(file=SUMS),
        name="bad-sums",
    ),
    _folder("checksum-mismatch", "Each file has the bytes that the manifest states.", _WHOLE),
    _damaged(
        "manifest-mismatch",
        "The manifest states another root of the release.",
        release(_ROWS, root="0" * 64),
        Found(file=MANIFEST),
    ),
    _damaged(
        "manifest-mismatch",
        "The manifest states two rows of a table that has one.",
        release(_ROWS, tables={"news_items": {**_STATED["tables"]["news_items"], "rows": 2}}),
        Found(file=MANIFEST),
        name="bad-rows",
    ),
    _folder(
        "manifest-mismatch",
        "The manifest says something more, which a later version may add.",
        release(_ROWS, season="winter"),
    ),
    _damaged(
        "unlisted-file",
        "An empty file of records stands beside those of the manifest.",
        {**_WHOLE, "more.jsonl": b""},
        Found(file="more.jsonl", level="warning"),
        valid=True,
    ),
    _folder(
        "unlisted-file",
        "The manifest lists all files but itself and the check sums.",
        release(_ROWS, beside={"more.jsonl": b""}),
    ),
    _damaged(
        "missing-file",
        "The manifest lists a file that is not there; the place is the manifest.",
        without(release(_ROWS, beside=_README), "README.md"),
        Found(file=MANIFEST, level="warning"),
        valid=True,
    ),
    _folder("missing-file", "A file that the manifest lists is there.", release(_ROWS, beside=_README)),
    _damaged(
        "bad-manifest",
        "The manifest was cut off.",
        {**_WHOLE, MANIFEST: _WHOLE[MANIFEST][:200]},
        Found(file=MANIFEST),
    ),
    _folder("bad-manifest", "A folder has no manifest.", {"news_items.jsonl": lines(NEWS)}),
    _damaged(
        "unknown-schema-version",
        "The manifest states a schema version that is not known.",
        release(_ROWS, schema_version="1.7"),
        Found(file=MANIFEST, level="warning"),
        valid=True,
    ),
    _folder(
        "unknown-schema-version", "The manifest states the schema version 1.0.", release(_ROWS, schema_version="1.0")
    ),
    _damaged(
        "unread-file",
        "A file of another kind stands beside the records.",
        {"news_items.jsonl": lines(NEWS), "notes.docx": b""},
        Found(file="notes.docx", level="note"),
        valid=True,
    ),
    _folder(
        "unread-file",
        "A file that goes with releases stands beside the records.",
        {"news_items.jsonl": lines(NEWS), **_README},
    ),
)
"""Cases of folders."""
