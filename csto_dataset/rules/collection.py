"""Rules that the records of a copy show together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from csto_dataset.findings import Place, shown
from csto_dataset.rules.facts import Facts


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
        held: the first file of each table in each format, by table and format, be it without a record.
    """

    facts: Facts
    held: Mapping[tuple[str, str], Place]

    def holds(self, table: str) -> bool:
        return any(held == table for held, _ in self.held)

    def forms(self, table: str) -> list[str]:
        """Return the formats in which a table stands."""
        return [form for held, form in self.held if held == table]


def repeated_id(copy: Collection) -> Conflicts:
    """A table stands in one format, and holds two records with one id."""
    for rank, id, first in copy.facts.found(
        """
        SELECT facts.rank, facts.id, first FROM facts JOIN (
            SELECT kind, id, form, MIN(rank) AS first FROM facts GROUP BY kind, id, form HAVING COUNT(*) > 1) AS many
        ON (facts.kind, facts.id, facts.form) = (many.kind, many.id, many.form)
        WHERE facts.rank <> first ORDER BY facts.rank
        """
    ):
        place = copy.facts.place(rank)
        there = _where(copy.facts.place(first), place)
        yield Conflict(place, id, f"expected each id once, found {shown(id)} again (first {there})")


def conflicting_records(copy: Collection) -> Conflicts:
    """A table stands in several formats, and they hold different records under one id."""
    for table in dict.fromkeys(table for table, _ in copy.held):
        if len(copy.forms(table)) < 2:
            continue
        for rank, id, first in copy.facts.found(
            """
            SELECT rank, id, first FROM (
                SELECT rank, id, form, digest, FIRST_VALUE(rank) OVER same AS first,
                    FIRST_VALUE(form) OVER same AS its_form, FIRST_VALUE(digest) OVER same AS its_digest
                FROM facts WHERE kind = ? WINDOW same AS (PARTITION BY id ORDER BY altered, rank))
            WHERE form <> its_form AND digest <> its_digest ORDER BY rank
            """,
            (table,),
        ):
            message = f"expected the record that stands in {copy.facts.place(first).file}, found another"
            yield Conflict(copy.facts.place(rank), id, message)


def uneven_formats(copy: Collection) -> Conflicts:
    """A table stands in several formats, and one of them lacks records. Formats that share none are parts of it."""
    for (table, form), place in copy.held.items():
        others = [other for other in copy.forms(table) if other != form and _are_one(copy, table, form, other)]
        ((number, least),) = copy.facts.found(
            f"""
            SELECT COUNT(DISTINCT id), MIN(id) FROM facts WHERE kind = ? AND form IN ({", ".join("?" * len(others))})
            AND id NOT IN (SELECT id FROM facts WHERE kind = ? AND form = ?)
            """,
            (table, *others, table, form),
        )
        if number:
            message = f"expected what the other formats of {table} hold, found {number} records missing"
            yield Conflict(place, least, f"{message}, such as {shown(least)}")


def _are_one(copy: Collection, table: str, form: str, other: str) -> bool:
    """Say whether two formats hold the same table, and not two parts of it: one without a record is no part."""
    ((empty, shared),) = copy.facts.found(
        """
        SELECT NOT EXISTS (SELECT * FROM facts WHERE kind = ?1 AND form = ?2), EXISTS (
            SELECT id FROM facts WHERE kind = ?1 AND form = ?2 INTERSECT
            SELECT id FROM facts WHERE kind = ?1 AND form = ?3)
        """,
        (table, form, other),
    )
    return bool(empty or shared)


def missing_interview(copy: Collection) -> Conflicts:
    """A pair names an interview that the copy's interviews do not hold."""
    if not copy.holds("interviews"):
        return
    for rank, id, interview in copy.facts.found(
        """
        SELECT rank, id, interview FROM facts
        WHERE interview IS NOT NULL AND interview NOT IN (SELECT id FROM facts WHERE kind = 'interviews') ORDER BY rank
        """
    ):
        yield Conflict(copy.facts.place(rank), id, f"expected an interview of the copy, found {shown(interview)}")


_INSIDE: Final = """
WITH inside AS (SELECT * FROM (
    SELECT inner_pairs.id, inner_pairs.digest, talk, altered,
        ROW_NUMBER() OVER (PARTITION BY inner_pairs.id ORDER BY altered, talk DESC) AS number
    FROM inner_pairs JOIN facts ON rank = talk) WHERE number = 1)
"""
"""The pairs in interviews: of several with one id, that of an interview which is not to blame, and stands last."""


def differing_pair(copy: Collection) -> Conflicts:
    """A row of the flat table differs from the pair inside its interview, or stands on one side only."""
    if not (copy.holds("interviews") and copy.holds("qa_pairs")):
        return
    for rank, id, interview in copy.facts.found(
        """
        SELECT rank, id, interview FROM facts WHERE kind = 'qa_pairs' AND id NOT IN (SELECT id FROM inner_pairs)
        AND interview IN (SELECT id FROM facts WHERE lists) ORDER BY rank
        """
    ):
        yield Conflict(copy.facts.place(rank), id, f"expected a pair of {shown(interview)}, found one that it lacks")
    for flat, talk, id, named in copy.facts.found(
        f"""
        {_INSIDE} SELECT facts.rank, talk, facts.id, inside.altered > facts.altered FROM facts JOIN inside USING (id)
        WHERE kind = 'qa_pairs' AND facts.digest <> inside.digest ORDER BY facts.rank
        """
    ):
        blamed, other = (talk, flat) if named else (flat, talk)
        message = f"expected {shown(id)} as it stands in {copy.facts.place(other).file}, found another"
        yield Conflict(copy.facts.place(blamed), copy.facts.id(blamed), message)
    for id, talk in copy.facts.found(
        f"{_INSIDE} SELECT id, talk FROM inside WHERE id NOT IN (SELECT id FROM facts WHERE kind = 'qa_pairs') ORDER BY id"
    ):
        yield Conflict(
            copy.facts.place(talk), copy.facts.id(talk), f"expected a row of qa_pairs for {shown(id)}, found none"
        )


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
