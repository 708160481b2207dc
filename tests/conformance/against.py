"""Cases of copies that are compared with the kit's release: what is not of it, and values of other kinds."""

from typing import Final

from tests.conformance.case import RELEASE, Case, Found
from tests.conformance.copies import array, lines
from tests.conformance.records import HORSE, NEWS, RELEASED, ROADS, item
from tests.conformance.rows import altered, bad, kept

_OTHER: Final = item(title="A winter road was closed", source={**NEWS["source"], "start": 300, "end": 400})
_LISTED: Final = "news_items.jsonl"

AGAINST: Final[tuple[Case, ...]] = (
    altered(
        "altered-value",
        "A heading was emptied.",
        {**ROADS, "section": None},
        Found(pointer="/section", field="section", mark='"section":▸null', record=ROADS["id"]),
    ),
    kept("altered-value", "A heading is null in the release too.", lines(HORSE)),
    bad(
        "altered-file",
        "The check sums have a line more.",
        {_LISTED: RELEASED[_LISTED], "SHA256SUMS": RELEASED["SHA256SUMS"] + b"\n"},
        Found(file="SHA256SUMS"),
        whole=True,
        valid=True,
        against=RELEASE,
        genuine="altered",
    ),
    kept(
        "altered-file",
        "The check sums are those of the release.",
        {_LISTED: RELEASED[_LISTED], "SHA256SUMS": RELEASED["SHA256SUMS"]},
        "identical",
        whole=True,
    ),
    bad(
        "added-record",
        "A news item is none of the release.",
        lines(_OTHER),
        Found(pointer="", mark='▸{"form"', record=_OTHER["id"], level="warning"),
        valid=True,
        against=RELEASE,
        genuine="foreign",
    ),
    kept(
        "added-record", "A news item is one of the release, written otherwise.", {"x.json": array(NEWS)}, "re-encoded"
    ),
)
"""Cases of copies against a release."""
