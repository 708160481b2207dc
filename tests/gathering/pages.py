"""Pages made by hand, without the parser, and what the captures of them come to, computed without the package."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from csto_dataset.documents import Document
from csto_dataset.gathering.harvest import Harvest
from csto_dataset.gathering.reading import page_read
from csto_dataset.gathering.store import Store
from csto_dataset.identity import content_id, pair_id
from csto_dataset.ledger import Part, account
from csto_dataset.pages.page import Page
from csto_dataset.records import Interview, NewsItem, PageRecord, QAPair, Source

SITE = "https://en.odkb-csto.org"


@dataclass(frozen=True)
class Item:
    """Something on a page: `day` and `title` may be unknown; of an interview the texts are questions and answers in turn."""

    form: str
    day: date | None
    title: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Capture:
    """A page as it was captured once; `head` alone makes it another document."""

    items: tuple[Item, ...]
    url: str | None = None
    captured: date | None = None
    head: str = "Site"
    file: str = field(default="page.txt", compare=False)


def article(title: str | None, day: int | None, *texts: str) -> Item:
    return Item("article", day_of(day), title, texts)


def interview(title: str, day: int | None, *texts: str) -> Item:
    return Item("interview", day_of(day), title, texts)


def teaser(day: int | None, *texts: str) -> Item:
    return Item("teaser", day_of(day), None, texts)


def day_of(day: int | None) -> date | None:
    return None if day is None else date(2024, 4, day)


def page_of(capture: Capture) -> Page:
    """Return the page that a parser would have made of a capture: a line a text, the head above, which nothing reads."""
    text, lines = f"{capture.head}\n", []
    for item in capture.items:
        # A text that says something else is another document.
        text += f"{item.form} {item.day}\n"
        spans: list[tuple[int, int]] = []
        for each in ((item.title,) if item.title else ()) + item.texts:
            spans.append((len(text), len(text) + len(each)))
            text += f"{each}\n"
        lines.append(spans)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(capture.file, text, digest, capture.url, "en", captured=capture.captured)
    held = {}
    parts: list[Part] = []
    for item, spans in zip(capture.items, lines, strict=True):
        record = _record(item, Source(document=digest, url=capture.url, start=spans[0][0], end=spans[-1][1]))
        held[record.id] = record
        for span, (role, pointer) in zip(spans, _fields(item), strict=True):
            parts.append(Part(*span, role, record.id, pointer))  # type: ignore[arg-type]
    return Page(document, "en", tuple(held.values()), account(text, parts), ())


def _fields(item: Item) -> list[tuple[str, str]]:
    title = [("title", "/title")] if item.title else []
    if item.form != "interview":
        return title + [("paragraph", f"/paragraphs/{index}") for index in range(len(item.texts))]
    turns = [("question", "question"), ("answer", "answer")] * (len(item.texts) // 2)
    return title + [(role, f"/qa_pairs/{index // 2}/{name}/0") for index, (role, name) in enumerate(turns)]


def _language(item: Item) -> Literal["en", "ru"]:
    return "en" if item.texts[0].isascii() else "ru"


def _record(item: Item, source: Source) -> PageRecord:
    if item.form != "interview":
        return NewsItem(
            type="news_item",
            id=content_id(NewsItem, item.day, item.title, item.texts[0]),
            form=item.form,  # type: ignore[arg-type]
            published=item.day,
            title=item.title,
            paragraphs=item.texts,
            language=_language(item),
            source=source,
        )
    assert item.title is not None
    id = content_id(Interview, item.day, item.title, item.texts[0])
    pairs = tuple(
        QAPair(
            type="qa_pair",
            id=pair_id(id, index + 1),
            interview_id=id,
            index=index + 1,
            section=None,
            question=(item.texts[2 * index],),
            answer=(item.texts[2 * index + 1],),
            source=source,
        )
        for index in range(len(item.texts) // 2)
    )
    return Interview(
        type="interview",
        id=id,
        published=item.day,
        title=item.title,
        outlet=None,
        interviewees=(),
        lede=(),
        qa_pairs=pairs,
        language=_language(item),
        source=source,
    )


def gathered(captures: Iterable[Capture]) -> Harvest:
    """Return what captures give, put in in their order."""
    store = Store()
    for capture in captures:
        store.put(page_read(page_of(capture)))
    store.settle()
    return Harvest(store)


def everything(harvest: Harvest) -> dict[str, Any]:
    """Return all that a release and its findings are made of, as JSON."""
    tables = {name: [record.model_dump(mode="json") for record in records] for name, records in harvest.tables.items()}
    return {
        **tables,
        "ledger": list(harvest.ledger),
        "sources": [each.model_dump(mode="json") for each in harvest.sources],
        "findings": [finding.as_json() for finding in harvest.findings],
    }


def records_of(harvest: Harvest) -> list[tuple[str, date | None, str | None, tuple[str, ...]]]:
    """Return form, day, title and texts of each news item and interview, sorted."""
    found: list[tuple[str, date | None, str | None, tuple[str, ...]]] = []
    for table in ("news_items", "interviews"):
        for record in harvest.tables[table]:
            if isinstance(record, NewsItem):
                found.append((record.form, record.published, record.title, record.paragraphs))
            elif isinstance(record, Interview):
                turns = tuple(turn for pair in record.qa_pairs for turn in (*pair.question, *pair.answer))
                found.append(("interview", record.published, record.title, turns))
    return sorted(found, key=json_of)


def items_of(*items: Item) -> list[tuple[str, date | None, str | None, tuple[str, ...]]]:
    return sorted(((item.form, item.day, item.title, item.texts) for item in items), key=json_of)


def json_of(value: Sequence[Any]) -> str:
    return json.dumps(value, default=str)
