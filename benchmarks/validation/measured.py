"""What was measured, as JSON objects: the figures of each contender, and what it lets pass."""

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from validation.entrants import AGAINST, OURS, ours, ours_against, peers
from validation.judging import Passed, passed
from validation.running import Contender, Run, against, alternate
from validation.starts import starts
from validation.writing import Made

FORMATS = {".jsonl": "JSON Lines", ".parquet": "Parquet"}
MIB = 1 << 20


def validated(made: Made, suffix: str, rounds: int) -> dict[str, Any]:
    """Return the figures of all who check files of a format: on the sound file, and once on the broken one."""
    others, missing = peers(suffix)
    entrants = [*others, ours()]
    let_pass = {each.name: _let_pass(made, suffix, each) for each in entrants}
    entrants.append(ours_against(made.release))
    file = made.sound(suffix)
    runs = alternate(entrants, [file], rounds)
    _demand_sound(runs, entrants)
    figures = [_figures(each, runs, entrants[0].name, OURS) for each in entrants]
    for each in figures:
        each["records_a_second"] = round(made.count / each["seconds"]["median"])
        each.update(let_pass.get(each["name"], {}))
    return {
        "name": f"Validating {FORMATS[suffix]}",
        "format": suffix,
        "records": made.count,
        "bytes": file.stat().st_size,
        "rounds": rounds,
        "contenders": figures,
        "missing": missing,
    }


def started(folder: Path, rounds: int) -> dict[str, Any]:
    """Return the figures of starts."""
    entrants = starts(folder)
    for each in entrants:  # Warms up what they are loaded from.
        alternate([each], [], 1)
    runs = alternate(entrants, [], rounds)
    figures = [_figures(each, runs, entrants[0].name, entrants[1].name) for each in entrants]
    return {"name": "Starting", "rounds": rounds, "contenders": figures, "against": entrants[1].name}


def _let_pass(made: Made, suffix: str, contender: Contender) -> dict[str, Any]:
    (run,) = alternate([contender], [made.broken(suffix)], 1)[contender.name]
    bad = made.bad_rows(suffix)
    found: Passed = passed(contender, run.said, bad, suffix)
    return {
        "lets_pass": {"codes": found.codes, "rows": dict(found.rows), "copies": sorted(found.copies)},
        "bad_rows": len(bad),
        "refuses_sound_rows": found.refused,
    }


def _demand_sound(runs: Mapping[str, Sequence[Run]], entrants: Sequence[Contender]) -> None:
    """Demand that this package finds the sound file to be what it is.

    Raises:
        ValueError: it does not: then something else was measured than what is said.
    """
    for each in entrants:
        if each.name in (OURS, AGAINST) and any('"valid": true' not in run.said for run in runs[each.name]):
            raise ValueError(f"{each.name}: expected a valid copy")


def _figures(contender: Contender, runs: Mapping[str, Sequence[Run]], floor: str, other: str) -> dict[str, Any]:
    own = runs[contender.name]
    seconds, cpu = (
        {name: [getattr(run, kind) for run in each] for name, each in runs.items()} for kind in ("seconds", "cpu")
    )
    return {
        "name": contender.name,
        "seconds": _spread(seconds[contender.name]),
        "cpu_seconds": _spread(cpu[contender.name]),
        "peak_mib": round(statistics.median(run.peak for run in own) / MIB),
        "of_the_floor": _ratio(seconds[contender.name], seconds[floor]),
        "of_the_floor_cpu": _ratio(cpu[contender.name], cpu[floor]),
        "of_the_other": _ratio(seconds[contender.name], seconds[other]),
        "of_the_other_cpu": _ratio(cpu[contender.name], cpu[other]),
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 3),
        "least": round(min(values), 3),
        "most": round(max(values), 3),
    }


def _ratio(own: Sequence[float], its: Sequence[float]) -> float:
    return round(against(own, its), 3)
