"""Names of people: which words are one, with the office in front of it, and when two forms of a name are the same."""

import re
from collections.abc import Sequence
from typing import Final

from csto_dataset.pages.words import GENERIC, INSTITUTION, ROLE
from csto_dataset.records import Interviewee

CAPITAL: Final = re.compile(r"[A-ZА-ЯЁ][\w'’-]+")
"""A word that begins with a capital."""

INITIALS: Final = re.compile(r"(?:[A-ZА-ЯЁ]\.-?){1,3}")
"""Initials of given names."""

ARTICLE: Final = re.compile(r"^(?:the|an?|exclusive) ", re.IGNORECASE)
OF_AN_OUTLET: Final = re.compile(
    r"\b(?:newspaper|agency|magazine|channel|portal|radio|tv|газет|агентств|журнал|телеканал)", re.IGNORECASE
)
"""What tells that an office is none: it has run on into the name of an outlet."""

_UNFINISHED: Final = re.compile(r"\b(?:to|for|in|on|of|with|at|by|and|the|an?|и|в|на|для|с)$", re.IGNORECASE)
"""A word with which no office ends."""

_PATRONYMIC: Final = re.compile(
    r"\w+(?:[oe]vich|[oe]vna|ich|uly|kyzy|ович|евич|овна|евна|ович[аеу]|евич[аеу]|овны|евны)"
)


def person_in(words: str) -> Interviewee | None:
    """Return the person whom a text names at its end, with the office that fills the rest of it."""
    tokens = ARTICLE.sub("", words.strip(), count=1).split(" ")
    count = length_of_name(tokens)
    # Of "On 16 May, in Moscow, the Chief of Staff", the last clause is the office.
    clauses = " ".join(tokens[: len(tokens) - count]).strip(" ,").split(", ")
    office = ARTICLE.sub("", clauses[-1], count=1)
    if not count or (office and not _is_office(office)):
        return None
    return Interviewee(name=" ".join(tokens[-count:]), role=office or None)


def _is_office(words: str) -> bool:
    return ROLE.search(words) is not None and OF_AN_OUTLET.search(words) is None and _UNFINISHED.search(words) is None


def length_of_name(tokens: Sequence[str]) -> int:
    """Return how many of the last words are a person's name: given name, perhaps a patronymic, surname; or initials."""
    if len(tokens) < 2 or not is_name(tokens[-1]) or is_acronym(tokens[-2]):
        return 0
    if (
        len(tokens) >= 3
        and is_name(tokens[-3])
        and (_PATRONYMIC.fullmatch(tokens[-2]) or INITIALS.fullmatch(tokens[-2]))
    ):
        return 3
    if len(tokens) >= 3 and INITIALS.fullmatch(tokens[-2]) and INITIALS.fullmatch(tokens[-3]):
        return 3
    return 2 if is_name(tokens[-2]) or INITIALS.fullmatch(tokens[-2]) else 0


def is_name(word: str) -> bool:
    """Say whether a word may be part of a person's name: it begins with a capital, and means no office or institution."""
    return (
        CAPITAL.fullmatch(word) is not None
        and INSTITUTION.fullmatch(word) is None
        and ROLE.match(word) is None
        and GENERIC.fullmatch(word) is None
    )


def is_acronym(word: str) -> bool:
    """Say whether a word is written in capitals alone."""
    return len(word) > 1 and word.isalpha() and word.isupper()


def same_stem(declined: str, other: str) -> bool:
    """Say whether two words may be forms of one, as Russian declines names and offices: they part at their ends."""
    longer = max(len(declined), len(other))
    ending = 1 if longer < 7 else 2 if longer < 10 else 3
    shared = next((at for at, (one, two) in enumerate(zip(declined, other, strict=False)) if one != two), None)
    return (min(len(declined), len(other)) if shared is None else shared) >= longer - ending
