"""What the package carries: its source pages, its releases, its JSON Schemas, its conformance kit.

The sources stand beside this file. Releases, schemas and kit stand at the top of a checkout, where people look for them;
a wheel holds them in this folder (pyproject.toml, force-include). This module is the one place that knows both.
"""

from pathlib import Path
from typing import Final

from csto_dataset.errors import UnknownSchemaError

_HERE: Final = Path(__file__).resolve().parent
_CHECKOUT: Final = _HERE.parent.parent

SOURCES: Final = _HERE / "source"
"""Folder of the source pages, with their catalogue."""


def _carried(name: str) -> Path:
    in_wheel = _HERE / name
    return in_wheel if in_wheel.is_dir() else _CHECKOUT / name


RELEASES: Final = _carried("dist-data")
"""Folder of the releases."""

SCHEMAS: Final = _carried("schemas")
"""Folder of the JSON Schemas, one folder a schema version."""

CONFORMANCE: Final = _carried("conformance")
"""Folder of the conformance kit: copies with all that is to be said of each, for validators in other languages."""


def schemas_of(version: str) -> Path:
    """Return the folder of the JSON Schemas of a schema version.

    Raises:
        UnknownSchemaError: the package carries none of it.
    """
    known = sorted(path.name for path in SCHEMAS.iterdir() if (path / "news_item.schema.json").is_file())
    if version not in known:
        raise UnknownSchemaError(
            f"expected a schema version that is known here ({', '.join(known)}), found {version!r}"
        )
    return SCHEMAS / version
