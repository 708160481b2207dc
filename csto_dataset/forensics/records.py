"""What became of a record, place by place: the innermost values that differ, each with the kind of its change."""

from collections.abc import Iterator
from typing import Any, Final

from csto_dataset.findings import shown
from csto_dataset.forensics.alteration import Alteration, Steps
from csto_dataset.forensics.diff import edit, shortened
from csto_dataset.forensics.pairs import aligned_pairs, altered_list, renumbered, swapped_turns, turns_are_swapped
from csto_dataset.forensics.paragraphs import altered_paragraphs
from csto_dataset.forensics.texts import altered_text, difference
from csto_dataset.identity import same_json

_PARAGRAPHS: Final = frozenset({"paragraphs", "lede", "question", "answer"})
_NAMES: Final = frozenset({"outlet", "name", "role"})
_TEXTS: Final = frozenset({"title", "section", *_PARAGRAPHS, *_NAMES})
_CODES: Final = {"published": "changed-day", "outlet": "changed-name", "interviewees": "changed-name"}
_TURNS: Final = ("question", "answer")


class _Absent:
    """Stands for a field that is not there."""


_ABSENT: Final = _Absent()


def alterations(table: str, expected: dict[str, Any], found: dict[str, Any]) -> Iterator[Alteration]:
    """Yield each place where a record of a copy differs from the release's, in the release's order.

    Both are the objects that their JSON says, whole numbers as such; that of the copy may hold anything. Nothing is
    yielded where the two are the same record.
    """
    if table == "qa_pairs":
        yield from _pair(expected, found, (), frozenset())
    else:
        yield from _fields(expected, found, (), frozenset())


def _fields(
    expected: dict[str, Any], found: dict[str, Any], steps: Steps, settled: frozenset[str]
) -> Iterator[Alteration]:
    """Yield what became of the fields of an object but for some that are settled."""
    for key in [*expected, *(key for key in found if key not in expected)]:
        if key not in settled:
            here = (*steps, key)
            one, other = expected.get(key, _ABSENT), found.get(key, _ABSENT)
            if key == "qa_pairs" and isinstance(one, list) and isinstance(other, list):
                yield from _pairs(one, other, here, found.get("id"))
            else:
                yield from _value(one, other, here)


def _value(expected: Any, found: Any, steps: Steps) -> Iterator[Alteration]:
    """Yield what became of a value."""
    name = _name(steps)
    if isinstance(expected, dict) and isinstance(found, dict):
        yield from _fields(expected, found, steps, frozenset())
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _list(expected, found, steps)
    elif isinstance(expected, str) and isinstance(found, str) and name in _TEXTS:
        if expected != found:
            yield altered_text(expected, found, steps, name=name in _NAMES)
    elif _ABSENT in (expected, found) or not same_json(expected, found):
        yield _other(expected, found, steps)


def _list(expected: list[Any], found: list[Any], steps: Steps) -> Iterator[Alteration]:
    if _name(steps) in _PARAGRAPHS and all(isinstance(each, str) for each in (*expected, *found)):
        if expected != found:
            yield from altered_paragraphs(expected, found, steps)
    elif len(expected) == len(found):
        for index, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from _value(one, other, (*steps, index))
    else:
        message = f"expected {len(expected)} in the list, found {len(found)}: {shown(found)}"
        yield Alteration(_code(steps, "altered-value"), steps, message)


def _pairs(expected: list[Any], found: list[Any], steps: Steps, interview: Any) -> Iterator[Alteration]:
    """Yield what became of the pairs of an interview: of their list, then of each that is there."""
    alignment = aligned_pairs(expected, found)
    yield from altered_list(expected, found, alignment, steps)
    for one, other in alignment.matches():
        old, new, here = expected[one], found[other], (*steps, other)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _pair(old, new, here, renumbered(one, other, interview, new))
        else:
            yield from _value(old, new, here)


def _pair(
    expected: dict[str, Any], found: dict[str, Any], steps: Steps, settled: frozenset[str]
) -> Iterator[Alteration]:
    """Yield what became of a pair; where its turns were swapped, also what of them was changed besides."""
    if not turns_are_swapped(expected, found):
        yield from _fields(expected, found, steps, settled)
        return
    yield swapped_turns(expected, found, steps)
    yield from _fields(expected, found, steps, settled | set(_TURNS))
    for name, other in (_TURNS, _TURNS[::-1]):
        yield from _value(expected[name], found[other], (*steps, other))


def _other(expected: Any, found: Any, steps: Steps) -> Alteration:
    """Return that a value is another one, which is no text and no list."""
    if isinstance(expected, str) and isinstance(found, str):
        said = shortened((edit(expected, found),))
        return Alteration(_code(steps, "changed-field"), steps, difference(expected, found), said)
    message = f"expected {_said(expected)}, found {_said(found)}"
    return Alteration(_code_of_type(expected, found, steps), steps, message)


def _code_of_type(expected: Any, found: Any, steps: Steps) -> str:
    """Return the code for values that are not both texts: it is told what a field may hold, or what kind of value it is."""
    if _is_number(expected) and _is_number(found):
        return _code(steps, "changed-field")
    emptied = (expected is None and isinstance(found, str)) or (found is None and isinstance(expected, str))
    nullable = _name(steps) in {"published", "outlet", "role", "url"}
    return _code(steps, "altered-value") if emptied and nullable else "altered-value"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _code(steps: Steps, otherwise: str) -> str:
    """Return the code of a change at a place, as far as the place tells it."""
    if "source" in steps:
        return "changed-source"
    return next((_CODES[step] for step in steps if isinstance(step, str) and step in _CODES), otherwise)


def _name(steps: Steps) -> str:
    """Return the field that a value stands in."""
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _said(value: Any) -> str:
    return "no such field" if value is _ABSENT else shown(value)
