"""Each price of a reading decides how some page is read: without it, or with a far higher one, the page is read otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from csto_dataset.documents import Document
from csto_dataset.pages import prices
from csto_dataset.pages.blocks import Block, Style, blocks_of
from csto_dataset.pages.interview import Reading, read_interview
from csto_dataset.pages.layout import read_layout

CASES = Path(__file__).with_name("cases")
TITLE = "Interview of the Chief of Staff Arman Belesov to Granit"
TOLD = "Arman Belesov told Granit why"
STYLES: dict[str, Style] = {"*": "strong", "#": "heading"}

CONVERSATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # A mark in front of a line says what markup says of it: * for emphasis, # for a heading.
    (TITLE, ("*Why bridges", "So.", "*And fords?", "No.")),
    (TITLE, ("#Of bridges.", "— Why?", "— So.", "#Of fords.", "— What?", "— This.")),
    (TITLE, ("He told us.", "Why?", "It matters.", "- So.", "More.", "Who?", "- He.")),
    (TITLE, ("— Why?", "It matters to us.", "— So.", "— Who?", "— He.")),
    (TITLE, ("— Why", "— So.", "— Who?", "— He.")),
    (TITLE, ("— Why?", "— So.", "— When will the n")),
    (TITLE, ("Why?", "- So.", "Who?", "- He.", "When?")),
    (TITLE, ("1. Why?", "So.", "2. When?", "In May.", "And so on.")),
    (
        "Interview with veterans",
        ("Schoolchildren met the veterans.", "— Were you afraid?", "— We all were, — said Ivan Orlov."),
    ),
    (TITLE, ('"Why?"', "So he asked.", '"Who?"', "So he asked again.")),
    (TITLE, ("Bridges are to be spoken of.", "- So.", "And fords too.", "- No.", "Who pays?", "- All.")),
    (TITLE, ("Who pays?", "All.", "Bridges are to be spoken of.", "They stand.", "And then?", "Then so.")),
    (TITLE, ("— Three things:", "— Why?", "— So:", "— one;", "— two;", "— three.", "— Who?", "— He.")),
    (TOLD, tuple(line for number in range(8) for line in (f"It is so. Why {number}?", f"So {number}."))),
    (TOLD, tuple(line for number in range(4) for line in (f"Why {number}?", f"So {number}."))),
)


def styled(line: str) -> tuple[Style, str]:
    return (STYLES.get(line[0]), line[1:] if line[0] in STYLES else line)


def bodies() -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield titles with the lines below them: of the conversations here, and of the pages that careful people read."""
    for title, lines in CONVERSATIONS:
        marks = [styled(line) for line in lines]
        blocks = blocks_of("\n".join(line for _, line in marks))
        yield title, tuple(block._replace(style=style) for block, (style, _) in zip(blocks, marks, strict=True))
    for path in sorted(CASES.glob("i*.txt")):
        layout = read_layout(blocks_of(Document(path.name, path.read_bytes().decode(), "0" * 64).text))
        if layout.title is not None and layout.title.headlines:
            yield layout.title.headlines[0].text, layout.body


BODIES = tuple(bodies())


def readings() -> list[Reading]:
    prices.of_line.cache_clear()
    return [read_interview(title, body) for title, body in BODIES]


@pytest.fixture(scope="module")
def as_priced() -> list[Reading]:
    return readings()


@pytest.mark.parametrize("name", prices.COSTS)
def test_each_price_decides_how_some_page_is_read(
    name: str, as_priced: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = []
    for price in (0.0, 9.0):
        monkeypatch.setitem(prices.COSTS, name, price)
        others += [
            other
            for reading, other in zip(as_priced, readings(), strict=True)
            if (reading.name, reading.lede, reading.pairs) != (other.name, other.lede, other.pairs)
        ]
    monkeypatch.undo()
    prices.of_line.cache_clear()
    assert others
