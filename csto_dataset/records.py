"""The records, schema version 1.0. JSON Schema, Arrow schemas and the data dictionary are derived from these models.

Every field is always present; where the page says nothing, it is null (None) or an empty list, never a guess.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Final, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field

from csto_dataset.fields import (
    Day,
    Index,
    InterviewId,
    NewsId,
    Offset,
    QAPairId,
    Sha256,
    Text,
    Url,
)

SCHEMA_VERSION: Final = "1.0"
"""MAJOR.MINOR of the records' form. Minor: every older record still fits. Else major."""

Language = Literal["en", "ru"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Source(_Model):
    """Where a record stands: a span of one document."""

    document: Sha256 = Field(
        description="SHA-256 of the document's text as UTF-8; for a text capture that is the digest of the file's bytes."
    )
    url: Url | None = Field(description="Address of the page, or null where it is not known.")
    start: Offset = Field(description="First character of the record in the document, in Unicode code points from 0.")
    end: Offset = Field(description="Character after the record's last one, in Unicode code points.")


class NewsItem(_Model):
    """A piece of news: an article, or the teaser of one in a page's side column."""

    type: Literal["news_item"] = Field(description="Kind of the record: always `news_item`.")
    id: NewsId = Field(
        description="`news-<day or undated>-<12 hex digits>`; the digits certify the title and the first paragraph."
    )
    form: Literal["teaser", "article"] = Field(
        description="`teaser` for an item of a page's side column, `article` for a page's own text."
    )
    published: Day | None = Field(description="Day that the page prints for the item, or null where it prints none.")
    title: Text | None = Field(description="Headline as printed, or null where the item has none.")
    paragraphs: tuple[Text, ...] = Field(
        description="The text, a paragraph an element, in the page's order.", min_length=1
    )
    language: Language = Field(description="Language of the text, as ISO 639-1.")
    source: Source = Field(description="Where the item stands.")


class Interviewee(_Model):
    """Somebody who answers in an interview."""

    name: Text = Field(description="Name as printed on the page.")
    role: Text | None = Field(description="Office as printed on the page, or null where it gives none.")


class QAPair(_Model):
    """A question of an interview and the answer to it."""

    type: Literal["qa_pair"] = Field(description="Kind of the record: always `qa_pair`.")
    id: QAPairId = Field(description="`<interview id>-q<index>`, the index in two digits or more.")
    interview_id: InterviewId = Field(description="Id of the interview that the pair belongs to.")
    index: Index = Field(description="Place in the interview, from 1.")
    section: Text | None = Field(
        description="The latest heading above the question, or null where none stands above it."
    )
    question: tuple[Text, ...] = Field(
        description="The question, a paragraph an element, without its leading mark.", min_length=1
    )
    answer: tuple[Text, ...] = Field(
        description="The answer, a paragraph an element, without its leading mark.", min_length=1
    )
    source: Source = Field(description="Where the pair stands.")


class Interview(_Model):
    """An interview with its questions and answers."""

    type: Literal["interview"] = Field(description="Kind of the record: always `interview`.")
    id: InterviewId = Field(
        description="`interview-<day or undated>-<12 hex digits>`; the digits certify the title and the first question."
    )
    published: Day | None = Field(
        description="Day that the page prints for the interview, or null where it prints none."
    )
    title: Text = Field(description="Headline as printed.")
    outlet: Text | None = Field(
        description="Who asked: the proper name of the newspaper, agency or channel, or null where the page names none.",
    )
    interviewees: tuple[Interviewee, ...] = Field(
        description="Who answered, in the page's order; empty where it names nobody."
    )
    lede: tuple[Text, ...] = Field(
        description="Paragraphs between the headline and the first question; empty where none."
    )
    qa_pairs: tuple[QAPair, ...] = Field(description="Questions with their answers, in the page's order.", min_length=1)
    language: Language = Field(description="Language of the text, as ISO 639-1.")
    source: Source = Field(description="Where the interview stands.")


Record = NewsItem | Interview | QAPair
AnyRecord = TypeVar("AnyRecord", bound=Record)
PageRecord = NewsItem | Interview
"""What a page is parsed into: pairs stand inside their interviews."""

TABLES: Final[dict[str, type[Record]]] = {"news_items": NewsItem, "interviews": Interview, "qa_pairs": QAPair}
"""Name of each table, with the record that is a row of it."""

_ENOUGH: Final = 0.5
"""Share of its fields that tells a record of a table."""


def table_of_fields(names: Collection[str]) -> str | None:
    """Return the table whose records have most of some fields; None where none shares half of its own with them."""
    shared = {
        table: len(set(names) & model.model_fields.keys()) / len(model.model_fields) for table, model in TABLES.items()
    }
    best = max(shared, key=lambda table: shared[table])
    return best if shared[best] >= _ENOUGH else None


@lru_cache
def record_type(model: type[Record]) -> str:
    """Return the `type` that a record's model demands, such as `news_item`."""
    (name,) = get_args(model.model_fields["type"].annotation)
    return str(name)
