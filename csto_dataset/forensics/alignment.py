"""Which elements of a list became which of another: the same, changed, moved, joined, cut up, dropped, added.

The work is bounded: of two lists with more than MOST_COMPARED pairs of elements, the equal ends are set aside and the rest
is compared in order.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

MOST_COMPARED: Final = 10_000
"""Pairs of elements that are compared with each other."""

_ALIKE: Final = 0.5
"""Share of common words from which one element became the other, in its place."""

_MUCH_ALIKE: Final = 0.8
"""Share of common words from which it did so at another place."""

_LONGEST: Final = 20_000
"""Characters of an element that are looked at for common words."""


@dataclass(slots=True)
class Alignment:
    """What became of the elements of a list, by their indexes in the one and the other.

    Attributes:
        chain: elements that are the same or were changed, in the order of both lists.
        moved: elements that stand at another place among the others.
        merged: runs of expected elements that stand as one.
        split: expected elements that stand as a run.
    """

    chain: list[tuple[int, int]] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[range, int]] = field(default_factory=list)
    split: list[tuple[int, range]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)

    def fits(self, one: int, other: int) -> bool:
        """Say whether two elements stand at the same place among those of the chain."""
        return all((first < one) is (second < other) for first, second in self.chain)

    def take(self, one: int, other: int, *, moved: bool = False) -> None:
        """Match two elements that have been left."""
        (self.moved if moved else self.chain).append((one, other))
        self.dropped.remove(one)
        self.added.remove(other)

    def matches(self) -> list[tuple[int, int]]:
        """Return all elements with what they became, in the order of the found ones."""
        return sorted([*self.chain, *self.moved], key=lambda match: match[1])


def aligned(
    expected: Sequence[str],
    found: Sequence[str],
    *,
    heads: tuple[Sequence[str], Sequence[str]] | None = None,
    joins: bool = False,
) -> Alignment:
    """Return what became of the elements of a list.

    Args:
        heads: what the elements are headed by; one with the same head is the same element, whatever else it says.
        joins: whether elements may have been merged or split.
    """
    if len(expected) * len(found) > MOST_COMPARED:
        return _in_order(expected, found)
    alignment = Alignment()
    for i, j, size in SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks():
        alignment.chain.extend((i + at, j + at) for at in range(size))
    alignment.dropped = _left(len(expected), {one for one, _ in alignment.chain})
    alignment.added = _left(len(found), {other for _, other in alignment.chain})
    if joins:
        _take_joins(alignment, expected, found)
    _take_equal(alignment, expected, found)
    if heads is not None:
        _take_equal(alignment, *heads)
    _take_alike(alignment, expected, found)
    for one in tuple(alignment.dropped):
        other = next((each for each in alignment.added if alignment.fits(one, each)), None)
        if other is not None:
            alignment.take(one, other)
    return alignment


def _left(length: int, taken: set[int]) -> list[int]:
    return [index for index in range(length) if index not in taken]


def _in_order(expected: Sequence[str], found: Sequence[str]) -> Alignment:
    """Return the alignment of lists that are long: equal ends are equal, and the rest was changed one by one."""
    shorter = min(len(expected), len(found))
    start = next((at for at in range(shorter) if expected[at] != found[at]), shorter)
    end = next((at for at in range(shorter - start) if expected[-1 - at] != found[-1 - at]), shorter - start)
    first, last = shorter - end, (len(expected) - end, len(found) - end)
    return Alignment(
        chain=[(at, at) for at in range(first)] + [(last[0] + at, last[1] + at) for at in range(end)],
        dropped=list(range(first, last[0])),
        added=list(range(first, last[1])),
    )


def _take_joins(alignment: Alignment, expected: Sequence[str], found: Sequence[str]) -> None:
    """Match elements that say together what one says, but for white space."""
    for other in tuple(alignment.added):
        run = _run(alignment.dropped, expected, found[other])
        if run is not None:
            alignment.merged.append((run, other))
            alignment.dropped = [each for each in alignment.dropped if each not in run]
            alignment.added.remove(other)
    for one in tuple(alignment.dropped):
        run = _run(alignment.added, found, expected[one])
        if run is not None:
            alignment.split.append((one, run))
            alignment.added = [each for each in alignment.added if each not in run]
            alignment.dropped.remove(one)


def _run(left: list[int], texts: Sequence[str], whole: str) -> range | None:
    """Return the indexes, one behind the other, of texts that make up another; None where none do."""
    said = "".join(whole.split())
    for at, start in enumerate(left):
        joined = ""
        for length, index in enumerate(left[at:], start=1):
            joined += "".join(texts[index].split())
            if index != start + length - 1 or not said.startswith(joined):
                break
            if length > 1 and joined == said:
                return range(start, index + 1)
    return None


def _take_equal(alignment: Alignment, expected: Sequence[str], found: Sequence[str]) -> None:
    """Match elements that are equal, in their place or at another."""
    places: dict[str, list[int]] = {}
    for other in reversed(alignment.added):
        places.setdefault(found[other], []).append(other)
    for one in tuple(alignment.dropped):
        if places.get(expected[one]):
            other = places[expected[one]].pop()
            alignment.take(one, other, moved=not alignment.fits(one, other))


def _take_alike(alignment: Alignment, expected: Sequence[str], found: Sequence[str]) -> None:
    """Match elements that share most of their words, those that share most first."""
    for share, one, other in sorted(_shares(alignment, expected, found), key=lambda each: (-each[0], *each[1:])):
        if one in alignment.dropped and other in alignment.added:
            if alignment.fits(one, other):
                alignment.take(one, other)
            elif share >= _MUCH_ALIKE:
                alignment.take(one, other, moved=True)


def _shares(alignment: Alignment, expected: Sequence[str], found: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    old = {one: _bag(expected[one]) for one in alignment.dropped}
    new = {other: _bag(found[other]) for other in alignment.added}
    for one, words in old.items():
        for other, others in new.items():
            share = 1.0 if begins(expected[one], found[other]) else _shared(words, others)
            if share >= _ALIKE:
                yield share, one, other


def begins(one: str, other: str) -> bool:
    """Say whether one of two texts is the beginning of the other, and no small part of a word."""
    shorter, longer = sorted((one, other), key=len)
    return " " in shorter and longer.startswith(shorter)


def share(one: str, other: str) -> float:
    """Return how many of the words of two texts they have in common, from 0 to 1."""
    return _shared(_bag(one), _bag(other))


def _bag(text: str) -> Counter[str]:
    return Counter(text[:_LONGEST].casefold().split())


def _shared(words: Counter[str], others: Counter[str]) -> float:
    most = max(words.total(), others.total())
    return (words & others).total() / most if most else 1.0
