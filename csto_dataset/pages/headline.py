"""What the headline of an interview says: who answered, in which office, and who asked."""

import re
from typing import Final, NamedTuple

from csto_dataset.records import Interviewee

_INTERVIEW_OF: Final = re.compile(r"(?i:interview (?:of|with)) (?:the )?(?P<who>.+?) (?:to|for) (?P<outlet>.+)")
_ANOTHER: Final = re.compile(r" (?:to|for|and) ")
_GENERIC: Final = re.compile(
    r"(?i:^the )|(?i: (?:news )?(?:agency|newspaper|magazine|portal|edition|channel|radio station)$)"
)
"""Words around a proper name that only say what kind of outlet it is."""

_QUOTES: Final = "\"'“”«»"
_NAME: Final = re.compile(
    r"(?:(?P<role>.*\b(?:General|Secretary|President|Minister|Chairman|Chief|Head|Director|Chief of Staff)) )?"
    r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})"
)
"""An office that ends with its usual word, and a name of two or three words with capitals."""


class Conversation(NamedTuple):
    """Who talked: the outlet's proper name, and those who answered."""

    outlet: str | None
    interviewees: tuple[Interviewee, ...]


def read_headline(title: str) -> Conversation:
    """Return what a headline says of who asked and who answered; nothing where its form leaves a doubt."""
    found = _INTERVIEW_OF.fullmatch(title.rstrip(". "))
    if found is None or _ANOTHER.search(found["who"]) or _ANOTHER.search(found["outlet"]):
        return Conversation(None, ())
    who = _NAME.fullmatch(found["who"])
    people = () if who is None else (Interviewee(name=who["name"], role=who["role"]),)
    return Conversation(_proper_name(found["outlet"]), people)


def _proper_name(words: str) -> str | None:
    """Return an outlet's name without what surrounds it; None where quotes or a colon say that more than a name is there."""
    name = _GENERIC.sub("", words)
    if len(name) > 1 and name[0] in _QUOTES and name[-1] in _QUOTES:
        name = name[1:-1]
    return None if not name or any(mark in name for mark in (*_QUOTES, ":")) else name
