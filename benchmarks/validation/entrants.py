"""Who checks the files: this package, the least that reading takes, and others."""

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from validation.running import Contender, run

PEERS = Path(__file__).with_name("peers")
SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "1.0" / "news_item.schema.json"
OURS = "csto-dataset validate"
AGAINST = "csto-dataset validate, against its release"
AJV = "ajv"
RULES = "with the rules"
OF_LINES = {
    "line iteration (the floor)": "floor_lines",
    "pydantic a line": "pydantic_lines",
    f"pydantic a line, {RULES}": "pydantic_ruled_lines",
    "msgspec": "msgspec_lines",
    "orjson + jsonschema-rs": "jsonschema_rs_lines",
    "orjson + fastjsonschema": "fastjsonschema_lines",
}
OF_TABLES = {
    "iter_batches (the floor)": "floor_batches",
    f"to_pylist + pydantic, {RULES}": "pydantic_rows",
    "polars, by hand": "polars_frame",
    "DuckDB, by hand": "duckdb_query",
    "dataframely": "dataframely_frame",
    "pandera": "pandera_frame",
    "pointblank": "pointblank_frame",
}
BY_FORMAT = {".jsonl": OF_LINES, ".parquet": OF_TABLES}
DISTRIBUTIONS = (
    "csto-dataset",
    "pyarrow",
    "pydantic",
    "jiter",
    "msgspec",
    "orjson",
    "jsonschema-rs",
    "fastjsonschema",
    "polars",
    "duckdb",
    "dataframely",
    "pandera",
    "pointblank",
    "pandas",
)


def ours() -> Contender:
    """Return this package, without a release beside the copy."""
    return Contender(OURS, _validate(), ("--against", "none", "--report", "json"), frozenset({0, 1}))


def ours_against(release: Path) -> Contender:
    """Return this package, which holds the copy against a release too."""
    return Contender(AGAINST, _validate(), ("--against", str(release), "--report", "json"))


def floor(suffix: str) -> Contender:
    """Return what reads files of a format and looks at nothing."""
    name, script = next(iter(BY_FORMAT[suffix].items()))
    return _peer(name, script)


def peers(suffix: str) -> tuple[list[Contender], dict[str, str]]:
    """Return the peers for a format, the floor first, and who cannot be measured, with the reason."""
    known = [_peer(name, script) for name, script in BY_FORMAT[suffix].items()]
    found, missing = _present(known)
    if suffix == ".jsonl":
        folder, node = os.environ.get("CSTO_AJV"), shutil.which("node")
        if node and folder and (Path(folder) / "node_modules" / "ajv").is_dir():
            found.append(Contender(AJV, (node, str(PEERS / "ajv_lines.mjs"), folder, str(SCHEMA))))
        else:
            missing[AJV] = "needs Node.js, and the folder of ajv in CSTO_AJV"
    return found, missing


def _present(known: Iterable[Contender]) -> tuple[list[Contender], dict[str, str]]:
    """Part those that can be loaded from those that cannot. Loading them once warms up what they are loaded from."""
    found, missing = [], {}
    for each in known:
        try:
            run(each.on())
        except RuntimeError as error:
            missing[each.name] = str(error)
        else:
            found.append(each)
    return found, missing


def _validate() -> tuple[str, ...]:
    return (sys.executable, "-m", "csto_dataset", "validate")


def _peer(name: str, script: str) -> Contender:
    return Contender(name, (sys.executable, str(PEERS / f"{script}.py")))
