"""Options for what reading a file may cost."""

from typing import Annotated

import typer

from csto_dataset.limits import LEAST_MEMORY, Limits


def _size(written: str) -> int:
    """Return the bytes that a size such as `4GiB` says."""
    from pydantic import ByteSize, TypeAdapter, ValidationError

    try:
        size = TypeAdapter(ByteSize).validate_python(written)
    except ValidationError:
        size = ByteSize(0)
    if size < 1:
        raise typer.BadParameter(f"expected a size such as 500MB or 4GiB, found {written!r}")
    return int(size)


def _memory(written: str) -> int:
    """Return the bytes that a size says, if they are enough to read anything."""
    size = _size(written)
    if size < LEAST_MEMORY:
        raise typer.BadParameter(f"expected {LEAST_MEMORY >> 20}MiB or more, found {written!r}")
    return size


MaxUnpacked = Annotated[
    int | None,
    typer.Option(
        metavar="SIZE", parser=_size, help="What may come out of a compressed file, or of Parquet. Default: 16GiB."
    ),
]
MaxRatio = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="How many times its size may come out of a file, behind 16 MiB. Default: 1000."
    ),
]
MaxMemory = Annotated[
    int | None,
    typer.Option(metavar="SIZE", parser=_memory, help="Memory of a process that reads Parquet. Default: 2GiB."),
]
MaxSeconds = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How long such a process may tell nothing. Default: 600.")
]


def limits(unpacked: int | None, ratio: int | None, memory: int | None, seconds: int | None) -> Limits:
    """Return the limits that options name, the others as they are by default."""
    named = {"unpacked": unpacked, "ratio": ratio, "memory": memory, "seconds": seconds}
    return Limits(**{name: value for name, value in named.items() if value is not None})
