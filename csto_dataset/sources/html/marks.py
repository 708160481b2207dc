"""The text of a page and its marks, from its lines and what each of them is."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from csto_dataset.documents import Mark
from csto_dataset.fields import BLANKS
from csto_dataset.sources.html.body import own_text
from csto_dataset.sources.html.elements import HEADINGS
from csto_dataset.sources.html.headline import headline
from csto_dataset.sources.html.lines import Line
from csto_dataset.sources.html.roles import Label, labels_of
from csto_dataset.sources.html.visible import Visible

_ENDS_A_SENTENCE: Final = tuple(".?!…:;,")
_CLOSING: Final = "\"'»”’)]" + BLANKS
_OPENS_A_TURN: Final = tuple("-–—―")
_LONGEST_HEADING: Final = 120

Span = tuple[int, int]


def marks_of(visible: Visible, titles: Sequence[str]) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of a page and its marks.

    Lines end with a line feed, and a blank line parts two blocks. Where the markup tells neither a title nor a body,
    there are no marks.

    Args:
        titles: what the head of the page gives as its title, folded, the surest first.
    """
    text, spans = _printed(visible.lines)
    title = headline(visible, titles)
    body = own_text(visible, title)
    if title is None and body is None:
        return text, ()
    labels = labels_of(visible, title, body)
    marks = [*_passages(visible.lines, spans, labels), *_emphasis(visible, spans, labels)]
    return text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind)))


def _printed(lines: Sequence[Line]) -> tuple[str, list[Span]]:
    printed: list[str] = []
    spans: list[Span] = []
    at = 0
    for line in lines:
        if spans:
            end = "\n\n" if line.opens else "\n"
            printed.append(end)
            at += len(end)
        printed.append(line.text)
        spans.append((at, at + len(line.text)))
        at += len(line.text)
    return "".join(printed), spans


def _passages(lines: Sequence[Line], spans: Sequence[Span], labels: Sequence[Label | None]) -> Iterator[Mark]:
    """Yield a mark for each run of lines with one label. Lines that say nothing end no run."""
    saying = (index for index, line in enumerate(lines) if not line.blank)
    for label, run in groupby(saying, key=labels.__getitem__):
        if label is not None:
            indexes = list(run)
            yield Mark(spans[indexes[0]][0], spans[indexes[-1]][1], label.kind)


def _emphasis(visible: Visible, spans: Sequence[Span], labels: Sequence[Label | None]) -> Iterator[Mark]:
    for line, span, label in zip(visible.lines, spans, labels, strict=True):
        if line.blank or label is None or label.kind != "body":
            continue
        if visible.regions[line.region].tag in HEADINGS:
            yield Mark(*span, "heading")
        elif line.strong:
            yield Mark(*span, "heading" if _is_a_heading(line.text.strip(BLANKS)) else "strong")


def _is_a_heading(words: str) -> bool:
    """Say whether an emphasized paragraph is a heading: short, without the end of a sentence, and no turn's opening."""
    return (
        len(words) <= _LONGEST_HEADING
        and not words.rstrip(_CLOSING).endswith(_ENDS_A_SENTENCE)
        and not words.startswith(_OPENS_A_TURN)
    )
