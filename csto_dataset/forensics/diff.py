"""What was done to a text, word by word.

The work is bounded: what two texts begin and end with is set aside first, and where more than MOST_WORDS or
MOST_CHARACTERS are left between them, that is one change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, NamedTuple

from csto_dataset.fields import BLANKS
from csto_dataset.findings import Edit
from csto_dataset.forensics.alteration import Edits
from csto_dataset.forensics.writing import skeleton

MOST_WORDS: Final = 2_000
"""Words that are compared one with another; of more, difflib would take long."""

MOST_CHARACTERS: Final = 50_000
"""Characters of a text that are looked at one by one."""

_AROUND: Final = 200
"""Characters before and behind a change that tell what it means: whether a sentence begins there, whether it is a date."""

_MOST_OF_A_KIND: Final = 400
"""Words up to which the frequent ones count too, so that the diff is the best one."""

_FEW: Final = 8
_RELATED: Final = 0.4
"""Share of the words of a passage that are in another too, if the one became the other; words like `the` are in both anyway."""

_INSIDE: Final = r"\w\u0300-\u036f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f" + re.escape(
    "".join(each for each in BLANKS if not each.isspace())
)
_TOKEN: Final = re.compile(
    r"(?P<core>(?:(?<!\w)[-−–](?=\d))?\d+(?:[.,:/]\d+)*[\w]*"  # a number, with its sign and what is written to it
    rf"|[{_INSIDE}]+(?:['’‘ʼ][{_INSIDE}]+)*"  # a word
    r"|\.{2,}|\S|(?=\s))\s*"
)


class Token(NamedTuple):
    """A word, a number or a mark of a text, with the space behind it.

    Attributes:
        core: the word without the space.
        start: of it in the text, in code points.
    """

    core: str
    text: str
    start: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text: put together, they are the text."""
    return [Token(each["core"], each[0], each.start()) for each in _TOKEN.finditer(text)]


def common(one: str, other: str) -> int:
    """Return the length of the longest common beginning of two texts, in code points."""
    length, step = 0, 1 << min(len(one), len(other)).bit_length()
    while step:
        # Slices are compared many times faster than one character after the other.
        if one[length : length + step] == other[length : length + step] and length + step <= min(len(one), len(other)):
            length += step
        step >>= 1
    return length


def window(expected: str, found: str) -> tuple[int, int]:
    """Return how many characters before and behind all that differs between two texts can be set aside."""
    start = common(expected, found)
    end = common(expected[start:][::-1], found[start:][::-1])
    before = expected.rfind(" ", 0, max(start - _AROUND, 0)) + 1
    behind = expected.find(" ", len(expected) - max(end - _AROUND, 0))
    return before, 0 if behind < 0 else len(expected) - behind - 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of two lists of tokens that differs, or is the same: the tokens from and up to."""

    same: bool
    expected: tuple[int, int]
    found: tuple[int, int]


def stretches(expected: list[Token], found: list[Token]) -> list[Stretch]:
    """Return the stretches of two texts in their order; words that only look or are written otherwise stand side by side."""
    start = _common([each.text for each in expected], [each.text for each in found])
    most = min(len(expected), len(found)) - start
    end = min(most, _common([each.text for each in expected[::-1]], [each.text for each in found[::-1]]))
    old, new = expected[start : len(expected) - end], found[start : len(found) - end]
    middle = _compared(old, new, start) if max(len(old), len(new)) <= MOST_WORDS else [_whole(old, new, start)]
    parts = [
        Stretch(same=True, expected=(0, start), found=(0, start)),
        *middle,
        Stretch(same=True, expected=(len(expected) - end, len(expected)), found=(len(found) - end, len(found))),
    ]
    return [each for each in parts if each.expected[0] < each.expected[1] or each.found[0] < each.found[1]]


def _whole(old: list[Token], new: list[Token], start: int) -> Stretch:
    return Stretch(same=False, expected=(start, start + len(old)), found=(start, start + len(new)))


def _compared(old: list[Token], new: list[Token], start: int) -> Iterator[Stretch]:
    frequent = max(len(old), len(new)) > _MOST_OF_A_KIND
    keys = [skeleton(each.core) for each in old], [skeleton(each.core) for each in new]
    matcher = SequenceMatcher(None, *keys, autojunk=frequent)
    shorter = min(len(old), len(new))
    if shorter > _FEW and sum(block.size for block in matcher.get_matching_blocks()) < _RELATED * shorter:
        yield _whole(old, new, start)
        return
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            yield from _by_writing(old, new, (i, i_end, j), start)
        else:
            yield Stretch(same=False, expected=(start + i, start + i_end), found=(start + j, start + j_end))


def _by_writing(old: list[Token], new: list[Token], block: tuple[int, int, int], start: int) -> Iterator[Stretch]:
    """Yield the stretches of a block of equal words: those written in the same way together, the others one by one."""
    i, i_end, j = block
    for same, run in groupby(range(i_end - i), lambda at: old[i + at].text == new[j + at].text):
        offsets = list(run)
        for first, last in [(offsets[0], offsets[-1])] if same else [(at, at) for at in offsets]:
            one, other = start + i, start + j
            yield Stretch(same=same, expected=(one + first, one + last + 1), found=(other + first, other + last + 1))


def _common(one: list[str], other: list[str]) -> int:
    """Return how many elements two lists begin with in common."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)


def edits(expected: list[Token], found: list[Token], parts: list[Stretch]) -> Edits:
    """Return what was done to a text, in its order; changes that touch are one. Nothing is shortened."""
    said: list[Edit] = []
    for same, run in groupby(parts, lambda part: part.same):
        touching = list(run)
        old = "".join(each.text for each in expected[touching[0].expected[0] : touching[-1].expected[1]])
        new = "".join(each.text for each in found[touching[0].found[0] : touching[-1].found[1]])
        said.append(edit(old, new, same=same))
    return tuple(said)


def around(before: str, said: Edits, behind: str) -> Edits:
    """Return edits of a part of a text as those of the whole text."""
    first, last = said[0], said[-1]
    if first.kind == "same":
        before, said = before + first.expected, said[1:]
    if said and last.kind == "same":
        behind, said = last.expected + behind, said[:-1]
    ends = [edit(text, text, same=True) for text in (before, behind)]
    return (*(ends[:1] if before else ()), *said, *(ends[1:] if behind else ()))


def edit(old: str, new: str, *, same: bool = False) -> Edit:
    """Return a stretch of two texts as an edit."""
    if same:
        return Edit("same", old, new)
    return Edit("replaced" if old and new else "deleted" if old else "inserted", old, new)


_LONGEST_SAME: Final = 160
_LONGEST_OTHER: Final = 4_000


def shortened(said: Edits) -> Edits:
    """Return edits whose long texts have an ellipsis for their middle; those of nothing are left out."""
    return tuple(
        Edit(each.kind, *(_ends(text, _LONGEST_SAME if each.kind == "same" else _LONGEST_OTHER) for text in each[1:]))
        for each in said
        if each.expected or each.found
    )


def _ends(text: str, longest: int) -> str:
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]} … {text[-half:]}"
