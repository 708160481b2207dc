"""Pages whose markup tells what is what."""

import hashlib

import pytest

from csto_dataset.documents import Document, Mark, MarkKind
from csto_dataset.pages.page import Page, parse
from csto_dataset.records import Interview, NewsItem
from tests.pages.accounts import demand_an_account, said


def page_of(*lines: tuple[str, MarkKind | None]) -> Page:
    """Return the reading of a page of lines, each with what the markup says of it; lines of one item stand together."""
    text, marks = "", []
    for index, (line, kind) in enumerate(lines):
        start = len(text)
        text += line
        if kind in ("heading", "strong"):
            marks.append(Mark(start, len(text), "body"))
        if kind == "item" and marks and index and lines[index - 1][1] == "item" and not line[:1].isdigit():
            marks[-1] = marks[-1]._replace(end=len(text))
        elif kind is not None:
            marks.append(Mark(start, len(text), kind))
        text += "\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    page = parse(
        Document("page.html", text, digest, marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))
    )
    demand_an_account(page)
    return page


def roles_of(page: Page) -> list[tuple[str, str]]:
    return [
        (part.role, said(page.document.text[part.start : part.end])) for part in page.ledger if part.role != "layout"
    ]


def test_an_article_is_what_its_marks_say() -> None:
    page = page_of(
        ("Menu", "navigation"),
        ("24.04.2024", "item"),
        ("An item.", "item"),
        ("A title with a stop.", "title"),
        ("16.04.2024", "day"),
        ("It looks like a title", "body"),
        ("It is text.", "body"),
        ("Share", "furniture"),
        ("Stray words", None),
    )
    item, article = page.records
    assert isinstance(item, NewsItem)
    assert isinstance(article, NewsItem)
    assert (item.form, str(item.published), item.paragraphs) == ("teaser", "2024-04-24", ("An item.",))
    assert (article.form, article.title, article.paragraphs) == (
        "article",
        "A title with a stop.",
        ("It looks like a title", "It is text."),
    )
    assert article.published is not None
    assert [role for role, _ in roles_of(page)] == [
        *("navigation", "date", "paragraph", "title", "date", "paragraph", "paragraph", "furniture", "unread")
    ]


def test_a_title_may_stand_again_with_its_day_behind_it() -> None:
    page = page_of(("Of  bridges", "title"), ("Of bridges 16.04.2024", "title"), ("Text.", "body"))
    (article,) = page.records
    assert isinstance(article, NewsItem)
    assert (article.title, article.published and article.published.isoformat()) == ("Of bridges", "2024-04-16")
    assert [role for role, _ in roles_of(page)] == ["title", "title", "date", "paragraph"]


def test_a_title_of_two_lines_is_one_title() -> None:
    text = "Of bridges\nand fords\n\nText."
    page = parse(Document("page.html", text, "0" * 64, marks=(Mark(0, 20, "title"), Mark(22, 27, "body"))))
    assert [record.title for record in page.records if isinstance(record, NewsItem)] == ["Of bridges and fords"]
    demand_an_account(page)


def test_emphasis_marks_questions_and_headings_head_sections() -> None:
    page = page_of(
        ("Interview of Arman Belesov to Granit", "title"),
        ("He told us of bridges.", "body"),
        ("Of bridges.", "heading"),
        ("Why bridges", "strong"),
        ("and why here?", "strong"),
        ("So.", "body"),
        ("Is it enough?", "body"),
        ("It is.", "body"),
        ("Tell of fords.", "strong"),
        ("No.", "body"),
    )
    (talk,) = page.records
    assert isinstance(talk, Interview)
    assert talk.lede == ("He told us of bridges.",)
    assert [(pair.section, pair.question, pair.answer) for pair in talk.qa_pairs] == [
        ("Of bridges.", ("Why bridges", "and why here?"), ("So.", "Is it enough?", "It is.")),
        ("Of bridges.", ("Tell of fords.",), ("No.",)),
    ]
    assert page.reading is not None
    assert page.reading.name == "questions: emphasis; answers: no mark"


@pytest.mark.parametrize("kind", ["navigation", "furniture", "item"])
def test_marks_without_a_title_and_a_text_leave_the_layout_to_the_text(kind: MarkKind) -> None:
    page = page_of(("Title", kind), ("Title 16.04.2024", None), ("Text.", None))
    (article,) = page.records
    assert isinstance(article, NewsItem)
    assert (article.title, article.paragraphs) == ("Title", ("Text.",))


def test_a_list_page_has_items_and_no_article() -> None:
    page = page_of(
        ("News", "title"), ("24.04.2024", "item"), ("An item.", "item"), ("22.04.2024", "item"), ("Another.", "item")
    )
    assert [record.form for record in page.records if isinstance(record, NewsItem)] == ["teaser", "teaser"]
    assert [role for role, _ in roles_of(page)] == ["title", "date", "paragraph", "date", "paragraph"]


def test_an_emphasized_lede_is_no_question() -> None:
    page = page_of(
        ("Interview of Arman Belesov to Granit", "title"),
        ("In an exclusive interview the Head told Granit of bridges.", "strong"),
        ("Who pays?", "strong"),
        ("All.", "body"),
        ("And when?", "strong"),
        ("In May.", "body"),
    )
    (talk,) = page.records
    assert isinstance(talk, Interview)
    assert talk.lede == ("In an exclusive interview the Head told Granit of bridges.",)
    assert [pair.question for pair in talk.qa_pairs] == [("Who pays?",), ("And when?",)]


def test_an_item_inside_the_text_that_begins_as_the_article_does_does_not_lend_it_its_words() -> None:
    page = page_of(
        ("All met.", "body"),
        ("All met.", "item"),
        ("In Osh.", "item"),
        ("They spoke.", "body"),
    )
    (article,) = page.records
    assert isinstance(article, NewsItem)
    assert (article.form, article.paragraphs) == ("article", ("All met.", "They spoke."))


def test_of_two_places_of_one_record_the_article_is_taken_and_not_the_longer_teaser() -> None:
    page = page_of(
        ("All met.", "item"),
        ("It was long, and more than that is said here.", "item"),
        ("All met.", "body"),
        ("So.", "body"),
    )
    (article,) = page.records
    assert isinstance(article, NewsItem)
    assert (article.form, article.paragraphs) == ("article", ("All met.", "So."))
