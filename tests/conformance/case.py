"""What a case of the kit is: a copy, and the findings that it has, told by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from csto_dataset.codes import Level
from csto_dataset.findings import Place
from csto_dataset.verdict import Genuine

HERE: Final = "▸"
"""Stands in a mark before the character that a place is."""

RELEASE: Final = "release"
"""Folder of the kit's own release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding that a copy has. Where in a text it is, a mark tells: a passage that stands there once.

    Attributes:
        file: name in the folder of the case; empty where the case has one file.
        mark: passage of the file with HERE before the place; nothing where the place is no character.
    """

    pointer: str | None = None
    field: str | None = None
    mark: str = ""
    row: int | None = None
    row_group: int | None = None
    record: str | None = None
    file: str = ""
    code: str = ""
    level: Level = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A copy, and what a validator must say of it.

    Attributes:
        code: that it is about.
        name: `bad` or `good`, with something behind a hyphen where the code has several.
        why: in one sentence, what the copy shows.
        files: the bytes of each file of the copy by its name.
        found: all that is to be found.
        inseparable: of a code that never comes alone, why.
        whole: whether the copy is the folder, and not its files.
        against: folder of the release in the kit that the copy is compared with.
    """

    code: str
    name: str
    why: str
    files: Mapping[str, bytes]
    found: tuple[Found, ...] = ()
    inseparable: str | None = None
    whole: bool = False
    against: str | None = None
    valid: bool = True
    genuine: Genuine | None = None
    bad: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bad", self.name.partition("-")[0] == "bad")

    @property
    def folder(self) -> str:
        """Path of its folder in the kit."""
        return f"{self.code}/{self.name}"

    @property
    def copy(self) -> list[str]:
        """Paths in the kit that are to be validated together."""
        return [self.folder] if self.whole else [f"{self.folder}/{name}" for name in self.files]

    @property
    def also(self) -> list[str]:
        """The codes that are found besides its own."""
        return sorted({found.code for found in self.found} - {self.code, ""})

    def as_json(self) -> dict[str, Any]:
        """Return the row of `cases.json`."""
        return {
            "name": self.folder,
            "code": self.code,
            "bad": self.bad,
            "why": self.why,
            "copy": self.copy,
            "against": self.against,
            "findings": [self._finding(found) for found in self.found],
            "also": self.also,
            "inseparable": self.inseparable,
            "valid": self.valid,
            "genuine": self.genuine,
        }

    def _finding(self, found: Found) -> dict[str, Any]:
        name = found.file or next(iter(self.files))
        place = Place(
            file=f"{self.folder}/{name}",
            pointer=found.pointer,
            row_group=found.row_group,
            row=found.row,
            field=found.field,
        )
        where = at_mark(self.files[name], found.mark, place) if found.mark else place
        return {
            "code": found.code or self.code,
            "level": found.level,
            "where": where._asdict(),
            "record": found.record,
        }


def at_mark(raw: bytes, mark: str, place: Place) -> Place:
    """Return a place with the line, the column and the byte of the one passage of a file that a mark shows.

    The passage is looked for as bytes, so that what reads the file has no say in where its values stand.
    """
    before, behind = (part.encode() for part in mark.split(HERE))
    if raw.count(before + behind) != 1:
        raise ValueError(f"{place.file}: expected {mark!r} once, found it {raw.count(before + behind)} times")
    byte = raw.index(before + behind) + len(before)
    line_start = raw.rfind(b"\n", 0, byte) + 1
    column = len(raw[line_start:byte].decode()) + 1
    return place._replace(line=raw.count(b"\n", 0, byte) + 1, column=column, byte=byte)
