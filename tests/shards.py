"""Copies of a release in many files, some of whose records are damaged, repeated or left out."""

import random
from pathlib import Path
from typing import Any

from csto_dataset.records import TABLES
from csto_dataset.release import Release
from tests.copying import FORMS, values_of, write_values


def shards(folder: Path, release: Release, drawn: random.Random, count: int) -> list[Path]:
    """Write the records of all tables into so many files of all formats, some of them damaged, repeated or left out."""
    folder.mkdir()
    parts: dict[tuple[str, str, int], list[Any]] = {}
    for table in TABLES:
        for value in values_of(release, table):
            for _ in range(drawn.choice([0, 1, 1, 1, 2])):
                found = value if drawn.random() < 0.8 else {**value, "language": drawn.choice(["ru", "xx"])}
                parts.setdefault((table, drawn.choice(FORMS), drawn.randrange(count)), []).append(found)
    paths = []
    for (table, form, number), values in parts.items():
        (folder / str(number)).mkdir(exist_ok=True)
        paths.append(write_values(folder / str(number), table, form, values))
    return sorted(paths)
