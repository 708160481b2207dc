"""How long it takes until anything happens: this package's commands and imports beside those of others, on small files."""

import csv
import json
import sys
from pathlib import Path

from csto_dataset.packaged import RELEASES
from validation.entrants import PEERS
from validation.running import Contender

FLOOR = "python alone (the floor)"
MODELS = "pydantic and three models"
LOAD = "import csto_dataset; csto_dataset.load()"
RELEASE = RELEASES / "1.0.0"


def starts(folder: Path) -> list[Contender]:
    """Return what is started, the floor first.

    Args:
        folder: where a file in CSV is put: the packaged release has none.
    """
    ours = (sys.executable, "-m", "csto_dataset")
    alone = [Contender(FLOOR, _code("pass")), Contender(MODELS, (sys.executable, str(PEERS / "three_models.py")))]
    imports = [Contender(f"import {name}", _code(f"import {name}")) for name in ("pyarrow", "polars", "pandas")]
    commands = [Contender(f"csto-dataset {option}", (*ours, option)) for option in ("--version", "--help")]
    files = [*(RELEASE / f"news_items{suffix}" for suffix in (".jsonl", ".json", ".parquet")), _csv(folder)]
    validated = [
        Contender(f"csto-dataset validate, small {path.suffix}", (*ours, "validate", str(path), "--against", "none"))
        for path in files
    ]
    return [*alone, *imports, *commands, Contender(LOAD, _code(LOAD)), *validated]


def _code(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def _csv(folder: Path) -> Path:
    """Write the news items of the packaged release as CSV, lists and objects as JSON, and return the file."""
    records = [json.loads(line) for line in (RELEASE / "news_items.jsonl").read_text(encoding="utf-8").splitlines()]
    path = folder / "news_items.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, records[0])
        table.writeheader()
        for record in records:
            table.writerow(
                {name: json.dumps(each) if isinstance(each, list | dict) else each for name, each in record.items()}
            )
    return path
