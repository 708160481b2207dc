"""The files of a copy."""

import os
from pathlib import Path

import pytest

from csto_dataset.copies import files_of, goes_with_release
from csto_dataset.errors import CopyError
from csto_dataset.release import Release


def said(paths: list[Path]) -> str:
    with pytest.raises(CopyError) as refused:
        files_of(paths)
    message = str(refused.value)
    assert message.isprintable()
    return message


def test_a_release_folder_holds_nine_files_of_records(release: Release) -> None:
    files = files_of([release.folder])
    assert [file.path.name for file in files] == sorted(path.name for path in release.folder.iterdir())
    assert {file.path.name for file in files if file.data} == {
        f"{table}.{form}" for table in release.tables for form in ("json", "jsonl", "parquet")
    }
    assert {file.unread for file in files} == {None}


def test_every_file_of_a_release_is_known(release: Release) -> None:
    for file in files_of([release.folder]):
        assert file.data is not goes_with_release(file.path.name)


def test_paths_stand_in_the_order_given_and_folders_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.json", "a.jsonl", "in/z.json", "in/a.txt", "in/.hidden.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    files = files_of([tmp_path / "b.json", tmp_path / "in", tmp_path / "a.jsonl"])
    assert [(file.path.name, file.data) for file in files] == [
        ("b.json", True),
        ("a.txt", False),
        ("z.json", True),
        ("a.jsonl", True),
    ]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("news_items.jsonl", "news_items"),
        ("news_items-000.jsonl", "news_items"),
        ("news_items_7.csv.gz", "news_items"),
        ("qa_pairs-00001-of-00005.parquet", "qa_pairs"),
        ("qa_pairs-old.json", "qa_pairs-old"),
        ("qa_pairs0.json", "qa_pairs0"),
        ("000.json", "000"),
    ],
)
def test_a_part_of_a_table_is_named_for_it(name: str, held: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    (file,) = files_of([tmp_path])
    assert file.named_for == held


def test_a_file_that_goes_with_a_release_is_not_looked_at_alone(release: Release) -> None:
    assert "manifest.json" in said([release.folder / "manifest.json"])


@pytest.mark.parametrize("name", ["x" * 300 + ".json", "nul\x00.json"])
def test_a_name_that_no_file_can_have_is_one_line(name: str, tmp_path: Path) -> None:
    said([tmp_path / name])


@pytest.mark.parametrize("name", ["releases.json", "catalogue.json"])
def test_json_of_another_kind_is_neither_read_nor_known(name: str, tmp_path: Path) -> None:
    (tmp_path / "news_items.json").touch()
    (tmp_path / name).write_text("[1]", encoding="utf-8")
    assert [file.path.name for file in files_of([tmp_path]) if file.data] == ["news_items.json"]
    assert not goes_with_release(name)


def test_links_and_folders_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "news_items.json").touch()
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "link.json").symlink_to("news_items.json")
    (tmp_path / "nowhere.json").symlink_to("missing")
    (tmp_path / "manifest.json").symlink_to(os.devnull)
    unread = {file.path.name: file.unread for file in files_of([tmp_path])}
    assert unread == {
        "news_items.json": None,
        "folder.json": "a folder",
        "link.json": "a symbolic link",
        "nowhere.json": "a symbolic link",
        "manifest.json": "a symbolic link",
    }


@pytest.mark.parametrize("name", ["missing.json", "missing", "missing/news_items.json", "", "line\nbreak\x1b[31m.json"])
def test_a_path_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    said([tmp_path / "nowhere" / name])


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").symlink_to("missing")
    said([tmp_path / "x.json"])


@pytest.mark.parametrize("name", ["x.xlsx", "x", "x.zip.gz", "x.gz", "x.json.lz4", ".json", "x.\x1b[31m\n"])
def test_a_suffix_that_no_format_has_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert ".parquet" in said([tmp_path / name])


def test_one_bad_path_among_good_ones_is_refused(tmp_path: Path, release: Release) -> None:
    said([release.folder, tmp_path / "missing.json"])


@pytest.mark.parametrize("names", [[], ["x.txt", "manifest.json"], ["news_item.schema.json", "ledger.jsonl"]])
def test_a_folder_without_records_is_refused(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).touch()
    said([tmp_path])


def test_a_folder_of_folders_and_links_alone_is_refused(tmp_path: Path, release: Release) -> None:
    (tmp_path / "news_items.json").symlink_to(release.folder / "news_items.json")
    (tmp_path / "interviews.json").mkdir()
    said([tmp_path])


def test_a_folder_that_may_not_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> None:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "iterdir", denied)
    assert said([tmp_path]).endswith("permission denied")
