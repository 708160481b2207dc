"""The catalogue of a folder of pages: what no page says of itself."""

from pathlib import Path
from typing import Final

import jiter
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from csto_dataset.documents import is_of_the_site
from csto_dataset.errors import SourceError
from csto_dataset.fields import Sha256, Text, Url
from csto_dataset.files import named, read_bytes
from csto_dataset.findings import first_refusal, printable
from csto_dataset.records import Language

CATALOGUE: Final = "catalogue.json"
"""Name of the catalogue in its folder. A folder need not have one."""


class Entry(BaseModel):
    """What the catalogue says of a page."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    file: Text = Field(description="Name of the file, in the folder of the catalogue.")
    url: Url | None = Field(None, description="Address of the page.")
    sha256: Sha256 | None = Field(None, description="SHA-256 of the file's bytes, which are held against it.")
    language: Language | None = Field(None, description="Language of the page; without it the parser tells.")
    description: Text | None = Field(None, description="What it is, for people.")

    def demand(self, path: Path, sha256: str) -> None:
        """Demand that a file is the one that is described here, by the SHA-256 of its bytes, where one is given here.

        Raises:
            SourceError: it is another.
        """
        if self.sha256 not in (None, sha256):
            raise SourceError(f"{named(path)}: expected the sha256 {self.sha256} of its {CATALOGUE}, found {sha256}")


_ENTRIES: Final = TypeAdapter(tuple[Entry, ...])


def read_catalogue(folder: Path) -> dict[str, Entry]:
    """Return the entries of a folder's catalogue by the name of the file; none where there is no catalogue.

    Raises:
        SourceError: the catalogue cannot be read, has a key or a file twice, a file of another folder, or a page of
            another site.
    """
    path = folder / CATALOGUE
    if not path.exists():
        return {}
    raw = read_bytes(path, SourceError)
    try:
        entries = _ENTRIES.validate_json(raw)
        jiter.from_json(raw, catch_duplicate_keys=True)
    except ValidationError as error:
        raise SourceError(f"{named(path)}#{first_refusal(error)}") from error
    except ValueError as error:
        raise SourceError(f"{named(path)}#: {printable(str(error))}") from error
    by_name: dict[str, Entry] = {}
    for index, entry in enumerate(entries):
        if Path(entry.file).name != entry.file or "\\" in entry.file or entry.file == "..":
            raise SourceError(f"{named(path)}#/{index}/file: expected a file of this folder, found {entry.file!r}")
        if entry.file in by_name:
            raise SourceError(f"{named(path)}#/{index}/file: expected each file once, found {entry.file!r} again")
        if entry.url is not None and not is_of_the_site(entry.url):
            raise SourceError(f"{named(path)}#/{index}/url: expected a page of the CSTO's site, found {entry.url!r}")
        by_name[entry.file] = entry
    return by_name
