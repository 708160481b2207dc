"""Facts about the code base: what may import what, how long things are, what is exported and written down."""

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

import grimp
import pytest
from importlinter import cli as importlinter
from packaging.markers import Marker
from packaging.requirements import Requirement

import csto_dataset
from tests.conftest import ROOT

PACKAGE = ROOT / "csto_dataset"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODULE_NAMES = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES]
LONGEST_MODULE = 280
LONGEST_FUNCTION = 40
LOCK = ROOT / "requirements.lock"
LOCKED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>.+))?")
GENERATED = {"__pycache__", "build", "dist", "node_modules", "htmlcov"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """What imports what; imports for types alone count, the standard library does not."""
    return grimp.build_graph("csto_dataset", include_external_packages=True, cache_dir=None)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def definitions(path: Path) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node


def module_named(name: str) -> ModuleType:
    return importlib.import_module(name)


# Imports


def test_imports_point_down_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    status = importlinter.lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_every_module_stands_in_the_contract_of_the_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = (each for each in settings["contracts"] if each["type"] == "layers")
    listed = [name for layer in contract["layers"] for name in re.split(r" *[|:] *", layer)]
    rooms = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir() if path.suffix in ("", ".py")}
    assert contract["exhaustive"]
    assert sorted(listed) == sorted(rooms - {"__init__", "__pycache__"})


def test_no_modules_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    for name in MODULE_NAMES:
        for imported in graph.find_modules_directly_imported_by(name):
            if imported.startswith("csto_dataset"):
                assert not graph.chain_exists(importer=imported, imported=name), f"{name} and {imported}"


@pytest.mark.parametrize("foreign", ["pyarrow", "pandas", "polars", "rich", "typer"])
def test_the_models_need_none_of_the_large_libraries(foreign: str, graph: grimp.ImportGraph) -> None:
    for name in ("csto_dataset.records", "csto_dataset.fields", "csto_dataset.identity", "csto_dataset.schema"):
        assert not graph.chain_exists(importer=name, imported=foreign)


def test_validating_needs_no_parser_of_pages(graph: grimp.ImportGraph) -> None:
    for room in ("csto_dataset.pages", "csto_dataset.sources"):
        assert not graph.chain_exists(importer="csto_dataset.validate", imported=room, as_packages=True)


def test_the_models_need_no_parser(graph: grimp.ImportGraph) -> None:
    for room in ("pages", "sources", "formats"):
        assert not graph.chain_exists(
            importer="csto_dataset.records", imported=f"csto_dataset.{room}", as_packages=True
        )


def test_only_the_command_line_knows_terminals(graph: grimp.ImportGraph) -> None:
    rooms = {name.split(".")[1] for name in graph.find_modules_that_directly_import("typer")}
    assert rooms == {"cli"}
    assert graph.find_modules_that_directly_import("rich") == {"csto_dataset.cli.terminal", "csto_dataset.reports.text"}


# Size and words


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_function_is_long(path: Path) -> None:
    functions = (node for node in definitions(path) if isinstance(node, ast.FunctionDef))
    assert not [each.name for each in functions if (each.end_lineno or 0) - each.lineno + 1 >= LONGEST_FUNCTION]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_and_everything_public_in_it_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    named = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert not [node.name for node in named if not node.name.startswith("_") and not ast.get_docstring(node)]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_module_is_called_after_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "data", "manager", "core", "base"}


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_only_the_command_line_prints(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert "print" not in called
    streams = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"stdout", "stderr"}
    # Another process is spoken to over its streams.
    assert not streams or path.parent.name in {"cli", "apart"}


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_nothing_is_caught_without_being_named(path: Path) -> None:
    caught = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ExceptHandler)
    ]
    named = [ast.unparse(node.type) if node.type else "" for node in caught]
    assert not set(named) & {"", "Exception", "BaseException"}


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=relative)
def test_the_name_of_a_test_is_a_sentence_and_stands_once(path: Path) -> None:
    names = [node.name for node in definitions(path) if node.name.startswith("test_")]
    assert len(names) == len(set(names))
    assert not [name for name in names if len(name.split("_")) < 4]


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=relative)
def test_no_test_is_skipped_in_silence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    attributes = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not attributes & {
        "pytest.skip",
        "pytest.mark.skip",
        "pytest.mark.skipif",
        "pytest.mark.xfail",
        "pytest.importorskip",
    }


# What is exported


def test_all_is_what_the_package_exports() -> None:
    assert dir(csto_dataset) == sorted(csto_dataset.__all__)
    assert all(hasattr(csto_dataset, name) for name in csto_dataset.__all__)
    assert list(csto_dataset.__all__) == sorted(csto_dataset.__all__)


@pytest.mark.parametrize("name", csto_dataset.__all__)
def test_every_export_has_one_home_and_says_what_it_is(name: str) -> None:
    value = getattr(csto_dataset, name)
    if name == "__version__":
        assert value == metadata.version("csto-dataset")
        return
    assert inspect.getdoc(value)
    assert getattr(module_named(value.__module__), name) is value
    assert value.__module__.startswith("csto_dataset.")


@pytest.mark.parametrize("name", csto_dataset.__all__)
def test_the_public_methods_of_every_export_say_what_they_return(name: str) -> None:
    value = getattr(csto_dataset, name)
    own = vars(value) if inspect.isclass(value) else {}
    methods = [
        key for key, each in own.items() if key[0] != "_" and (inspect.isfunction(each) or isinstance(each, property))
    ]
    assert not [key for key in methods if not inspect.getdoc(own[key])]


def test_every_error_of_the_package_is_a_child_of_one() -> None:
    errors = [each for _, each in inspect.getmembers(module_named("csto_dataset.errors"), inspect.isclass)]
    assert all(issubclass(each, csto_dataset.CstoDatasetError) for each in errors)


def test_the_package_tells_type_checkers_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").read_bytes() == b""


# What is written down


def tracked_files() -> Iterator[Path]:
    """Yield the files of the checkout, but for what tools leave there."""
    for path in sorted(ROOT.iterdir()):
        if path.name in GENERATED or (path.name.startswith(".") and path.name not in (".ci", ".gitignore")):
            continue
        if path.is_file():
            yield path
        else:
            yield from (
                each for each in path.rglob("*") if each.is_file() and not GENERATED & set(each.relative_to(ROOT).parts)
            )


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    folders = [f"/{name}/".encode() for name in ("work", "root", "home", "Users")]
    found = [relative(path) for path in tracked_files() for folder in folders if folder in path.read_bytes()]
    assert not found


def locked() -> dict[str, str]:
    """Return the locked version of each distribution that this interpreter on this system is to have."""
    lines = [LOCKED.fullmatch(line) for line in LOCK.read_text(encoding="utf-8").splitlines()]
    assert all(lines)
    wanted = [line for line in lines if line and (line["marker"] is None or Marker(line["marker"]).evaluate())]
    return {line["name"]: line["version"] for line in wanted}


def test_each_line_of_the_lock_pins_a_version() -> None:
    names = list(locked())
    assert names == sorted(names)


def test_what_is_installed_is_what_the_lock_says() -> None:
    installed = {name: metadata.version(name) for name in locked()}
    assert installed == locked()


def test_the_lock_pins_every_dependency_of_the_package() -> None:
    # What benchmarks alone compare with has a lock of its own, beside them.
    peers = Marker('extra == "bench"')
    stated = [Requirement(line) for line in metadata.requires("csto-dataset") or ()]
    stated = [each for each in stated if each.marker != peers]
    assert {each.name for each in stated} - {"csto-dataset"} <= set(locked())
    assert all(each.specifier.contains(locked()[each.name]) for each in stated if each.name != "csto-dataset")


def test_the_changelog_tells_of_the_version_of_the_package() -> None:
    assert csto_dataset.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
