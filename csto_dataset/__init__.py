"""Press material of the Collective Security Treaty Organization as typed, sourced records.

import csto_dataset

release = csto_dataset.load()
for pair in release.interviews[0].qa_pairs:
    print(pair.question[0])
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

from csto_dataset.version import __version__

if TYPE_CHECKING:
    from csto_dataset.errors import CstoDatasetError
    from csto_dataset.records import Interview, Interviewee, NewsItem, QAPair, Source
    from csto_dataset.release import Release, load
    from csto_dataset.table import Table

__all__ = [
    "CstoDatasetError",
    "Interview",
    "Interviewee",
    "NewsItem",
    "QAPair",
    "Release",
    "Source",
    "Table",
    "__version__",
    "load",
]

_HOMES: Final = {
    "CstoDatasetError": "errors",
    "Interview": "records",
    "Interviewee": "records",
    "NewsItem": "records",
    "QAPair": "records",
    "Release": "release",
    "Source": "records",
    "Table": "table",
    "load": "release",
}
"""Module of each export. It is loaded when it is asked for: pydantic takes a seventh of a second that no `--help` needs."""


if not TYPE_CHECKING:  # To a type checker an unknown name would be any value.

    def __getattr__(name: str) -> Any:
        """Return an export, from its module."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value  # The next time nobody asks here.
        return value


def __dir__() -> list[str]:
    """Return the names of the exports, whether they are loaded or not."""
    return list(__all__)
