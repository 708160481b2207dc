"""Short ways to write a case as a row of a table."""

from collections.abc import Mapping
from typing import Any

from tests.conformance.case import RELEASE, Case, Found
from tests.conformance.copies import lines

Files = bytes | Mapping[str, bytes]
"""Files by their names; bytes alone are a file in JSON Lines."""


def bad(code: str, why: str, files: Files, *found: Found, name: str = "bad", **more: Any) -> Case:
    """Return a copy with findings; unless told otherwise, they are errors of the copy by itself."""
    return Case(code=code, name=name, why=why, files=_named(files), found=found, **{"valid": False, **more})


def good(code: str, why: str, files: Files, name: str = "good", **more: Any) -> Case:
    """Return a copy without a finding."""
    return Case(code=code, name=name, why=why, files=_named(files), **more)


def altered(code: str, why: str, record: Mapping[str, Any], *found: Found, **more: Any) -> Case:
    """Return a copy of one record of the kit's release that was changed; each finding is about that record."""
    return bad(code, why, lines(record), *found, **{"valid": True, "against": RELEASE, "genuine": "altered", **more})


def kept(code: str, why: str, files: Files, genuine: str = "subset", **more: Any) -> Case:
    """Return a copy of records of the kit's release, unchanged."""
    return good(code, why, files, against=RELEASE, genuine=genuine, **more)


def _named(files: Files) -> Mapping[str, bytes]:
    return {"x.jsonl": files} if isinstance(files, bytes) else files
