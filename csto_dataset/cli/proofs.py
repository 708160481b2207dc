"""Commands about proofs that a record is in a release: prove, verify-proof."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from csto_dataset.cli.terminal import FINDINGS, put
from csto_dataset.errors import ProofError
from csto_dataset.files import because, named, opened
from csto_dataset.findings import shown, visible_json

if TYPE_CHECKING:
    from csto_dataset.proofs import HeldRecord, Proof, Trusted

_STANDARD_INPUT: Final = Path("-")

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of a news item, an interview or a pair.")]
ReleaseFolder = Annotated[
    Path | None, typer.Option("--release", metavar="DIR", help="Release of the record. Default: the packaged one.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. Default: standard output.")
]
ProofFile = Annotated[Path, typer.Argument(metavar="FILE", help="The proof; - for standard input.")]
Root = Annotated[
    str | None, typer.Option(metavar="HEX", help="Root of the release that you trust, 64 hexadecimal digits.")
]
Against = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Release that you trust. Default: the packaged one of the version.")
]
RecordFile = Annotated[
    Path | None,
    typer.Option(
        "--record", metavar="FILE", help="JSON of the record, to hold against the proof; - for standard input."
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print one JSON object: proven, reason (why not, or null), id, table, digest, root (the trusted one), "
        "record (whether one was held against the proof).",
    ),
]


def prove(id: Id, release: ReleaseFolder = None, output: Output = None) -> None:
    """Write a small file that proves that a record is in a release."""
    from csto_dataset.release import packaged_folder
    from csto_dataset.standing import standing_proof

    proof = standing_proof(release or packaged_folder(), id)
    if output is None:
        put(proof.as_file().decode().rstrip())
        return
    try:
        output.write_bytes(proof.as_file())
    except OSError as error:
        raise ProofError(f"{named(output)}: {because(error)}") from error
    put(f"{named(output)} is written")


def verify_proof(
    file: ProofFile,
    root: Root = None,
    against: Against = None,
    record: RecordFile = None,
    as_json: Json = False,
) -> None:
    """Check, without the release, whether a file proves that a record is in a release that you trust.

    Exit status:

    0 proven

    1 not proven

    2 the check could not be done: no such file, no proof, no root that is trusted
    """
    from csto_dataset.proofs import LARGEST_PROOF, LARGEST_RECORD, objection, read_proof, read_record

    if file == record == _STANDARD_INPUT:
        raise ProofError("expected the proof or the record from standard input, found both")
    proof = read_proof(_bytes_of(file, LARGEST_PROOF), _called(file))
    trusted = _trusted(proof, root, against)
    held = None
    if record is not None:
        held = read_record(_bytes_of(record, LARGEST_RECORD), _called(record), proof.table)
    reason = objection(proof, trusted, held)
    if as_json:
        told = {"proven": reason is None, "reason": reason, "id": proof.id, "table": proof.table}
        put(visible_json({**told, "digest": proof.digest, "root": trusted.root, "record": held is not None}, indent=2))
    else:
        _put_outcome(proof, trusted, held, reason)
    if reason is not None:
        raise typer.Exit(FINDINGS)


def _trusted(proof: "Proof", root: str | None, against: Path | None) -> "Trusted":
    """Return what the proof is held against: never what it states itself.

    Raises:
        ProofError: two roots are named, or one that is none, or the package knows none.
        ReleaseError: the folder holds no release.
    """
    from csto_dataset.fields import SHA256_PATTERN
    from csto_dataset.proofs import Trusted
    from csto_dataset.standing import carried, stated

    if root is not None and against is not None:
        raise ProofError("expected one of --root and --against, found both")
    if root is None:
        return Trusted.of(carried(proof.release) if against is None else stated(against))
    if not re.fullmatch(SHA256_PATTERN, root):
        raise ProofError(f"--root: expected 64 lower-case hexadecimal digits, found {shown(root)}")
    return Trusted(root)


def _put_outcome(proof: "Proof", trusted: "Trusted", held: "HeldRecord | None", reason: str | None) -> None:
    if reason is not None:
        put(f"not proven: {reason}")
    elif held is not None:
        put(f"proven: the record {proof.id} is in the release with the root {trusted.root}")
    else:
        put(f"proven: a record with the digest {proof.digest} is in the release with the root {trusted.root}")
        put(f"not looked at: whether it is that of {proof.id} (--record FILE holds the record against it)")


def _called(path: Path) -> str:
    return "standard input" if path == _STANDARD_INPUT else named(path)


def _bytes_of(path: Path, most: int) -> bytes:
    """Return the bytes of a file or of standard input: all of them, or as many as tell that they are too many."""
    if path != _STANDARD_INPUT:
        with opened(path, ProofError) as file:
            return file.read(most + 1)
    # A stream that was closed before the start is None.
    return sys.stdin.buffer.read(most + 1) if sys.stdin else b""
