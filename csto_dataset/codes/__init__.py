"""The catalogue of finding codes: what each means, how bad it is, what to do. Codes are never renamed or used again."""

from typing import Final

from csto_dataset.codes.copies import COPY_CODES
from csto_dataset.codes.entry import Entry, Level
from csto_dataset.codes.forensics import FORENSIC_CODES
from csto_dataset.codes.packing import PACKING_CODES
from csto_dataset.codes.pages import PAGE_CODES

__all__ = [
    "AGAINST_RELEASE",
    "ALTERED_RECORD",
    "CATALOGUE",
    "COPY_CODES",
    "FORENSIC_CODES",
    "PACKING_CODES",
    "PAGE_CODES",
    "Entry",
    "Level",
]

CATALOGUE: Final[dict[str, Entry]] = {**COPY_CODES, **PACKING_CODES, **FORENSIC_CODES, **PAGE_CODES}
"""Every code, with its level, cause, an example and a remedy."""

ALTERED_RECORD: Final = frozenset({"altered-value", *FORENSIC_CODES})
"""Codes that say what became of a record of a release."""

AGAINST_RELEASE: Final = ALTERED_RECORD | {"altered-file", "added-record"}
"""Codes that say how a copy differs from a release. They do not make it invalid by itself."""
