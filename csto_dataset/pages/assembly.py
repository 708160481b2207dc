"""From the parts of a page to records, each with the spans of the document that hold it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from csto_dataset.documents import Document
from csto_dataset.findings import pointer
from csto_dataset.identity import content_id, pair_id
from csto_dataset.ledger import Part, Role
from csto_dataset.pages.blocks import Span
from csto_dataset.pages.headline import read_headline
from csto_dataset.pages.interview import Pair, Reading
from csto_dataset.pages.layout import Teaser, Title
from csto_dataset.records import Interview, Language, NewsItem, PageRecord, QAPair, Source


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the parts of the document that hold it, in no order."""

    record: PageRecord
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Assembler:
    """Makes the records of one document."""

    document: Document
    language: Language

    def teaser(self, teaser: Teaser) -> Placed:
        return self._news_item("teaser", teaser.published, None, teaser.paragraphs, _day(teaser.day))

    def article(self, title: Title, paragraphs: Sequence[Span]) -> Placed:
        return self._news_item("article", title.published, title.headlines[0].text, paragraphs, _title(title))

    def _news_item(
        self,
        form: Literal["teaser", "article"],
        published: date | None,
        title: str | None,
        paragraphs: Sequence[Span],
        head: Sequence[Part],
    ) -> Placed:
        parts = (*head, *_texts("paragraph", ("paragraphs",), paragraphs))
        record = NewsItem(
            type="news_item",
            id=content_id(NewsItem, published, title, paragraphs[0].text),
            form=form,
            published=published,
            title=title,
            paragraphs=_said(paragraphs),
            language=self.language,
            source=self._source(parts),
        )
        return _owned(record, parts)

    def interview(self, title: Title, reading: Reading) -> Placed:
        headline = title.headlines[0].text
        key = content_id(Interview, title.published, headline, reading.pairs[0].question[0].text)
        parts = [*_title(title), *_texts("lede", ("lede",), reading.lede)]
        pairs: list[QAPair] = []
        section: str | None = None
        for index, pair in enumerate(reading.pairs):
            section = section if pair.section is None else pair.section.text
            held = tuple(_pair(index, pair))
            pairs.append(self._qa_pair(key, index + 1, section, pair, held))
            parts.extend(held)
        conversation = read_headline(headline)
        record = Interview(
            type="interview",
            id=key,
            published=title.published,
            title=headline,
            outlet=conversation.outlet,
            interviewees=conversation.interviewees,
            lede=_said(reading.lede),
            qa_pairs=tuple(pairs),
            language=self.language,
            source=self._source(parts),
        )
        return _owned(record, parts)

    def _qa_pair(self, interview: str, index: int, section: str | None, pair: Pair, held: Sequence[Part]) -> QAPair:
        turns = [part for part in held if part.role != "section"]
        return QAPair(
            type="qa_pair",
            id=pair_id(interview, index),
            interview_id=interview,
            index=index,
            section=section,
            question=_said(pair.question),
            answer=_said(pair.answer),
            source=self._source(turns),
        )

    def _source(self, parts: Sequence[Part]) -> Source:
        return Source(
            document=self.document.sha256,
            url=self.document.url,
            start=min(part.start for part in parts),
            end=max(part.end for part in parts),
        )


def _pair(index: int, pair: Pair) -> Iterable[Part]:
    """Yield the parts that hold the pair at an index, counted from 0, of its interview."""
    steps = ("qa_pairs", index)
    if pair.section is not None:
        yield _part(pair.section, "section", *steps, "section")
    for mark in pair.marks:
        yield Part(mark.start, mark.end, "mark")
    yield from _texts("question", (*steps, "question"), pair.question)
    yield from _texts("answer", (*steps, "answer"), pair.answer)


def _title(title: Title) -> tuple[Part, ...]:
    return (*(_part(headline, "title", "title") for headline in title.headlines), *_day(title.day))


def _day(day: Span | None) -> tuple[Part, ...]:
    return () if day is None else (_part(day, "date", "published"),)


def _texts(role: Role, steps: tuple[str | int, ...], paragraphs: Sequence[Span]) -> Iterable[Part]:
    return (_part(paragraph, role, *steps, index) for index, paragraph in enumerate(paragraphs))


def _part(span: Span, role: Role, *steps: str | int) -> Part:
    return Part(span.start, span.end, role, None, pointer(*steps))


def _owned(record: PageRecord, parts: Sequence[Part]) -> Placed:
    return Placed(record, tuple(part._replace(record=record.id) for part in parts))


def _said(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(span.text for span in spans)
