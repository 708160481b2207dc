"""Rules that the records of a copy show together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from csto_dataset.findings import Place, shown


@dataclass(frozen=True, slots=True)
class Fact:
    """What the rules need to know of a record in a copy.

    Attributes:
        form: suffix of the file, such as `.json`.
        digest: what identifies the record, valid or not.
        interview: for a pair, the id of its interview.
        pairs: for an interview, the digest of each of its pairs by id.
        altered: whether it is known to differ from the release's record; then it is the one to blame.
    """

    table: str
    id: str
    digest: bytes
    place: Place
    form: str
    interview: str | None = None
    pairs: dict[str, bytes] | None = None
    altered: bool = False


class Conflict(NamedTuple):
    """A rule broken by a record among the others."""

    fact: Fact
    message: str


Conflicts = Iterator[Conflict]


def repeated_id(facts: Sequence[Fact]) -> Conflicts:
    """A file holds two records with one id."""
    first: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        earlier = first.setdefault((fact.place.file, fact.table, fact.id), fact)
        if earlier is not fact:
            yield Conflict(fact, f"expected each id once, found {shown(fact.id)} again (first {_where(earlier.place)})")


def conflicting_records(facts: Sequence[Fact]) -> Conflicts:
    """Two files of the copy hold different records under one id."""
    first: dict[tuple[str, str], Fact] = {}
    for fact in sorted(facts, key=lambda each: each.altered):
        earlier = first.setdefault((fact.table, fact.id), fact)
        if earlier.place.file != fact.place.file and earlier.digest != fact.digest:
            yield Conflict(fact, f"expected the record that stands in {earlier.place.file}, found another")


def uneven_formats(facts: Sequence[Fact]) -> Conflicts:
    """A table stands in several formats, and one of them lacks a record."""
    held: dict[str, dict[str, dict[str, Fact]]] = defaultdict(lambda: defaultdict(dict))
    for fact in facts:
        held[fact.table][fact.form].setdefault(fact.id, fact)
    for table, forms in held.items():
        for form, ids in forms.items():
            for other, others in forms.items():
                for id in sorted(ids.keys() - others.keys()):
                    yield Conflict(
                        ids[id], f"expected {table} in {other} to hold what {form} holds, found {shown(id)} missing"
                    )


def missing_interview(facts: Sequence[Fact]) -> Conflicts:
    """A pair names an interview that the copy's interviews do not hold."""
    interviews = {fact.id for fact in facts if fact.table == "interviews"}
    for fact in facts:
        if interviews and fact.interview is not None and fact.interview not in interviews:
            yield Conflict(fact, f"expected an interview of the copy, found {shown(fact.interview)}")


def differing_pair(facts: Sequence[Fact]) -> Conflicts:
    """A row of the flat table differs from the pair inside its interview."""
    inside: dict[str, tuple[bytes, Fact]] = {}
    for interview in sorted(facts, key=lambda each: each.altered, reverse=True):
        inside.update({id: (digest, interview) for id, digest in (interview.pairs or {}).items()})
    for fact in facts:
        digest, interview = inside.get(fact.id, (fact.digest, fact))
        if fact.table == "qa_pairs" and digest != fact.digest:
            blamed, other = (interview, fact) if interview.altered and not fact.altered else (fact, interview)
            yield Conflict(blamed, f"expected {shown(fact.id)} as it stands in {other.place.file}, found another")


COLLECTION_RULES: Final[dict[str, Callable[[Sequence[Fact]], Conflicts]]] = {
    "repeated-id": repeated_id,
    "conflicting-records": conflicting_records,
    "uneven-formats": uneven_formats,
    "missing-interview": missing_interview,
    "differing-pair": differing_pair,
}
"""Each rule by the code of its finding."""


def _where(place: Place) -> str:
    if place.line is not None:
        return f"on line {place.line}"
    return f"in row {place.row}"
