"""The right reading of the source page, typed by hand from the page. Nothing here may come from the parser."""

import hashlib
import json
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet
import pytest

from csto_dataset.documents import Document
from csto_dataset.packaged import SOURCES
from csto_dataset.pages.page import Page, parse
from csto_dataset.sources import pages_of, read

FILE = "news-ru-interview-2024-04-16.txt"
URL = (
    "https://en.odkb-csto.org/news/news_odkb/intervyu-generalnogo-sekretarya-odkb-imangali-tasmagambetova-dlya-news-ru/"
)
SHA256 = "9966b4ffe82e5a02cf9bcc4b75c0bc493b3e2c6e2b5d905de3c7594b61c21d24"
BYTES = 10_390
TITLE = "Interview of the CSTO Secretary General Imangali Tasmagambetov to NEWS.ru."
NAVIGATION = ["Go back", "Back to the section", "Back to the all news"]


class Said(NamedTuple):
    """The first and the last words of a paragraph."""

    first: str
    last: str


class Turns(NamedTuple):
    section: str
    question: list[Said]
    answer: list[Said]


TEASERS = [
    (
        date(2024, 4, 24),
        Said(
            "On 24 April 2024, in Moscow, at the CSTO Secretariat consultations of the CSTO member states",
            'the theme: "On topical issues of arms control, disarmament and non-proliferation" took place.',
        ),
    ),
    (
        date(2024, 4, 24),
        Said(
            "From 1 to 23 April 2024, the Military Academy of the General Staff",
            "as well as bodies authorized to prevent and eliminate emergency situations.",
        ),
    ),
    (
        date(2024, 4, 22),
        Said(
            "On 22 April 2024, the CSTO Secretariat hosted a working meeting",
            "for Preventive Diplomacy for Central Asia (UNRCCA), Kakha Imnadze.",
        ),
    ),
]
SECTIONS = [
    "What the CSTO has achieved in 30 years",
    "Are there any disagreements between the bloc members",
    'What does the "freezing" of Armenia\'s membership mean',
    "Does the CSTO need a mechanism to deal with an attack by one member of the organization on another",
    "Whether CSTO expansion is possible",
    "What are the CSTO's tasks for the coming years",
]
PAIRS_IN_SECTIONS = [1, 1, 3, 1, 1, 1]
ANSWER_PARAGRAPHS = [3, 2, 1, 2, 1, 3, 2, 2]
PAIRS = [
    Turns(
        "What the CSTO has achieved in 30 years",
        [
            Said(
                "Imangali Nurgaliyevich, the Collective Security Treaty entered into force on 20 April 1994.",
                "What successes have been achieved over these years?",
            )
        ],
        [
            Said(
                "Over the three decades of its existence, the CSTO has established itself",
                "preventive countering of challenges and threats - are being successfully implemented....",
            ),
            Said(
                "The Organization demonstrates a fairly high level of adaptability:",
                "Interstate Policy for strengthening sections of the Tajik-Afghan Border.",
            ),
            Said(
                "Over the years of the existence of the Treaty and the Organization, an extensive command structure",
                "activities has shown that there are no alternatives in post-Soviet Eurasia.",
            ),
        ],
    ),
    Turns(
        "Are there any disagreements between the bloc members",
        [
            Said(
                "Today we are seeing some countries reducing their cooperation with Russia",
                "Are there any disagreements between the participants on this ground?",
            )
        ],
        [
            Said(
                "We do not register any clear signs of disagreement among the member states",
                "despite the considerable pressure exerted to a greater or lesser extent on each of them.",
            ),
            Said(
                "The contradictions that do arise are most often based on long-standing problems",
                "make it possible to settle and resolve them as effectively as possible.",
            ),
        ],
    ),
    Turns(
        'What does the "freezing" of Armenia\'s membership mean',
        [
            Said(
                "Recently, tensions have arisen in relations between Yerevan and Moscow.",
                "How do you assess these risks?",
            )
        ],
        [
            Said(
                "Analysts in the CSTO member states note a tendency to aggravate the situation",
                "and the initiatives voiced, as the Secretariat has repeatedly stated.",
            )
        ],
    ),
    Turns(
        'What does the "freezing" of Armenia\'s membership mean',
        [
            Said(
                'The Armenian Prime Minister Nikol Pashinyan has announced the "freezing" of Yerevan\'s participation',
                "again participate in the work of the Organization in the near future?",
            )
        ],
        [
            Said(
                'It should be noted here that the concept of "freezing" is not presented in the CSTO documents,',
                "so we will not use it in relation to the current situation.",
            ),
            Said(
                "It is true that Armenia has significantly reduced the volume of its activities",
                "of all participants of our association, first of all, for full-fledged planning.",
            ),
        ],
    ),
    Turns(
        'What does the "freezing" of Armenia\'s membership mean',
        [
            Said(
                "What will the Organization lose if Armenia",
                "withdraws from the Organization?",
            )
        ],
        [
            Said(
                "The issue is not who will lose what. The issue is quite different.",
                "challenges and threats are often assessed by local analysts as existential.",
            )
        ],
    ),
    Turns(
        "Does the CSTO need a mechanism to deal with an attack by one member of the organization on another",
        [
            Said(
                "A few years ago, the Kyrgyz President Sadyr Japarov proposed to develop a mechanism of action",
                "Are any documents on this subject being worked out?",
            )
        ],
        [
            Said(
                "The proposal by the head of the Kyrgyz Republic Sadyr Japarov came at a time",
                "resolving the border dispute between the two Central Asian states.",
            ),
            Said(
                "But, as we saw later, the will of the political leadership of the two countries",
                "The need for the preparation of such a document was virtually eliminated.",
            ),
            Said(
                'Besides, such a development of the situation as an "attack" is extremely unlikely in general.',
                "which explicitly prohibits aggressive actions against each other.",
            ),
        ],
    ),
    Turns(
        "Whether CSTO expansion is possible",
        [
            Said(
                "In one of your interviews, you did not rule out the expansion of the Organization",
                "Which countries could we be talking about?",
            )
        ],
        [
            Said(
                "We are talking about the widest range of countries",
                "showing interest in the Eurasian system of collective security.",
            ),
            Said(
                "The geopolitical situation in Eurasia is currently characterized by instability",
                "if necessary, military potential to defend their national interests.",
            ),
        ],
    ),
    Turns(
        "What are the CSTO's tasks for the coming years",
        [
            Said(
                "Imangali Nurgaliyevich, what are the CSTO's tasks",
                "and priorities for the coming years?",
            )
        ],
        [
            Said(
                "The principles and objectives of the Organization remain unchanged.",
                "expanding cooperation through the Parliamentary Assembly of the Organization...",
            ),
            Said(
                "At the same time, in its work, the CSTO endeavors to act adequately",
                "regional collective security systems and their growing importance in the system of international relations.",
            ),
        ],
    ),
]


@pytest.fixture(scope="module")
def document() -> Document:
    (document,) = read(pages_of([SOURCES]))
    assert isinstance(document, Document)
    return document


@pytest.fixture(scope="module")
def page(document: Document) -> Page:
    return parse(document)


Records = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module", params=["parser", ".json", ".jsonl", ".parquet"])
def records(request: pytest.FixtureRequest, page: Page, root: Path) -> Records:
    """The records as the parser makes them, and as each format of the committed release holds them."""
    if request.param == "parser":
        made = [record.model_dump(mode="json") for record in page.records]
        talks = [each for each in made if each["type"] == "interview"]
        items = [each for each in made if each["type"] == "news_item"]
        return {
            "news_items": items,
            "interviews": talks,
            "qa_pairs": [pair for each in talks for pair in each["qa_pairs"]],
        }
    folder = root / "dist-data" / "1.0.0"
    return {name: _table(folder / f"{name}{request.param}") for name in ("news_items", "interviews", "qa_pairs")}


def _table(path: Path) -> list[dict[str, Any]]:
    """Read a table without the package."""
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
        return [json.loads(json.dumps(row, default=date.isoformat)) for row in rows]
    text = path.read_text(encoding="utf-8")
    parsed: list[dict[str, Any]] = json.loads(
        text if path.suffix == ".json" else f"[{text.replace(chr(10), ',')[:-1]}]"
    )
    return parsed


def demand_paragraphs(found: list[str], expected: list[Said]) -> None:
    assert len(found) == len(expected)
    for paragraph, said in zip(found, expected, strict=True):
        assert paragraph.startswith(said.first)
        assert paragraph.endswith(said.last)


def test_the_source_file_is_the_one_that_was_captured() -> None:
    raw = (SOURCES / FILE).read_bytes()
    assert len(raw) == BYTES
    assert hashlib.sha256(raw).hexdigest() == SHA256


def test_the_document_is_the_file_and_the_catalogue_tells_its_address(document: Document) -> None:
    assert document.text.encode() == (SOURCES / FILE).read_bytes()
    assert (document.sha256, document.url, document.language) == (SHA256, URL, "en")


def test_the_page_gives_three_teasers_one_interview_and_eight_pairs(records: Records) -> None:
    assert {name: len(rows) for name, rows in records.items()} == {"news_items": 3, "interviews": 1, "qa_pairs": 8}


def test_each_teaser_has_its_day_and_its_words(records: Records) -> None:
    found = sorted(records["news_items"], key=lambda item: int(item["source"]["start"]))
    assert [item["published"] for item in found] == [day.isoformat() for day, _ in TEASERS]
    for item, (_, said) in zip(found, TEASERS, strict=True):
        demand_paragraphs(item["paragraphs"], [said])
        assert (item["form"], item["title"], item["language"]) == ("teaser", None, "en")


def test_the_interview_has_its_title_day_outlet_and_interviewee(records: Records) -> None:
    (interview,) = records["interviews"]
    assert interview["title"] == TITLE
    assert interview["published"] == "2024-04-16"
    assert interview["outlet"] == "NEWS.ru"
    assert interview["interviewees"] == [{"name": "Imangali Tasmagambetov", "role": "CSTO Secretary General"}]
    assert interview["lede"] == []
    assert interview["language"] == "en"


@pytest.mark.parametrize("index", range(8))
def test_each_pair_has_its_section_question_and_answer(records: Records, index: int) -> None:
    (interview,) = records["interviews"]
    pair, expected = interview["qa_pairs"][index], PAIRS[index]
    assert pair["index"] == index + 1
    assert pair["section"] == expected.section
    demand_paragraphs(pair["question"], expected.question)
    demand_paragraphs(pair["answer"], expected.answer)


def test_the_pairs_stand_under_their_headings(records: Records) -> None:
    (interview,) = records["interviews"]
    found = [pair["section"] for pair in interview["qa_pairs"]]
    assert found == [section for section, count in zip(SECTIONS, PAIRS_IN_SECTIONS, strict=True) for _ in range(count)]
    assert [len(pair["answer"]) for pair in interview["qa_pairs"]] == ANSWER_PARAGRAPHS
    assert {len(pair["question"]) for pair in interview["qa_pairs"]} == {1}


def test_the_flat_pairs_are_those_of_the_interview(records: Records) -> None:
    (interview,) = records["interviews"]
    assert records["qa_pairs"] == interview["qa_pairs"]
    assert {pair["interview_id"] for pair in records["qa_pairs"]} == {interview["id"]}


def test_every_record_names_its_document_and_page(records: Records) -> None:
    for rows in records.values():
        assert {(row["source"]["document"], row["source"]["url"]) for row in rows} == {(SHA256, URL)}


def test_every_text_is_folded(records: Records) -> None:
    whole = json.dumps(records, ensure_ascii=False)
    assert "\u00a0" not in whole
    assert unicodedata.is_normalized("NFC", whole)
    assert not {unicodedata.category(character) for character in whole} & {"Cc", "Cf", "Zl", "Zp"}


def test_every_paragraph_stands_on_the_page_word_for_word(records: Records, document: Document) -> None:
    lines = {" ".join(line.lstrip("—").split()) for line in document.text.splitlines()}
    (interview,) = records["interviews"]
    turns = [text for pair in interview["qa_pairs"] for text in (*pair["question"], *pair["answer"])]
    assert lines.issuperset([*turns, *(text for item in records["news_items"] for text in item["paragraphs"])])


def test_the_parser_makes_records_in_the_order_of_the_page_and_no_finding(page: Page) -> None:
    assert page.findings == ()
    assert [record.type for record in page.records] == ["news_item", "news_item", "news_item", "interview"]
    assert all(a.source.end <= b.source.start for a, b in pairwise(page.records))


def ledger_parts(page: Page) -> list[tuple[str, str]]:
    return [(part.role, page.document.text[part.start : part.end]) for part in page.ledger]


def test_every_character_of_the_page_is_accounted_for(page: Page) -> None:
    assert "".join(passage for _, passage in ledger_parts(page)) == page.document.text
    assert (page.ledger[0].start, page.ledger[-1].end) == (0, len(page.document.text))
    assert all(left.end == right.start for left, right in pairwise(page.ledger))


def test_nothing_of_the_page_is_unread(page: Page) -> None:
    roles = [part.role for part in page.ledger]
    assert {role: roles.count(role) for role in set(roles) - {"layout"}} == {
        "date": 4,
        "paragraph": 3,
        "title": 2,
        "section": 6,
        "mark": 16,
        "question": 8,
        "answer": 16,
        "navigation": 3,
    }


def test_what_is_left_out_is_white_space_dashes_and_navigation(page: Page) -> None:
    left_out = [(role, passage) for role, passage in ledger_parts(page) if role in {"layout", "mark", "navigation"}]
    assert not "".join(passage for role, passage in left_out if role == "layout").strip()
    assert {passage for role, passage in left_out if role == "mark"} == {"—"}
    assert [passage for role, passage in left_out if role == "navigation"] == NAVIGATION


def test_the_days_of_the_page_are_those_that_it_prints(page: Page) -> None:
    printed = [passage for role, passage in ledger_parts(page) if role == "date"]
    assert printed == ["24.04.2024", "24.04.2024", "22.04.2024", "16.04.2024"]


def test_the_headings_of_the_page_are_six(page: Page) -> None:
    assert [passage for role, passage in ledger_parts(page) if role == "section"] == SECTIONS


def test_the_ledger_of_the_release_is_the_one_of_the_page(page: Page, root: Path) -> None:
    (line,) = (root / "dist-data" / "1.0.0" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "document": SHA256,
        "url": URL,
        "language": "en",
        "characters": len(page.document.text),
        "parts": [part._asdict() for part in page.ledger],
    }
