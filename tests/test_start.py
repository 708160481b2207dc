"""Nothing is loaded that nobody asked for: of each start, what must not be among the modules when it ends."""

import ast
import pickle
import pydoc
import subprocess
import sys
from pathlib import Path

import pytest

import csto_dataset
from csto_dataset.arrow import arrow_table
from csto_dataset.records import TABLES
from csto_dataset.release import Release
from tests.test_cli import COMMANDS

PYDANTIC = {"pydantic", "pydantic_core"}
TABLES_OF_OTHERS = {"pyarrow", "numpy", "pandas", "polars", "duckdb"}
PARSERS = {"selectolax", "warcio", "brotli", "csto_dataset.pages", "csto_dataset.sources"}
NEVER = TABLES_OF_OTHERS | PARSERS | {"jsonschema", "sqlite3", "fsspec", "aiohttp", "asyncio", "csto_dataset.gathering"}
TERMINALS = {"rich", "typer"}
DECIDING = {"csto_dataset.records", "csto_dataset.release", "csto_dataset.formats", "csto_dataset.validate"}
FORMATS = {
    f"csto_dataset.formats.{name}" for name in ("csv", "cells", "columns", "headings", "json", "reading", "parquet")
}

EXPLAINING = {"csto_dataset.forensics", "csto_dataset.proofs"}

RUN = "from csto_dataset.cli import main; status = main(sys.argv[1:])"
TELL = "sys.stderr.write('\\n' + ' '.join(sys.modules)); sys.exit(status)"


def loaded(code: str, *arguments: object) -> set[str]:
    """Return the modules that are loaded when some code has run, with the packages that they stand in."""
    command = [sys.executable, "-c", f"import sys; status = 0; {code}; {TELL}", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = done.stderr.rpartition("\n")[2].split()
    return {
        ".".join(parts[:last]) for parts in (name.split(".") for name in names) for last in range(1, len(parts) + 1)
    }


# Commands


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in sorted(COMMANDS))], ids=" ".join)
def test_a_help_loads_nothing_but_what_prints_it(arguments: list[str]) -> None:
    found = loaded(RUN, *arguments)
    assert found >= TERMINALS
    assert not found & (NEVER | PYDANTIC | DECIDING)


def test_the_version_loads_nothing_but_what_reads_arguments() -> None:
    found = loaded(RUN, "--version")
    assert "typer" in found
    assert not found & (NEVER | PYDANTIC | DECIDING | {"rich"})


@pytest.mark.parametrize("arguments", [["rules"], ["rules", "altered-value"]], ids=" ".join)
def test_the_codes_are_told_without_what_finds_them(arguments: list[str]) -> None:
    found = loaded(RUN, *arguments)
    assert "csto_dataset.codes" in found
    assert not found & (NEVER | DECIDING)


@pytest.mark.parametrize("against", [[], ["--against", "none"]], ids=["against the packaged release", "against none"])
@pytest.mark.parametrize("form", [".jsonl", ".json", ".csv", ".parquet"])
def test_validating_loads_what_the_format_of_the_copy_needs(
    form: str, against: list[str], tmp_path: Path, release: Release
) -> None:
    """A Parquet file is read in another process: this one needs none of what reads it.

    What records have told is remembered in a file of SQLite, so that one is loaded.
    """
    copy = release.folder / f"news_items{form}"
    if form == ".csv":
        copy = tmp_path / "news_items.csv"
        arrow_table(TABLES["news_items"], release.news_items).to_pandas().to_csv(copy, index=False)
    found = loaded(RUN, "validate", copy, *against)
    assert "csto_dataset.validate" in found
    needed = {".csv": {"csv", "cells", "columns"}, ".json": {"json", "reading"}}
    assert not found & (NEVER - {"sqlite3"} | EXPLAINING)
    assert found & FORMATS == {f"csto_dataset.formats.{name}" for name in needed.get(form, ())}


# The package


def test_a_release_is_loaded_without_what_nobody_asks_of_it() -> None:
    found = loaded("import csto_dataset; csto_dataset.load()")
    assert "csto_dataset.formats.jsonl" in found
    assert not found & (NEVER | TERMINALS | EXPLAINING | FORMATS | {"csto_dataset.validate"})


def test_the_package_by_itself_loads_nothing() -> None:
    found = loaded("import csto_dataset; csto_dataset.__version__; dir(csto_dataset)")
    assert not found & (NEVER | PYDANTIC | DECIDING | TERMINALS)


NAMES = ", ".join(csto_dataset.__all__)


@pytest.mark.parametrize(
    "code",
    [
        f"from csto_dataset import {NAMES}",
        f"from csto_dataset import *; {NAMES}",
        "import csto_dataset; " + "; ".join(f"csto_dataset.{name}" for name in csto_dataset.__all__),
    ],
    ids=["imported by name", "imported together", "as attributes"],
)
def test_every_export_is_there_however_it_is_asked_for(code: str) -> None:
    assert "csto_dataset.release" in loaded(code)


def test_what_is_not_exported_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="'Nothing'"):
        csto_dataset.Nothing  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(csto_dataset, "__wrapped__")


def test_type_checkers_see_the_exports_where_they_are_at_run_time() -> None:
    tree = ast.parse(Path(csto_dataset.__file__).read_text(encoding="utf-8"))
    (typed,) = (node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    seen = {alias.name: node.module for node in typed.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(seen) == set(csto_dataset.__all__) - {"__version__"}
    assert seen == {name: getattr(csto_dataset, name).__module__ for name in seen}


@pytest.mark.parametrize("name", ["NewsItem", "Release", "CstoDatasetError", "load"])
def test_an_export_can_be_pickled(name: str) -> None:
    value = getattr(csto_dataset, name)
    assert pickle.loads(pickle.dumps(value)) is value


def test_help_tells_of_every_export() -> None:
    told = pydoc.plain(pydoc.render_doc(csto_dataset))
    assert csto_dataset.__version__ in told
    assert all(name in told for name in set(csto_dataset.__all__) - {"__version__"})
