"""A web archive of everything that a crawler of the site meets becomes the records that its pages hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from csto_dataset import build as building
from csto_dataset.build import harvest
from csto_dataset.release import Release, load
from tests.sources.archives import SITE, Archive, by_hand, write

COLUMN = (
    '<div class="news-list"><div class="news-item"><span class="news-date-time">24.04.2024</span><p>{}</p></div></div>'
)
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="{charset}"><title>{title}</title></head><body>'
    '<nav><a href="/">Home</a></nav>{column}<h1>{title}</h1><span class="news-date-time">16.04.2024</span>'
    '<div class="news-detail">{text}</div><a href="/news/">Back to the all news</a><footer>© CSTO</footer></body></html>'
)
ARTICLE = "<p>Bridges were measured.</p><p>All agree.</p>"
TALK = "<p><b>Зачем мосты?</b></p><p>Чтобы ходить.</p><p><b>А броды?</b></p><p>Чтобы мочить ноги.</p>"
TALK_TITLE = "Интервью Генерального секретаря ОДКБ Армана Белесова газете «Гранит»"
TEXT = "24.04.2024\n\nThe members met.\n\n\nOf fords\n\nOf fords 17.04.2024\n\nFords were found.\n\n\nGo back\n"
HTML = "text/html; charset={}"


def page(title: str, text: str, *, language: str = "en", charset: str = "utf-8") -> bytes:
    column = COLUMN.format("The members met.")
    return PAGE.format(title=title, text=text, language=language, charset=charset, column=column).encode(charset)


def english(text: str = ARTICLE) -> bytes:
    return page("Of bridges", text)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """English and Russian pages in HTML and text, captures of one page, what is none, and two broken records."""
    broken = by_hand(b"A page.", length=1_000)
    first = (
        Archive()
        .answer(english(), f"{SITE}/1/", media=HTML.format("utf-8"))
        .answer(page(TALK_TITLE, TALK, language="ru", charset="windows-1251"), f"{SITE}/2/", media="text/html")
        .answer(TEXT.encode(), f"{SITE}/3/")
    )
    second = (
        Archive()
        .answer(english(), f"{SITE}/1/", media=HTML.format("utf-8"))
        .answer(english(ARTICLE + "<p>And more.</p>"), f"{SITE}/1", media=HTML.format("utf-8"))
        .answer(english("<p>Bridges were measured.</p>"), f"{SITE}/1/#top", media=HTML.format("utf-8"))
        .answer(b"png", f"{SITE}/i.png", media="image/png")
        .answer(english(), "https://example.org/1/", media=HTML.format("utf-8"))
    )
    third = Archive().other("conversion", TEXT.replace("17.04", "18.04").encode(), f"{SITE}/4/")
    return write(tmp_path, first.content + broken + second.content + broken + third.content)


def release_of(archive: Path, folder: Path) -> tuple[Release, list[dict[str, Any]]]:
    with harvest([archive]) as gathered:
        done = building.build(gathered, folder)
        return load(done.folder), [finding.as_json() for finding in gathered.findings]


def test_an_archive_builds_into_the_records_of_its_pages(archive: Path, tmp_path: Path) -> None:
    release, findings = release_of(archive, tmp_path / "out")
    items = [(item.form, item.title, str(item.published), item.paragraphs) for item in release.news_items]
    assert sorted(items, key=str) == [
        ("article", "Of bridges", "2024-04-16", ("Bridges were measured.", "All agree.", "And more.")),
        ("article", "Of fords", "2024-04-17", ("Fords were found.",)),
        ("article", "Of fords", "2024-04-18", ("Fords were found.",)),
        ("teaser", None, "2024-04-24", ("The members met.",)),
    ]
    (talk,) = release.interviews
    assert (talk.title, talk.outlet, talk.language) == (TALK_TITLE, "Гранит", "ru")
    assert [(pair.question, pair.answer) for pair in talk.qa_pairs] == [
        (("Зачем мосты?",), ("Чтобы ходить.",)),
        (("А броды?",), ("Чтобы мочить ноги.",)),
    ]
    assert sorted(finding["code"] for finding in findings) == [
        *("broken-record", "broken-record", "diverging-captures", "left-records")
    ]


def test_the_ledger_keeps_every_capture_and_names_the_record_in_each(archive: Path, tmp_path: Path) -> None:
    release, _ = release_of(archive, tmp_path / "out")
    ledger = [json.loads(line) for line in (release.folder / "ledger.jsonl").read_bytes().splitlines()]
    (article,) = (item for item in release.news_items if item.title == "Of bridges")
    holding = [line for line in ledger if any(part["record"] == article.id for part in line["parts"])]
    assert len(holding) == 3
    fields = {
        line["document"]
        for line in holding
        if any(part["record"] == article.id and part["field"] for part in line["parts"])
    }
    assert fields == {article.source.document}
    assert {line["captured"] for line in ledger} == {"2024-04-16"}
    assert len([line for line in ledger if "raw" in line]) == 4


def test_the_records_of_an_archive_do_not_depend_on_how_it_is_cut(archive: Path, tmp_path: Path) -> None:
    whole, _ = release_of(archive, tmp_path / "out")
    again = tmp_path / "again"
    again.mkdir()
    (again / "copy.warc").write_bytes(archive.read_bytes())
    with harvest([again, archive], workers=2) as gathered:
        assert building.build(gathered, tmp_path / "both").root == whole.root
