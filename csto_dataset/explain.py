"""Explaining a record: where in its page each of its values stands, as the ledger of its release tells."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from csto_dataset import sources
from csto_dataset.errors import ReleaseError, UnknownRecordError
from csto_dataset.fields import fold
from csto_dataset.findings import Finding, Place, label, pointer, printable, shown
from csto_dataset.identity import as_json
from csto_dataset.ledger import says
from csto_dataset.manifest import LEDGER
from csto_dataset.passages import PageAtHand, Passage, Span, Spot, Stand, read_stands, where_it_says
from csto_dataset.paths import NOT_PRINTED, Steps, values_at
from csto_dataset.records import QAPair, Record
from csto_dataset.release import Release

_READ_FROM_WORDS: Final = ("outlet", "interviewees")
"""Fields whose words may stand in the title or the lede."""
_DERIVED: Final = {
    "type": "the kind of the record",
    "id": "computed from the day, the title and the first paragraph or question",
    "interview_id": "the id of the interview that the pair stands in",
    "index": "the place of the pair in its interview",
    "form": "told by the place of the item: in the side column, or as the page's own text",
    "language": "told by the catalogue, the markup or the letters of the page",
    "source": "the place of the record",
    "outlet": "read from the title and the lede",
    "interviewees": "read from the title and the lede",
    "section": "no heading stands above the question",
    "published": "no day stands with the record",
    "title": "no headline stands with the record",
    "lede": "no paragraph stands before the first question",
}
"""What a field without a span of its own comes from, by its name."""
_NO_PLACE: Final = "the ledger names no place"
_LONGEST_ID: Final = 100


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a record.

    Attributes:
        field: JSON Pointer in the record.
        derived: what it comes from, where no span is its own; None where one is.
        passages: where the page prints it, in order; a headline may stand twice.
    """

    field: str
    value: Any
    derived: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where the values of a record stand.

    Attributes:
        release: its version.
        document: SHA-256 of the document that the record was taken from.
        page: name of the page where it is at hand, else None.
        also: where else the record stands: in other captures, or once more in its own.
        findings: values that their passages do not say; where the page is not at hand, why others could not be read.
    """

    id: str
    release: str
    document: str
    url: str | None
    page: str | None
    values: tuple[Value, ...]
    also: tuple[Spot, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON object, with null for what is not known."""
        return {**asdict(self), "findings": [finding.as_json() for finding in self.findings]}


def explain(
    release: Release, id: str, field: str | None = None, *, pages: Iterable[Path], context: int = 80
) -> Explanation:
    """Return where the values of a record stand in its page.

    Args:
        field: path of a value, or of what holds some, with dots (`qa_pairs.2.answer.0`) or as a JSON Pointer; by default
            every value that a page prints.
        pages: files, folders and archives among which the page is looked for, by the SHA-256 of its document.
        context: characters before and after each passage, cut between words.

    Raises:
        UnknownRecordError: the release has no such record.
        UnknownFieldError: the record has no such field.
        ReleaseError: the ledger of the release is missing or damaged.
        SourceError: a path of the pages does not exist, or a folder has none.
    """
    record = _record(release, id)
    asked = values_at(as_json(record), field)
    whole = release[record.interview_id] if isinstance(record, QAPair) else record
    within: Steps = ("qa_pairs", record.index - 1) if isinstance(record, QAPair) else ()
    stands = read_stands(release, whole.id)
    at_hand, unread = _at_hand(pages, {stand.document: stand.characters for stand in stands})
    reader = _Reader(whole, within, stands, at_hand, context)
    values = tuple(reader.value(steps, value) for steps, value in asked)
    page = at_hand.get(whole.source.document)
    return Explanation(
        id=record.id,
        release=release.version,
        document=whole.source.document,
        url=whole.source.url,
        page=None if page is None else page.document.name,
        values=values,
        also=tuple(reader.elsewhere()),
        findings=(*_placeless(record.id, values), *(unread if page is None else _mismatches(record.id, values))),
    )


def _record(release: Release, id: str) -> Record:
    try:
        return release[id]
    except UnknownRecordError as error:
        ids = (record.id for table in release.tables.values() for record in table)
        near = difflib.get_close_matches(id, ids) if len(id) <= _LONGEST_ID else []
        hint = f" (near it: {', '.join(near)})" if near else ""
        raise UnknownRecordError(f"{label(id)}: release {release.version} has no record with this id{hint}") from error


def _at_hand(pages: Iterable[Path], wanted: Mapping[str, int]) -> tuple[dict[str, PageAtHand], list[Finding]]:
    """Return the wanted documents by their SHA-256, as far as they are among the pages, and what could not be read.

    Args:
        wanted: how many characters the ledger says that each has.

    Raises:
        ReleaseError: one of them has others.
    """
    found: dict[str, PageAtHand] = {}
    unread: list[Finding] = []
    for each in sources.read(sources.pages_of(pages)):
        if isinstance(each, Finding):
            unread.append(each)
        elif each.sha256 in wanted:
            if len(each.text) != wanted[each.sha256]:
                said = (
                    f"expected {len(each.text)} characters in the document {each.sha256}, found {wanted[each.sha256]}"
                )
                raise ReleaseError(f"the ledger: {said}")
            found.setdefault(each.sha256, PageAtHand(each))
            if len(found) == len(wanted):
                break
    return found, unread


def _placeless(id: str, values: Iterable[Value]) -> Iterator[Finding]:
    """Yield which values of a record a page must print, although the ledger names no place for them."""
    for value in values:
        if value.derived == _NO_PLACE:
            message = f"expected a place of {value.field} in the ledger, found none"
            yield Finding("slice-mismatch", message, Place(file=LEDGER), id)


def _mismatches(id: str, values: Iterable[Value]) -> Iterator[Finding]:
    """Yield where a passage of a value's own says something else: the ledger or the record was changed."""
    for value in values:
        for passage in value.passages if value.derived is None else ():
            if passage.passage is not None and not says(passage.passage, passage.role, value.value):
                place = Place(file=printable(passage.page or ""), line=passage.line, column=passage.column)
                message = f"expected {shown(value.value)} as {value.field}, found {shown(fold(passage.passage))}"
                yield Finding("slice-mismatch", message, place, id)


class _Reader:
    """Looks up the passages of one record, or of a pair within it."""

    def __init__(
        self, whole: Record, within: Steps, stands: tuple[Stand, ...], pages: Mapping[str, PageAtHand], context: int
    ) -> None:
        self._whole = whole
        self._within = within
        self._stands = stands
        self._pages = pages
        self._context = context
        self._parts: dict[str | None, list[tuple[Stand, Span]]] = {}
        for stand in stands:
            for part in stand.parts:
                self._parts.setdefault(part.field, []).append((stand, part))

    def value(self, steps: Steps, value: Any) -> Value:
        """Return where a value stands."""
        places = self._parts.get(self._where((*self._within, *steps)), ())
        if places:
            passages = tuple(self._passage(stand, part) for stand, part in places)
            return Value(pointer(*steps), value, None, passages)
        name = next((str(step) for step in steps if step in _DERIVED), "")
        printed = name not in (*NOT_PRINTED, *_READ_FROM_WORDS) and value not in (None, [])
        if name in _READ_FROM_WORDS and isinstance(value, str):
            return Value(pointer(*steps), value, _DERIVED[name], tuple(self._literally(value)))
        return Value(pointer(*steps), value, _NO_PLACE if printed else _DERIVED[name], ())

    def elsewhere(self) -> Iterator[Spot]:
        """Yield where the record stands besides its own place, a span a document."""
        source = self._whole.source
        for stand in self._stands:
            own = stand.document == source.document
            parts = [part for part in stand.parts if not own or not source.start <= part.start < source.end]
            if parts:
                start, end = min(part.start for part in parts), max(part.end for part in parts)
                yield stand.spot(start, end, self._pages.get(stand.document))

    def _where(self, steps: Steps) -> str:
        """Return the pointer of a value in the ledger: the pairs of a section share the heading of its first one."""
        if steps[-1:] == ("section",):
            above = (pointer("qa_pairs", index, "section") for index in range(int(steps[1]), -1, -1))
            return next((where for where in above if where in self._parts), pointer(*steps))
        return pointer(*steps)

    def _passage(self, stand: Stand, part: Span) -> Passage:
        return stand.passage(part, self._pages.get(stand.document), self._context)

    def _literally(self, words: str) -> Iterator[Passage]:
        """Yield where words stand in the title or the lede; only a page that is at hand can tell."""
        for stand in self._stands:
            page = self._pages.get(stand.document)
            if page is None:
                continue
            for part in stand.parts:
                if part.field is not None and part.role in ("title", "lede"):
                    for start, end in where_it_says(words, page.document.text, part.start, part.end):
                        yield self._passage(stand, part.model_copy(update={"start": start, "end": end}))
