"""The command about one record: explain."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from csto_dataset.cli.summary import tell
from csto_dataset.cli.terminal import FINDINGS, put, put_styled
from csto_dataset.findings import printable, shown, visible_json

if TYPE_CHECKING:
    from csto_dataset.explain import Explanation, Value
    from csto_dataset.passages import Passage, Spot

_LONGEST: Final = 400
"""Characters of a passage that are shown without --all."""
_ENDS: Final = 180
"""Characters of a longer one that are shown from its beginning, and from its end."""

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of a news item, an interview or a pair.")]
Field = Annotated[
    str | None,
    typer.Argument(
        metavar="FIELD",
        help="Path of a value, or of what holds some, such as qa_pairs.2.answer.0 or /qa_pairs/2/answer. "
        "Default: every value that the page prints.",
    ),
]
ReleaseFolder = Annotated[
    Path | None, typer.Option("--release", metavar="DIR", help="Release of the record. Default: the packaged one.")
]
Pages = Annotated[
    list[Path] | None,
    typer.Option(
        "--pages",
        metavar="PATH",
        help="Pages, or a folder of pages, to look in; may be given again. Default: the packaged source.",
    ),
]
Context = Annotated[int, typer.Option(metavar="N", min=0, max=10_000, help="Characters to show before and after.")]
Whole = Annotated[bool, typer.Option("--all", help="Shorten no passage.")]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print one JSON object: id, release, document (a sha256), url, page (null where it is not at hand), values, "
        "also (where else the record stands), findings. Each of values has field, value, derived (what it comes from, "
        "where no passage is its own) and passages; a passage has document, url, page, line, column, counted_in (text "
        "where lines are those that a browser shows), start, end, role, passage, before, after. What only the page can "
        "tell is null without it.",
    ),
]


def explain(
    id: Id,
    field: Field = None,
    release: ReleaseFolder = None,
    pages: Pages = None,
    context: Context = 80,
    whole: Whole = False,
    as_json: Json = False,
) -> None:
    """Show where a value stands in its page: file, line and column, and the words around it.

    Exit status:

    0 all well

    1 a value without a place, a passage that does not say it, or a page that cannot be read

    2 it could not be done
    """
    from csto_dataset.explain import explain as explain_record
    from csto_dataset.packaged import SOURCES
    from csto_dataset.release import load

    found = explain_record(load(release), id, field, pages=pages or [SOURCES], context=context)
    if as_json:
        put(visible_json(found.as_json(), indent=2))
    else:
        _put_head(found)
        for value in found.values:
            _put_value(value, whole=whole)
    for finding in found.findings:
        tell(finding)
    if any(finding.level == "error" for finding in found.findings):
        raise typer.Exit(FINDINGS)


def _put_head(found: "Explanation") -> None:
    put_styled((found.id, "bold"), f"  release {found.release}")
    put_styled((found.url or "no address is known", "dim"))
    if found.page is None:
        where = f"{found.document}, {found.url or 'no address'}"
        put_styled(("the page is not at hand", "yellow"), f": sha256 {where} (name it with --pages)")
    for spot in found.also:
        put_styled("also stands in ", (_address(spot), "cyan"))


def _put_value(value: "Value", *, whole: bool) -> None:
    name = value.field.removeprefix("/").replace("/", ".")
    for passage in value.passages:
        told = passage.role if value.derived is None else f"{passage.role}: {value.derived}"
        put("")
        put_styled((name, "bold"), "  ", (_address(passage), "cyan"), (f"  {printable(told)}", "dim"))
        if passage.passage is not None:
            _put_words(passage, passage.passage, whole=whole)
    if not value.passages:
        put("")
        put_styled((name, "bold"), f"  {shown(value.value)}", (f"  {value.derived}", "dim"))


def _put_words(passage: "Passage", said: str, *, whole: bool) -> None:
    """Print a passage between the words around it, on lines of their own: a pipe has no colours to tell them apart."""
    before, after = _readable(passage.before or ""), _readable(passage.after or "")
    words = _readable(said)
    if before:
        put_styled((f"    {before}", "dim"))
    put_styled(("  > ", "bold"), (words if whole else _shortened(words), "bold green"))
    if after:
        put_styled((f"    {after}", "dim"))


def _readable(passage: str) -> str:
    """Return characters of a page as one line that is safe on a terminal."""
    from csto_dataset.fields import fold

    return printable(fold(passage))


def _address(spot: "Spot") -> str:
    if spot.page is None:
        return f"{spot.url or spot.document}, characters {spot.start} to {spot.end}"
    counted = " of its text" if spot.counted_in == "text" else ""
    return f"{printable(spot.page)}:{spot.line}:{spot.column}{counted}"


def _shortened(words: str) -> str:
    """Return the beginning and the end of long words, cut between two of them."""
    if len(words) <= _LONGEST:
        return words
    beginning, end = words[:_ENDS].rpartition(" ")[0], words[-_ENDS:].partition(" ")[2]
    return f"{beginning or words[:_ENDS]} […] {end or words[-_ENDS:]}"
