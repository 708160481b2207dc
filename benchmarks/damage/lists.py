"""Damage to lists: paragraphs, pairs of an interview, interviewees dropped, put in, exchanged, joined, cut up."""

import copy
import random
import re
from collections.abc import Callable
from typing import Any

from benchmarks.damage.drawing import LISTS, Draw, Kind, Mark, codes, lists_in
from csto_dataset.examples import EXAMPLES
from tests.copying import Steps, value_at

PAIRS = ("qa_pairs",)
ListEdit = Callable[[random.Random, list[Any]], tuple[Steps, ...] | None]
"""Changes a list in its place, and returns the steps in it to where the finding may point; None where it offers nothing."""


def in_a_list(edit: ListEdit, names: frozenset[str] = LISTS) -> Callable[[Draw], Mark | None]:
    """Return the damage that edits one list of one record."""

    def damage(draw: Draw) -> Mark | None:
        table, row, value = draw.row()
        choices = list(lists_in(value, names))
        if not choices:
            return None
        steps = draw.chance.choice(choices)
        places = edit(draw.chance, value_at(value, steps))
        if places is None:
            return None
        return draw.mark(table, row)._replace(places=tuple((*steps, *inside) for inside in places))

    return damage


def _dropped(chance: random.Random, elements: list[Any]) -> tuple[Steps, ...] | None:
    if len(elements) < 2:
        return None
    del elements[chance.randrange(len(elements))]
    return ((),)


def _last_dropped(chance: random.Random, elements: list[Any]) -> tuple[Steps, ...] | None:
    return None if len(elements) < 2 or not elements.pop() else ((),)


def _twice(chance: random.Random, elements: list[Any]) -> tuple[Steps, ...]:
    at = chance.randrange(len(elements))
    elements.insert(at, copy.deepcopy(elements[at]))
    return ((at,), (at + 1,))


def _put_in(new: Any) -> ListEdit:
    def edit(chance: random.Random, elements: list[Any]) -> tuple[Steps, ...]:
        at = chance.randrange(len(elements) + 1)
        elements.insert(at, copy.deepcopy(new))
        return ((at,),)

    return edit


def _reordered(chance: random.Random, elements: list[Any]) -> tuple[Steps, ...] | None:
    before = list(elements)
    chance.shuffle(elements)
    return None if elements == before else ((),)


def _merged(chance: random.Random, elements: list[str]) -> tuple[Steps, ...] | None:
    if len(elements) < 2:
        return None
    at = chance.randrange(len(elements) - 1)
    elements[at : at + 2] = [" ".join(elements[at : at + 2])]
    return ((at,),)


def _split(chance: random.Random, elements: list[str]) -> tuple[Steps, ...] | None:
    at = chance.randrange(len(elements))
    gaps = list(re.finditer(" ", elements[at]))
    if not gaps:
        return None
    gap = chance.choice(gaps)
    elements[at : at + 1] = [elements[at][: gap.start()], elements[at][gap.end() :]]
    return ((at,),)


def _emptied(chance: random.Random, elements: list[Any]) -> tuple[Steps, ...]:
    elements.clear()
    return ((),)


def renumber(interview: dict[str, Any]) -> None:
    """Number the pairs of an interview as they stand, as somebody does who covers the traces."""
    for index, pair in enumerate(interview["qa_pairs"], start=1):
        pair |= {"index": index, "interview_id": interview["id"], "id": f"{interview['id']}-q{index:02d}"}


def renumbered(damage: Callable[[Draw], Mark | None]) -> Callable[[Draw], Mark | None]:
    """Return damage to the pairs of an interview after which they are numbered again."""

    def careful(draw: Draw) -> Mark | None:
        mark = damage(draw)
        for interview in draw.tables["interviews"]:
            renumber(interview)
        return mark

    return careful


def _pair(draw: Draw) -> tuple[str, int, Steps, dict[str, Any]]:
    """Draw a pair, in an interview or in the flat table."""
    table, row, value = draw.row("interviews", "qa_pairs")
    if table == "qa_pairs":
        return table, row, (), value
    at = draw.chance.randrange(len(value["qa_pairs"]))
    return table, row, ("qa_pairs", at), value["qa_pairs"][at]


def _turns_swapped(draw: Draw) -> Mark:
    table, row, steps, pair = _pair(draw)
    pair["question"], pair["answer"] = pair["answer"], pair["question"]
    return draw.mark(table, row, *steps)


def _to_the_question(draw: Draw) -> Mark | None:
    """Move the first paragraph of an answer to the end of its question."""
    table, row, steps, pair = _pair(draw)
    if len(pair["answer"]) < 2:
        return None
    pair["question"].append(pair["answer"].pop(0))
    return draw.mark(table, row)._replace(places=((*steps, "answer"), (*steps, "question", len(pair["question"]) - 1)))


def _turn_of_another(name: str) -> Callable[[Draw], Mark | None]:
    """Return the damage that exchanges the questions, or the answers, of two pairs."""

    def damage(draw: Draw) -> Mark | None:
        interview = draw.chance.choice([True, False])
        held = draw.tables["interviews"][0]["qa_pairs"] if interview else draw.tables["qa_pairs"]
        one, other = draw.chance.sample(range(len(held)), 2)
        held[one][name], held[other][name] = held[other][name], held[one][name]
        mark = draw.mark("interviews", 0) if interview else draw.mark("qa_pairs", one)
        within: Steps = ("qa_pairs", one) if interview else ()
        return mark._replace(places=(*_inside_of((*within, name)), ("qa_pairs",), within))

    return damage


def _inside_of(steps: Steps) -> tuple[Steps, ...]:
    return (steps, *((*steps, at) for at in range(4)))


FOREIGN = "“A plough standing in a shed is a sculpture,” Deputy Secretary General Marat Selenov said."
IN_PARAGRAPHS = ("dropped-paragraph", "added-paragraph")
TURNED = ("changed-words", "dropped-paragraph", "added-paragraph", "reordered-pairs", "swapped-turns")
_OF_PAIRS = frozenset(PAIRS)

PARAGRAPHS = {
    "a paragraph dropped": Kind(codes("dropped-paragraph"), in_a_list(_dropped)),
    "the last paragraph dropped": Kind(codes("dropped-paragraph"), in_a_list(_last_dropped)),
    "a paragraph twice": Kind(codes("added-paragraph"), in_a_list(_twice)),
    "a paragraph put in": Kind(codes("added-paragraph"), in_a_list(_put_in(FOREIGN))),
    "paragraphs in another order": Kind(codes("reordered-paragraphs"), in_a_list(_reordered)),
    "two paragraphs joined": Kind(codes("merged-paragraphs"), in_a_list(_merged)),
    "a paragraph cut in two": Kind(codes("split-paragraph"), in_a_list(_split)),
    "all paragraphs dropped": Kind(codes("empty-list"), in_a_list(_emptied)),
    "null among the paragraphs": Kind(codes("wrong-type"), in_a_list(_put_in(None))),
}
TURNS = {
    "question and answer exchanged": Kind(codes("swapped-turns"), _turns_swapped),
    "a paragraph of the answer in the question": Kind(codes(*IN_PARAGRAPHS), _to_the_question),
    "the answer to another question": Kind(codes(*TURNED), _turn_of_another("answer")),
    "the question of another answer": Kind(codes(*TURNED), _turn_of_another("question")),
    "a pair dropped from an interview": Kind(codes("dropped-pair"), in_a_list(_dropped, _OF_PAIRS)),
    "a pair dropped, the others renumbered": Kind(codes("dropped-pair"), renumbered(in_a_list(_dropped, _OF_PAIRS))),
    "a pair twice": Kind(codes("added-pair"), renumbered(in_a_list(_twice, _OF_PAIRS))),
    "a pair put in": Kind(codes("added-pair"), in_a_list(_put_in(EXAMPLES["qa_pairs"]), _OF_PAIRS)),
    "pairs in another order": Kind(codes("reordered-pairs"), in_a_list(_reordered, _OF_PAIRS)),
    "pairs in another order, renumbered": Kind(codes("reordered-pairs"), renumbered(in_a_list(_reordered, _OF_PAIRS))),
    "all pairs dropped": Kind(codes("empty-list"), in_a_list(_emptied, _OF_PAIRS)),
}
"""Each kind by its name."""
