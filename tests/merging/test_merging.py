"""The report of a whole is the merge of those of its shards, however it was cut."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_dataset import shard, validate
from csto_dataset.compare import Against
from csto_dataset.copies import CopyFile, files_of
from csto_dataset.limits import DEFAULT_LIMITS
from csto_dataset.readers import Ranked
from csto_dataset.records import TABLES
from csto_dataset.release import Release
from csto_dataset.rules.facts import Fact, Facts
from csto_dataset.run import Run
from csto_dataset.shard import Beside
from csto_dataset.verdict import Found
from tests.copying import values_of
from tests.merging.cutting import Cut, cut
from tests.merging.strategies import copies, cuts

DRAWN = int(os.environ.get("CSTO_EXAMPLES", "12"))
"""Copies that are cut in each format; set CSTO_EXAMPLES for a long run."""

WITHOUT_COLUMNS = (".json", ".jsonl")
"""Formats in which a file may hold records of several tables."""

FORMS = (*WITHOUT_COLUMNS, ".csv", ".parquet")


def drawn_cut(data: st.DataObject, release: Release, form: str, folder: str) -> Cut:
    """Draw a copy of a release, and write it whole and in shards."""
    known = [value for table in release.tables for value in values_of(release, table)]
    drawn = data.draw(copies(known, json=form in WITHOUT_COLUMNS))
    mixed = form in WITHOUT_COLUMNS and data.draw(st.booleans())
    return cut(Path(folder), form, drawn, data.draw(cuts(len(drawn))), mixed=mixed)


def roots(folder: Path) -> dict[str, tuple[int, str]]:
    """Return how many records of each table the files of a copy hold, each id once, and their root."""
    facts, files = Facts(), files_of([folder])
    for rank, file in enumerate(files):
        told = shard.read(file, Beside(), DEFAULT_LIMITS)
        facts.take((each for each in told if isinstance(each, Fact) and each.id), rank=rank, file=file.name, form="")
    return {table: facts.root(table, range(len(files))) for table in TABLES}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=DRAWN)
@given(data=st.data())
def test_the_report_of_a_whole_is_the_merge_of_those_of_its_shards(
    form: str, data: st.DataObject, release: Release
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = drawn_cut(data, release, form, folder)
        against, most = data.draw(st.sampled_from([None, release])), data.draw(st.sampled_from([3, 1_000]))
        whole = validate.validate([copy.whole], against, found=Found(most=most))
        parts = validate.validate([copy.parts], against, found=Found(most=most))
        assert parts.files == len(copy.shards)
        findings = tuple(map(copy.at_home, parts.findings))
        assert replace(parts, files=whole.files, findings=findings) == whole
        assert roots(copy.parts) == roots(copy.whole)


class InTurn:
    """What reads files in any order, some of what each of them tells at a time, as several workers do."""

    def __init__(self, beside: Beside, order: Sequence[int], at_once: Sequence[int]) -> None:
        self._beside = beside
        self._order = order
        self._at_once = at_once

    def read(self, files: Sequence[CopyFile]) -> Iterator[Ranked]:
        waiting = {rank: list(shard.read(files[rank], self._beside, DEFAULT_LIMITS)) for rank in self._order}
        turns = 0
        while waiting:
            for rank in list(waiting):
                many = self._at_once[turns % len(self._at_once)]
                turns += 1
                some, waiting[rank] = waiting[rank][:many], waiting[rank][many:]
                if not some:
                    del waiting[rank]
                yield rank, some


@settings(max_examples=DRAWN)
@given(data=st.data(), form=st.sampled_from(FORMS))
def test_the_report_is_the_same_in_whatever_order_shards_are_read(
    data: st.DataObject, form: str, release: Release
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = drawn_cut(data, release, form, folder)
        alone = validate.validate([copy.parts], release, found=Found(most=3))
        order = data.draw(st.permutations(range(len(copy.shards))))
        readers = InTurn(Beside(Against(release.folder)), order, data.draw(st.lists(st.integers(1, 5), min_size=1)))
        run = Run(files_of([copy.parts]), Against(release.folder), Found(most=3))
        run.read(readers, lambda done, of: None)  # type: ignore[arg-type]
        assert run.report() == alone
