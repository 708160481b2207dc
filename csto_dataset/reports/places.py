"""Places in words, safe on a terminal."""

from csto_dataset.findings import Place, label, printable


def place_in_words(where: Place) -> str:
    """Return the file and the place in it, such as `x.json #/0/id line 3 column 4`."""
    return " ".join(filter(None, (printable(where.file), inside_file(where))))


def inside_file(where: Place) -> str:
    """Return the place inside its file, such as `#/0/id line 3 column 4`; nothing where the whole file is meant."""
    parts = [
        f"#{label(where.pointer, longest=200)}" if where.pointer else "",
        f"line {where.line}" if where.line is not None else "",
        f"column {where.column}" if where.line is not None and where.column is not None else "",
        f"row {where.row}" if where.row is not None else "",
        f"column {label(where.field)}" if where.field and not where.pointer else "",
    ]
    return " ".join(filter(None, parts))
