"""Take the digests and the root of invented records, beside other ways to canonical JSON, and print their speed as a table.

    python benchmarks/digests.py [--quick]

Each contender has a process of its own, which work one after the other. Counted is the CPU time from records in memory to
the root of their table: ours begins with models, the peers with the objects that their JSON says.
"""

import argparse
import importlib
import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from measuring import Contender, Speed, alternate, machine, versions
from validation.making import records

from csto_dataset.identity import canonical, digest_of, record_digest, table_root
from csto_dataset.records import NewsItem, record_type

ROUNDS = 9
"""The first of them warms up."""
TABLE = 5_000
"""Records of a round."""
QUICK_TABLE = 50
OURS = "csto-dataset"
DISTRIBUTIONS = ("csto-dataset", "pydantic", "rfc8785", "orjson")


class Given(NamedTuple):
    """A table, as models and as the objects that their JSON says."""

    models: list[NewsItem]
    values: list[dict[str, Any]]


def given_in(rounds: int, size: int) -> list[list[Given]]:
    """Return a table for each round, of records that no other round has."""
    made = records(rounds * size)
    tables = [list(itertools.islice(made, size)) for _ in range(rounds)]
    return [[Given([NewsItem.model_validate_json(canonical(each)) for each in table], table)] for table in tables]


def ours(given: Given) -> str:
    """Return the root of a table."""
    return table_root({record.id: record_digest(record) for record in given.models})


def by(written: Callable[[Any], bytes]) -> Callable[[Given], str]:
    """Return what takes the same root by another way to canonical JSON."""
    kind = record_type(NewsItem)
    return lambda given: table_root({value["id"]: digest_of(kind, written(value)) for value in given.values})


def _rfc8785() -> Callable[[Any], bytes]:
    return importlib.import_module("rfc8785").dumps  # type: ignore[no-any-return]


def _orjson() -> Callable[[Any], bytes]:
    orjson = importlib.import_module("orjson")
    return lambda value: orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


PEERS: dict[str, Callable[[], Callable[[Any], bytes]]] = {
    "rfc8785": _rfc8785,
    "json of the standard library, sorted": lambda: canonical,
    "orjson, sorted": _orjson,
}


def contenders() -> tuple[list[Contender], dict[str, str]]:
    """Return who is measured, ours last, and who cannot be, with the reason."""
    found, missing = [], {}
    for name, written in PEERS.items():
        try:
            found.append(Contender(f"{name}, SHA-256", by(written())))
        except ImportError as error:
            missing[name] = str(error)
    return [*found, Contender(OURS, ours)], missing


def table(speeds: Sequence[Speed], size: int) -> Iterator[str]:
    """Yield the lines of the table of what was measured."""
    (own,) = (each for each in speeds if each.name == OURS)
    yield "| | records/s | slowest to fastest round | of ours |"
    yield "|---|---|---|---|"
    for each in speeds:
        slowest, median, fastest = (rate * size for rate in (min(each.rates), each.median, max(each.rates)))
        yield f"| {each.name} | {median:,.0f} | {slowest:,.0f} to {fastest:,.0f} | {each.against(own):.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few records, to see that it runs; no figures to quote")
    size = QUICK_TABLE if parser.parse_args().quick else TABLE
    known = {**machine(), **versions(DISTRIBUTIONS)}
    sys.stdout.write(", ".join(f"{name} {value}" for name, value in known.items()) + "\n\n")
    peers, missing = contenders()
    for line in table(alternate(peers, given_in(ROUNDS, size)), size):
        sys.stdout.write(f"{line}\n")
    for name, reason in missing.items():
        sys.stdout.write(f"| {name} | skipped: {reason} | | |\n")


if __name__ == "__main__":
    main()
