"""Strategies for the text of files, valid or not."""

import json
from typing import Any

from hypothesis import strategies as st

TEXT_OF_CSV = '"",;\t\n\rab é🕊\x00'
"""Characters that a file in CSV is made of, those that matter most of all."""


def csv_files() -> st.SearchStrategy[str]:
    """Draw the text of a file in CSV, its quotes where they may be and where they may not."""
    cell = st.text(TEXT_OF_CSV, max_size=6)
    quoted = cell.map(lambda text: '"' + text.replace('"', '""') + '"')
    ends = st.sampled_from([",", ";", "\t", "\n", "\r", "\r\n", "\n\n"])
    pieces = st.lists(st.tuples(cell | quoted, ends).map("".join), max_size=12)
    return pieces.map("".join) | st.text(TEXT_OF_CSV, max_size=40)


def plain_values() -> st.SearchStrategy[Any]:
    """Draw lists and objects as records hold them, of any depth that is read."""
    leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
    return st.recursive(
        st.just([]) | st.just({}),
        lambda inner: (
            st.lists(leaves | inner, max_size=4) | st.dictionaries(st.text(max_size=4), leaves | inner, max_size=4)
        ),
        max_leaves=12,
    )


def near_literals() -> st.SearchStrategy[str]:
    """Draw texts that look much like a list that Python prints."""
    pieces = ["[", "]", "{", "}", "(", ")", ",", ":", "'a'", '"b"', "1", "None", " ", "\n", "array(", ", dtype=object)"]
    pieces += ["\\", "'", "...", "...", "nan", "0x1", "-", "'\\u00e9'", "'\\x0'", "__import__('os')", "b'a'", "f'{1}'"]
    return (
        st.lists(st.sampled_from(pieces), max_size=14).map("".join)
        | plain_values().map(json.dumps)
        | st.text(max_size=20)
    )
