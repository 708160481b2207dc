"""Cases of the cells of CSV."""

from typing import Final

from csto_dataset.codes import Level
from tests.conformance.case import HERE, Case, Found
from tests.conformance.copies import quoted, table
from tests.conformance.records import NEWS, PAIR
from tests.conformance.rows import bad, good

_TITLE: Final = "Roads, railways and one bridge"
_FIRST: Final = NEWS["paragraphs"][0]
_WHOLE: Final = table(NEWS)


def _paragraphs(cell: str) -> dict[str, bytes]:
    return {"x.csv": table(NEWS, paragraphs=cell)}


def _in_paragraphs(cell: str, level: Level = "error") -> Found:
    mark = f",{HERE}{cell}"
    return Found(pointer="/paragraphs", field="paragraphs", mark=mark, row=0, record=NEWS["id"], level=level)


_UNREAD: Final = '"[one, two]"'
_PYTHON: Final = f"\"['{_FIRST}', 'two']\""
_NUMPY: Final = f"\"['{_FIRST}'\n 'two']\""

CSV_CELLS: Final[tuple[Case, ...]] = (
    bad(
        "not-csv",
        "The quote that opens the last cell is not closed.",
        {"x.csv": _WHOLE.rstrip(b'\r\n"')},
        Found(pointer="", mark=f'{HERE}"{{""document""'),
    ),
    good(
        "not-csv",
        "Quotes hold a cell together, line breaks between the elements of its list included.",
        _paragraphs(quoted(f'[\n  "{_FIRST}",\r\n  "“A “”plough”” said, \\"no\\".”"\n]')),
    ),
    bad(
        "ragged-row",
        "A comma in a heading without quotes makes two cells of it.",
        {"x.csv": table(PAIR, section=_TITLE)},
        Found(pointer="", mark=f'source\r\n{HERE}"qa_pair"', row=0),
    ),
    good("ragged-row", "The same comma stands in quotes.", {"x.csv": table({**PAIR, "section": _TITLE})}),
    bad("unread-cell", "A list stands as DuckDB writes it.", _paragraphs(_UNREAD), _in_paragraphs(_UNREAD)),
    good("unread-cell", "A list stands as JSON.", _paragraphs(quoted([_FIRST, "two"]))),
    bad("numpy-print", "A list stands as numpy prints it.", _paragraphs(_NUMPY), _in_paragraphs(_NUMPY)),
    good(
        "numpy-print",
        "A paragraph of a list in JSON says what numpy prints.",
        _paragraphs(quoted([_FIRST, "['one' 'two']"])),
    ),
    bad(
        "python-repr",
        "A list stands as Python prints it.",
        _paragraphs(_PYTHON),
        _in_paragraphs(_PYTHON, "warning"),
        valid=True,
    ),
    good(
        "python-repr",
        "A paragraph of a list in JSON says what Python prints.",
        _paragraphs(quoted([_FIRST, "['one', None]"])),
    ),
    bad(
        "null-mark",
        "A heading is NA without quotes.",
        {"x.csv": table(PAIR, section="NA")},
        Found(pointer="/section", field="section", mark=f",{HERE}NA,", row=0, record=PAIR["id"], level="warning"),
        valid=True,
    ),
    good("null-mark", "A heading is NA in quotes, which is a text.", {"x.csv": table({**PAIR, "section": "NA"})}),
    good("null-mark", "A cell is empty.", {"x.csv": table({**PAIR, "section": None})}, name="good-empty"),
)
"""Cases of cells."""
