"""What is kept of pages: each text once, whichever page of it comes first, and whether all of it was read."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from csto_dataset.build import harvest
from csto_dataset.errors import ReleaseError
from csto_dataset.findings import Finding, Place
from csto_dataset.gathering.harvest import Harvest
from csto_dataset.gathering.reading import page_read
from csto_dataset.gathering.store import Store
from csto_dataset.ledger import Part
from csto_dataset.pages.page import Page
from tests.gathering.pages import Capture, article, everything, gathered, page_of, teaser
from tests.pages.samples import ARTICLE, TEASER, write_pages

CAPTURE = Capture((teaser(3, "They meet."), article("Maps", 3, "They agree.")))


def kept(*given: Page | Finding) -> Harvest:
    store = Store()
    for each in given:
        store.put(each if isinstance(each, Finding) else page_read(each))
    store.settle()
    return Harvest(store)


def all_read(page: Page) -> Page:
    """Return a page whose ledger calls nothing unread."""
    parts = (Part(part.start, part.end, "furniture") if part.role == "unread" else part for part in page.ledger)
    return replace(page, ledger=tuple(parts))


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("broken-record", False),
        ("unread-page", False),
        ("no-layout", False),
        ("diverging-captures", True),
        ("unclear-turns", True),
    ],
)
def test_pages_that_could_not_be_read_leave_a_harvest_less_than_whole(code: str, *, whole: bool) -> None:
    page = all_read(page_of(CAPTURE))
    assert kept(page).whole
    assert kept(page, Finding(code, "expected a page", Place(file="x.warc#2"))).whole is whole


def test_text_that_nothing_recognised_leaves_a_harvest_less_than_whole() -> None:
    harvest = kept(page_of(CAPTURE))
    assert harvest.counts.characters["unread"] > 0
    assert not harvest.whole


def test_a_text_under_several_names_is_told_of_once_under_the_least(tmp_path: Path) -> None:
    stray = f"Stray.\n\n{TEASER}{ARTICLE}"
    files = sorted(write_pages(tmp_path / "pages", stray, stray, stray).iterdir())
    for order in itertools.permutations(files):
        (finding,) = harvest(order).findings
        assert finding.where.file == str(files[0])


def test_a_text_that_is_refused_on_one_page_and_read_on_another_is_read_in_any_order() -> None:
    refused = replace(page_of(CAPTURE), findings=(Finding("no-layout", "expected a page", Place(file="a.txt")),))
    read = page_of(replace(CAPTURE, file="b.txt"))
    expected = everything(kept(read))
    assert expected["news_items"]
    assert everything(kept(refused, read)) == everything(kept(read, refused)) == expected


def test_a_refused_page_gives_its_findings_alone() -> None:
    refused = replace(page_of(CAPTURE), findings=(Finding("no-layout", "expected a page", Place(file="a.txt")),))
    found = everything(kept(refused))
    assert [finding["code"] for finding in found.pop("findings")] == ["no-layout"]
    assert not any(found.values())


def test_what_was_gathered_can_be_iterated_again_and_side_by_side() -> None:
    harvest = gathered([CAPTURE, replace(CAPTURE, head="Other")])
    items = harvest.tables["news_items"]
    assert list(items) == list(items)
    assert [one == other for one, other in zip(items, items, strict=True)] == [True, True]
    assert len(items) == len(harvest.ledger) == 2


def test_tables_outlive_the_name_of_the_harvest_they_come_from() -> None:
    assert len(list(gathered([CAPTURE]).tables["news_items"])) == 2


@pytest.mark.parametrize("table", ["findings", "documents", "readings"])
def test_what_cannot_be_read_again_is_one_error_of_ours(table: str) -> None:
    store = Store()
    store.settle()
    gathered = Harvest(store)
    store.rows.execute(f"DROP TABLE {table}")
    with pytest.raises(ReleaseError, match="the temporary file of the build: ") as caught:
        [list(each) for each in (gathered.findings, gathered.ledger, gathered.tables["interviews"])]
    assert str(caught.value).isprintable()
    gathered.close()
