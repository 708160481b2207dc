"""Comparing records and files with a release, step by step."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.check import Checked, check
from csto_dataset.compare import Against, Comparison
from csto_dataset.examples import EXAMPLES
from csto_dataset.findings import Finding, Place
from csto_dataset.formats.rows import Row
from csto_dataset.manifest import CHECKSUMS, LEDGER, MANIFEST
from csto_dataset.release import Release
from tests.copying import values_of, with_value

ANY_BYTES = "0" * 64


@pytest.fixture
def against(release: Release) -> Against:
    return Against(release.folder)


@pytest.fixture
def comparison(against: Against) -> Comparison:
    return Comparison(against)


def checked(value: dict[str, Any]) -> Checked:
    found = check(Row(json.dumps(value).encode(), Place(file="x.jsonl", pointer="", line=1, column=1, byte=0)))
    assert isinstance(found, Checked)
    return found


def compare(comparison: Comparison, value: dict[str, Any]) -> list[Finding]:
    found = checked(value)
    compared = comparison._against.compare(found)
    comparison.take(found.table, compared.counterpart, altered=compared.altered)
    return list(compared.findings)


def feed(comparison: Comparison, release: Release, *tables: str) -> None:
    for table in tables:
        comparison.hold(table)
        comparison.data_file(release.manifest.files[f"{table}.json"].sha256)
        for value in values_of(release, table):
            assert compare(comparison, value) == []


def test_nothing_at_all_is_foreign(comparison: Comparison) -> None:
    assert (comparison.complete().of, comparison.genuine()) == (0, "foreign")


def test_all_records_in_the_bytes_of_the_release_are_identical(comparison: Comparison, release: Release) -> None:
    feed(comparison, release, *release.tables)
    assert (comparison.complete().present, comparison.complete().of, comparison.genuine()) == (12, 12, "identical")


def test_all_records_of_one_table_are_complete(comparison: Comparison, release: Release) -> None:
    feed(comparison, release, "qa_pairs")
    assert (comparison.complete().present, comparison.complete().of, comparison.genuine()) == (8, 8, "identical")


def test_other_bytes_of_the_same_records_are_re_encoded(comparison: Comparison, release: Release) -> None:
    feed(comparison, release, "qa_pairs")
    comparison.data_file(ANY_BYTES)
    assert comparison.genuine() == "re-encoded"


def test_missing_records_make_a_subset(comparison: Comparison, release: Release) -> None:
    first, *rest = values_of(release, "news_items")
    for value in rest:
        compare(comparison, value)
    assert comparison.complete().missing == (first["id"],)
    assert comparison.genuine() == "subset"


def test_a_table_that_is_held_without_a_record_is_missing_whole(comparison: Comparison, release: Release) -> None:
    comparison.hold("news_items")
    assert comparison.complete().missing == tuple(sorted(record.id for record in release.news_items))
    assert comparison.genuine() == "foreign"
    compare(comparison, values_of(release, "qa_pairs")[0])
    assert comparison.genuine() == "subset"


def test_a_file_by_itself_states_no_table(comparison: Comparison) -> None:
    comparison.data_file(ANY_BYTES)
    assert comparison.complete().of == 0


def test_a_record_of_ones_own_is_added(comparison: Comparison, release: Release) -> None:
    feed(comparison, release, "news_items")
    (finding,) = compare(comparison, EXAMPLES["news_items"])
    assert (finding.code, finding.record) == ("added-record", EXAMPLES["news_items"]["id"])
    assert comparison.genuine() == "foreign"


def test_a_changed_record_is_altered_whatever_else_is_there(comparison: Comparison, release: Release) -> None:
    value = with_value(values_of(release, "interviews")[0], ("outlet",), "News.ru")
    (finding,) = compare(comparison, value)
    assert (finding.code, finding.where.pointer, finding.record) == ("changed-case", "/outlet", value["id"])
    compare(comparison, EXAMPLES["news_items"])
    assert comparison.genuine() == "altered"


@pytest.mark.parametrize("table", ["news_items", "interviews", "qa_pairs"])
def test_a_record_with_another_id_is_recognised_by_what_stands_beside_it(
    comparison: Comparison, release: Release, table: str
) -> None:
    value = values_of(release, table)[0]
    (finding, *_) = compare(comparison, {**value, "id": "mine"})
    assert (finding.code, finding.where.pointer, finding.record) == ("changed-field", "/id", value["id"])
    assert value["id"] not in comparison.complete().missing
    assert comparison.complete().present == 1


def test_a_news_item_moved_to_another_place_and_id_is_recognised_by_its_content(
    comparison: Comparison, release: Release
) -> None:
    value = values_of(release, "news_items")[0]
    moved = {**value, "id": "news-undated-000000000000", "source": EXAMPLES["news_items"]["source"]}
    assert {finding.record for finding in compare(comparison, moved)} == {value["id"]}


def test_a_key_order_or_a_whole_fraction_is_no_difference(comparison: Comparison, release: Release) -> None:
    for value in values_of(release, "qa_pairs"):
        reordered = dict(reversed({**value, "index": float(value["index"])}.items()))
        assert compare(comparison, reordered) == []
    assert comparison.genuine() == "identical"


def with_fractions(value: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose whole numbers are written as fractions, which are the same numbers."""
    changed: dict[str, Any] = json.loads(json.dumps(value), parse_int=float)
    return changed


@pytest.mark.parametrize("table", ["news_items", "interviews", "qa_pairs"])
def test_a_whole_fraction_is_no_difference_beside_a_field_of_ones_own(
    comparison: Comparison, release: Release, table: str
) -> None:
    comparison.data_file(ANY_BYTES)
    for value in values_of(release, table):
        assert compare(comparison, {**with_fractions(value), "mine": 1}) == []
    assert comparison.genuine() == "re-encoded"


@pytest.mark.parametrize("beside", [{}, {"mine": 1}], ids=["a valid record", "one that is not"])
@pytest.mark.parametrize("table", ["news_items", "interviews", "qa_pairs"])
def test_a_whole_fraction_is_no_difference_beside_one(
    comparison: Comparison, release: Release, table: str, beside: dict[str, Any]
) -> None:
    value = values_of(release, table)[0]
    other = "http://example.org/"
    (finding,) = compare(comparison, with_value({**with_fractions(value), **beside}, ("source", "url"), other))
    assert finding.where.pointer == "/source/url"


def test_a_record_with_another_id_is_recognised_by_a_place_in_whole_fractions(
    comparison: Comparison, release: Release
) -> None:
    value = values_of(release, "qa_pairs")[0]
    found = compare(comparison, {**with_fractions(value), "id": f"{value['id'][:-2]}99"})
    assert {finding.record for finding in found} == {value["id"]}


@pytest.mark.parametrize("name", [MANIFEST, CHECKSUMS, LEDGER, "README.md", "qa_pair.schema.json"])
def test_a_file_that_goes_with_the_release_counts_by_its_bytes(
    against: Against, comparison: Comparison, release: Release, name: str
) -> None:
    same = hashlib.sha256((release.folder / name).read_bytes()).hexdigest()
    assert against.other_file(name, name, same) is None
    finding = against.other_file(name, f"in/{name}", ANY_BYTES)
    assert finding is not None
    assert (finding.code, finding.where.file) == ("altered-file", f"in/{name}")
    comparison.altered_file()
    assert comparison.genuine() == "altered"


def test_a_record_is_known_by_its_id_and_its_digest_together(against: Against, release: Release) -> None:
    (one, digest), (other, _) = list(release.digests["qa_pairs"].items())[:2]
    assert against.knows("qa_pairs", one, digest)
    assert not against.knows("qa_pairs", other, digest)
    assert not against.knows("news_items", one, digest)
    assert not against.knows("qa_pairs", None, digest)


@given(data=st.data())
def test_records_in_any_order_and_number_are_present_once(release: Release, data: st.DataObject) -> None:
    values = values_of(release, "qa_pairs")
    chosen = data.draw(st.lists(st.sampled_from(values), min_size=1))
    comparison = Comparison(Against(release.folder))
    for value in chosen:
        assert compare(comparison, value) == []
    ids = {value["id"] for value in chosen}
    complete = comparison.complete()
    assert (complete.present, complete.of) == (len(ids), len(values))
    assert set(complete.missing) == {value["id"] for value in values} - ids
    assert comparison.genuine() == ("subset" if complete.missing else "identical")
