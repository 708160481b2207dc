"""What became of one value of a record, as plain data."""

from dataclasses import dataclass

from csto_dataset.findings import Edit

Steps = tuple[str | int, ...]
"""What leads to a value in a record: keys and indexes."""


Edits = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Alteration:
    """One place where a record of a copy differs from the release's.

    Attributes:
        code: what kind of change it is, one of the catalogue.
        steps: to the value in the copy; to what held it, where it is not there any more.
        message: one line, *expected X, found Y*; values stand escaped in it.
        edits: what was done to the text, word by word, from its beginning to its end; long stretches are shortened in
            their middle. Empty where no text was changed.
    """

    code: str
    steps: Steps
    message: str
    edits: Edits = ()
