"""What a run of the battery tries."""

from pathlib import Path

from benchmarks.damage import benign, trial
from benchmarks.damage.tally import combinations
from benchmarks.damage.trial import Outcome, Trial
from benchmarks.damage.writers import WRITERS


def tried(each: Trial, folder: Path) -> Outcome:
    """Return what comes of a trial, benign or not."""
    return benign.tried(each, folder) if each.form == benign.FORM else trial.tried(each, folder)


def trials(seeds: int, benign_seeds: int) -> list[Trial]:
    """Return the trials of a run: each kind in each format, and each benign writer, with seeds from 0."""
    harmful = [Trial(kind, form, seed) for seed in range(seeds) for kind, form in combinations()]
    return harmful + [Trial(writer, benign.FORM, seed) for seed in range(benign_seeds) for writer in WRITERS]
