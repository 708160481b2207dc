"""What the headline of an interview says: who answered, in which office, and who asked."""

import re
from typing import Final, NamedTuple

from csto_dataset.records import Interviewee

_INTERVIEW_OF: Final = re.compile(r"(?i:interview (?:of|with)) (?:the )?(?P<who>.+?) (?:to|for) (?P<outlet>.+)")
_GENERIC: Final = re.compile(
    r"(?i:^the )|(?i: (?:news )?(?:agency|newspaper|magazine|portal|edition|channel|radio station)$)"
)
"""Words around a proper name that only say what kind of outlet it is."""

_NAME: Final = re.compile(r"(?:(?P<role>.*\S) )?(?P<name>[A-Z][\w'’-]+ [A-Z][\w'’-]+)")


class Conversation(NamedTuple):
    """Who talked: the outlet's proper name, and those who answered."""

    outlet: str | None
    interviewees: tuple[Interviewee, ...]


def read_headline(title: str) -> Conversation:
    """Return what a headline says of who asked and who answered; nothing where its form is not known.

    The name is the last two words with a capital before the outlet, what stands before them is the office.
    """
    found = _INTERVIEW_OF.fullmatch(title.rstrip(". "))
    if found is None:
        return Conversation(None, ())
    outlet = _GENERIC.sub("", found["outlet"]).strip("\"'“”«» ")
    who = _NAME.fullmatch(found["who"])
    people = () if who is None else (Interviewee(name=who["name"], role=who["role"]),)
    return Conversation(outlet or None, people)
