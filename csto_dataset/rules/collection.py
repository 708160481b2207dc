"""Rules that the records of a copy show together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from csto_dataset.findings import Place, shown


@dataclass(frozen=True, slots=True)
class Fact:
    """What the rules need to know of a record in a copy.

    Attributes:
        id: as it states it; empty where it states none.
        folder: of the file.
        form: of the file, such as `json`.
        digest: what identifies the record, valid or not.
        interview: for a pair, the id of its interview.
        pairs: for an interview, the digest of each of its pairs by id; None where it has no list of them.
        counterpart: id of the release's record that it is, where it is compared with a release and is one of its.
        altered: whether it is known to differ from the release's record; then it is the one to blame.
    """

    table: str
    id: str
    digest: bytes
    place: Place
    form: str
    folder: str = ""
    interview: str | None = None
    pairs: dict[str, bytes] | None = None
    counterpart: str | None = None
    altered: bool = False


class Conflict(NamedTuple):
    """A rule broken by records among the others: where, which record, and one line *expected X, found Y*."""

    place: Place
    record: str
    message: str


Conflicts = Iterator[Conflict]


@dataclass(frozen=True, slots=True)
class Collection:
    """The records of a copy.

    Attributes:
        facts: in the order of the files.
        held: the first file of each table in each format, by table and format, be it without a record.
    """

    facts: Sequence[Fact]
    held: Mapping[tuple[str, str], Place]

    def holds(self, table: str) -> bool:
        return any(held == table for held, _ in self.held)


def repeated_id(copy: Collection) -> Conflicts:
    """A table stands in one format, and holds two records with one id."""
    first: dict[tuple[str, str, str], Fact] = {}
    for fact in copy.facts:
        earlier = first.setdefault((fact.form, fact.table, fact.id), fact)
        if earlier is not fact:
            message = f"expected each id once, found {shown(fact.id)} again (first {_where(earlier.place, fact.place)})"
            yield Conflict(fact.place, fact.id, message)


def conflicting_records(copy: Collection) -> Conflicts:
    """A table stands in several formats, and they hold different records under one id."""
    first: dict[tuple[str, str], Fact] = {}
    for fact in sorted(copy.facts, key=lambda each: each.altered):
        earlier = first.setdefault((fact.table, fact.id), fact)
        if earlier.form != fact.form and earlier.digest != fact.digest:
            message = f"expected the record that stands in {earlier.place.file}, found another"
            yield Conflict(fact.place, fact.id, message)


def uneven_formats(copy: Collection) -> Conflicts:
    """A table stands in several formats, and one of them lacks records. Formats that share none are parts of it."""
    ids: dict[tuple[str, str], set[str]] = {held: set() for held in copy.held}
    for fact in copy.facts:
        ids.setdefault((fact.table, fact.form), set()).add(fact.id)
    for (table, form), there in ids.items():
        others = [other for (of, in_), other in ids.items() if of == table and in_ != form]
        lacking = set().union(*(other - there for other in others if not there or there & other))
        if lacking:
            message = f"expected what the other formats of {table} hold, found {len(lacking)} records missing"
            place = copy.held[table, form]
            yield Conflict(place, min(lacking), f"{message}, such as {shown(min(lacking))}")


def missing_interview(copy: Collection) -> Conflicts:
    """A pair names an interview that the copy's interviews do not hold."""
    interviews = {fact.id for fact in copy.facts if fact.table == "interviews"}
    for fact in copy.facts:
        if copy.holds("interviews") and fact.interview is not None and fact.interview not in interviews:
            message = f"expected an interview of the copy, found {shown(fact.interview)}"
            yield Conflict(fact.place, fact.id, message)


def differing_pair(copy: Collection) -> Conflicts:
    """A row of the flat table differs from the pair inside its interview, or stands on one side only."""
    if not (copy.holds("interviews") and copy.holds("qa_pairs")):
        return
    inside: dict[str, tuple[bytes, Fact]] = {}
    for talk in sorted(copy.facts, key=lambda each: each.altered, reverse=True):
        inside.update({id: (digest, talk) for id, digest in (talk.pairs or {}).items()})
    interviews = {fact.id for fact in copy.facts if fact.pairs is not None}
    flat = [fact for fact in copy.facts if fact.table == "qa_pairs"]
    for fact in flat:
        digest, talk = inside.get(fact.id, (None, fact))
        if digest is None and fact.interview in interviews:
            yield Conflict(fact.place, fact.id, f"expected a pair of {shown(fact.interview)}, found one that it lacks")
        elif digest is not None and digest != fact.digest:
            blamed, other = (talk, fact) if talk.altered and not fact.altered else (fact, talk)
            message = f"expected {shown(fact.id)} as it stands in {other.place.file}, found another"
            yield Conflict(blamed.place, blamed.id, message)
    for id in sorted(inside.keys() - {fact.id for fact in flat}):
        talk = inside[id][1]
        yield Conflict(talk.place, talk.id, f"expected a row of qa_pairs for {shown(id)}, found none")


COLLECTION_RULES: Final[dict[str, Callable[[Collection], Conflicts]]] = {
    "repeated-id": repeated_id,
    "conflicting-records": conflicting_records,
    "uneven-formats": uneven_formats,
    "missing-interview": missing_interview,
    "differing-pair": differing_pair,
}
"""Each rule by the code of its finding."""


def _where(place: Place, beside: Place) -> str:
    """Return where a record is, seen from another one."""
    there = f"on line {place.line}" if place.line is not None else f"in row {place.row}"
    return there if place.file == beside.file else f"{there} of {place.file}"
