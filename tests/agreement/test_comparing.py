"""The engines agree about thousands of drawn documents, and a broken one does not go unnoticed."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

import pytest
from pydantic import ConfigDict

from csto_dataset import accept
from csto_dataset.examples import EXAMPLES
from csto_dataset.fields import Text
from csto_dataset.identity import canonical
from csto_dataset.records import TABLES, Interview, NewsItem, QAPair, Record
from csto_dataset.rules.single import SINGLE_RULES
from tests.agreement.columns import Told, told_by_columns
from tests.agreement.comparing import COLUMNS, MOST_KEPT, ROWS, SHORT, ColumnEngine, Tally, compare
from tests.agreement.drawing import Document, documents
from tests.agreement.engines import (
    AJV,
    MODEL,
    PYTHON,
    RUST,
    Engine,
    engines,
    in_rust,
    of_models,
    published_schemas,
)
from tests.test_agreement import passes

OF_THE_GATE = {"not-json", "duplicate-key", "lone-surrogate", "not-a-number", "nested-too-deep"}
OF_THE_MODEL = {"missing-field", "unknown-field", "wrong-type", "unclean-text", "bad-form", "bad-day", "unknown-choice"} | {
    "out-of-range",
    "empty-list",
}  # fmt: skip
SEED = 20_310_314


@pytest.fixture(scope="module")
def drawn() -> list[Document]:
    return [document for chunk in range(5) for document in documents(SEED, chunk, 1_000)]


def asked(drawn: Sequence[Document], *slower: str) -> Tally:
    return compare(drawn, engines(*slower), Random(SEED))


def test_the_engines_agree_about_drawn_documents_of_every_kind(drawn: list[Document]) -> None:
    tally = asked(drawn)
    assert (tally.disagreements, tally.kept) == (0, [])
    assert tally.tables.keys() == TABLES.keys()
    assert tally.asked[RUST] == tally.asked[MODEL] == tally.asked[ROWS] == len(drawn) - tally.refused
    assert tally.asked[COLUMNS] > len(drawn) / 2
    assert tally.asked[SHORT] == len(drawn)
    assert 0.25 < tally.sound / tally.documents < 0.45
    assert 0.005 < tally.refused / tally.documents < 0.03
    assert tally.codes.keys() >= OF_THE_GATE | OF_THE_MODEL | SINGLE_RULES.keys()


def test_jsonschema_agrees_about_drawn_documents() -> None:
    tally = asked(list(documents(SEED, 7, 600)), PYTHON)
    assert (tally.disagreements, tally.kept) == (0, [])
    assert tally.asked[PYTHON] == tally.asked[MODEL] > 500


@pytest.mark.ajv
def test_ajv_agrees_about_drawn_documents(drawn: list[Document]) -> None:
    tally = asked(drawn, AJV)
    assert (tally.disagreements, tally.kept) == (0, [])
    assert tally.asked[AJV] == tally.asked[MODEL]


# A broken engine


class _AnyTitle(NewsItem):
    title: str | None


class _AnySection(QAPair):
    section: str | None


class _Generous(NewsItem):
    model_config = ConfigDict(extra="ignore")


class _NoPairs(Interview):
    qa_pairs: tuple[QAPair, ...]


class _Unasked(Interview):
    outlet: Text | None = None


class _Lenient(QAPair):
    model_config = ConfigDict(strict=False)


LOOSE_MODELS: dict[str, tuple[str, type[Record]]] = {
    "a title may be any string": ("news_items", _AnyTitle),
    "a section may be any string": ("qa_pairs", _AnySection),
    "fields of somebody's own may stand there": ("news_items", _Generous),
    "an interview needs no pair": ("interviews", _NoPairs),
    "an outlet may be missing": ("interviews", _Unasked),
    "types are converted": ("qa_pairs", _Lenient),
}


@pytest.mark.parametrize("name", LOOSE_MODELS)
def test_a_loosened_model_is_noticed(name: str, drawn: list[Document]) -> None:
    table, model = LOOSE_MODELS[name]
    of_table = [document for document in drawn if document.table == table]
    broken = {**engines(), MODEL: of_models({**TABLES, table: model})}
    tally = compare(of_table, broken, Random(SEED))
    assert tally.disagreements
    assert len(tally.kept) == min(tally.disagreements, MOST_KEPT)
    assert all(each["said"][MODEL] and not each["said"][RUST] and not each["said"][ROWS] for each in tally.kept)


@pytest.mark.parametrize("look", ["_is_composed", "_keeps_rules", "_has_one_reading"])
def test_a_short_way_without_one_of_its_looks_is_noticed(
    look: str, drawn: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accept, look, lambda *_: True)
    said = canonical(EXAMPLES["news_items"]).decode()
    twice = Document("news_items", said.replace("{", '{"form":"teaser",', 1))  # Seldom drawn in an else sound record.
    tally = asked([*drawn, twice])
    assert tally.disagreements
    assert all(each["said"][ROWS] == "None" != each["said"][SHORT] for each in tally.kept)


def test_a_disagreement_names_the_document_that_can_be_drawn_again(drawn: list[Document]) -> None:
    broken: dict[str, Engine] = {**engines(), RUST: lambda given: [False] * len(given)}
    kept = compare(drawn[:100], broken, Random(SEED)).kept
    assert kept
    for each in kept:
        (again,) = list(documents(SEED, each["chunk"], each["number"] + 1))[each["number"] :]
        assert (again.table, again.text) == (each["table"], each["text"])


class Demand(NamedTuple):
    """A keyword of a table's JSON Schema, and the steps to what holds it."""

    table: str
    steps: tuple[str, ...]
    keyword: str

    def __str__(self) -> str:
        return "/".join((self.table, *self.steps, self.keyword))


def demands(table: str, schema: Mapping[str, Any], steps: tuple[str, ...] = ()) -> Iterator[Demand]:
    """Yield every keyword of a schema that something hangs on: what another one beside it demands too is left out."""
    idle = {"title", "description", "examples", "$schema", "$id", "properties", "$defs", "minLength", "not"}
    if schema.keys() & {"const", "enum", "not"}:
        idle.add("type")  # Without it a number has no pattern to be refused by, but none to be excepted from either.
    if schema.get("minLength") == schema.get("maxLength"):
        idle.add("maxLength")  # The pattern says how long.
    yield from (Demand(table, steps, keyword) for keyword in schema if keyword not in idle)
    for keyword in ("properties", "$defs"):
        for name, inner in schema.get(keyword, {}).items():
            yield from demands(table, inner, (*steps, keyword, name))


def without(schema: Any, demand: Demand) -> Any:
    changed = copy.deepcopy(schema)
    holder = changed
    for step in demand.steps:
        holder = holder[step]
    del holder[demand.keyword]
    return changed


@pytest.mark.parametrize("table", TABLES)
def test_each_demand_of_a_schema_decides_about_some_drawn_document(table: str) -> None:
    schemas = published_schemas()
    drawn = [each for chunk in range(6) for each in documents(SEED, chunk) if each.table == table and passes(each.text)]
    verdicts = in_rust(schemas)(drawn)
    found = list(demands(table, schemas[table]))
    assert len(found) > 20
    unseen = [str(demand) for demand in found if in_rust({table: without(schemas[table], demand)})(drawn) == verdicts]
    assert unseen == []


def told_of_all(table: str, rows: Sequence[Any], random: Random) -> list[Told | None]:
    """Tell of every row what the last sound one says."""
    told = told_by_columns(table, rows, random)
    last = next(each for each in reversed(told) if each is not None)
    return [each or last for each in told]


def told_of_all_but_one(table: str, rows: Sequence[Any], random: Random) -> list[Told | None]:
    told = told_by_columns(table, rows, random)
    first = next(index for index, each in enumerate(told) if each is not None)
    return [*told[:first], None, *told[first + 1 :]]


def told_with_another_digest(table: str, rows: Sequence[Any], random: Random) -> list[Told | None]:
    told = told_by_columns(table, rows, random)
    return [each and (each[0], each[1]._replace(digest=bytes(32))) for each in told]


@pytest.mark.parametrize("broken", [told_of_all, told_of_all_but_one, told_with_another_digest])
def test_columns_that_tell_something_else_are_noticed(broken: ColumnEngine, drawn: list[Document]) -> None:
    tally = compare(drawn[:1_000], engines(), Random(SEED), broken)
    assert tally.disagreements >= len(TABLES)
    assert all(each["said"].keys() == {ROWS, COLUMNS} for each in tally.kept)
