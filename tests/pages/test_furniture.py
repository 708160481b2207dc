"""What stands in a text and is none of it."""

import pytest
from hypothesis import given

from csto_dataset.fields import fold
from csto_dataset.pages.blocks import blocks_of
from csto_dataset.pages.furniture import clear
from tests.pages.strategies import awkward_texts

TEXT = [f"Sentence number {number} stands here." for number in range(12)]


def furniture_of(*lines: str) -> list[str]:
    return [span.text for span in clear(blocks_of("\n".join(lines))).furniture]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Website of the Secretariat",
        "Photo: Igor Lantsov / Evening Hills",
        "Фото: пресс-служба",
        "© Granit",
        "(Video)",
        "(Photo gallery)",
        "[Видео]",
        "https://granit.example/politics/1.html",
        "Source: https://granit.example/1",
        "www.granit.example",
        "Download document 39357fa0b754.docx",
        "Download document 39357fa0b754.docx (12.5 KB)",
        "Скачать документ 0a94c2ee.pdf",
        "IMG-20320812-WA0007.jpg",
        "lake_bottom_sheet_2.png",
        "Telephone: +7 (495) 000-11-22",
        "Телефон: +7 (495) 000-11-22",
        "+7 (495) 000-11-22",
    ],
)
def test_furniture_is_told_wherever_it_stands(line: str) -> None:
    assert furniture_of(*TEXT[:6], line, *TEXT[6:]) == [line]
    assert furniture_of(line, *TEXT) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "18.03.2032 14:05",
        "18 March 2032, 14:05",
        "09:40 18.03.2032",
        "By Saule Omar",
        "Author: Saule Omar",
        "Interviewed by Saule Omar",
        "Беседовала Сауле Омар",
        "Exclusive for “Lamp”",
        "World Exclusive",
        "Published: Evening Hills, 2032",
    ],
)
def test_what_a_newspaper_puts_at_an_end_counts_there_alone(line: str) -> None:
    assert furniture_of(line, *TEXT) == [line]
    assert furniture_of(*TEXT, line) == [line]
    assert furniture_of(*TEXT[:7], line, *TEXT[7:]) == []


@pytest.mark.parametrize(
    "line",
    [
        "According to him, eleven documents have been prepared.",
        "By the evening all had left.",
        "By Monday all had left.",
        "Photographs of bridges were shown.",
        "The video shows a bridge.",
        "Published in six languages, the book is sold out.",
        "The CSTO Press Secretary Marat Selenov",
        "16.04.2024",
        "1. a stove;",
        "In 2032 there were 14 bridges.",
        "He wrote to bridge.example of it.",
        "12 345 678 is a large number of bridges.",
        "Phone calls were made to 20 regions in the first hour.",
        "Tel Aviv received 20 visitors.",
        "Fax machines from 1995 were replaced.",
        "Телефон доверия работает с 2010 года.",
        "Photo/video materials of the exercise were shown to all.",
        "Images by themselves prove nothing.",
        "Photos: the exhibition shows forty sheets…",
        "Видео: министр рассказал о мостах.",
        "1992 - 2022",
        "Especially for children, a drawing contest was held.",
        "Exclusively for peaceful purposes they were built.",
        "Section: the second part of the bridge.",
        "16.04.2024 at 15:00 they met.",
    ],
)
def test_a_sentence_is_no_furniture(line: str) -> None:
    assert furniture_of(line, *TEXT) == []
    assert furniture_of(*TEXT, line) == []


def test_a_label_that_stands_on_several_lines_is_no_byline() -> None:
    assert furniture_of("Editor: Hello.", "Ivan Reed: Hello.", "Editor: Who pays?", "Ivan Reed: All.") == []
    assert furniture_of("Editor: Anna Reed", *TEXT) == ["Editor: Anna Reed"]


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("IMG_4471.jpgOn 5 March they met.", "IMG_4471.jpg", "On 5 March they met."),
        ("regatta-WA0003.jpg Ветер стих.", "regatta-WA0003.jpg", "Ветер стих."),
    ],
)
def test_the_name_of_an_image_is_parted_from_the_text_that_it_is_glued_to(line: str, name: str, text: str) -> None:
    body = clear(blocks_of(line))
    assert [span.text for span in body.furniture] == [name]
    assert [block.text for block in body.blocks] == [text]


@given(awkward_texts())
def test_nothing_is_lost_between_text_and_furniture(text: str) -> None:
    blocks = blocks_of(text)
    body = clear(blocks)
    spans = sorted([*body.furniture, *(block.span for block in body.blocks)])
    assert "".join(span.text for span in spans).replace(" ", "") == "".join(b.text for b in blocks).replace(" ", "")
    assert all(fold(text[span.start : span.end]) == span.text for span in spans)
