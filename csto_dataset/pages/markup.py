"""The layout of a page whose markup tells what is what."""

from collections.abc import Iterator, Sequence

from csto_dataset.documents import Mark
from csto_dataset.pages.blocks import Block, day
from csto_dataset.pages.column import column_of
from csto_dataset.pages.furniture import clear
from csto_dataset.pages.layout import Layout
from csto_dataset.pages.titles import Title, repeat_of


def read_marked_layout(blocks: tuple[Block, ...], marks: Sequence[Mark]) -> Layout | None:
    """Return the layout that marks give to blocks; None where they name neither a title nor a text.

    All that one mark calls navigation or furniture is one span, with the white space between its lines.
    """
    held: dict[str, list[list[Block]]] = {}
    for mark, lines in _held(blocks, [mark for mark in marks if mark.kind not in ("heading", "strong")]):
        held.setdefault(mark.kind, []).append(lines)
    if "title" not in held and "body" not in held:
        return None
    titles = [_joined(lines) for lines in held.get("title", ())]
    days = [block for lines in held.get("day", ()) for block in lines]
    column = column_of(held.get("item", ()))
    body = clear([block for lines in held.get("body", ()) for block in lines])
    return Layout(
        column,
        _title(titles, days, body.blocks),
        body.blocks,
        tuple(_joined(lines).span for lines in held.get("navigation", ())),
        (*(_joined(lines).span for lines in held.get("furniture", ())), *column.furniture, *body.furniture),
    )


def _held(blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[tuple[Mark, list[Block]]]:
    """Yield each mark that holds whole blocks, with all that it holds."""
    at = 0
    for mark in marks:
        lines: list[Block] = []
        while at < len(blocks) and blocks[at].start < mark.end:
            if blocks[at].start >= mark.start and blocks[at].end <= mark.end:
                lines.append(blocks[at])
            at += 1
        if lines:
            yield mark, lines


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
