"""The page of the codes is what the catalogue says today."""

import runpy

from csto_dataset.codes import CATALOGUE
from tests.conftest import ROOT


def test_the_page_of_the_codes_is_what_the_catalogue_says() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "codes.py"))
    assert (ROOT / "docs" / "codes.md").read_text(encoding="utf-8") == written["page"]()


def test_the_page_has_a_row_for_each_code() -> None:
    page = (ROOT / "docs" / "codes.md").read_text(encoding="utf-8")
    assert [page.count(f"\n| `{code}` |") for code in CATALOGUE] == [1] * len(CATALOGUE)
