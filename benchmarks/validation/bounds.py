"""A quick look for CI: what this package takes, as multiples of the floor of the same run, held against recorded ones.

It is to see a slip by a factor, such as a loop over all that was read before, and nothing finer: machines are noisy.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from validation.entrants import floor, ours, ours_against
from validation.measured import FORMATS
from validation.running import Contender, against, alternate
from validation.starts import FLOOR, starts
from validation.writing import Made, written

RECORDED = Path(__file__).with_name("bounds.json")
FACTOR = 4.0
"""How many times the recorded ratio is too much."""
RECORDS = 10_000
ROUNDS = 3


def recorded() -> dict[str, float]:
    """Return the recorded ratios by their names."""
    return {name: float(ratio) for name, ratio in json.loads(RECORDED.read_bytes()).items()}


def record(ratios: Mapping[str, float]) -> None:
    """Record ratios in place of the old ones."""
    RECORDED.write_text(json.dumps(ratios, indent=2) + "\n", encoding="utf-8")


def beyond(found: Mapping[str, float], recorded: Mapping[str, float], factor: float = FACTOR) -> list[str]:
    """Return the names of the ratios that are more than so many times the recorded ones.

    Raises:
        KeyError: one was never recorded, or is no longer found.
    """
    if lost := found.keys() ^ recorded.keys():
        raise KeyError(f"expected the recorded ratios, found other names: {', '.join(sorted(lost))}")
    return [name for name, ratio in found.items() if ratio > factor * recorded[name]]


class Group(NamedTuple):
    """What is compared with one floor on the same files."""

    own: Mapping[str, Contender]
    floor: Contender
    files: Sequence[Path]


def groups(made: Made) -> Iterator[Group]:
    """Yield what is measured: validating made files in each format, and starts."""
    for suffix, name in FORMATS.items():
        own = {f"{name}, by itself": ours(), f"{name}, against its release": ours_against(made.release)}
        yield Group(own, floor(suffix), [made.sound(suffix)])
    begun = {each.name: each for each in starts(made.folder)}
    yield Group({name: each for name, each in begun.items() if "csto" in name}, begun[FLOOR], [])


def measured() -> Iterator[tuple[str, float]]:
    """Yield the ratios of CPU time by their names, each as it is known."""
    with tempfile.TemporaryDirectory() as where:
        for own, lowest, files in groups(written(Path(where), RECORDS)):
            runs = alternate([lowest, *own.values()], files, ROUNDS)
            cpu = {name: [run.cpu for run in each] for name, each in runs.items()}
            for name, each in own.items():
                yield name, round(against(cpu[each.name], cpu[lowest.name]), 1)
