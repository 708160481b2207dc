"""What became of the pairs of an interview: of their list, and of question and answer in one of them."""

from collections.abc import Iterator
from typing import Any, Final

from csto_dataset.findings import shown
from csto_dataset.forensics.alignment import Alignment, aligned, share
from csto_dataset.forensics.alteration import Alteration, Steps
from csto_dataset.forensics.diff import edit, shortened
from csto_dataset.forensics.paragraphs import moved_edits, other_order
from csto_dataset.identity import pair_id, same_json

_NEARLY: Final = 0.8
"""Share of common words from which an answer stands as a question."""


def aligned_pairs(expected: list[Any], found: list[Any]) -> Alignment:
    """Return which pair of a copy is which of the release's, by what they say: all of it, or the question."""
    heads = [_turn(each, "question") for each in expected], [_turn(each, "question") for each in found]
    return aligned([_said(each) for each in expected], [_said(each) for each in found], heads=heads)


def altered_list(expected: list[Any], found: list[Any], alignment: Alignment, steps: Steps) -> Iterator[Alteration]:
    """Yield what became of the list of an interview's pairs; what became of each pair is not told."""
    if alignment.moved:
        order = [one for one, _ in alignment.matches()]
        said = moved_edits([_said(expected[at]) for at in sorted(order)], [_said(expected[at]) for at in order])
        yield Alteration("reordered-pairs", steps, other_order(order), said)
    if alignment.dropped:
        first, more = alignment.dropped[0], len(alignment.dropped) - 1
        message = f"expected pair {first + 1} {_shown(expected[first])}, found no such pair"
        message += f", nor {more} more" if more else ""
        said = shortened(tuple(edit(_said(expected[one]), "") for one in alignment.dropped))
        yield Alteration("dropped-pair", steps, message, said)
    for other in alignment.added:
        message = f"expected no such pair, found {_shown(found[other])}"
        said = shortened((edit("", _said(found[other])),))
        yield Alteration("added-pair", (*steps, other), message, said)


def renumbered(one: int, other: int, interview: Any, found: Any) -> frozenset[str]:
    """Return the fields of a pair that only say at which other place it stands now, in an interview of the copy."""
    if one == other or not isinstance(found, dict):
        return frozenset()
    number = other + 1
    follows = {"index": number, "id": pair_id(str(interview), number)}
    return frozenset(name for name, value in follows.items() if same_json(found.get(name), value))


def turns_are_swapped(expected: dict[str, Any], found: dict[str, Any]) -> bool:
    """Say whether the question of a pair stands as its answer, and the answer as its question, wholly or nearly."""
    question, answer = _turn(expected, "question"), _turn(expected, "answer")
    asked, answered = _turn(found, "question"), _turn(found, "answer")
    if question == asked or answer == answered or not (question and answer and asked and answered):
        return False
    if (question, answer) == (answered, asked):
        return True
    crossed, straight = (
        (share(question, answered), share(answer, asked)),
        (share(question, asked), share(answer, answered)),
    )
    return min(crossed) >= _NEARLY and max(straight) < min(crossed)


def swapped_turns(expected: dict[str, Any], found: dict[str, Any], steps: Steps) -> Alteration:
    """Return that question and answer of a pair were exchanged."""
    message = f"expected the question {shown(_turn(expected, 'question'))}, found it as the answer"
    said = tuple(edit(_turn(expected, name), _turn(found, name)) for name in ("question", "answer"))
    return Alteration("swapped-turns", steps, message, shortened(said))


def _turn(pair: Any, name: str) -> str:
    """Return the text of a question or an answer, its paragraphs on lines; empty where it is none."""
    paragraphs = pair.get(name) if isinstance(pair, dict) else None
    if not isinstance(paragraphs, list):
        return ""
    return "\n".join(each for each in paragraphs if isinstance(each, str))


def _said(pair: Any) -> str:
    return f"{_turn(pair, 'question')}\n{_turn(pair, 'answer')}"


def _shown(pair: Any) -> str:
    return shown(_turn(pair, "question"))
