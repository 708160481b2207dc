"""Proofs that one record is in a release: made from the release, checked without it. docs/proofs.md is for strangers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from csto_dataset.errors import ProofError, UnknownRecordError
from csto_dataset.fields import INTERVIEW_ID_PATTERN, NEWS_ID_PATTERN, QA_PAIR_ID_PATTERN, Offset, Sha256
from csto_dataset.findings import first_refusal, label, shown
from csto_dataset.formats import gate
from csto_dataset.identity import digest, record_digest, release_root
from csto_dataset.manifest import Manifest, Version
from csto_dataset.merkle import Branch, branch
from csto_dataset.records import TABLES, record_type

TableName = Literal["news_items", "interviews", "qa_pairs"]
_IDS: Final[dict[TableName, str]] = {
    "news_items": NEWS_ID_PATTERN,
    "interviews": INTERVIEW_ID_PATTERN,
    "qa_pairs": QA_PAIR_ID_PATTERN,
}
_OTHERS: Final = len(get_args(TableName)) - 1
LONGEST_PATH: Final = 64
"""Hashes of a path; 24 are enough for ten million records."""
LARGEST_PROOF: Final = 64_000
"""Bytes of a file that is read as a proof."""
LARGEST_RECORD: Final = 64_000_000
"""Bytes of a file that is read as the record of a proof."""


class Proof(BaseModel):
    """What leads from one record to the root of its release. By itself it proves nothing: its root must be trusted."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    format: Literal["csto-dataset/proof/1"] = "csto-dataset/proof/1"
    release: Version = Field(description="Version of the release; it tells where to look for the root, no more.")
    table: TableName
    id: str = Field(description="Id of the record, as the proof has it: only the record itself can show that it is so.")
    digest: Sha256 = Field(description="What identifies the record.")
    index: Offset = Field(description="Place of the digest among those of the table in order of id, from 0.")
    leaves: Offset = Field(description="How many records the table has.")
    path: tuple[Sha256, ...] = Field(
        max_length=LONGEST_PATH, description="Hashes to join with, the leaf's sister first."
    )
    other_roots: dict[TableName, Sha256] = Field(min_length=_OTHERS, max_length=_OTHERS)
    root: Sha256 = Field(description="Root of the release, as the proof has it.")

    def as_file(self) -> bytes:
        """Return the bytes of the proof's file: one line of JSON."""
        return self.model_dump_json().encode() + b"\n"

    def leads_to(self) -> str | None:
        """Return the root of a release that the parts of the proof lead to; None where they do not fit together."""
        path = tuple(map(bytes.fromhex, self.path))
        table = Branch(bytes.fromhex(self.digest), self.index, self.leaves, path).root()
        if table is None:
            return None
        roots: dict[str, str] = dict(self.other_roots.items())
        return release_root(roots | {self.table: table.hex()})


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a proof is held against: it comes from somewhere else than the proof.

    Attributes:
        root: of a release.
        rows: how many records each table has, where that is known.
    """

    root: str
    rows: Mapping[str, int] | None = None

    @classmethod
    def of(cls, manifest: Manifest) -> Self:
        """Return what the manifest of a release states."""
        return cls(manifest.root, {name: entry.rows for name, entry in manifest.tables.items()})


def table_of_id(id: str) -> TableName | None:
    """Return the table whose records have ids of this form; None where no table's have."""
    return next((name for name, pattern in _IDS.items() if re.fullmatch(pattern, id)), None)


def prove(id: str, manifest: Manifest, digests: Iterable[tuple[str, bytes]]) -> Proof:
    """Return the proof that a record is in a release.

    Args:
        digests: of each record of its table by id, in order of id. They are taken one after the other.

    Raises:
        UnknownRecordError: the release has no record with this id.
        ProofError: the digests do not lead to the root of the manifest.
    """
    table = table_of_id(id)
    found = branch(digests, id) if table else None
    if table is None or found is None:
        raise UnknownRecordError(f"{label(id)}: release {manifest.version} has no record with this id")
    proof = Proof(
        release=manifest.version,
        table=table,
        id=id,
        digest=found.leaf.hex(),
        index=found.index,
        leaves=found.leaves,
        path=tuple(each.hex() for each in found.path),
        other_roots={name: manifest.tables[name].root for name in _IDS if name != table},
        root=manifest.root,
    )
    if objection(proof, Trusted.of(manifest)):
        raise ProofError(f"{id}: the records of release {manifest.version} do not lead to its root (it is damaged)")
    return proof


def read_proof(raw: bytes, name: str) -> Proof:
    """Return the proof that the bytes of a file hold.

    Args:
        name: of the file, safe to print.

    Raises:
        ProofError: they hold none. The message is one line that begins with the file's name.
    """
    _value(raw, name, LARGEST_PROOF)
    try:
        proof = Proof.model_validate_json(raw)
    except ValidationError as error:
        raise ProofError(f"{name}#{first_refusal(error)}") from error
    if table_of_id(proof.id) != proof.table:
        raise ProofError(f"{name}#/id: expected an id of {proof.table}, found {shown(proof.id)}")
    if proof.table in proof.other_roots:
        raise ProofError(f"{name}#/other_roots: expected the roots of the other tables, found {proof.table}")
    if proof.index >= proof.leaves:
        raise ProofError(f"{name}#/index: expected less than the {proof.leaves} leaves, found {proof.index}")
    return proof


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """The record that a proof is said to be about.

    Attributes:
        id: that it states, whatever that is.
        digest: hexadecimal digits.
    """

    id: Any
    digest: str


def read_record(raw: bytes, name: str, table: TableName) -> HeldRecord:
    """Return what identifies the record of a table whose JSON the bytes of a file hold, valid or not.

    Args:
        name: of the file, safe to print.

    Raises:
        ProofError: they hold no JSON object, or are too many. The message is one line.
    """
    value = _value(raw, name, LARGEST_RECORD)
    if not isinstance(value, dict):
        raise ProofError(f"{name}: expected a record as a JSON object, found {shown(value)}")
    model = TABLES[table]
    try:
        return HeldRecord(value.get("id"), record_digest(model.model_validate_json(raw)).hex())
    except ValidationError:
        # A record of a newer schema version, or one that was changed: its JSON as it stands identifies it.
        return HeldRecord(value.get("id"), digest(record_type(model), value).hex())


def objection(proof: Proof, trusted: Trusted, record: HeldRecord | None = None) -> str | None:
    """Return why a proof does not prove that its record is in the trusted release, in one line; None where it does.

    Args:
        record: to hold against the proof. Without it nothing shows that the digest is that of the record with the id.
    """
    found = proof.leads_to()
    if found is None:
        return f"expected a path from leaf {proof.index} of {proof.leaves}, found one of {len(proof.path)} hashes"
    if found != trusted.root:
        damaged = "the proof is damaged" if found != proof.root else "it is a proof about another release"
        return f"expected the root {trusted.root}, found that the proof leads to {found} ({damaged})"
    if proof.root != found:
        return f"expected that the proof states the root {found}, found {proof.root} (it is damaged)"
    if trusted.rows is not None and trusted.rows.get(proof.table) != proof.leaves:
        return f"expected {trusted.rows.get(proof.table)} records in {proof.table}, found {proof.leaves}"
    if record is None:
        return None
    if record.digest != proof.digest:
        return f"expected the record with the digest {proof.digest}, found one with {record.digest}"
    return None if record.id == proof.id else f"expected the record {proof.id}, found {shown(record.id)}"


def _value(raw: bytes, name: str, most: int) -> Any:
    """Return the value of a JSON text that is not too large.

    Raises:
        ProofError: it is, or two parsers might read it differently, or none would read it.
    """
    if len(raw) > most:
        raise ProofError(f"{name}: expected at most {most} bytes, found more")
    try:
        return gate.read(raw)
    except gate.RefusedError as refused:
        raise ProofError(f"{name}: {label(refused.message, longest=200)}") from refused
