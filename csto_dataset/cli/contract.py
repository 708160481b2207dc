"""The command about the published contract: schema."""

from pathlib import Path
from typing import Annotated

import typer

from csto_dataset.cli.terminal import put
from csto_dataset.files import named

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the schemas.")]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; fail where a file is stale.")]


def schema(out: Out = Path("schemas"), check: Check = False) -> None:
    """Write the JSON Schemas, the data dictionary and the identity vectors, all derived from the models."""
    from csto_dataset import contract

    folder = contract.check(out) if check else contract.write(out)
    put(f"{named(folder)} is {'what the models say' if check else 'written'}")
