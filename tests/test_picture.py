"""The picture in the README is what the validator answers today."""

import runpy

from tests.conftest import ROOT


def test_the_picture_is_what_the_validator_answers() -> None:
    drawn = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    assert (ROOT / "docs" / "validate.svg").read_text(encoding="utf-8") == drawn["draw"]()
