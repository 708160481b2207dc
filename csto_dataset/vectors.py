"""Test vectors of the identity, for implementers in other languages. docs/identity.md says how to use them."""

from typing import Any, Final

from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import canonical, content_id, digest, release_root, table_root
from csto_dataset.merkle import branch, merkle_root
from csto_dataset.records import SCHEMA_VERSION, TABLES, Interview, NewsItem, record_type

_HARD: Final[dict[str, Any]] = {
    "escapes": '"\\/<>&\b\f\n\r\t\u0000\u001f\u007f\u2028',
    "letters": "Ёж, über, 日本, 🕊",
    "numbers": [0, -0, 1, 2**53 - 1],
    "order": {"b": None, "a": True, "B": [], "aa": {}},
}
_LARGEST_TREE: Final = 8


def identity_vectors() -> dict[str, Any]:
    """Return the vectors as one JSON object: canonical JSON, digests, ids, trees with the path of each leaf, a root."""
    records = [(table, record_type(model), EXAMPLES[table]) for table, model in TABLES.items()]
    digests = {table: {example["id"]: digest(kind, example)} for table, kind, example in records}
    roots = {table: table_root(found) for table, found in digests.items()}
    leaves = [bytes([number]) * 32 for number in range(_LARGEST_TREE)]
    return {
        "schema_version": SCHEMA_VERSION,
        "canonical": [{"value": value, "utf8_hex": canonical(value).hex()} for value in (_HARD, *EXAMPLES.values())],
        "digests": [{"type": kind, "record": each, "sha256": digest(kind, each).hex()} for _, kind, each in records],
        "ids": list(_ids()),
        "trees": [_tree(leaves[:count]) for count in range(_LARGEST_TREE + 1)],
        "release": {"tables": roots, "root": release_root(roots)},
    }


def _tree(leaves: list[bytes]) -> dict[str, Any]:
    digits = [leaf.hex() for leaf in leaves]
    branches = (branch(zip(digits, leaves, strict=True), name) for name in digits)
    return {
        "leaves": digits,
        "root": merkle_root(leaves).hex(),
        "paths": [[each.hex() for each in found.path] for found in branches if found],
    }


def _ids() -> list[dict[str, Any]]:
    news, talk = EXAMPLES["news_items"], EXAMPLES["interviews"]
    cases: list[tuple[type[NewsItem] | type[Interview], str | None, str]] = [
        (NewsItem, news["title"], news["paragraphs"][0]),
        (NewsItem, None, news["paragraphs"][0]),
        (Interview, talk["title"], talk["qa_pairs"][0]["question"][0]),
    ]
    return [
        {
            "type": record_type(model),
            "day": None,
            "title": title,
            "first": first,
            "id": content_id(model, None, title, first),
        }
        for model, title, first in cases
    ]
