"""Where the side column ends, what the title is, where navigation begins."""

from datetime import date

import pytest

from csto_dataset.pages.blocks import blocks_of
from csto_dataset.pages.layout import NAVIGATION, Layout, read_layout


def layout_of(text: str) -> Layout:
    return read_layout(blocks_of(text))


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def title_of(text: str) -> tuple[str, str | None] | None:
    title = layout_of(text).title
    return None if title is None else (title.headlines[0].text, iso(title.published))


@pytest.mark.parametrize(
    ("text", "headline", "day"),
    [
        ("Title\n\nTitle 16.04.2024\n\nText.", "Title", "2024-04-16"),
        ("Title\nTitle 16.04.2024\nText.", "Title", "2024-04-16"),
        ("Title.\n\nTitle. 16.04.2024\n\nText.", "Title.", "2024-04-16"),
        ("Title!\n\nTitle! 16.04.2024\n\nText.", "Title!", "2024-04-16"),
        ("A  title\n\nA title 16.04.2024\n\nText.", "A title", "2024-04-16"),
        ("A title\n\n  A\u00a0title\u00a016.04.2024  \n\nText.", "A title", "2024-04-16"),
        ("Title\r\rTitle 16.04.2024\r\rText.", "Title", "2024-04-16"),
        ("\ufeffTitle\n\nTitle 16.04.2024\n\nText.", "Title", "2024-04-16"),
        ("Title 16.04.2024\n\nText.", "Title", "2024-04-16"),
        ("Since 16.04.2024\n\nSince 16.04.2024 17.04.2024\n\nText.", "Since 16.04.2024", "2024-04-17"),
        ("24.04.2024\n\nItem.\n\n\nTitle\n\nTitle 16.04.2024\n\nText.", "Title", "2024-04-16"),
        ("24.04.2024\n\nTitle\n\n\nTitle\n\nTitle 16.04.2024\n\nText.", "Title", "2024-04-16"),
        # The surest shape wins, wherever it stands.
        ("24.04.2024\n\nThe term ends on 30.04.2024\n\n\nTitle\n\nTitle 16.04.2024\n\nText.", "Title", "2024-04-16"),
        ("Сессия — итоги\n\nСессия — итоги 16.04.2024\n\nТекст.", "Сессия — итоги", "2024-04-16"),
    ],
)
def test_a_title_is_found_with_its_day(text: str, headline: str, day: str) -> None:
    assert title_of(text) == (headline, day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing"),
        ("Title\n\nText.", "no day"),
        ("Title\n\nTitle\n\nText.", "twice, but no day"),
        ("Title\n\nTitle 31.02.2024\n\nText.", "no such day"),
        ("Title\n\nTitle 16.04.1991\n\nText.", "no day of ours"),
        ("16.04.2024\n\nText.", "a day alone opens an item"),
        ("16.04.2024\n16.04.2024", "days alone open items"),
        ("Title16.04.2024\n\nText.", "glued to the day"),
        ("Title 16.04.2024.\n\nText.", "the day does not end the line"),
        ("Go back", "navigation"),
    ],
)
def test_any_other_line_is_no_title(text: str, reason: str) -> None:
    assert title_of(text) is None


def teasers_of(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [
        (iso(each.published), tuple(paragraph.text for paragraph in each.paragraphs))
        for each in layout_of(text).teasers
    ]


@pytest.mark.parametrize(
    ("column", "teasers"),
    [
        ("", []),
        ("24.04.2024\n\nA.\n\n\n", [("2024-04-24", ("A.",))]),
        ("24.04.2024\nA.\n", [("2024-04-24", ("A.",))]),
        ("24.04.2024\n\nA.\n\nB.\n\n\n", [("2024-04-24", ("A.", "B."))]),
        ("24.04.2024\n\nA.\n\n\n\nB.\n\n\n", [("2024-04-24", ("A.", "B."))]),
        ("24.04.2024\n\nA.\n\n22.04.2024\n\nB.\n\n", [("2024-04-24", ("A.",)), ("2024-04-22", ("B.",))]),
        ("24.04.2024\n\nA.\n\n\n24.04.2024\n\nB.\n\n\n", [("2024-04-24", ("A.",)), ("2024-04-24", ("B.",))]),
        # A day with nothing below it is no item; nor is what stands above the first day.
        ("24.04.2024\n\n\n22.04.2024\n\nB.\n\n\n", [("2024-04-22", ("B.",))]),
        ("Stray.\n\n22.04.2024\n\nB.\n\n\n", [("2024-04-22", ("B.",))]),
        ("22.04.2024\n\nB.\n\n31.02.2024\n\nC.\n\n\n", [("2024-04-22", ("B.", "31.02.2024", "C."))]),
        ("22.04.2024\n\nSince 21.04.2024.\n\n\n", [("2024-04-22", ("Since 21.04.2024.",))]),
        # Without days, two blank lines part the items.
        ("\nA.\n\n\nB.\n\nC.\n\n\nD.\n\n", [(None, ("A.",)), (None, ("B.", "C.")), (None, ("D.",))]),
        ("A.\r\n\r\n\r\nB.\r\n\r\n", [(None, ("A.",)), (None, ("B.",))]),
    ],
)
def test_the_side_column_is_parted_into_its_items(
    column: str, teasers: list[tuple[str | None, tuple[str, ...]]]
) -> None:
    assert teasers_of(f"{column}Title\n\nTitle 16.04.2024\n\nText.\n") == teasers


def test_a_dated_column_needs_no_title_below_it() -> None:
    assert teasers_of("24.04.2024\n\nA.\n\n\n22.04.2024\n\nB.\n\nGo back") == [
        ("2024-04-24", ("A.",)),
        ("2024-04-22", ("B.",)),
    ]


def test_text_without_days_and_title_is_no_column() -> None:
    assert layout_of("A.\n\n\nB.\n") == Layout((), None, (), ())


@pytest.mark.parametrize(
    "links",
    [
        ["Go back", "Back to the section", "Back to the all news"],
        ["Go back", "Back to the all news"],
        ["Back to the section", "Back to the all news"],
        ["All CSTO News"],
        ["Назад", "Назад в раздел", "Назад ко всем новостям"],
        ["GO BACK"],
        [],
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n\n\n", "\r\n \r\n"])
def test_navigation_stands_at_the_foot(links: list[str], between: str) -> None:
    layout = layout_of(between.join(["Title", "Title 16.04.2024", "Text.", *links]))
    assert [link.text for link in layout.navigation] == links
    assert [block.text for block in layout.body] == ["Text."]


@pytest.mark.parametrize("line", ["Go back to Moscow", "Go back.", "Back", "Возврат назад", "Back to the all the news"])
def test_other_last_lines_are_text(line: str) -> None:
    layout = layout_of(f"Title\n\nTitle 16.04.2024\n\nText.\n\n{line}")
    assert [block.text for block in layout.body] == ["Text.", line]


def test_navigation_words_above_other_text_are_text() -> None:
    layout = layout_of("Title\n\nTitle 16.04.2024\n\nGo back\n\nText.\n")
    assert [block.text for block in layout.body] == ["Go back", "Text."]
    assert layout.navigation == ()


def test_the_words_of_navigation_are_written_as_they_are_compared() -> None:
    assert all(words == words.lower().strip() for words in NAVIGATION)


def test_without_a_title_two_blank_lines_end_an_item() -> None:
    assert teasers_of("24.04.2024\n\n\nA.\n\nB.\n\n\nTitle\n\nC.\n\nD.\n") == [("2024-04-24", ("A.", "B."))]


def test_the_text_of_a_teaser_is_no_title_though_it_ends_in_a_day() -> None:
    page = "24.04.2024\n\nThey met on 23.04.2024\n\n\nTitle 16.04.2024\n\nText.\n"
    assert teasers_of(page) == [("2024-04-24", ("They met on 23.04.2024",))]
