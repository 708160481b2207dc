"""What the tests of HTML pages ask of a page: its document, and its marks as text."""

from typing import Any

from csto_dataset.documents import Document, MarkKind
from csto_dataset.sources import html

INSIDE = ("heading", "strong")
"""Kinds of marks that lie inside the body."""


def shown(markup: str | bytes, **known: Any) -> Document:
    """Return the document of a page that has no finding."""
    (document,) = html.document(markup.encode() if isinstance(markup, str) else markup, "page.html", **known)
    assert isinstance(document, Document)
    return document


def passages(document: Document) -> list[tuple[MarkKind, str]]:
    """Return the marks that do not lie inside others, each with its text."""
    return [(kind, document.text[start:end]) for start, end, kind in document.marks if kind not in INSIDE]


def emphasis(document: Document) -> list[tuple[MarkKind, str]]:
    """Return the marks inside the body, each with its text."""
    return [(kind, document.text[start:end]) for start, end, kind in document.marks if kind in INSIDE]


def of_kind(document: Document, kind: MarkKind) -> list[str]:
    """Return the texts of the marks of a kind."""
    return [document.text[mark.start : mark.end] for mark in document.marks if mark.kind == kind]


def demand_sound(document: Document) -> None:
    """Demand what holds for every document: text in UTF-8, marks of whole lines, in order, apart or inside the body."""
    text = document.text
    text.encode()
    end, body = 0, range(0)
    for mark in document.marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert mark.start == 0 or text[mark.start - 1] == "\n"
        assert mark.end == len(text) or text[mark.end] == "\n"
        assert text[mark.start : mark.end].strip()
        if mark.kind in INSIDE:
            assert body.start <= mark.start
            assert mark.end <= body.stop
        else:
            assert mark.start >= end
            end = mark.end
            body = range(mark.start, mark.end) if mark.kind == "body" else range(0)
    assert list(document.marks) == sorted(document.marks, key=lambda mark: (mark.start, -mark.end))
