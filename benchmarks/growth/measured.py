"""What was measured, as JSON objects: how memory grows, whether all ways to read tell the same, how readers scale."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from validation.running import Run, run

from growth.cluster import Cluster, Loss, cluster
from growth.making import Copy, beginning, copy

EVERY = 0.05
"""Seconds between two looks at memory."""
MIB = 1 << 20
COMMAND = (sys.executable, "-m", "csto_dataset", "validate")
ONE, TWO, LOST = "one process", "--workers 2", "Dask, 2 workers, of which one is killed"
SHARE_BEFORE_LOSS = 0.5
"""A worker is lost when the cluster took this share of the CPU time of one process. It needs more than that for all of it."""

Say = Callable[[str], object]


@dataclass(frozen=True)
class Plan:
    """What is measured.

    Attributes:
        shares: of the rows that growth is measured with, in ascending order, the last is 1.
        scaled: rows that are read in each number of `divisions` files.
        clusters: numbers of workers of a Dask cluster, in ascending order.
    """

    rows: int
    files: int
    shares: tuple[float, ...]
    scaled: int
    divisions: tuple[int, ...]
    clusters: tuple[int, ...]

    @classmethod
    def of(cls, rows: int) -> "Plan":
        """Return what is measured with so many rows at most."""
        return cls(
            rows, 40, (0.05, 0.1, 0.25, 0.5, 1), max(rows // 50, min(rows, 400_000)), (1, 2, 4, 8, 16, 32), (1, 2)
        )

    @classmethod
    def quick(cls) -> "Plan":
        """Return what is soon measured, to see that it runs."""
        return cls(400, 4, (0.5, 1), 200, (1, 2), ())


@dataclass(frozen=True)
class Told:
    """What the command took, and the reports that it gave: as JSON, and as text, which counts the rows."""

    run: Run
    spent_beside: float
    json: str
    text: str


def measured(plan: Plan, files: Path, say: Say) -> dict[str, Any]:
    """Return the figures of a plan.

    Raises:
        ValueError: what was read is not what was written, or two ways to read it do not tell the same.
    """
    say(f"making {plan.rows:,} rows in {plan.files} files")
    whole = copy(files, plan.rows, plan.files)
    copies = [beginning(whole, round(plan.rows * share)) for share in plan.shares[:-1]] + [whole]
    growth = []
    for each in copies:
        say(f"{each.rows:,} rows, {ONE}")
        told = validated(each)
        growth.append(_figures(ONE, each, told))
    same = {ONE: told, **_other_ways(whole, told, say)}
    demand_same({name: (each.json, each.text) for name, each in same.items()})
    return {
        "growth": growth,
        "same": [_figures(name, whole, each) for name, each in same.items()],
        "scaling": list(_scaling(plan, files, say)),
    }


def validated(of: Copy, *options: str, by: Cluster | None = None) -> Told:
    """Return what the command took and told of a copy.

    Args:
        by: cluster that reads it; its processes count too.

    Raises:
        RuntimeError: the command ended with another status than 0.
        ValueError: it does not tell of a valid copy of so many rows.
    """
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "report.txt"
        reports = ["--report", "text", "--output", str(text), "--report", "json"]
        against = ["--against", "none", *(["--dask", str(by.address)] if by else [])]
        before = by.spent() if by else 0.0
        took = run(
            [*COMMAND, str(of.folder), *against, *options, *reports],
            every=EVERY,
            beside=by.processes if by else (),
            share=True,
        )
        told = Told(took, by.spent() - before if by else 0.0, took.said, text.read_text(encoding="utf-8"))
    if '"valid": true' not in told.json or f" {of.rows:,} row" not in f" {told.text}":
        raise ValueError(f"{of.folder}: expected a valid copy of {of.rows:,} rows, found {told.text.strip()}")
    return told


def _other_ways(whole: Copy, alone: Told, say: Say) -> dict[str, Told]:
    """Return what is told of a copy that two workers read, and a cluster that loses a worker in the middle."""
    say(f"{whole.rows:,} rows, {TWO}")
    found = {TWO: validated(whole, "--workers", "2")}
    say(f"{whole.rows:,} rows, {LOST}")
    with cluster(2) as of:
        loss = Loss(of, SHARE_BEFORE_LOSS * alone.run.cpu)
        try:
            found[LOST] = validated(whole, by=of)
        finally:
            loss.end()
        if loss.killed is None:
            raise ValueError("the copy was read before a worker was killed: take more rows")
    return found


def demand_same(reports: dict[str, tuple[str, ...]]) -> None:
    """Demand that reports are equal, byte for byte.

    Raises:
        ValueError: two of them are not.
    """
    (first, expected), *others = reports.items()
    for name, found in others:
        if found != expected:
            raise ValueError(f"{name}: expected the report of {first}, found another")


def _scaling(plan: Plan, files: Path, say: Say) -> Iterator[dict[str, Any]]:
    say(f"making {plan.scaled:,} rows in {', '.join(map(str, plan.divisions))} files")
    copies = [copy(files, plan.scaled, division) for division in plan.divisions]
    ways: list[tuple[str, int, Sequence[str], AbstractContextManager[Cluster | None]]] = [
        ("processes", 1, (), nullcontext()),
        ("processes", 2, ("--workers", "2"), nullcontext()),
        *(("Dask", workers, (), cluster(workers)) for workers in plan.clusters),
    ]
    for by, readers, options, of in ways:
        with of as running:
            for each in copies:
                say(f"{each.rows:,} rows in {each.files} files, {by}: {readers}")
                found = _figures(f"{by}: {readers}", each, validated(each, *options, by=running))
                yield {**found, "by": by, "readers": readers}


def _figures(name: str, of: Copy, told: Told) -> dict[str, Any]:
    took = told.run
    return {
        "name": name,
        "rows": of.rows,
        "files": of.files,
        "bytes": of.bytes,
        "seconds": round(took.seconds, 3),
        "cpu_seconds": round(took.cpu + told.spent_beside, 3),
        "collecting_cpu_seconds": round(took.own, 3),
        "peak_mib": round(took.peak / MIB),
        "shared_mib": round(took.shared / MIB),
        "largest_mib": round(took.largest / MIB),
        "rows_a_second": round(of.rows / took.seconds),
    }
