"""What of a line the prices of its roles depend on, whatever marks a reading supposes."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from csto_dataset.pages.blocks import End
from csto_dataset.pages.turns import EMPHASIS, Piece
from csto_dataset.pages.words import tells_of_a_talk

_LONGEST_HEADING: Final = 200
_SENTENCES: Final = re.compile(r"[.!?…](?:(?<=\w\w.)|(?<=\w\w[\"”»)].))[\"”»)]? ")
"""What ends a sentence inside a line. It looks behind the mark, which is found faster than the word above it."""

_GOES_ON: Final = re.compile(
    r"(?i:each|every|with|without|and|or|but|also|including|plus|not|only|as|some|others?|both|neither|nor|then|too|except|"
    r"и|или|но|а|с|без|каждый|каждая|каждое|все|также|включая|кроме|не|ни|только|потом|затем)\b|[a-zа-яё]",
)
"""How a line begins that goes on with the one above it, and names no subject of its own."""

_NARRATOR: Final = re.compile(
    r"[,?!…»”\"] ?[—–-] (?:\w+ ){0,3}?(?:said|says|asked|answered|replied|noted|added|explained|"
    r"сказал|говорит|спросил|ответил|отметил|заметил|добавил|пояснил)"
)
"""Who speaks, told inside the line."""

_NEAR_THE_TOP: Final = 3
_DASHES: Final = (" — ", " – ", " - ")
_UNMARKED: Final = ("", "list number")


class Traits(NamedTuple):
    """What of a line its prices depend on, whatever marks are supposed.

    Attributes:
        marked: whether anything opens the line.
        short: whether it is no longer than headings are.
        several: whether a sentence ends inside it.
        quoted: whether it begins with a quotation mark.
        dashed: whether a dash stands inside it.
        goes_on: whether it begins as a line does that goes on with the one above.
        above: how the line above ends; None for the first line.
        heading: whether markup calls it a heading.
        told: whether a narrator stands in the line: "— We were, — said the guest."
        introduces: whether an emphasized line near the top tells of a talk, as ledes do.
    """

    end: End
    listed: bool
    requests: bool
    marked: bool
    short: bool
    several: bool
    quoted: bool
    dashed: bool
    goes_on: bool
    above: End | None
    heading: bool
    told: bool
    introduces: bool


def traits_of(pieces: Sequence[Piece]) -> tuple[Traits, ...]:
    """Return the traits of each line of a body."""
    above: End | None = None
    found: list[Traits] = []
    for piece in pieces:
        words = piece.whole.text
        bare = not piece.end
        found.append(
            Traits(
                end=piece.end,
                listed=piece.listed,
                requests=piece.requests,
                marked=piece.kind not in _UNMARKED,
                short=len(words) <= _LONGEST_HEADING,
                several=_SENTENCES.search(words) is not None,
                quoted=words[0] in '"“«',
                dashed=bare and any(dash in words for dash in _DASHES),
                goes_on=bare and _GOES_ON.match(piece.words.text) is not None,
                above=above,
                heading=piece.heading,
                told=_NARRATOR.search(words) is not None,
                introduces=piece.kind == EMPHASIS and len(found) < _NEAR_THE_TOP and tells_of_a_talk(words),
            )
        )
        above = piece.end
    return tuple(found)
