"""From the parts of a page to records, each with the spans of the document that hold it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from csto_dataset.documents import Document
from csto_dataset.findings import pointer
from csto_dataset.identity import content_id, pair_id
from csto_dataset.ledger import Part, Role
from csto_dataset.pages.blocks import Span
from csto_dataset.pages.column import Teaser
from csto_dataset.pages.interview import Pair, Reading
from csto_dataset.pages.people import read_conversation
from csto_dataset.pages.titles import Title
from csto_dataset.records import Interview, Language, NewsItem, PageRecord

_CYRILLIC: Final = re.compile("[А-Яа-яЁё]+")
_LATIN: Final = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the parts of the document that hold it, in no order."""

    record: PageRecord
    parts: tuple[Part, ...]


def language_of(texts: Iterable[str]) -> Language:
    """Return the language whose letters some texts have more of; English where they are even."""
    held = list(texts)
    cyrillic = sum(_letters(_CYRILLIC, text) for text in held if not text.isascii())
    return "ru" if cyrillic and cyrillic > sum(_letters(_LATIN, text) for text in held) else "en"


def _letters(alphabet: re.Pattern[str], text: str) -> int:
    return sum(map(len, alphabet.findall(text)))


@dataclass(frozen=True, slots=True)
class Assembler:
    """Makes the records of one document.

    Attributes:
        language: of all records, where the document's source states it; else each record has that of its own text.
    """

    document: Document
    language: Language | None

    def teaser(self, teaser: Teaser) -> Placed:
        """Return the record of an item of the side column."""
        return self._news_item("teaser", teaser.published, None, teaser.paragraphs, _day(teaser.day))

    def article(self, title: Title, paragraphs: Sequence[Span]) -> Placed:
        """Return the record of a page's own text."""
        headline = title.headlines[0].text if title.headlines else None
        return self._news_item("article", title.published, headline, paragraphs, _title(title))

    def _news_item(
        self, form: str, published: date | None, title: str | None, paragraphs: Sequence[Span], head: Sequence[Part]
    ) -> Placed:
        parts = (*head, *_texts("paragraph", "/paragraphs", paragraphs))
        said = _said(paragraphs)
        record = NewsItem.model_validate(
            {
                "type": "news_item",
                "id": content_id(NewsItem, published, title, paragraphs[0].text),
                "form": form,
                "published": published,
                "title": title,
                "paragraphs": said,
                "language": self.language or language_of(said),
                "source": self._source(parts),
            }
        )
        return _owned(record, parts)

    def interview(self, title: Title, reading: Reading) -> Placed:
        """Return the record of a conversation."""
        headline = title.headlines[0].text
        key = content_id(Interview, title.published, headline, reading.pairs[0].question[0].text)
        parts = [*_title(title), *_texts("lede", "/lede", reading.lede)]
        pairs: list[dict[str, Any]] = []
        section: str | None = None
        for index, pair in enumerate(reading.pairs):
            section = section if pair.section is None else pair.section.text
            pairs.append(self._qa_pair(key, index, section, pair, parts))
        conversation = read_conversation(headline, _said(reading.lede), reading.labels)
        record = Interview.model_validate(
            {
                "type": "interview",
                "id": key,
                "published": title.published,
                "title": headline,
                "outlet": conversation.outlet,
                "interviewees": conversation.interviewees,
                "lede": _said(reading.lede),
                "qa_pairs": tuple(pairs),
                "language": self.language or language_of(_words(reading)),
                "source": self._source(parts),
            }
        )
        return _owned(record, parts)

    def _qa_pair(
        self, interview: str, index: int, section: str | None, pair: Pair, parts: list[Part]
    ) -> dict[str, Any]:
        """Return the pair at an index, counted from 0, of an interview, and add the parts that hold it."""
        field = pointer("qa_pairs", index)
        if pair.section is not None:
            parts.append(_part(pair.section, "section", f"{field}/section"))
        turns = [Part(mark.start, mark.end, "mark") for mark in pair.marks]
        turns += _texts("question", f"{field}/question", pair.question)
        turns += _texts("answer", f"{field}/answer", pair.answer)
        parts += turns
        return {
            "type": "qa_pair",
            "id": pair_id(interview, index + 1),
            "interview_id": interview,
            "index": index + 1,
            "section": section,
            "question": _said(pair.question),
            "answer": _said(pair.answer),
            "source": self._source(turns),
        }

    def _source(self, parts: Sequence[Part]) -> dict[str, Any]:
        return {
            "document": self.document.sha256,
            "url": self.document.url,
            "start": min(part.start for part in parts),
            "end": max(part.end for part in parts),
        }


def _words(reading: Reading) -> Iterable[str]:
    for pair in reading.pairs:
        for span in (*pair.question, *pair.answer):
            yield span.text


def _title(title: Title) -> tuple[Part, ...]:
    return (*(_part(headline, "title", "/title") for headline in title.headlines), *_day(title.day))


def _day(day: Span | None) -> tuple[Part, ...]:
    return () if day is None else (_part(day, "date", "/published"),)


def _texts(role: Role, field: str, paragraphs: Sequence[Span]) -> Iterable[Part]:
    return [_part(paragraph, role, f"{field}/{index}") for index, paragraph in enumerate(paragraphs)]


def _part(span: Span, role: Role, field: str) -> Part:
    return Part(span.start, span.end, role, None, field)


def _owned(record: PageRecord, parts: Sequence[Part]) -> Placed:
    id = record.id
    return Placed(record, tuple(Part(part.start, part.end, part.role, id, part.field) for part in parts))


def _said(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(span.text for span in spans)
