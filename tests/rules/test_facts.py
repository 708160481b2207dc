"""Facts of sound records are taken in by runs, and mean what the same facts mean one by one."""

from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.findings import Position
from csto_dataset.records import TABLES
from csto_dataset.rules.facts import Fact, Facts, SoundFacts

digests = st.binary(min_size=32, max_size=32)
ids = st.text("abc", min_size=1, max_size=2)


def position(row: int) -> Position:
    return "", None, None, None, 3, row


@st.composite
def runs(draw: st.DrawFn) -> SoundFacts:
    """Return the facts of some records of a table in columns."""
    table, first = draw(st.sampled_from(list(TABLES))), draw(st.integers(0, 100))
    names = draw(st.lists(ids, min_size=1, max_size=4))

    def one_each(values: st.SearchStrategy[str] | st.SearchStrategy[dict[str, bytes]]) -> list[object]:
        return draw(st.lists(values, min_size=len(names), max_size=len(names)))

    return SoundFacts(
        table,
        position(first),
        names,
        draw(st.lists(digests, min_size=len(names), max_size=len(names))),
        one_each(ids) if table == "qa_pairs" else None,  # type: ignore[arg-type]
        one_each(st.dictionaries(ids, digests, max_size=2)) if table == "interviews" else None,  # type: ignore[arg-type]
    )


def one_by_one(run: SoundFacts) -> list[Fact]:
    return [
        Fact(
            run.table,
            id,
            digest,
            position((run.first[5] or 0) + index),
            run.interviews[index] if run.interviews else None,
            run.pairs[index] if run.pairs else None,
        )
        for index, (id, digest) in enumerate(zip(run.ids, run.digests, strict=True))
    ]


def told(facts: Facts) -> list[object]:
    """Return all that is asked of facts."""
    rows = list(facts.found("SELECT rank, form, kind, id, digest, interview, lists, altered FROM facts ORDER BY rank"))
    pairs = list(facts.found("SELECT * FROM inner_pairs ORDER BY talk, id"))
    places = [facts.place(row[0]) for row in rows]
    return [rows, pairs, places, [facts.root(table, [0, 1]) for table in TABLES]]


@given(st.lists(st.tuples(st.integers(0, 1), runs(), st.booleans()), max_size=4))
def test_a_run_is_what_its_facts_are(given_runs: list[tuple[int, SoundFacts, bool]]) -> None:
    whole, single = Facts(), Facts()
    for rank, run, in_columns in given_runs:
        name = f"{rank}.parquet"
        if in_columns:
            whole.take_sound(run, rank=rank, file=name, form="parquet")
        else:
            whole.take(one_by_one(run), rank=rank, file=name, form="parquet")
        single.take(one_by_one(run), rank=rank, file=name, form="parquet")
    assert told(whole) == told(single)
