"""Rules that the records of a copy show together: what must fire, what must not."""

from typing import Any, NamedTuple

import pytest

from csto_dataset.findings import Place
from csto_dataset.rules.collection import COLLECTION_RULES, Collection
from csto_dataset.rules.facts import Fact, Facts

ONE, OTHER = b"1" * 32, b"2" * 32


class In(NamedTuple):
    """A fact of a file."""

    file: str
    fact: Fact

    @property
    def place(self) -> Place:
        return Place.of(self.file, self.fact.position)


def fact(
    file: str = "a.json", row: int = 0, id: str = "n1", table: str = "news_items", digest: bytes = ONE, **more: Any
) -> In:
    return In(file, Fact(table, id, digest, (f"/{row}/{id}", row + 1, 1, 0, None, row), **more))


def pair(file: str = "p.json", id: str = "t1-q01", digest: bytes = ONE, interview: str = "t1", **more: Any) -> In:
    return fact(file, id=id, table="qa_pairs", digest=digest, interview=interview, **more)


def talk(file: str = "t.json", id: str = "t1", digest: bytes = ONE, **more: Any) -> In:
    return fact(file, id=id, table="interviews", digest=digest, **{"pairs": {"t1-q01": ONE}, **more})


def collection(told: list[In], more: dict[tuple[str, str], Place] | None = None) -> Collection:
    """Return facts as those of a copy, its files in the order in which they are named."""
    facts = Facts()
    held: dict[tuple[str, str], Place] = {}
    ranks = {file: rank for rank, file in enumerate(dict.fromkeys(each.file for each in told))}
    for each in told:
        form = each.file.partition(".")[2]
        facts.take([each.fact], rank=ranks[each.file], file=each.file, form=form)
        held.setdefault((each.fact.table, form), each.place)
    return Collection(facts, held | (more or {}))


MUST_FIRE: dict[str, list[tuple[list[In], list[int]]]] = {
    # facts, and which of them break the rule
    "repeated-id": [
        ([fact(row=0), fact(row=1)], [1]),
        ([fact(row=0), fact(row=1, digest=OTHER), fact(row=2)], [1, 2]),
        ([fact(row=0), fact(row=1, id="n2"), fact(row=2)], [2]),
        ([fact("a.json"), fact("b.json")], [1]),  # two parts of one table
    ],
    "conflicting-records": [
        ([fact("a.json"), fact("b.jsonl", digest=OTHER)], [1]),
        ([fact("a.json"), fact("a.jsonl", digest=OTHER), fact("a.parquet")], [1]),
        ([fact("a.json", altered=True), fact("b.jsonl", digest=OTHER)], [0]),  # the altered one is to blame
    ],
    "uneven-formats": [
        # The first file of the format that lacks records is to blame.
        ([fact("a.json"), fact("a.json", id="n2"), fact("a.jsonl")], [2]),
        ([fact("a.json"), fact("a.json", id="n2"), fact("a.jsonl"), fact("a.jsonl", id="n3")], [0, 2]),
    ],
    "missing-interview": [
        ([talk(), pair(interview="t2")], [1]),
        ([pair(interview="t2"), pair(interview="t1"), talk()], [0]),
    ],
    "differing-pair": [
        ([talk(), pair(digest=OTHER)], [1]),
        ([pair(digest=OTHER), talk()], [0]),
        ([talk(altered=True), pair(digest=OTHER)], [0]),  # the altered one is to blame
        ([talk(), pair(digest=OTHER, altered=True)], [1]),
        ([talk(), pair(), pair(id="t1-q02", digest=OTHER)], [2]),  # not in the interview
        ([talk(pairs={"t1-q01": ONE, "t1-q02": ONE}), pair()], [0]),  # not in the flat table
    ],
}
MUST_NOT_FIRE: dict[str, list[list[In]]] = {
    "repeated-id": [
        [],
        [fact("a.json"), fact("a.jsonl")],  # two formats
        [fact(id="x"), fact(id="x", table="qa_pairs")],  # two tables
        [fact(), fact(row=1, id="n2")],
    ],
    "conflicting-records": [
        [],
        [fact("a.json"), fact("a.jsonl"), fact("a.parquet")],
        [fact("a.json"), fact("b.json", row=1, digest=OTHER)],  # one format: a repeated id
        [fact("a.json"), fact("b.json", table="interviews", digest=OTHER)],
    ],
    "uneven-formats": [
        [],
        [fact("a.json"), fact("a.json", id="n2")],  # one format alone
        [fact("a.json"), fact("b.json", id="n2"), fact("a.jsonl", id="n2"), fact("b.jsonl")],  # shards, other ones
        [fact("a.json"), fact("t.jsonl", table="interviews")],
        [fact("a.parquet"), fact("a.jsonl", id="n2")],  # parts of a table in two formats
    ],
    "missing-interview": [
        [],
        [pair(interview="t2")],  # no interviews at all
        [talk(), pair()],
        [fact("n.json"), pair()],
    ],
    "differing-pair": [
        [],
        [talk(), pair()],
        [talk(pairs=None), pair(digest=OTHER)],
        [pair(digest=OTHER)],
    ],
}


@pytest.mark.parametrize("code", COLLECTION_RULES)
def test_a_breach_is_found_at_the_record_to_blame(code: str) -> None:
    for facts, blamed in MUST_FIRE[code]:
        places = [each.place for each in facts]
        assert sorted(places.index(conflict.place) for conflict in COLLECTION_RULES[code](collection(facts))) == blamed


@pytest.mark.parametrize("code", COLLECTION_RULES)
def test_what_is_no_breach_is_passed_over(code: str) -> None:
    for facts in MUST_NOT_FIRE[code]:
        assert list(COLLECTION_RULES[code](collection(facts))) == []


def test_a_format_without_any_record_lacks_what_the_others_hold() -> None:
    held = {("news_items", "jsonl"): Place(file="a.jsonl")}
    conflicts = COLLECTION_RULES["uneven-formats"](collection([fact("a.json")], held))
    assert [conflict.place.file for conflict in conflicts] == ["a.jsonl"]


def test_pairs_without_a_single_interview_name_none_that_is_held() -> None:
    held = {("interviews", "json"): Place(file="t.json")}
    assert len(list(COLLECTION_RULES["missing-interview"](collection([pair()], held)))) == 1


@pytest.mark.parametrize("code", COLLECTION_RULES)
def test_what_names_no_interview_misses_none_where_there_is_none(code: str) -> None:
    held = {("qa_pairs", "json"): Place(file="q.json"), ("interviews", "json"): Place(file="t.json")}
    assert list(COLLECTION_RULES[code](collection([fact()], held))) == []


def test_every_rule_has_breaches_and_counterexamples() -> None:
    assert MUST_FIRE.keys() == MUST_NOT_FIRE.keys() == COLLECTION_RULES.keys()
