"""Benign JSON: arrays, objects behind each other, all tables in one object, lines, spelt in any way."""

import json
import random
from pathlib import Path
from typing import Any

from benchmarks.damage.changes import any_of, drawn_tables, escaped, with_keys_in_any_order


def _text_of(chance: random.Random, value: Any) -> str:
    written = json.dumps(
        with_keys_in_any_order(chance, value) if chance.random() < 0.5 else value,
        **any_of(
            chance,
            ensure_ascii=[True, False],
            indent=[None, None, 1, 2, 4, "\t"],
            separators=[None, (",", ":"), (" , ", " : ")],
        ),
    )
    written = escaped(chance, written) if chance.random() < 0.4 else written
    return written.replace("\n", chance.choice(("\n", "\r\n")))


def _around(chance: random.Random, text: str) -> bytes:
    return (chance.choice(("", "\n", " \r\n")) + text + chance.choice(("", "\n", "\n\n \t"))).encode()


def array(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    path.with_suffix(".json").write_bytes(_around(chance, _text_of(chance, values)))


def objects(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    gap = chance.choice(("\n", "", " ", "\r\n\r\n"))
    path.with_suffix(".json").write_bytes(_around(chance, gap.join(_text_of(chance, value) for value in values)))


def bundle(chance: random.Random, folder: Path) -> None:
    (folder / "all.json").write_bytes(_around(chance, _text_of(chance, drawn_tables(chance))))


def lines(chance: random.Random, table: str, values: list[Any], path: Path) -> None:
    lines = [" ".join(_text_of(chance, value).splitlines()) for value in values]
    end = chance.choice(("\n", "\r\n", "\n\n", "\n \t\n"))
    suffix = chance.choice((".jsonl", ".ndjson"))
    path.with_suffix(suffix).write_bytes((end.join(lines) + chance.choice(("", end))).encode())
