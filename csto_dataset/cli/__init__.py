"""The command line: arguments in, exit status out. Only this package prints.

Each command imports what it needs when it runs: loading all of it would make every `--help` wait.
"""

import sys
from collections.abc import Sequence
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from csto_dataset.cli import contract, copies, explain, fingerprints, pages, proofs
from csto_dataset.cli.terminal import FAILED, FINDINGS, INTERRUPTED, failed, hush, put, streams
from csto_dataset.errors import CstoDatasetError, StaleError
from csto_dataset.version import __version__

_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__base__)
"""What a command line that cannot be understood raises; Typer exports only this child of it."""


class _Commands(TyperGroup):
    """The commands. Unset options of theirs are false, and not null: null is understood by pydantic, which takes its time."""

    def get_params(self, ctx: Any) -> list[Any]:
        params: list[Any] = super().get_params(ctx)
        for param in params:
            if getattr(param, "is_flag", False) and param.default is None:  # Those of Typer, about completion.
                param.default = False
        return params


app = typer.Typer(
    name="csto-dataset",
    cls=_Commands,
    help="Press material of the CSTO as typed, sourced records: build releases, check copies.",
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    0 all well, 1 findings, 2 it could not be done, 3 not the whole release, 130 interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if any(not argument or (argument.startswith("--") and argument.endswith("=")) for argument in arguments):
        return failed("expected a word in each argument, found an empty one (a variable that is not set?)", FAILED)
    try:
        with streams():
            status = app(args=arguments, prog_name="csto-dataset", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):  # While arguments are read, or an older Typer.
        return failed("interrupted", INTERRUPTED)
    except MemoryError:
        return failed("the memory does not suffice", FAILED)
    except _UsageError as error:
        return failed(f"{error.format_message()} (see csto-dataset --help)", FAILED)
    except CstoDatasetError as error:
        return failed(str(error), FINDINGS if isinstance(error, StaleError) else FAILED)
    except OSError as error:
        hush(sys.stdout)
        return failed(f"{error.filename or 'input or output'}: {(error.strerror or 'failed').lower()}", FAILED)
    if status == INTERRUPTED:  # Typer hears Ctrl-C, and says nothing.
        return failed("interrupted", INTERRUPTED)
    return status if isinstance(status, int) else 0


@app.callback(invoke_without_command=True)
def _csto_dataset(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        put(f"csto-dataset {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        put(context.get_help())
        raise typer.Exit(FAILED)


app.command(epilog="Example: [bold]csto-dataset build --out my-releases pages/[/bold]")(pages.build)
app.command(epilog="Example: [bold]csto-dataset parse page.txt | python -m json.tool[/bold]")(pages.parse)
app.command(
    epilog="Examples: [bold]csto-dataset validate news_items.parquet[/bold], "
    "[bold]csto-dataset validate --against dist-data/1.0.0 --report json copy/[/bold]"
)(copies.validate)
app.command(
    epilog="Examples: [bold]csto-dataset fingerprint news_items.parquet[/bold], "
    "[bold]csto-dataset fingerprint --report json copy/[/bold]"
)(fingerprints.fingerprint)
app.command(
    epilog="Examples: [bold]csto-dataset explain interview-2024-04-16-70849dc7d8be title[/bold], "
    "[bold]csto-dataset explain --json interview-2024-04-16-70849dc7d8be-q03 answer.0[/bold]"
)(explain.explain)
app.command(epilog="Example: [bold]csto-dataset prove interview-2024-04-16-70849dc7d8be-q03 -o proof.json[/bold]")(
    proofs.prove
)
app.command(
    epilog="Examples: [bold]csto-dataset verify-proof proof.json[/bold], "
    "[bold]csto-dataset verify-proof proof.json --against dist-data/1.0.0 --record record.json[/bold]"
)(proofs.verify_proof)
app.command()(contract.schema)
app.command(epilog="Example: [bold]csto-dataset rules altered-value[/bold]")(copies.rules)
