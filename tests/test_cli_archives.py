"""Web archives on the command line."""

import json
from pathlib import Path

import pytest

from csto_dataset.cli import main
from tests.pages.samples import ARTICLE, INTERVIEW
from tests.sources.archives import SITE, Archive, by_hand, write


def test_parse_prints_each_page_of_an_archive_and_tells_what_was_broken_or_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = Archive().answer(ARTICLE.encode(), f"{SITE}/1").answer(INTERVIEW.encode(), f"{SITE}/2")
    path = write(tmp_path, good.content + by_hand(b"x", length=10) + good.other("metadata").content)
    assert main(["parse", str(path)]) == 0
    printed = capsys.readouterr()
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert [line["path"] for line in lines] == [f"{path}#{number}" for number in (1, 2, 4, 5)]
    assert [line["source"]["url"] for line in lines] == [f"{SITE}/1", f"{SITE}/2"] * 2
    assert [line.split(":")[0] for line in printed.err.splitlines()] == ["warning", "note"]
    assert "1 metadata" in printed.err


def test_parse_of_a_file_that_is_no_archive_ends_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, b"", "crawl.warc.gz")
    assert main(["parse", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"error: {path}: ")
    assert printed.err.count("\n") == 1
