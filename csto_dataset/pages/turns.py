"""What opens the turns of a conversation: dashes, numbers, labels, emphasis. Each line is read once, for all readings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from csto_dataset.pages.blocks import Block, End, Span, end_of
from csto_dataset.pages.outlets import outlet_in
from csto_dataset.pages.people import people_in

_DASH: Final = re.compile(r"(?P<dash>[—–―−]|--?(?=[\s\w\"“«(]))")
_NUMBER: Final = re.compile(r"(?P<number>[1-9][0-9]{0,2})(?P<point>[.)])(?=\s)")
_DASHES: Final = {"—": "em dash", "–": "en dash", "―": "horizontal bar", "−": "minus", "-": "hyphen", "--": "hyphen"}

_ASKS: Final = (
    "question", "q", "interviewer", "correspondent", "journalist", "host", "reporter", "moderator", "editor", "presenter",
    "вопрос", "в", "корр", "корреспондент", "журналист", "ведущий", "ведущая", "интервьюер", "редакция",
)  # fmt: skip
_ANSWERS: Final = ("answer", "a", "reply", "response", "ответ", "о")
_KNOWN: Final = re.compile(
    rf"(?P<label>(?:{'|'.join((*_ASKS, *_ANSWERS))})(?: ?(?:no\.?|№)? ?[0-9]{{1,3}})?)(?:\.?\s?[:.)]|\s[—–-])(?=\s|$)",
    re.IGNORECASE,
)
_WORDS: Final = frozenset((*_ASKS, *_ANSWERS))
_NAME: Final = re.compile(
    r"(?P<label>[\"“«][^\"“”«»:]{2,40}[\"”»]|[A-ZА-ЯЁ][\w.’'-]*(?: (?:of|the|de|von|[A-ZА-ЯЁ0-9][\w.’'-]*)){0,4}"
    r"(?:,? (?:[\"“«][^\"“”«»]{2,40}[\"”»]|\([^()]{2,40}\)))?)\s?:(?=\s|$)"
)
EMPHASIS: Final = "emphasis"
"""The kind of mark that lies on the words themselves: a paragraph that markup emphasizes as a whole."""

NUMBERS: Final = ("number", "number with bracket")
_ASK_TO: Final = r"please|could you|can you|let us|let's|i would like you to|i ask you to|пожалуйста|не могли бы вы"
_POLITE: Final = rf"(?:(?:{_ASK_TO}),? )?(?:please )?"
_REQUEST: Final = re.compile(
    rf"(?:[A-ZА-ЯЁ][\w-]+ [A-ZА-ЯЁ][\w-]+, )?(?:(?:and|but|then|now|so|а|и|но) )?{_POLITE}"
    r"(?:tell (?:us|me|our)|describe|explain|comment on|share (?:your|with)|name (?:the|your|one|a|three|two)|"
    r"say (?:a few|something)|remind us|assess|sum up|give us|(?:speak|talk|turn|return|come back) (?:about|of|to)|"
    r"(?:let us |let's )(?:speak|talk|turn|return|move|go on|come back)|"
    r"расскажите|поясните|объясните|назовите|прокомментируйте|поделитесь|опишите|скажите|напомните|оцените)\b",
    re.IGNORECASE,
)
"""A request, which asks without a question mark."""

_INITIALS: Final = re.compile(r"(?:[A-ZА-ЯЁ]\.? ?){1,3}")
_LEAST_DECLINED: Final = 6
_LONGEST_LABEL: Final = 60
_SECOND_SHARE: Final = 0.5


class Piece(NamedTuple):
    """A line of a body, and what may open a turn there.

    Attributes:
        kind: of the mark, such as `em dash`, `number`, `question label`; empty where nothing opens the line.
        mark: what opens the line; empty spans are none.
        words: what stands behind the mark.
        whole: the line with its mark, for readings that take it for text.
        end: how the line ends.
        listed: whether the line is an item of a list: the line above leads in to it, or is an item itself.
        label: what stands before the colon, folded.
        heading: whether markup says that the line is a heading.
    """

    kind: str
    mark: Span | None
    words: Span
    whole: Span
    end: End
    listed: bool
    label: str = ""
    number: int = 0
    heading: bool = False

    @property
    def requests(self) -> bool:
        """Whether the line asks for something without a question mark."""
        return self.end != "?" and _REQUEST.match(self.words.text) is not None


def pieces_of(body: Sequence[Block], title: str = "") -> tuple[Piece, ...]:
    """Return the lines of a body with what opens each.

    Args:
        title: where it names the outlet, a label that is its name opens a question; a label with the surname of somebody
            whom it names as answering opens an answer.
    """
    pieces = [_piece(block) for block in _joined(body)]
    pieces = list(_with_lists(pieces))
    kinds = _kinds_of_labels(pieces, title) if any(piece.label for piece in pieces) else {}
    numbered = _numbered_questions(pieces)
    return tuple(_settled(index, piece, kinds, numbered) for index, piece in enumerate(pieces))


def _settled(index: int, piece: Piece, kinds: Mapping[str, str], numbered: frozenset[int]) -> Piece:
    """Return a line with the kind of its mark, now that all lines of the page are known."""
    if piece.label:
        kind = kinds.get(piece.label, "")
        return (
            piece._replace(kind=kind, listed=False)
            if kind
            else piece._replace(kind="", mark=None, words=piece.whole, label="")
        )
    if piece.kind in NUMBERS and index not in numbered:
        return piece._replace(kind="list number")
    return piece


def _with_lists(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the lines, those said to be listed that a colon, or the item of a list above them, leads in to."""
    above: Piece | None = None
    for piece in pieces:
        led = above is not None and (above.end == ":" or (above.listed and above.end in (";", "")))
        goes_on = above is not None and above.end == ";" and piece.end in (";", ".")
        above = piece._replace(listed=True) if led or goes_on else piece
        yield above


def _joined(body: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Yield each line, and with a label that stands alone on its line the line below it.

    A label is a word for questions or answers, or stands alone more than once.
    """
    alone = Counter(block.text for block in body if _is_label_alone(block))
    waiting: Block | None = None
    for block in body:
        if waiting is not None and block.number == waiting.number + 1:
            yield waiting, block
            waiting = None
            continue
        if waiting is not None:
            yield waiting, None
            waiting = None
        if alone and block.text in alone and (alone[block.text] > 1 or _KNOWN.fullmatch(block.raw)):
            waiting = block
        else:
            yield block, None
    if waiting is not None:
        yield waiting, None


def _is_label_alone(block: Block) -> bool:
    if len(block.raw) > _LONGEST_LABEL or block.raw[-1] not in ":.":
        return False
    found = _KNOWN.fullmatch(block.raw) or (_NAME.fullmatch(block.raw) if block.raw[-1] == ":" else None)
    return found is not None


def _piece(lines: tuple[Block, Block | None]) -> Piece:
    block, below = lines
    if below is not None:
        label = block.text.rstrip(":. ")
        whole = Span(block.start, below.end, f"{block.text} {below.text}")
        return Piece("label", block.span, below.span, whole, end_of(below.text), listed=False, label=label)
    kind, label, number, length = _opening(block)
    heading = block.style == "heading"
    words = block.part(length) if length else block.span
    if not words.text:
        return Piece("", None, block.span, block.span, end_of(block.text), listed=False, heading=heading)
    mark = block.part(0, length) if length else None
    piece = Piece(kind, mark, words, block.span, end_of(block.text), listed=False, label=label, number=number)
    return piece._replace(heading=heading and not kind)


def _opening(block: Block) -> tuple[str, str, int, int]:
    """Return what opens a line: kind, label, number, and how many characters it takes."""
    raw = block.raw
    if not raw[0].isalnum() and (found := _DASH.match(raw)):
        return _DASHES[found["dash"]], "", 0, found.end()
    if raw[0].isdigit():
        found = _NUMBER.match(raw)
        kind = "number" if found and found["point"] == "." else "number with bracket"
        return (kind, "", int(found["number"]), found.end()) if found else ("", "", 0, 0)
    if ":" in raw[: _LONGEST_LABEL + 20] or raw.split(maxsplit=1)[0].rstrip(".:)").casefold() in _WORDS:
        found = _NAME.match(raw) or _KNOWN.match(raw)
        if found is not None and found.end() <= _LONGEST_LABEL + 20:
            kind = "letter" if found.end() == 2 and raw[1] == "." else "label"
            return kind, " ".join(found["label"].split()), 0, found.end()
    return (EMPHASIS if block.style == "strong" else "", "", 0, 0)


def _kinds_of_labels(pieces: Sequence[Piece], title: str) -> dict[str, str]:
    """Return for each label of a page whether it opens questions or answers; none for what is no label of turns."""
    people = tuple(person.name for person in people_in(title))
    answerers = [name.casefold() for name in people]
    outlet = outlet_in(title, people)
    surnames = [_undeclined(name.split(" ")[-1]) for name in answerers]
    askers = [outlet.casefold()] if outlet else []
    labels = Counter(piece.label for piece in pieces if piece.label)
    asking = Counter(piece.label for piece in pieces if piece.end == "?")
    kinds: dict[str, str] = {}
    for label, count in labels.items():
        plain = label.casefold().strip('"“”«». 0123456789№')
        asks = asking[label] / count
        if plain in _ASKS:
            kinds[label] = "question label"
        elif plain in _ANSWERS or any(name in plain for name in surnames) or _are_initials(label, answerers):
            kinds[label] = "answer label"
        elif len(plain) > 2 and any(plain in name or name in plain for name in askers):
            kinds[label] = "question label"
        elif count > 1 or (len(labels) > 1 and asks):
            kinds[label] = "question label" if asks >= _SECOND_SHARE else "answer label"
    left = labels.keys() - kinds.keys()
    if len(left) == 1 and set(kinds.values()) == {"question label"}:
        kinds[left.pop()] = "answer label"
    letters = {piece.label for piece in pieces if piece.kind == "letter"}
    # One letter with a full stop is the initial of a name, where no other letter answers it.
    return kinds if len(letters) != 1 else {label: kind for label, kind in kinds.items() if label not in letters}


def several_people(labels: Iterable[str]) -> bool:
    """Say whether labels name more than one person: a full name, a surname and initials may all be one's."""
    names = (label.rstrip(" 0123456789№").casefold() for label in labels if not _INITIALS.fullmatch(label))
    return len({_undeclined(name.split(" ")[-1]) for name in names}) > 1


def _undeclined(surname: str) -> str:
    """Return what all cases of a surname begin with: a Russian title declines it, the label of an answer does not."""
    return surname if surname.isascii() or len(surname) < _LEAST_DECLINED else surname[:-2]


def _are_initials(label: str, names: Sequence[str]) -> bool:
    letters = [letter.casefold() for letter in label if letter.isalpha()]
    return (
        1 < len(letters) <= 3
        and label.isupper()
        and any([word[0] for word in name.split(" ")] == letters for name in names)
    )


def _numbered_questions(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the indexes of the lines whose numbers count the questions: 1, 2, 3, each the next after the one before."""
    expected = dict.fromkeys(NUMBERS, 1)
    found: list[int] = []
    for index, piece in enumerate(pieces):
        if (
            piece.kind in NUMBERS
            and piece.number == expected[piece.kind]
            and not piece.listed
            and piece.end not in (";", "")
        ):
            found.append(index)
            expected[piece.kind] += 1
    return frozenset(found)
