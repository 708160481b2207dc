"""Damage to single fields: days, sources, ids, languages, types, and values of another kind."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks.damage.drawing import JSON_ALONE, PROSE, Draw, Kind, Mark, codes, in_a_text, leaves, lists_in, put
from tests.copying import Steps, value_at

Edit = Callable[[random.Random, Any], Any]
"""Returns another value; the same one where the value offers nothing to change."""
_JSON_OR_CELLS = frozenset({"json", "cells"})


def in_a_field(edit: Edit, *names: str, column: bool = False) -> Callable[[Draw], Mark | None]:
    """Return the damage that edits one value that stands by one of some names, anywhere in one record.

    Args:
        column: whether a finding may name the column instead.
    """

    def damage(draw: Draw) -> Mark | None:
        table, row, value = draw.row()
        choices = [steps for steps in _named(value) if steps[-1] in names]
        if not choices:
            return None
        steps = draw.chance.choice(choices)
        old = value_at(value, steps)
        new = edit(draw.chance, old)
        if new == old and type(new) is type(old):
            return None
        put(value, steps, new)
        return draw.mark(table, row, *steps)._replace(column=str(steps[0]) if column else None)

    return damage


def _named(value: Any, steps: Steps = ()) -> Sequence[Steps]:
    """Return the steps to all fields of a record and of the objects in it."""
    if isinstance(value, dict):
        inside = [((*steps, key), inner) for key, inner in value.items()]
        return [found for here, inner in inside for found in (here, *_named(inner, here))]
    elements = value if isinstance(value, list) else ()
    return [found for at, inner in enumerate(elements) for found in _named(inner, (*steps, at))]


def to(*choices: Any) -> Edit:
    """Return the edit that puts one of some values, another than stands there."""
    return lambda chance, old: chance.choice([each for each in choices if each != old or type(each) is not type(old)])


def where(test: Callable[[Any], bool], edit: Edit) -> Edit:
    """Return the edit of those values alone that pass a test."""
    return lambda chance, old: edit(chance, old) if test(old) else old


def _another_day(chance: random.Random, old: str) -> str:
    return (date.fromisoformat(old) + timedelta(days=chance.choice((-1, 1, 30, -365)))).isoformat()


def _day_otherwise(chance: random.Random, old: str) -> str:
    day = date.fromisoformat(old)
    return chance.choice((day.strftime("%d.%m.%Y"), day.strftime("%Y%m%d"), f"{old} ", day.strftime("%d %B %Y")))


def _another_hex_digit(chance: random.Random, old: str) -> str:
    at = chance.randrange(len(old) - 12, len(old)) if "-q" not in old else chance.randrange(len(old) - 16, len(old) - 4)
    return old[:at] + chance.choice("0123456789abcdef".replace(old[at], "")) + old[at + 1 :]


def _off_by_one(chance: random.Random, old: int) -> int:
    return old + chance.choice((-1, 1))


def _far_off(chance: random.Random, old: int) -> int:
    return old + chance.randrange(2, 2_000)


def _other_url(chance: random.Random, old: str) -> str:
    return old.replace(
        *chance.choice((("odkb-csto", "0dkb-csto"), ("https:", "http:"), ("/news/", "/new/"), ("en.", "ru.")))
    )


def _no_url(chance: random.Random, old: str) -> str:
    return chance.choice((old.removeprefix("https://"), "javascript:alert(1)", old.replace("o", "о", 1), f"{old} "))


def _emptied_span(draw: Draw) -> Mark:
    table, row, value = draw.row()
    held: list[Steps] = [(), *(("qa_pairs", at) for at in range(len(value.get("qa_pairs", ()))))]
    steps = draw.chance.choice(held)
    source = value_at(value, (*steps, "source"))
    source["end"] = source["start"] - draw.chance.choice((0, 0, min(source["start"], 3)))
    return draw.mark(table, row, *steps, "source", "end")


def _emptied_text(draw: Draw) -> Mark | None:
    table, row, value = draw.row()
    steps = draw.chance.choice(list(leaves(value, PROSE)))
    put(value, steps, "")
    return draw.mark(table, row, *steps)


def _list_as_text(draw: Draw) -> Mark | None:
    table, row, value = draw.row()
    steps = draw.chance.choice(list(lists_in(value, frozenset({"paragraphs", "question", "answer"}))))
    put(value, steps, draw.chance.choice(value_at(value, steps)))
    return draw.mark(table, row, *steps)


def of_the_record(damage: Callable[[Draw], Mark | None]) -> Callable[[Draw], Mark | None]:
    """Return damage that a finding tells with the place of the record: its text was read no further."""

    def marked(draw: Draw) -> Mark | None:
        mark = damage(draw)
        return None if mark is None else mark._replace(places=((),))

    return marked


def _is_day(old: Any) -> bool:
    return isinstance(old, str)


OFFSETS = ("start", "end")
NUMBERS = (*OFFSETS, "index")
_DEEP: Any = []
for _ in range(40):
    _DEEP = [_DEEP]

FIELDS = {
    "another day of the record": Kind(codes("changed-day"), in_a_field(_another_day, "published")),
    "no day": Kind(codes("changed-day"), in_a_field(to(None), "published")),
    "a day that is none": Kind(
        codes("bad-day"),
        in_a_field(to("2023-02-30", "2024-13-01", "1991-12-31", "2100-01-01", "20 April"), "published", column=True),
        in_columns=codes("column-type", "bad-day", "changed-day"),
    ),
    "a day in another notation": Kind(
        codes("bad-day"), in_a_field(_day_otherwise, "published", column=True), in_columns=codes("column-type")
    ),
    "another language": Kind(codes("changed-field"), in_a_field(to("ru", "en"), "language")),
    "a language that is none of ours": Kind(codes("unknown-choice"), in_a_field(to("de", "EN", "eng", ""), "language")),
    "another form": Kind(codes("changed-field"), in_a_field(to("article", "teaser"), "form")),
    "a form that does not exist": Kind(codes("unknown-choice"), in_a_field(to("essay", "Teaser"), "form")),
    "a type that does not exist": Kind(codes("unknown-choice"), in_a_field(to("article", "QAPair"), "type")),
    "another document": Kind(codes("changed-source"), in_a_field(_another_hex_digit, "document")),
    "a digest that is none": Kind(
        codes("bad-form"),
        in_a_field(lambda chance, old: chance.choice((old.upper(), old[:-1], f"sha256:{old}")), "document"),
    ),
    "another address": Kind(codes("changed-source"), in_a_field(_other_url, "url")),
    "no address": Kind(codes("changed-source"), in_a_field(to(None), "url")),
    "an address that is none": Kind(codes("bad-form"), in_a_field(_no_url, "url")),
    "a source off by one": Kind(codes("changed-source"), in_a_field(_off_by_one, *OFFSETS)),
    "a source far off": Kind(codes("changed-source"), in_a_field(_far_off, *OFFSETS)),
    "a source that is empty": Kind(codes("empty-span"), _emptied_span),
    "a number below what there is": Kind(codes("out-of-range"), in_a_field(to(-1, -(2**40)), *NUMBERS)),
    "a number above what JSON keeps": Kind(codes("out-of-range"), in_a_field(to(2**53, 2**62), *NUMBERS)),
    "an index off by one": Kind(codes("changed-field", "out-of-range"), in_a_field(_off_by_one, "index")),
    "a fraction": Kind(codes("wrong-type"), in_a_field(lambda chance, old: old + 0.5, *NUMBERS), _JSON_OR_CELLS),
    "a number as text": Kind(codes("wrong-type"), in_a_field(lambda chance, old: str(old), *NUMBERS), JSON_ALONE),
    "true for a number": Kind(codes("wrong-type"), in_a_field(to(*(True, False)), *NUMBERS), JSON_ALONE),
    "NaN": Kind(codes("not-a-number"), of_the_record(in_a_field(to(float("nan"), float("inf")), *NUMBERS)), JSON_ALONE),
    "an id with another digit": Kind(codes("changed-field", "id-mismatch"), in_a_field(_another_hex_digit, "id")),
    "an id in capitals": Kind(codes("bad-form"), in_a_field(lambda chance, old: old.upper(), "id")),
    "the id of another interview": Kind(
        codes("changed-field", "id-mismatch"), in_a_field(_another_hex_digit, "interview_id")
    ),
    "another outlet": Kind(codes("changed-name"), in_a_field(to("TASS", "Steppe Herald", None), "outlet")),
    "nobody who answers": Kind(codes("changed-name"), in_a_field(to([]), "interviewees")),
    "somebody else who answers": Kind(
        codes("changed-name"), in_a_field(to("Arman Belesov", "I. Tasmagambetov"), "name")
    ),
    "another office": Kind(codes("changed-name"), in_a_field(to("former CSTO Secretary General", None), "role")),
    "no section": Kind(codes("altered-value"), in_a_field(to(None), "section")),
    "a title for null": Kind(
        codes("altered-value"), in_a_field(where(lambda old: old is None, to("A meeting", "NA news")), "title")
    ),
    "null for a title": Kind(codes("wrong-type"), in_a_field(where(_is_day, to(None)), "title")),
    "null for a language or a type": Kind(codes("unknown-choice"), in_a_field(to(None), "language", "type", "form")),
    "null for a list": Kind(codes("wrong-type"), in_a_field(to(None), "paragraphs", "question", "answer", "qa_pairs")),
    "null for a source": Kind(codes("wrong-type"), in_a_field(to(None), "source")),
    "null for a number": Kind(codes("wrong-type"), in_a_field(to(None), *NUMBERS)),
    "an empty text": Kind(
        codes("unclean-text"), _emptied_text, in_cells=codes("unclean-text", "wrong-type", "altered-value")
    ),
    "a text for a list": Kind(
        codes("wrong-type"), _list_as_text, _JSON_OR_CELLS, in_cells=codes("wrong-type", "unread-cell")
    ),
    "a list for a text": Kind(
        codes("wrong-type"), in_a_field(where(_is_day, lambda chance, old: [old]), "title", "section"), JSON_ALONE
    ),
    "an object for a text": Kind(
        codes("wrong-type"), in_a_field(lambda chance, old: {"en": old}, "title", "section"), JSON_ALONE
    ),
    "a text for an object": Kind(
        codes("wrong-type"),
        in_a_field(to("web", "en.odkb-csto.org"), "source"),
        _JSON_OR_CELLS,
        in_cells=codes("unread-cell", "wrong-type"),
    ),
    "half of a surrogate pair": Kind(
        codes("lone-surrogate"),
        of_the_record(in_a_text(lambda chance, old: f"{old}{chance.choice(chr(0xD800) + chr(0xDC80))}")),
        JSON_ALONE,
    ),
    "lists that nest too deep": Kind(
        codes("nested-too-deep"), of_the_record(in_a_field(to(_DEEP), "paragraphs", "answer")), JSON_ALONE
    ),
}
"""Each kind by its name."""
