"""What stops a run. One exception a cause; each message is one line that says where and what to do."""


class CstoDatasetError(Exception):
    """The work could not be done. What data, files or a missing library bring about is one of its children.

    A call that is wrong in itself, such as a day given as text, is a TypeError or a ValueError as everywhere.
    """


class SourceError(CstoDatasetError):
    """A page, or a folder of pages, cannot be read."""


class ReleaseError(CstoDatasetError):
    """A release cannot be read, or cannot be published."""


class WorkerError(CstoDatasetError):
    """A process that did a part of the work ended before it was done."""


class CopyError(CstoDatasetError):
    """A copy cannot be looked at, whatever is in it."""


class UnreadError(CstoDatasetError):
    """A file of a copy cannot be read to its end. It is told as a finding about the file.

    Attributes:
        code: of the finding.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class PackingError(UnreadError):
    """A compressed file cannot be unpacked, or gives more than is allowed."""


class ApartError(UnreadError):
    """A process that read a file apart ended before it was done."""


class ClusterError(CstoDatasetError):
    """A cluster cannot be reached."""


class ProofError(CstoDatasetError):
    """A proof cannot be made or read, or there is nothing that it could be held against."""


class StaleError(CstoDatasetError):
    """A generated file differs from what the code would write today."""


class MissingExtraError(CstoDatasetError):
    """An optional library that the call needs is not installed."""


class UnknownCodeError(CstoDatasetError):
    """No finding has this code."""


class UnknownSchemaError(CstoDatasetError):
    """The package carries no JSON Schemas of this version."""


class UnknownFieldError(CstoDatasetError):
    """A record has no such field."""


class UnknownRecordError(CstoDatasetError, KeyError):
    """No record of the release has this id."""

    __str__ = Exception.__str__
