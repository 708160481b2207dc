"""What a change of words means: a negation, a number, a day, a name, or words like any other."""

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from typing import Final

from csto_dataset.forensics.diff import MOST_WORDS, Stretch, Token
from csto_dataset.forensics.vocabulary import counts, dates, is_capitalised, measures, names_a_day, negated, negates
from csto_dataset.forensics.writing import skeleton

MEANING: Final = ("changed-negation", "changed-number", "changed-day", "changed-name", "changed-words")
"""The codes of other words, the most serious first."""

_FEW: Final = 8
"""Words up to which one of them decides what a change means; of more, all are words like any other."""

_ENDS_A_SENTENCE: Final = ".!?…"
_OPENS: Final = "\"'“”«»„‘’(—–-"


class Words:
    """The tokens of a text, and what stands around them."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self._tokens = tokens

    @cached_property
    def _dates(self) -> list[tuple[int, int]]:
        return dates(self._text)

    def between(self, start: int, end: int) -> dict[int, str]:
        """Return the words, numbers and signs of a stretch by their places."""
        said = {at: self._tokens[at].core for at in range(start, end)}
        return {at: core for at, core in said.items() if any(map(str.isalnum, core)) or counts(core)}

    def is_of_a_day(self, at: int) -> bool:
        """Say whether a word belongs to a date, or names a day by itself."""
        token = self._tokens[at]
        before = bisect_right(self._dates, (token.start, len(token.text) + token.start)) - 1
        spans = self._dates[max(before, 0) : before + 2]
        end = token.start + len(token.core)
        return names_a_day(token.core) or any(first < end and token.start < last for first, last in spans)

    def is_a_number(self, at: int) -> bool:
        """Say whether a word is a number, or a sign that stands beside one."""
        core = self._tokens[at].core
        if not measures(core):
            return counts(core)
        beside = [each.core for each in self._tokens[max(at - 1, 0) : at + 2]]
        return any(counts(each) and not measures(each) for each in beside)

    def is_a_name(self, at: int) -> bool:
        """Say whether a word is capitalised though no sentence begins with it."""
        if not is_capitalised(self._tokens[at].core):
            return False
        before = at - 1
        while before >= 0 and self._tokens[before].core in _OPENS:
            before -= 1
        return before >= 0 and self._tokens[before].core[-1:] not in _ENDS_A_SENTENCE


def meaning(expected: Words, found: Words, part: Stretch) -> str:
    """Return the code of what a stretch means in which two texts have other words."""
    if max(end - start for start, end in (part.expected, part.found)) > MOST_WORDS:
        return "changed-words"
    old, new = expected.between(*part.expected), found.between(*part.found)
    common = Counter(map(skeleton, old.values())) & Counter(map(skeleton, new.values()))
    gone, come = _but(old, common), _but(new, common)
    if max(len(gone), len(come)) > _FEW or not (gone or come):
        return "changed-words"
    if _is_negation(list(gone.values()), list(come.values())):
        return "changed-negation"
    numbers = [(text, at) for text, words in ((expected, gone), (found, come)) for at in words if text.is_a_number(at)]
    if any(not text.is_of_a_day(at) for text, at in numbers):
        return "changed-number"
    if numbers or any(map(names_a_day, (*gone.values(), *come.values()))):
        return "changed-day"
    named = all(map(expected.is_a_name, gone)) and all(map(found.is_a_name, come))
    return "changed-name" if named else "changed-words"


def _but(words: dict[int, str], common: Counter[str]) -> dict[int, str]:
    """Return the words that are not in common."""
    left = common.copy()
    rest = {}
    for at, word in words.items():
        key = skeleton(word)
        if left[key]:
            left[key] -= 1
        else:
            rest[at] = word
    return rest


def _is_negation(gone: list[str], come: list[str]) -> bool:
    if sum(map(negates, gone)) != sum(map(negates, come)):
        return True
    return any(negated(word, other) for word in gone for other in come)
