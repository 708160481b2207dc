"""What a page shows, and what it says of itself."""

from typing import NamedTuple

from csto_dataset.documents import Mark
from csto_dataset.records import Language


class Shown(NamedTuple):
    """The text of a page with its marks; its language and its address where it states them."""

    text: str
    marks: tuple[Mark, ...]
    language: Language | None
    url: str | None
