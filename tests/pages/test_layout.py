"""Where the side column ends, what the title is, where navigation begins."""

from datetime import date

import pytest

from csto_dataset.pages.blocks import blocks_of
from csto_dataset.pages.column import Column
from csto_dataset.pages.layout import NAVIGATION, Layout, read_layout


def layout_of(text: str) -> Layout:
    return read_layout(blocks_of(text))


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def title_of(text: str) -> tuple[str, str | None] | None:
    title = layout_of(text).title
    return None if title is None or not title.headlines else (title.headlines[0].text, iso(title.published))


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
        # A title alone, with blank lines below it or words that the text takes up.
        ("Title\n\nText.", "Title", None),
        ("Title\n\nTitle\n\nText.", "Title", None),
        ("\nItem one.\n\n\nItem two.\n\nTitle\n\n\nText.", "Title", None),
        ("\nItem one.\n\n\nItem two.\n\n\nTitle\n\n\nText.", "Title", None),
        ("\nItem one.\n\nA title with a stop.\n\n\nText.\n\nMore.", "A title with a stop.", None),
        (
            "Item one.\nItem two.\nBridges were measured\nThree bridges were measured today.",
            "Bridges were measured",
            None,
        ),
        ("24.04.2024\n\nItem.\n\n\nTitle\n\nText.", "Title", None),
        ("24.04.2024\nItem.\nTitle\nText.", "Title", None),
        (
            "24.04.2024\n\nItem.\n\n\nInterview of A. Bell to Lamp\n\nA. Bell — on lamps\n\n\n— Why?",
            "Interview of A. Bell to Lamp",
            None,
        ),
        # Its day alone on the next line, or glued to the text.
        ("Title\n\n16.04.2024\n\nText.", "Title", "2024-04-16"),
        ("Item.\nTitle\n16.04.2024\nText.", "Title", "2024-04-16"),
        ("24.04.2024\n\nItem.\n\n\nTitle\n\n16.04.2024\n\nText.", "Title", "2024-04-16"),
        ("Title\n16.04.2024On 16 April all met.", "Title", "2024-04-16"),
        ("Title\n16.04.202416 April was the day.", "Title", "2024-04-16"),
        ("Title\n16.04.2024500 soldiers met.", "Title", "2024-04-16"),
        ("Title\n16.04.2024- All met.", "Title", "2024-04-16"),
        ("Title\n16.04.2024 15:00\nText.", "Title", "2024-04-16"),
        ("Title\n16.04.2024, 15:00\nText.", "Title", "2024-04-16"),
        # A headline of the column above the title with its day, and an item that says what the title says.
        (
            "Exercise begins in Osh\nHappy Victory Day!\n16.05.2024\nOn May 9, all was well.",
            "Happy Victory Day!",
            "2024-05-16",
        ),
        ("Exercise begins in Osh\nHappy Victory Day 16.05.2024\nAll was well.", "Happy Victory Day", "2024-05-16"),
        ("\nMaps met\n\n\nPlans changed.\n\n\nMaps met\n\nAll agree.", "Maps met", None),
        ("Title\n\n16.04.2024 Download document a1b2.docx\n\nText.", "Title", "2024-04-16"),
        ("Title\n\n16.04.2024 IMG-1.jpg\n\nText.", "Title", "2024-04-16"),
        ("Сессия — итоги\n\nСессия — итоги 16.04.2024\n\nТекст.", "Сессия — итоги", "2024-04-16"),
    ],
)
def test_a_title_is_found_with_its_day(text: str, headline: str, day: str | None) -> None:
    assert title_of(text) == (headline, day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing"),
        ("16.04.2024\n\nText.", "a day alone opens an item"),
        ("16.04.2024\n16.04.2024", "days alone open items"),
        ("24.04.2024\n\nItem.\n\n22.04.2024\n\nItem.", "days open items, though no two blank lines stand between them"),
        ("\nItem one.\n\n\nItem two.\n", "a side column alone"),
        ("Old bridges\nNew bridges\nNo bridges", "a menu"),
        ("Go back", "navigation"),
    ],
)
def test_any_other_line_is_no_title(text: str, reason: str) -> None:
    assert title_of(text) is None


def teasers_of(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [
        (iso(each.published), tuple(paragraph.text for paragraph in each.paragraphs))
        for each in layout_of(text).column.teasers
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
        # A day of no calendar opens an item without one.
        ("22.04.2024\n\nB.\n\n31.02.2024\n\nC.\n\n\n", [("2024-04-22", ("B.",)), (None, ("C.",))]),
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


def test_undated_teasers_alone_are_a_column() -> None:
    assert teasers_of("\nA.\n\n\nB.\n") == [(None, ("A.",)), (None, ("B.",))]


@pytest.mark.parametrize(
    ("text", "undecided"),
    [
        ("\nA.\n\n\nB.\n\n\nTitle\n\nTitle 16.04.2024\n\nText.", None),
        ("\nA.\n\nB.\n\n\nC.\n\n\nTitle\n\nTitle 16.04.2024\n\nText.", "B."),
        ("\nA.\n\nB.\n\nTitle\n\nTitle 16.04.2024\n\nText.", "B."),
        ("A.\nB.\nTitle\n16.04.2024\nText.", "B."),
        ("24.04.2024\n\nA.\n\nB.\n\nTitle\n\nTitle 16.04.2024\n\nText.", None),
    ],
)
def test_it_is_said_where_items_cannot_be_told_apart(text: str, undecided: str | None) -> None:
    found = layout_of(text).column.undecided
    assert (found and found.text) == undecided


def test_without_two_blank_lines_each_undated_paragraph_is_an_item() -> None:
    assert teasers_of("\nA.\n\nB.\n\nTitle\n\nTitle 16.04.2024\n\nText.") == [(None, ("A.",)), (None, ("B.",))]
    assert teasers_of("A.\nB.\nTitle\n16.04.2024\nText.") == [(None, ("A.",)), (None, ("B.",))]


def test_a_line_that_repeats_a_teaser_heads_the_article_below_it() -> None:
    layout = layout_of("\nOn 1 May they met.\n\n\nOn 2 May they left.\n\n\nOn 1 May they met.\n\nIt rained.\n\nGo back")
    assert layout.title is not None
    assert [span.text for span in layout.title.headlines] == ["On 1 May they met."]
    assert [block.text for block in layout.body] == ["It rained."]
    assert len(layout.column.teasers) == 2


def test_an_article_without_a_title_begins_where_it_repeats_a_dated_teaser() -> None:
    layout = layout_of("24.04.2024\n\nOn 1 May they met.\n\n\nOn 1 May they met.\n\nIt rained.\n\nGo back")
    assert layout.title is not None
    assert layout.title.headlines == ()
    assert [block.text for block in layout.body] == ["On 1 May they met.", "It rained."]


def test_a_text_without_a_title_is_an_article_with_its_paragraphs() -> None:
    layout = layout_of("On 16 April 2024 the ministers met and agreed on bridges.\nIt rained.\nGo back")
    assert layout.title is not None
    assert layout.column == Column()
    assert (layout.title.headlines, len(layout.body)) == ((), 2)


def test_a_menu_is_navigation() -> None:
    assert [link.text for link in layout_of("Old bridges\nNew bridges\nNo bridges").navigation] == [
        "Old bridges",
        "New bridges",
        "No bridges",
    ]


def test_a_capture_that_ends_in_its_title_block_has_a_title_and_no_text() -> None:
    for cut in ("A title of brid", "A title of bridges 16.04.20", "A title of bridges"):
        layout = layout_of(f"24.04.2024\n\nItem.\n\n\nA title of bridges\n\n{cut}")
        assert layout.title is not None
        assert layout.title.headlines[0].text == "A title of bridges"
        assert layout.body == ()


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


def test_the_text_of_a_teaser_is_no_title_though_it_ends_in_a_day() -> None:
    page = "24.04.2024\n\nThey met on 23.04.2024\n\n\nTitle 16.04.2024\n\nText.\n"
    assert teasers_of(page) == [("2024-04-24", ("They met on 23.04.2024",))]
    assert title_of(page) == ("Title", "2024-04-16")


def test_an_item_that_says_what_the_title_says_stays_an_item() -> None:
    page = "\nMaps met\n\n\nPlans changed.\n\n\nMaps met\n\nAll agree."
    assert [block.text for block in layout_of(page).body] == ["All agree."]
    assert [item.paragraphs[0].text for item in layout_of(page).column.teasers] == ["Maps met", "Plans changed."]
