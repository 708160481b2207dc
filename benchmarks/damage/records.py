"""Damage to records as a whole: missing, too many, forged, exchanged."""

import copy
import json
from typing import Any

from benchmarks.damage.drawing import PROSE, Draw, Kind, Mark, codes, leaves, put
from benchmarks.damage.letters import LOOK_ALIKES, WORDS, swapped
from benchmarks.damage.lists import renumber
from benchmarks.damage.words import letter_changed
from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import content_id
from csto_dataset.records import TABLES
from tests.copying import Steps, value_at


def _record_dropped(draw: Draw) -> Mark:
    table, row, value = draw.row()
    del draw.tables[table][row]
    return Mark(table, frozenset({value["id"]}))


def _only_one_left(draw: Draw) -> Mark:
    table, _row, value = draw.row("news_items", "qa_pairs")
    gone = [each["id"] for each in draw.tables[table] if each is not value]
    draw.tables[table] = [value]
    return Mark(table, frozenset(gone))


def _record_twice(draw: Draw) -> Mark:
    table, row, value = draw.row()
    again = draw.chance.randrange(len(draw.tables[table]) + 1)
    draw.tables[table].insert(again, copy.deepcopy(value))
    return Mark(table, frozenset({value["id"]}), max(row + (again <= row), again), ((),))


def _record_twice_and_changed(draw: Draw) -> Mark | None:
    table, _row, value = draw.row()
    changed = copy.deepcopy(value)
    steps = draw.chance.choice(list(leaves(changed, PROSE)))
    text = letter_changed(draw.chance, value_at(changed, steps))
    if text is None:
        return None
    put(changed, steps, text)
    draw.tables[table].append(changed)
    return Mark(table, frozenset({value["id"]}), len(draw.tables[table]) - 1, ((),))


def _foreign_record(draw: Draw) -> Mark:
    table, row, _ = draw.row()
    foreign = copy.deepcopy(EXAMPLES[table])
    draw.tables[table].insert(row, foreign)
    return Mark(table, frozenset({foreign["id"]}), row, ((),))


def _record_replaced(draw: Draw) -> Mark:
    table, row, _ = draw.row()
    foreign = copy.deepcopy(EXAMPLES[table])
    draw.tables[table][row] = foreign
    return Mark(table, frozenset({foreign["id"]}), row, ((),))


def derive_id(table: str, value: dict[str, Any]) -> None:
    """Give a news item or an interview the id that its content demands, and its pairs theirs."""
    first = value["paragraphs"][0] if table == "news_items" else value["qa_pairs"][0]["question"][0]
    model = TABLES[table].model_validate_json(json.dumps(value))
    value["id"] = content_id(type(model), model.published, value["title"], first)  # type: ignore[arg-type, union-attr]
    if table == "interviews":
        renumber(value)


def _forged(draw: Draw, *, elsewhere: bool) -> Mark | None:
    """Change what an id certifies, and derive the id again.

    Args:
        elsewhere: whether another document is named as well.
    """
    table, row, value = draw.row("news_items", "interviews")
    choices: dict[str, list[Steps]] = {
        "news_items": [("paragraphs", 0)],
        "interviews": [("title",), ("qa_pairs", 0, "question", 0)],
    }
    steps = draw.chance.choice(choices[table])
    edit = draw.chance.choice((swapped(LOOK_ALIKES), letter_changed))
    text = edit(draw.chance, value_at(value, steps))
    if text is None:
        return None
    put(value, steps, text)
    derive_id(table, value)
    mark = draw.mark(table, row, *(() if elsewhere else steps))
    if elsewhere:
        value["source"]["document"] = EXAMPLES["news_items"]["source"]["document"]
    return mark._replace(ids=mark.ids | {value["id"]})


def _forged_in_both_tables(draw: Draw) -> Mark | None:
    """Change a pair inside its interview and in the flat table alike."""
    _, row, flat = draw.row("qa_pairs")
    steps = draw.chance.choice(list(leaves(flat, frozenset({"question", "answer"}))))
    text = letter_changed(draw.chance, value_at(flat, steps))
    if text is None:
        return None
    for value in (flat, draw.tables["interviews"][0]["qa_pairs"][row]):
        put(value, steps, text)
    return draw.mark("qa_pairs", row, *steps)


def _ids_exchanged(draw: Draw) -> Mark:
    table = draw.chance.choice(("news_items", "qa_pairs"))
    one, other = draw.chance.sample(range(len(draw.tables[table])), 2)
    values = draw.tables[table]
    values[one]["id"], values[other]["id"] = values[other]["id"], values[one]["id"]
    return Mark(table, frozenset({values[one]["id"]}), one, (("id",), *((name,) for name in values[one])))


def _texts_exchanged(draw: Draw) -> Mark | None:
    table, name = draw.chance.choice((("news_items", "paragraphs"), ("qa_pairs", "answer"), ("qa_pairs", "section")))
    one, other = draw.chance.sample(range(len(draw.tables[table])), 2)
    values = draw.tables[table]
    values[one][name], values[other][name] = values[other][name], values[one][name]
    inside = ((name,), (name, 0), (name, 1), (name, 2))
    return None if values[one][name] == values[other][name] else draw.mark(table, one)._replace(places=inside)


def _shifted(draw: Draw) -> Mark | None:
    """Move the values of a field down by one record, as a spreadsheet does that was sorted by one column."""
    table = draw.chance.choice(("news_items", "qa_pairs"))
    name = draw.chance.choice(
        ("paragraphs", "published") if table == "news_items" else ("section", "question", "answer")
    )
    values = [value[name] for value in draw.tables[table]]
    row = draw.chance.randrange(len(values))
    if values[row] == values[row - 1]:
        return None
    for value, above in zip(draw.tables[table], [values[-1], *values], strict=False):
        value[name] = above
    return draw.mark(table, row)._replace(places=((name,), (name, 0), (name, 1), (name, 2)))


ADDED, REPEATED = codes("added-record"), codes("repeated-id")
SHIFTED = codes(*WORDS, "dropped-paragraph", "added-paragraph", "altered-value")

RECORDS = {
    "a record dropped": Kind(frozenset(), _record_dropped),
    "all records but one dropped": Kind(frozenset(), _only_one_left),
    "a record twice": Kind(REPEATED, _record_twice),
    "a record twice, one of them changed": Kind(REPEATED, _record_twice_and_changed),
    "a record of somebody's own": Kind(ADDED, _foreign_record),
    "a record replaced by one of somebody's own": Kind(ADDED, _record_replaced),
    "a text changed and the id derived again": Kind(
        codes(*WORDS, "look-alike"), lambda draw: _forged(draw, elsewhere=False)
    ),
    "the same, and another document named": Kind(ADDED, lambda draw: _forged(draw, elsewhere=True)),
    "a pair changed in both tables": Kind(codes(*WORDS), _forged_in_both_tables),
    "ids of two records exchanged": Kind(codes("id-mismatch", *WORDS, "changed-day", "changed-field"), _ids_exchanged),
    "texts of two records exchanged": Kind(SHIFTED, _texts_exchanged),
    "a field moved down by one record": Kind(SHIFTED, _shifted),
}
"""Each kind by its name."""
