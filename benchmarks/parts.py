"""Take a validation apart: the CPU time that each part of it takes for a record, as a Markdown table.

    python benchmarks/parts.py [--records N] [--rounds N] [--files FOLDER]

The files are those of validating.py, and stay in their folder. Everything runs in this process, one part after the other,
in rounds; the table gives medians. Parts stand within others: they are not to be added up to more than the whole.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from measuring import machine, versions
from validation.writing import Made, written

from csto_dataset import accept
from csto_dataset.columns.check import Columns
from csto_dataset.compare import Against
from csto_dataset.copies import files_of
from csto_dataset.formats import jsonl, parquet
from csto_dataset.identity import digest_of
from csto_dataset.limits import DEFAULT_LIMITS
from csto_dataset.records import TABLES, NewsItem, record_type
from csto_dataset.rules.facts import Fact, Facts, SoundFacts
from csto_dataset.shard import Beside, read
from csto_dataset.validate import validate

TABLE = "news_items"
DISTRIBUTIONS = ("csto-dataset", "pydantic", "pyarrow")

Part = tuple[str, Callable[[], object]]


def of_json_lines(path: Path, release: Path) -> Iterator[Part]:
    """Yield the parts of validating JSON Lines."""
    lines = path.read_bytes().splitlines(keepends=True)
    form = accept._form(NewsItem)
    records = [form.read(line) for line in lines]
    file, against = files_of([path])[0], Against(release)
    facts = [each for each in read(file, Beside(), DEFAULT_LIMITS) if isinstance(each, Fact)]
    yield "line iteration", lambda: _through(path.open("rb"))
    yield "pydantic a line, for comparison", lambda: _each(NewsItem.model_validate_json, lines)
    yield "1. lines with their places", lambda: _through(jsonl.rows(path.open("rb"), path.name))
    yield "2. accepted in one step", lambda: _each(lambda line: accept.accepted(line, TABLE), lines)
    yield "– the model", lambda: _each(form.read, lines)
    yield "– canonical JSON", lambda: _each(form.write, records)
    yield "– is it composed (NFC)", lambda: _each(accept._is_composed, lines)
    yield "– the rules of a record, with the digits of its id", lambda: _each(accept._keeps_rules, records)
    yield "– its digest", lambda: _each(lambda line: digest_of(form.kind, line), lines)
    yield (
        "3. the file's SHA-256, 1, 2, and a fact of each record",
        lambda: _through(read(file, Beside(), DEFAULT_LIMITS)),
    )
    yield "the same against its release", lambda: _through(read(file, Beside(against), DEFAULT_LIMITS))
    yield "4. facts taken in", lambda: _taken(facts)
    yield "the whole validation: 3, 4, the rules over all records", lambda: validate([path])
    yield "reading what identifies the release", lambda: Against(release)


def of_parquet(path: Path) -> Iterator[Part]:
    """Yield the parts of validating Parquet; in a validation the reading has a process of its own."""
    kind, check = record_type(TABLES[TABLE]), Columns(TABLE)
    batches = list(pq.ParquetFile(path).iter_batches(parquet.ROWS_AT_ONCE, use_threads=False))
    checked = [check.check(batch) for batch in batches]
    file = files_of([path])[0]
    facts = [each for each in read(file, Beside(), DEFAULT_LIMITS) if isinstance(each, SoundFacts)]
    said = [line for each in checked for line in each.canonical.to_pylist()]
    yield (
        "1. iter_batches",
        lambda: _through(pq.ParquetFile(path).iter_batches(parquet.ROWS_AT_ONCE, use_threads=False)),
    )
    yield "2. the columnar check, with canonical JSON and the digits of ids", lambda: _each(check.check, batches)
    yield "3. what identifies each row", lambda: _each(lambda each: list(each.rows()), checked)
    yield "– digests alone", lambda: _each(lambda line: digest_of(kind, line), said)
    yield "4. the file's SHA-256, 1, 2, 3", lambda: _through(read(file, Beside(), DEFAULT_LIMITS))
    yield "5. facts taken in", lambda: _taken_in_runs(facts)


def _through(values: Iterable[object]) -> None:
    for _ in values:
        pass


def _each(function: Callable[[Any], object], values: Iterable[Any]) -> None:
    for value in values:
        function(value)


def _taken(given: list[Fact]) -> None:
    facts = Facts()
    facts.take(given, rank=0, file="x", form="jsonl")
    facts.close()


def _taken_in_runs(given: list[SoundFacts]) -> None:
    facts = Facts()
    for run in given:
        facts.take_sound(run, rank=0, file="x", form="parquet")
    facts.close()


def table(parts: Iterable[Part], count: int, rounds: int) -> Iterator[str]:
    """Yield the lines of the table of some parts."""
    yield "| | µs a record | slowest and fastest round |"
    yield "|---|---|---|"
    for name, part in parts:
        took = sorted(_seconds(part) / count * 1e6 for _ in range(rounds))
        yield f"| {name} | {statistics.median(took):.2f} | {took[-1]:.2f}, {took[0]:.2f} |"
    yield ""


def _seconds(part: Callable[[], object]) -> float:
    began = time.process_time()
    part()
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=50_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--files", type=Path, default=Path(tempfile.gettempdir()) / "csto-benchmarks", metavar="FOLDER")
    given = parser.parse_args()
    known = {**machine(), **versions(DISTRIBUTIONS)}
    sys.stdout.write(", ".join(f"{name} {value}" for name, value in known.items()) + "\n\n")
    made: Made = written(given.files, given.records)
    for title, parts in (
        ("JSON Lines", of_json_lines(made.sound(".jsonl"), made.release)),
        ("Parquet", of_parquet(made.sound(".parquet"))),
    ):
        sys.stdout.write(f"### {title}\n\n")
        for line in table(parts, given.records, given.rounds):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
