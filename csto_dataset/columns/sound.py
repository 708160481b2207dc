"""What is known of a row that columns have proved to be sound."""

from typing import NamedTuple


class SoundRow(NamedTuple):
    """A row that the models and the rules for single records accept.

    Attributes:
        digest: what identifies the record.
        interview: for a pair, the id of its interview.
        pairs: for an interview, the digest of each of its pairs by id.
    """

    id: str
    digest: bytes
    interview: str | None = None
    pairs: dict[str, bytes] | None = None
