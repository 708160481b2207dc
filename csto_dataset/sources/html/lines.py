"""The lines of a page, and the elements that hold them."""

from csto_dataset.sources.html.elements import Kind


class Region:
    """An element that holds whole lines.

    Attributes:
        parent: place of the region around it in the list of all, -1 for none.
        first, last: half open, in the list of all lines.
        score: how much text of paragraphs is right below it.
    """

    __slots__ = ("first", "kind", "last", "parent", "rank", "score", "tag")

    def __init__(self, tag: str, kind: Kind | None, rank: int, parent: int, first: int) -> None:
        self.tag, self.kind, self.rank, self.parent = tag, kind, rank, parent
        self.first = self.last = first
        self.score = 0


class Line:
    """A line that is shown.

    Attributes:
        opens: whether it is the first line of its block.
        region: place of the innermost region around it.
        strong, linked, aside: whether all that it says is emphasized, is a link, stands in an inline element of `kind`.
            A dash before the words, a question mark after them, or a stroke between two links does not count.
        worded: whether it says more than such a sign.
        href: of the last link in it.
        day: whether its element is named as one that holds a day.
    """

    __slots__ = (
        "aside",
        "blank",
        "day",
        "href",
        "kind",
        "linked",
        "opens",
        "region",
        "strong",
        "text",
        "worded",
    )

    def __init__(self) -> None:
        self.text = ""
        self.opens = self.day = self.worded = False
        self.region = 0
        self.strong = self.linked = self.aside = True
        self.blank = True
        self.kind: Kind | None = None
        self.href = ""


def trimmed(block: list[Line]) -> list[Line]:
    """Return the lines of a block without empty ones at its ends."""
    if block[0].text and block[-1].text:
        return block
    last = len(block)
    while last and not block[last - 1].text:
        last -= 1
    first = next((index for index in range(last) if block[index].text), last)
    return block[first:last]
