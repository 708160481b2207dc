"""The models: what they demand of Python and of JSON."""

import copy
import json
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from pydantic import BaseModel, ValidationError

from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import as_json
from csto_dataset.records import (
    LANGUAGES,
    SCHEMA_VERSION,
    TABLES,
    Interview,
    Interviewee,
    Language,
    NewsItem,
    QAPair,
    Record,
    Source,
    record_type,
)
from tests.strategies import interviews, records

MODELS: tuple[type[BaseModel], ...] = (NewsItem, Interview, QAPair, Interviewee, Source)
FIELDS = [(model, name) for model in MODELS for name in model.model_fields]
PLACES: dict[type[BaseModel], tuple[str, tuple[str | int, ...]]] = {
    NewsItem: ("news_items", ()),
    Interview: ("interviews", ()),
    QAPair: ("qa_pairs", ()),
    Interviewee: ("interviews", ("interviewees", 0)),
    Source: ("qa_pairs", ("source",)),
}
"""Where an object of each model stands: a table, and the steps from its record."""


def example(table: str) -> Record:
    return TABLES[table].model_validate_json(json.dumps(EXAMPLES[table]))


def faults(table: str, value: object) -> set[tuple[str, tuple[str | int, ...]]]:
    """Return the type and the place of everything that a table's model finds wrong with a JSON value."""
    try:
        TABLES[table].model_validate_json(json.dumps(value))
    except ValidationError as error:
        return {(each["type"], each["loc"]) for each in error.errors()}
    return set()


def opened(model: type[BaseModel]) -> tuple[str, Any, Any, tuple[str | int, ...]]:
    """Return a table, an example of its record, the object of a model inside it, and the steps to that."""
    table, steps = PLACES[model]
    whole = copy.deepcopy(EXAMPLES[table])
    inner: Any = whole
    for step in steps:
        inner = inner[step]
    return table, whole, inner, steps


def named(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


# Of every model and every field.


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_a_model_is_described(model: type[BaseModel]) -> None:
    assert model.__doc__


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=named)
def test_a_field_is_described_in_a_sentence(model: type[BaseModel], name: str) -> None:
    assert (model.model_fields[name].description or "").endswith(".")


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=named)
def test_a_field_has_no_default(model: type[BaseModel], name: str) -> None:
    assert model.model_fields[name].is_required()


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=named)
def test_a_field_that_is_missing_is_found_at_its_place(model: type[BaseModel], name: str) -> None:
    table, whole, inner, steps = opened(model)
    del inner[name]
    assert faults(table, whole) == {("missing", (*steps, name))}


@pytest.mark.parametrize("model", MODELS, ids=named)
@pytest.mark.parametrize("name", ["sentiment", "", "Type", "type ", "__proto__", "model_config", "тype"])
def test_a_field_that_nobody_knows_is_found_at_its_place(model: type[BaseModel], name: str) -> None:
    table, whole, inner, steps = opened(model)
    inner[name] = None
    assert faults(table, whole) == {("extra_forbidden", (*steps, name))}


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=named)
def test_null_stands_only_where_a_page_may_say_nothing(model: type[BaseModel], name: str) -> None:
    table, whole, inner, steps = opened(model)
    inner[name] = None
    nullable = (model.__name__, name) in {
        ("NewsItem", "published"),
        ("NewsItem", "title"),
        ("Interview", "published"),
        ("Interview", "outlet"),
        ("Interviewee", "role"),
        ("QAPair", "section"),
        ("Source", "url"),
    }
    assert {place for _, place in faults(table, whole)} == (set() if nullable else {(*steps, name)})


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=named)
@pytest.mark.parametrize("value", [True, 1.5, {}, [None], [[]], "\n"], ids=repr)
def test_a_value_that_no_field_takes_is_found_in_its_field(model: type[BaseModel], name: str, value: object) -> None:
    table, whole, inner, steps = opened(model)
    inner[name] = value
    found = faults(table, whole)
    assert found
    assert {place[: len(steps) + 1] for _, place in found} == {(*steps, name)}


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (NewsItem, "paragraphs"),
        (Interview, "qa_pairs"),
        (QAPair, "question"),
        (QAPair, "answer"),
    ],
    ids=named,
)
def test_a_list_that_a_record_lives_by_is_not_empty(model: type[BaseModel], name: str) -> None:
    table, whole, inner, steps = opened(model)
    inner[name] = []
    assert faults(table, whole) == {("too_short", (*steps, name))}


@pytest.mark.parametrize("name", ["interviewees", "lede"])
def test_a_list_that_a_page_may_lack_is_empty(name: str) -> None:
    assert faults("interviews", EXAMPLES["interviews"] | {name: []}) == set()


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=named)
def test_a_field_of_a_record_cannot_be_set(model: type[BaseModel], name: str) -> None:
    _, _, inner, _ = opened(model)
    record = model.model_validate_json(json.dumps(inner))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, name, getattr(record, name))


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_nothing_can_be_set_beside_the_fields(model: type[BaseModel]) -> None:
    _, _, inner, _ = opened(model)
    record = model.model_validate_json(json.dumps(inner))
    with pytest.raises(ValidationError):
        record.sentiment = "good"  # type: ignore[attr-defined]


# Of Python.


@pytest.mark.parametrize("table", TABLES)
def test_a_list_is_no_tuple_in_python(table: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TABLES[table].model_validate(example(table).model_dump() | {"source": example(table).source} | lists(table))
    assert {each["type"] for each in caught.value.errors()} == {"tuple_type"}


def lists(table: str) -> dict[str, Any]:
    """Return the fields of an example that are tuples, as lists."""
    fields = {name: getattr(example(table), name) for name in TABLES[table].model_fields}
    return {name: list(value) for name, value in fields.items() if isinstance(value, tuple)}


def test_text_is_no_day_in_python() -> None:
    with pytest.raises(ValidationError) as caught:
        NewsItem.model_validate(example("news_items").model_dump() | {"published": "2031-03-14"})
    assert [(each["type"], each["loc"]) for each in caught.value.errors()] == [("date_type", ("published",))]


@given(records())
def test_a_record_is_made_again_from_its_fields(record: Record) -> None:
    assert type(record).model_validate(record.model_dump()) == record


@given(records())
def test_equal_records_have_equal_hashes(record: Record) -> None:
    assert hash(type(record).model_validate(record.model_dump())) == hash(record)


def test_a_record_holds_nothing_that_can_be_changed() -> None:
    talk = example("interviews")
    assert isinstance(talk, Interview)
    assert {type(value) for _, value in talk} == {str, date, tuple, Source}


# Of JSON.


@given(records())
def test_a_record_survives_json(record: Record) -> None:
    assert type(record).model_validate_json(record.model_dump_json()) == record


@given(records())
def test_a_record_survives_the_json_of_the_standard_library(record: Record) -> None:
    written = json.dumps(as_json(record))
    assert type(record).model_validate_json(written) == record
    assert json.loads(written) == json.loads(record.model_dump_json())


@given(records())
def test_every_field_is_in_the_json_in_the_order_of_the_model(record: Record) -> None:
    assert list(json.loads(record.model_dump_json())) == list(type(record).model_fields)


@given(interviews())
def test_the_pairs_of_an_interview_are_pairs_by_themselves(talk: Interview) -> None:
    for pair in json.loads(talk.model_dump_json())["qa_pairs"]:
        assert faults("qa_pairs", pair) == set()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("other", TABLES)
def test_a_record_fits_the_table_of_its_kind_alone(table: str, other: str) -> None:
    assert (faults(other, EXAMPLES[table]) == set()) == (table == other)


@pytest.mark.parametrize("value", [None, True, 1, "news_item", [], {}, [{}]], ids=repr)
@pytest.mark.parametrize("table", TABLES)
def test_what_is_no_object_of_the_table_is_no_record(table: str, value: object) -> None:
    assert faults(table, value)


# The words of the contract.


def test_the_tables_are_those_of_the_contract() -> None:
    assert {name: record_type(model) for name, model in TABLES.items()} == {
        "news_items": "news_item",
        "interviews": "interview",
        "qa_pairs": "qa_pair",
    }


def test_the_fields_are_those_of_the_contract() -> None:
    assert {model.__name__: list(model.model_fields) for model in MODELS} == {
        "NewsItem": ["type", "id", "form", "published", "title", "paragraphs", "language", "source"],
        "Interview": [
            "type", "id", "published", "title", "outlet", "interviewees", "lede", "qa_pairs", "language", "source",
        ],
        "QAPair": ["type", "id", "interview_id", "index", "section", "question", "answer", "source"],
        "Interviewee": ["name", "role"],
        "Source": ["document", "url", "start", "end"],
    }  # fmt: skip


def test_the_languages_are_those_of_the_site() -> None:
    assert set(LANGUAGES) == set(get_args(Language)) == {"en", "ru"}


@pytest.mark.parametrize("form", ["teaser", "article"])
def test_a_news_item_is_a_teaser_or_an_article(form: str) -> None:
    assert faults("news_items", EXAMPLES["news_items"] | {"form": form}) == set()


@pytest.mark.parametrize(
    ("name", "word"), [("form", "essay"), ("form", "Article"), ("language", "de"), ("type", "news")]
)
def test_a_word_that_is_none_of_the_few_is_refused(name: str, word: str) -> None:
    assert faults("news_items", EXAMPLES["news_items"] | {name: word}) == {("literal_error", (name,))}


def test_the_schema_version_is_of_two_numbers() -> None:
    assert SCHEMA_VERSION == "1.0"
