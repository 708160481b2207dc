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

# With one letter first, not a run of them, the search for a pattern skips what begins no match several times faster.
_CYRILLIC: Final = re.compile("[А-Яа-яЁё][А-Яа-яЁё]*")
_LATIN: Final = re.compile("[A-Za-z][A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the parts of the document that hold it, in no order."""

    record: PageRecord
    parts: tuple[Part, ...]


def surely_in(text: str) -> Language | None:
    """Return the language of a text and of all its passages where it has no letter of the other; None where it has."""
    return "en" if text.isascii() or _CYRILLIC.search(text) is None else None


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
        language: of all records, where it is known of the whole document; else each record has that of its own text.
    """

    document: Document
    language: Language | None

    def teaser(self, teaser: Teaser) -> Placed:
        """Return the record of an item of the side column."""
        return self._news_item("teaser", teaser.published, None, teaser.paragraphs, (), teaser.day)

    def article(self, title: Title, paragraphs: Sequence[Span]) -> Placed:
        """Return the record of a page's own text."""
        headline = title.headlines[0].text if title.headlines else None
        return self._news_item("article", title.published, headline, paragraphs, title.headlines, title.day)

    def _news_item(
        self,
        form: str,
        published: date | None,
        title: str | None,
        paragraphs: Sequence[Span],
        headlines: Sequence[Span],
        day: Span | None,
    ) -> Placed:
        id = content_id(NewsItem, published, title, paragraphs[0].text)
        parts = [*_head(id, headlines, day), *_texts(id, "paragraph", "/paragraphs", paragraphs)]
        said = _said(paragraphs)
        record = NewsItem.model_validate(
            {
                "type": "news_item",
                "id": id,
                "form": form,
                "published": published,
                "title": title,
                "paragraphs": said,
                "language": self.language or language_of(said),
                "source": self._source(parts),
            }
        )
        return Placed(record, tuple(parts))

    def interview(self, title: Title, reading: Reading) -> Placed:
        """Return the record of a conversation."""
        headline = title.headlines[0].text
        id = content_id(Interview, title.published, headline, reading.pairs[0].question[0].text)
        parts = [*_head(id, title.headlines, title.day), *_texts(id, "lede", "/lede", reading.lede)]
        pairs: list[dict[str, Any]] = []
        section: str | None = None
        for index, pair in enumerate(reading.pairs):
            section = section if pair.section is None else pair.section.text
            pairs.append(self._qa_pair(id, index, section, pair, parts))
        conversation = read_conversation(headline, _said(reading.lede), reading.labels, reading.askers)
        record = Interview.model_validate(
            {
                "type": "interview",
                "id": id,
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
        return Placed(record, tuple(parts))

    def _qa_pair(
        self, interview: str, index: int, section: str | None, pair: Pair, parts: list[Part]
    ) -> dict[str, Any]:
        """Return the pair at an index, counted from 0, of an interview, and add the parts that hold it."""
        field = pointer("qa_pairs", index)
        if pair.section is not None:
            parts.append(Part(pair.section.start, pair.section.end, "section", interview, f"{field}/section"))
        turns = [Part(mark.start, mark.end, "mark", interview) for mark in pair.marks]
        turns += _texts(interview, "question", f"{field}/question", pair.question)
        turns += _texts(interview, "answer", f"{field}/answer", pair.answer)
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
            "start": min([part.start for part in parts]),
            "end": max([part.end for part in parts]),
        }


def _words(reading: Reading) -> Iterable[str]:
    for pair in reading.pairs:
        for span in (*pair.question, *pair.answer):
            yield span.text


def _head(id: str, headlines: Sequence[Span], day: Span | None) -> list[Part]:
    """Return the parts that hold a record's title and day."""
    parts = [Part(headline.start, headline.end, "title", id, "/title") for headline in headlines]
    return parts if day is None else [*parts, Part(day.start, day.end, "date", id, "/published")]


def _texts(id: str, role: Role, field: str, paragraphs: Sequence[Span]) -> list[Part]:
    return [Part(start, end, role, id, f"{field}/{index}") for index, (start, end, _) in enumerate(paragraphs)]


def _said(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple([span.text for span in spans])
