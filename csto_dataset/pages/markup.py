"""The layout of a page whose markup tells what is what."""

from collections.abc import Iterator, Mapping, Sequence

from csto_dataset.documents import Mark
from csto_dataset.pages.blocks import Block, day
from csto_dataset.pages.column import column_of
from csto_dataset.pages.furniture import clear
from csto_dataset.pages.layout import Layout
from csto_dataset.pages.titles import Title, repeat_of


def read_marked_layout(blocks: tuple[Block, ...], marks: Sequence[Mark]) -> Layout | None:
    """Return the layout that marks give to blocks; None where they name neither a title nor a text."""
    kinds = dict(_held(blocks, [mark for mark in marks if mark.kind not in ("heading", "strong")]))
    of = {kind: tuple(blocks[at] for at, mark in kinds.items() if mark.kind == kind) for kind in ("day", "body")}
    titles = _joined(blocks, kinds)
    if not titles and not of["body"]:
        return None
    items: dict[Mark, list[Block]] = {}
    for at, mark in kinds.items():
        if mark.kind == "item":
            items.setdefault(mark, []).append(blocks[at])
    spans = {
        kind: tuple(blocks[at].span for at, mark in kinds.items() if mark.kind == kind)
        for kind in ("navigation", "furniture")
    }
    column = column_of(items.values())
    body = clear(of["body"])
    return Layout(
        column,
        _title(titles, of["day"], body.blocks),
        body.blocks,
        spans["navigation"],
        (*spans["furniture"], *column.furniture, *body.furniture),
    )


def _held(blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[tuple[int, Mark]]:
    """Yield the index of each block that a mark holds, with the mark."""
    waiting = iter(marks)
    mark = next(waiting, None)
    for at, block in enumerate(blocks):
        while mark is not None and mark.end <= block.start:
            mark = next(waiting, None)
        if mark is not None and mark.start <= block.start and block.end <= mark.end:
            yield at, mark


def _joined(blocks: Sequence[Block], kinds: Mapping[int, Mark]) -> tuple[Block, ...]:
    """Return the titles that marks name, the lines of one mark as one block."""
    lines: dict[Mark, list[Block]] = {}
    for at, mark in kinds.items():
        if mark.kind == "title":
            lines.setdefault(mark, []).append(blocks[at])
    return tuple(
        title[0]._replace(end=title[-1].end, text=" ".join(block.text for block in title)) for title in lines.values()
    )


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
