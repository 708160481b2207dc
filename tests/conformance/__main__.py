"""Write the folder `conformance/` anew, but for its README: `python -m tests.conformance`."""

import shutil

from tests.conformance.kit import files
from tests.conftest import ROOT

FOLDER = ROOT / "conformance"

given = files()  # Before anything is removed: a row may be at fault.
for old in FOLDER.iterdir() if FOLDER.is_dir() else ():
    if old.is_dir():
        shutil.rmtree(old)
for path, raw in given.items():
    (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / path).write_bytes(raw)
