"""Draw and mutate documents, ask every engine that decides about records, and print where they disagree: nowhere.

    python -m benchmarks.agreement [--documents N] [--workers N] [--seed N] [--python N] [--ajv N]

Run it at the top of a checkout; `--ajv` needs Node.js, and the npm package ajv in the folder that CSTO_AJV names. The
status is 1 where engines disagree. What is drawn, and what agreeing means, stands in tests/agreement/.
"""

import argparse
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from platform import python_version
from random import Random

from tests.agreement.comparing import Tally, compare
from tests.agreement.drawing import CHUNK, documents
from tests.agreement.engines import AJV, PYTHON, NoEngineError, engines

DISTRIBUTIONS = ("csto-dataset", "pydantic", "pydantic-core", "jiter", "jsonschema-rs", "jsonschema", "pyarrow")

Work = tuple[int, int, int, tuple[str, ...]]
"""Seed, number of a chunk, how many documents of it, the slower engines that are asked."""


def works(given: argparse.Namespace) -> Iterator[Work]:
    """Yield the chunks; the slower engines are asked about whole ones, from the first on."""
    for chunk in range(-(-given.documents // CHUNK)):
        drawn = chunk * CHUNK
        slower = tuple(name for name, count in ((PYTHON, given.python), (AJV, given.ajv)) if drawn < count)
        yield given.seed, chunk, min(CHUNK, given.documents - drawn), slower


def done(work: Work) -> Tally:
    seed, chunk, count, slower = work
    return compare(list(documents(seed, chunk, count)), engines(*slower), Random(f"{seed} {chunk} columns"))


def left_to_the_parent() -> None:
    # Ctrl-C reaches the whole group of processes; the one that prints ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def tallied(given: argparse.Namespace) -> tuple[Tally, bool]:
    """Return what was said of the documents, and whether all of them were asked about."""
    tally, began = Tally(), time.monotonic()
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(given.workers, fresh, left_to_the_parent) as pool:
        try:
            for each in pool.map(done, works(given)):
                tally.add(each)
                rate = tally.documents / (time.monotonic() - began)
                sys.stderr.write(
                    f"\r{tally.documents:,} of {given.documents:,} documents, {rate:,.0f}/s, "
                    f"{tally.disagreements:,} disagreements"
                )
                sys.stderr.flush()
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            return tally, False
        finally:
            sys.stderr.write("\n")
    return tally, True


def summary(tally: Tally, seed: int) -> Iterator[str]:
    """Yield the lines of what was found, as Markdown."""
    of = max(tally.documents, 1)
    yield ", ".join([f"Python {python_version()}", *(f"{name} {version(name)}" for name in DISTRIBUTIONS)])
    yield ""
    yield f"{tally.documents:,} documents of seed {seed}: {', '.join(f'{n:,} {table}' for table, n in tally.tables.items())}"
    for what, count in (
        ("accepted by the model", tally.accepted),
        ("sound: accepted, and no rule is broken", tally.sound),
        ("refused by the byte gate", tally.refused),
    ):
        yield f"- {what}: {count:,} ({count / of:.1%})"
    yield ""
    yield "| engine | documents |\n|---|---|"
    yield from (f"| {name} | {count:,} |" for name, count in tally.asked.items())
    yield ""
    yield "| finding | documents |\n|---|---|"
    yield from (f"| `{code}` | {count:,} |" for code, count in tally.codes.most_common())
    yield ""
    yield f"disagreements: {tally.disagreements:,}"
    yield from (json.dumps({"seed": seed, **each}) for each in tally.kept)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", type=int, default=100_000, help="documents that jsonschema is asked about")
    parser.add_argument("--ajv", type=int, default=0, help="documents that ajv is asked about")
    given = parser.parse_args(arguments)
    try:
        tally, whole = tallied(given)
    except NoEngineError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in summary(tally, given.seed)))
    if not whole:
        sys.stderr.write("error: stopped before the last document\n")
        return 130
    return 1 if tally.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
