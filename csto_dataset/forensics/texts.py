"""What became of a text.

A text that stops early is a truncated one. Of several changes of a text the most serious is told, in the order of what a
quotation from the copy would get wrong: a negation, a number, a day, a name, other words; and only where all the words are
there, how they are written, in the order of `writing.WRITING`.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from csto_dataset.findings import code_points, shown
from csto_dataset.forensics.alteration import Alteration, Edits, Steps
from csto_dataset.forensics.diff import (
    MOST_CHARACTERS,
    Stretch,
    Token,
    around,
    common,
    edits,
    shortened,
    stretches,
    tokens,
    window,
)
from csto_dataset.forensics.meaning import MEANING, Words, meaning
from csto_dataset.forensics.writing import WRITING, other_writing

_SERIOUSNESS: Final = {code: place for place, code in enumerate((*MEANING, *WRITING))}
_FEW: Final = 3
"""Characters that are told by their code points."""

_BY_CHARACTER: Final = frozenset(WRITING) - {"changed-case", "changed-spacing"}
"""Kinds of change that words do not show."""

_AROUND: Final = 20
_ELLIPSES: Final = ("…", "...")


def altered_text(expected: str, found: str, steps: Steps, *, name: bool = False) -> Alteration:
    """Return what became of a text that differs; other words of a `name` are another name."""
    change = _Change.between(expected, found)
    said = shortened(change.edits())
    if is_truncated(expected, found):
        kept = f"only its beginning, up to {shown(found[-_AROUND * 2 :])}" if found else "an empty one"
        return Alteration("truncated-text", steps, f"expected a text of {len(expected)} characters, found {kept}", said)
    code, run = change.most_serious()
    return Alteration("changed-name" if name and code in MEANING else code, steps, change.message(run), said)


def is_truncated(expected: str, found: str) -> bool:
    """Say whether a text is the beginning of another whose words go on, be it with an ellipsis in their place."""
    kept = found
    if not expected.startswith(found) and found.endswith(_ELLIPSES):
        kept = found.rstrip("…. ")
    rest = expected[len(kept) :]
    return (kept != "" or found == "") and expected.startswith(kept) and any(map(str.isalnum, rest))


def difference(expected: str, found: str) -> str:
    """Return what differs between two texts, in one line: few characters by code point, more as the words they are in."""
    change = _Change.between(expected, found)
    return change.message([part for part in change.parts if not part.same][:1])


@dataclass(frozen=True, slots=True)
class _Change:
    """What differs between two texts: the window in which it does, as tokens, and where the window begins."""

    expected: str
    found: str
    start: int
    old: list[Token]
    new: list[Token]
    parts: list[Stretch]

    @classmethod
    def between(cls, expected: str, found: str) -> "_Change":
        start, end = window(expected, found)
        inside = expected[start : len(expected) - end], found[start : len(found) - end]
        if max(map(len, inside)) > MOST_CHARACTERS:
            old, new = ([Token(text, text, 0)] if text else [] for text in inside)
            whole = Stretch(same=False, expected=(0, len(old)), found=(0, len(new)))
            return cls(expected, found, start, old, new, [whole])
        old, new = map(tokens, inside)
        return cls(expected, found, start, old, new, stretches(old, new))

    def edits(self) -> Edits:
        """Return what was done to the whole text."""
        before = self.expected[: self.start]
        behind = self.expected[self.start + sum(len(each.text) for each in self.old) :]
        return around(before, edits(self.old, self.new, self.parts), behind)

    def _changes(self) -> list[list[Stretch]]:
        """Return the stretches that differ, those together that touch."""
        return [list(run) for same, run in groupby(self.parts, lambda part: part.same) if not same]

    def most_serious(self) -> tuple[str, list[Stretch]]:
        """Return the code of the text's most serious change, and what of the text that change is."""
        changes = self._changes()
        old, new = _text(self.old), _text(self.new)
        if max(len(old), len(new)) > MOST_CHARACTERS:
            return "changed-words", changes[0]
        words = Words(old, self.old), Words(new, self.new)
        kinds = [self._kind(run, *words) for run in changes]
        code = other_writing(old, new) or min(kinds, key=_SERIOUSNESS.__getitem__)
        run = changes[kinds.index(code) if code in kinds else 0]
        if code not in _BY_CHARACTER or _few(*_trimmed(*self._texts(run))):
            return code, run
        return code, next(([each] for each in run if other_writing(*self._texts([each])) == code), run)

    def _kind(self, run: list[Stretch], expected: Words, found: Words) -> str:
        written = other_writing(*self._texts(run))
        if written is not None:
            return written
        kinds = (other_writing(*self._texts([each])) or meaning(expected, found, each) for each in run)
        return min(kinds, key=_SERIOUSNESS.__getitem__)

    def _texts(self, run: list[Stretch]) -> tuple[str, str]:
        """Return what a change made of what."""
        old, new = self.old[run[0].expected[0] : run[-1].expected[1]], self.new[run[0].found[0] : run[-1].found[1]]
        return _text(old), _text(new)

    def message(self, run: list[Stretch]) -> str:
        """Return one of the text's changes in one line, and how many more there are."""
        old, new = self._texts(run)
        here = self.start + _start(self.old, run[0].expected[0])
        there = self.start + _start(self.new, run[0].found[0])
        one, other = _trimmed(old, new)
        few = _few(one, other)
        if few:
            same = common(old, new)
            here, there = here + same, there + same
            said = f"expected {_characters(one)}, found {_characters(other)}{_swapped(one, other)}"
        else:
            said = f"expected {_words(old)}, found {_words(new)}"
        near = shown(self.expected[max(here - _AROUND, 0) : here + _AROUND])
        return f"{said} at character {there}{f', near {near}' if few or not (old and new) else ''}{self._more(run)}"

    def _more(self, told: list[Stretch]) -> str:
        """Return how many places differ besides the one that is told."""
        many = len(self._changes()) if len(told) > 1 else sum(not part.same for part in self.parts)
        return f", and {many - 1} more" if many > 1 else ""


def _text(tokens: list[Token]) -> str:
    return "".join(each.text for each in tokens)


def _start(tokens: list[Token], at: int) -> int:
    """Return where a token of a text begins, or where the text ends."""
    if at < len(tokens):
        return tokens[at].start
    return tokens[-1].start + len(tokens[-1].text) if tokens else 0


def _trimmed(old: str, new: str) -> tuple[str, str]:
    """Return two texts without what they begin and end with in common."""
    start = common(old, new)
    end = common(old[start:][::-1], new[start:][::-1])
    return old[start : len(old) - end], new[start : len(new) - end]


def _few(old: str, new: str) -> bool:
    return max(len(old), len(new)) <= _FEW


def _words(text: str) -> str:
    return shown(text.strip() or text) if text else "nothing"


def _characters(text: str) -> str:
    return f"{shown(text)} ({code_points(text)})" if text else "nothing"


def _swapped(one: str, other: str) -> str:
    return " (the same letters in another order)" if len(one) > 1 and sorted(one) == sorted(other) else ""
