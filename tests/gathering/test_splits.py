"""The same release comes of the same sources, however they are split into files, folders and archives, whoever reads them."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_dataset.build import harvest, release_files
from tests.gathering.strategies import Split, captures, pages, splits

SOURCES = {"texts": st.lists(pages(), min_size=1, max_size=5), "records": st.lists(captures(), max_size=5)}


def release_of(paths: list[Path], *, workers: int = 1, scheduler: str | None = None) -> dict[str, bytes]:
    """Return the files of the release, and what else a build tells."""
    with harvest(paths, workers=workers, scheduler=scheduler) as gathered:
        written = {}
        for name, write in release_files(gathered):
            file = io.BytesIO()
            write(file)
            written[name] = file.getvalue()
        counts = gathered.counts
        return {**written, "counts": repr((counts.records, counts.readings, counts.findings)).encode()}


def whole_and_split(
    data: st.DataObject, texts: list[bytes], records: list[bytes], top: Path
) -> tuple[list[Path], list[Path]]:
    """Write the same sources as one folder, and split in a drawn way; return the paths that name each."""
    whole = Split((tuple(texts),), (tuple(records),) if records else ()).write(top / "whole")
    return whole, data.draw(splits(texts, records)).write(top / "split")


@given(data=st.data(), workers=st.integers(1, 3), **SOURCES)
@settings(max_examples=10)
def test_any_split_of_the_sources_gives_the_same_release(
    data: st.DataObject,
    workers: int,
    texts: list[bytes],
    records: list[bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    whole, split = whole_and_split(data, texts, records, tmp_path_factory.mktemp("sources"))
    assert release_of(split, workers=workers) == release_of(whole)
