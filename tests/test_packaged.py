"""What the package carries, in a checkout and in a wheel."""

import hashlib
import json
from pathlib import Path

import pytest

from csto_dataset import packaged
from csto_dataset.sources.catalogue import CATALOGUE, read_catalogue


def test_every_source_page_stands_in_the_catalogue_with_its_digest() -> None:
    entries = read_catalogue(packaged.SOURCES)
    pages = {path.name: path.read_bytes() for path in packaged.SOURCES.iterdir() if path.name != CATALOGUE}
    assert {name: entry.sha256 for name, entry in entries.items()} == {
        name: hashlib.sha256(raw).hexdigest() for name, raw in pages.items()
    }


def test_every_source_page_has_an_address_and_a_language() -> None:
    assert all(entry.url and entry.language for entry in read_catalogue(packaged.SOURCES).values())


def test_the_releases_stand_at_the_top_of_a_checkout(root: Path) -> None:
    assert root / "dist-data" == packaged.RELEASES
    assert root / "schemas" == packaged.SCHEMAS
    assert root / "conformance" == packaged.CONFORMANCE


def test_the_folder_inside_the_package_goes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaged, "_HERE", tmp_path)
    assert packaged._carried("dist-data") == packaged._CHECKOUT / "dist-data"
    (tmp_path / "dist-data").mkdir()
    assert packaged._carried("dist-data") == tmp_path / "dist-data"


def test_the_list_of_releases_names_the_folders_beside_it() -> None:
    listed = json.loads((packaged.RELEASES / "releases.json").read_bytes())
    folders = {path.name for path in packaged.RELEASES.iterdir() if path.is_dir()}
    assert {entry["version"] for entry in listed} == folders
    for entry in listed:
        manifest = json.loads((packaged.RELEASES / entry["version"] / "manifest.json").read_bytes())
        assert {key: manifest[key] for key in entry} == entry


def test_a_release_carries_the_json_schemas_of_its_schema_version() -> None:
    for path in (packaged.SCHEMAS / "1.0").glob("*.schema.json"):
        assert (packaged.RELEASES / "1.0.0" / path.name).read_bytes() == path.read_bytes()
