"""The layout of a page whose markup tells what is what."""

from collections.abc import Iterator, Sequence

from csto_dataset.days import day
from csto_dataset.documents import Mark
from csto_dataset.fields import stripped
from csto_dataset.pages.blocks import Block, Span, blocks_in
from csto_dataset.pages.column import column_of
from csto_dataset.pages.furniture import clear
from csto_dataset.pages.layout import Layout
from csto_dataset.pages.titles import Title, repeat_of


def read_marked_layout(text: str, marks: Sequence[Mark]) -> Layout | None:
    """Return the layout that marks give to a text; None where they name neither a title nor a text.

    All that one mark calls navigation or furniture is one span, with the white space between its lines.
    """
    if not any(mark.kind in ("title", "body") for mark in marks):
        return None
    held: dict[str, list[tuple[Block, ...]]] = {}
    spans: dict[str, list[Span]] = {"navigation": [], "furniture": []}
    number = 0
    styles = [mark for mark in marks if mark.kind in ("heading", "strong")]
    for mark in marks:
        if mark.kind in spans:
            spans[mark.kind] += _span(text, mark)
        elif mark.kind not in ("heading", "strong"):
            lines = blocks_in(text, mark, number, styles if mark.kind == "body" else ())
            number += len(lines) + 1  # What two marks hold does not touch.
            if lines:
                held.setdefault(mark.kind, []).append(lines)
    column = column_of(held.get("item", ()))
    body = clear([block for lines in held.get("body", ()) for block in lines])
    titles = [_joined(lines) for lines in held.get("title", ())]
    title = _title(titles, [block for lines in held.get("day", ()) for block in lines], body.blocks)
    furniture = (*spans["furniture"], *column.furniture, *body.furniture)
    return Layout(column, title, body.blocks, tuple(spans["navigation"]), furniture)


def _span(text: str, mark: Mark) -> Iterator[Span]:
    """Yield what a mark holds, without the white space around it and unread; nothing where it says nothing."""
    start, end = stripped(text, mark.start, mark.end)
    if start < end:
        yield Span(start, end, "")


def _joined(lines: Sequence[Block]) -> Block:
    """Return some lines as one block; `raw` is that of the first line."""
    if len(lines) == 1:
        return lines[0]
    return lines[0]._replace(end=lines[-1].end, text=" ".join([block.text for block in lines]))


def _title(titles: Sequence[Block], days: Sequence[Block], body: tuple[Block, ...]) -> Title:
    """Return the title block of the titles and days that marks name; a title may stand again, with the day behind it."""
    headlines = [titles[0].span] if titles else []
    stated = [block.span for block in days if day(block.text) is not None]
    for again in titles[1:]:
        repeat = repeat_of(titles[0], again)
        if repeat is not None:
            headlines.append(repeat[0])
            stated += [repeat[1]] if repeat[1] else []
    published = stated[0] if stated else None
    return Title(tuple(headlines), published, day(published.text) if published else None, 0, body)
