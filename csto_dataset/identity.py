"""What makes a record, a table and a release the same wherever they are written: canonical JSON, digests, roots, ids.

docs/identity.md tells it for implementers in other languages; schemas/<version>/identity-vectors.json gives values to
test against.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from pydantic_core import to_json
from typing_extensions import Buffer

from csto_dataset.merkle import merkle_root
from csto_dataset.records import Interview, NewsItem, PageRecord, Record, record_type

_ENCODER: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_RECORD_DOMAIN: Final = "csto-dataset/record/1/"
_KEY_DOMAIN: Final = "csto-dataset/key/1/"
_RELEASE_DOMAIN: Final = "csto-dataset/release/1"
KEY_DIGITS: Final = 12
"""Hexadecimal digits of an id that certify the content."""


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of a value, as UTF-8.

    Raises:
        UnicodeEncodeError: a string holds a lone surrogate.

    Source:
        RFC 8785. With ASCII keys, no fractions and bounded integers, as in the records, plain sorting is the same.
    """
    return _ENCODER.encode(value).encode()


def same_json(one: Any, other: Any) -> bool:
    """Say whether two values are the same canonical JSON. To Python 0, 0.0, -0.0 and False are equal, which they are not."""
    return canonical(one) == canonical(other)


def as_json(record: Record) -> dict[str, Any]:
    """Return a record as the object that its JSON says, days as text."""
    return record.model_dump(mode="json")


def canonical_record(record: Record) -> bytes:
    """Return the canonical JSON of a record, as UTF-8: what `canonical` returns for what `as_json` does, in half the time."""
    return to_json(_in_order(as_json(record)))


def _in_order(value: Any) -> Any:
    """Return a value of a record's JSON, the keys of its objects in order. Lists are of objects, or of none."""
    if type(value) is dict:
        return {key: _in_order(value[key]) for key in sorted(value)}
    if type(value) is list and value and type(value[0]) is dict:
        return list(map(_in_order, value))
    return value


def digest(kind: str, value: Any) -> bytes:
    """Return the 32 bytes that identify a record of a kind, given as the object that its JSON says."""
    return digest_of(kind, canonical(value))


def digest_of(kind: str, said: Buffer) -> bytes:
    """Return the 32 bytes that identify a record of a kind, given as its canonical JSON."""
    hashed = _begun(_RECORD_DOMAIN, kind).copy()
    hashed.update(said)
    return hashed.digest()


def key_digits(kind: str, said: Buffer) -> str:
    """Return the digits that certify the content of a record of a kind, given as the canonical JSON of its key."""
    hashed = _begun(_KEY_DOMAIN, kind).copy()
    hashed.update(said)
    return hashed.hexdigest()[:KEY_DIGITS]


@lru_cache
def _begun(domain: str, kind: str) -> "hashlib._Hash":
    """Return the hash of a domain's name alone, to be copied."""
    return hashlib.sha256(f"{domain}{kind}\n".encode())


def record_digest(record: Record) -> bytes:
    """Return the 32 bytes that identify a record: any change of any field changes them."""
    return digest_of(record.type, canonical_record(record))


def table_root(digests: Mapping[str, bytes]) -> str:
    """Return the root of a table, as hexadecimal digits, from the digest of each record by its id.

    The order of the mapping does not count: leaves stand in order of id.
    """
    return merkle_root(digests[key] for key in sorted(digests)).hex()


def release_root(roots: Mapping[str, str]) -> str:
    """Return the root of a release, as hexadecimal digits, from the root of each table by its name."""
    return hashlib.sha256(f"{_RELEASE_DOMAIN}\n".encode() + canonical(dict(roots))).hexdigest()


def content_id(model: type[NewsItem] | type[Interview], published: date | None, title: str | None, first: str) -> str:
    """Return the id that certifies a record's content.

    Args:
        published: day of the record, or None for `undated`.
        first: what `first_text` returns for the record.
    """
    key = key_digits(record_type(model), to_json([title, first]))  # Of texts alone that is canonical JSON.
    day = "undated" if published is None else published.isoformat()
    return f"{'news' if model is NewsItem else 'interview'}-{day}-{key}"


def first_text(record: PageRecord) -> str:
    """Return the first paragraph of a news item, or the first paragraph of the first question of an interview."""
    return record.paragraphs[0] if record.type == "news_item" else record.qa_pairs[0].question[0]


def pair_id(interview_id: str, index: int) -> str:
    """Return the id of the pair at an index, counted from 1, of an interview."""
    return f"{interview_id}-q{index:02d}"
