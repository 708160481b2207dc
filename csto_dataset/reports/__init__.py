"""Reports: from what was found to what is shown. Nothing here prints."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from csto_dataset.reports import github, json, jsonl, sarif
from csto_dataset.verdict import Report


class Form(NamedTuple):
    """A form of reports.

    Attributes:
        render: yields the report in pieces, the last of which ends its last line.
        suffix: of a file that holds it.
    """

    render: Callable[[Report], Iterator[str]]
    suffix: str


def _text(report: Report) -> Iterator[str]:
    # rich, which this one needs, takes longer to import than all other reports together.
    from csto_dataset.reports import text

    return text.pieces(report)


def _junit(report: Report) -> Iterator[str]:
    # Loads the standard library's XML.
    from csto_dataset.reports import junit

    return junit.pieces(report)


def _html(report: Report) -> Iterator[str]:
    # Loads the standard library's table of entities.
    from csto_dataset.reports import html

    return html.pieces(report)


REPORTS: Final[dict[str, Form]] = {
    "text": Form(_text, ".txt"),
    "json": Form(json.pieces, ".json"),
    "jsonl": Form(jsonl.pieces, ".jsonl"),
    "sarif": Form(sarif.pieces, ".sarif"),
    "junit": Form(_junit, ".xml"),
    "github": Form(github.pieces, ".txt"),
    "html": Form(_html, ".html"),
}
"""Every form, by the name that `--report` takes."""
