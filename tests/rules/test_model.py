"""What a model says of a record, under codes of our own."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from csto_dataset.examples import EXAMPLES
from csto_dataset.records import TABLES
from csto_dataset.rules.model import MOST_FAULTS, Misfit, misfits, table_of
from tests.copying import Steps, with_value, without

ABSENT: Any = "<taken away>"


def found(table: str, value: Any) -> list[Misfit]:
    try:
        TABLES[table].model_validate_json(json.dumps(value))
    except ValidationError as error:
        return list(misfits(error))
    return []


def changed(table: str, steps: Steps, new: Any) -> Any:
    if new is ABSENT:
        return without(EXAMPLES[table], str(steps[0]))
    return with_value(EXAMPLES[table], steps, new)


MISFITS: list[tuple[str, str, Steps, Any]] = [
    # code, table, the place, the value there
    ("missing-field", "news_items", ("language",), ABSENT),
    ("missing-field", "news_items", ("title",), ABSENT),
    ("missing-field", "qa_pairs", ("source",), ABSENT),
    ("unknown-field", "news_items", ("sentiment",), 1),
    ("unknown-field", "news_items", ("source", "page"), None),
    ("unknown-field", "interviews", ("qa_pairs", 0, "mood"), "x"),
    ("wrong-type", "news_items", ("title",), 5),
    ("wrong-type", "news_items", ("id",), None),
    ("wrong-type", "news_items", ("paragraphs",), "one"),
    ("wrong-type", "news_items", ("paragraphs",), None),
    ("wrong-type", "news_items", ("paragraphs", 0), None),
    ("wrong-type", "news_items", ("paragraphs", 0), ["x"]),
    ("wrong-type", "news_items", ("published",), 20240422),
    ("wrong-type", "news_items", ("published",), {"day": 1}),
    ("wrong-type", "news_items", ("source",), None),
    ("wrong-type", "news_items", ("source",), "page"),
    ("wrong-type", "news_items", ("source", "start"), "0"),
    ("wrong-type", "news_items", ("source", "start"), True),
    ("wrong-type", "news_items", ("source", "start"), 0.5),
    ("wrong-type", "qa_pairs", ("index",), None),
    ("wrong-type", "interviews", ("interviewees", 0), "Arman Belesov"),
    ("wrong-type", "interviews", ("qa_pairs", 0), 1),
    ("unclean-text", "news_items", ("title",), ""),
    ("unclean-text", "news_items", ("title",), " "),
    ("unclean-text", "news_items", ("title",), "two  spaces"),
    ("unclean-text", "news_items", ("title",), "end "),
    ("unclean-text", "news_items", ("title",), " start"),
    ("unclean-text", "news_items", ("title",), "line\nbreak"),
    ("unclean-text", "news_items", ("title",), "end\n"),
    ("unclean-text", "news_items", ("title",), "tab\there"),
    ("unclean-text", "news_items", ("title",), "no\u00a0break"),
    ("unclean-text", "news_items", ("title",), "zero\u200bwidth"),
    ("unclean-text", "news_items", ("title",), "soft\u00adhyphen"),
    ("unclean-text", "news_items", ("title",), "\ufeffmark"),
    ("unclean-text", "news_items", ("title",), "bidi\u202e"),
    ("unclean-text", "news_items", ("title",), "nul\u0000"),
    ("unclean-text", "news_items", ("title",), "line\u2028separator"),
    ("unclean-text", "news_items", ("title",), "\u3000"),
    ("unclean-text", "interviews", ("interviewees", 0, "name"), "A  B"),
    ("unclean-text", "qa_pairs", ("answer", 1), "x\ty"),
    ("bad-form", "news_items", ("id",), EXAMPLES["news_items"]["id"].upper()),
    ("bad-form", "news_items", ("id",), EXAMPLES["news_items"]["id"] + "\n"),
    ("bad-form", "news_items", ("id",), "news-2031-02-29-49e0fc8d3c72"),
    ("bad-form", "news_items", ("id",), ""),
    ("bad-form", "news_items", ("source", "document"), "0" * 63),
    ("bad-form", "news_items", ("source", "document"), "0" * 65),
    ("bad-form", "news_items", ("source", "document"), "G" * 64),
    ("bad-form", "news_items", ("source", "url"), "ftp://odkb-csto.org/"),
    ("bad-form", "news_items", ("source", "url"), "https://odkb-csto.org/ж"),
    ("bad-form", "news_items", ("source", "url"), "https://odkb-csto.org/" + "x" * 2_000),
    ("bad-form", "qa_pairs", ("id",), EXAMPLES["interviews"]["id"]),
    ("bad-form", "qa_pairs", ("interview_id",), EXAMPLES["qa_pairs"]["id"]),
    ("bad-day", "news_items", ("published",), "2023-02-30"),
    ("bad-day", "news_items", ("published",), "2023-02-29"),
    ("bad-day", "news_items", ("published",), "1991-12-31"),
    ("bad-day", "news_items", ("published",), "2100-01-01"),
    ("bad-day", "news_items", ("published",), "22.04.2024"),
    ("bad-day", "news_items", ("published",), "2024-04-22T00:00:00"),
    ("bad-day", "news_items", ("published",), "2024-04-22\n"),
    ("bad-day", "news_items", ("published",), "1713744000"),
    ("bad-day", "news_items", ("published",), "٢٠٢٤-٠٤-٢٢"),
    ("bad-day", "news_items", ("published",), ""),
    ("unknown-choice", "news_items", ("form",), "essay"),
    ("unknown-choice", "news_items", ("form",), None),
    ("unknown-choice", "news_items", ("form",), ["teaser"]),
    ("unknown-choice", "news_items", ("language",), "EN"),
    ("unknown-choice", "news_items", ("type",), "interview"),
    ("unknown-choice", "interviews", ("qa_pairs", 0, "type"), "pair"),
    ("out-of-range", "qa_pairs", ("index",), 0),
    ("out-of-range", "qa_pairs", ("index",), 2**53),
    ("out-of-range", "news_items", ("source", "start"), -1),
    ("out-of-range", "news_items", ("source", "end"), 1e300),
    ("empty-list", "news_items", ("paragraphs",), []),
    ("empty-list", "interviews", ("qa_pairs",), []),
    ("empty-list", "interviews", ("qa_pairs", 0, "answer"), []),
]
FITS: list[tuple[str, Steps, Any]] = [
    ("news_items", ("title",), None),
    ("news_items", ("published",), None),
    ("news_items", ("published",), "2024-02-29"),
    ("news_items", ("source", "url"), None),
    ("news_items", ("source", "start"), 1.0),
    ("news_items", ("source", "end"), 2**53 - 1),
    ("interviews", ("interviewees",), []),
    ("interviews", ("interviewees", 0, "role"), None),
    ("interviews", ("lede",), ["Первый абзац."]),
    ("qa_pairs", ("section",), None),
]


@pytest.mark.parametrize(("code", "table", "steps", "new"), MISFITS, ids=lambda each: repr(each)[:40])
def test_a_misfit_has_its_code_and_its_place(code: str, table: str, steps: Steps, new: Any) -> None:
    assert [(misfit.code, misfit.steps) for misfit in found(table, changed(table, steps, new))] == [(code, steps)]


@pytest.mark.parametrize(("table", "steps", "new"), FITS, ids=lambda each: repr(each)[:40])
def test_what_fits_is_passed_over(table: str, steps: Steps, new: Any) -> None:
    assert found(table, changed(table, steps, new)) == []


def test_many_faults_are_only_counted() -> None:
    few = changed("news_items", ("paragraphs",), [1] * (MOST_FAULTS - 1))
    many = changed("news_items", ("paragraphs",), [1] * (MOST_FAULTS + 1))
    assert {misfit.code for misfit in found("news_items", few)} == {"wrong-type"}
    assert [misfit.code for misfit in found("news_items", many)] == ["too-many-faults"]


@given(
    table=st.sampled_from(list(TABLES)),
    new=st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.lists(st.text()),
    data=st.data(),
)
def test_what_is_said_of_any_value_is_one_printable_line(table: str, new: Any, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(EXAMPLES[table])) | st.text(st.characters(codec="utf-8")))
    for misfit in found(table, {**EXAMPLES[table], field: new}):
        assert misfit.message.isprintable()


@pytest.mark.parametrize("table", TABLES)
def test_a_record_belongs_to_the_table_of_its_type_or_its_fields(table: str) -> None:
    example = EXAMPLES[table]
    assert table_of(example) == table
    assert table_of({"type": example["type"]}) == table
    for kind in (None, "", ["news_item"], {"a": 1}, 5, "table"):
        assert table_of({**example, "type": kind}) == table
    assert table_of(without(example, "type", "source")) == table


@pytest.mark.parametrize("value", [{}, {"a": 1}, {"type": "page"}, {"id": "x", "source": None}])
def test_what_looks_like_no_record_belongs_to_no_table(value: dict[str, Any]) -> None:
    assert table_of(value) is None
