"""Press material of the Collective Security Treaty Organization as typed, sourced records.

import csto_dataset

release = csto_dataset.load()
for pair in release.interviews[0].qa_pairs:
    print(pair.question[0])
"""

from csto_dataset.errors import CstoDatasetError
from csto_dataset.records import Interview, Interviewee, NewsItem, QAPair, Source
from csto_dataset.release import Release, load
from csto_dataset.table import Table
from csto_dataset.version import __version__

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
