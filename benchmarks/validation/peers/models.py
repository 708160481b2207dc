"""The pydantic models of a news item as somebody would write them, with the rules of one record and without."""

import hashlib
import json
import unicodedata
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from wanted import FIRST_DAY, KEY_DOMAIN, LARGEST, LAST_DAY, LONGEST_URL, NEWS_ID, SHA256, TEXT, URL

Text = Annotated[str, StringConstraints(pattern=TEXT, min_length=1)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Offset = Annotated[int, Field(ge=0, le=LARGEST)]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Source(_Model):
    document: Annotated[str, StringConstraints(pattern=SHA256)]
    url: Annotated[str, StringConstraints(pattern=URL, max_length=LONGEST_URL)] | None
    start: Offset
    end: Offset


class NewsItem(_Model):
    type: Literal["news_item"]
    id: Annotated[str, StringConstraints(pattern=NEWS_ID)]
    form: Literal["teaser", "article"]
    published: Day | None
    title: Text | None
    paragraphs: Annotated[list[Text], Field(min_length=1)]
    language: Literal["en", "ru"]
    source: Source


class RuledNewsItem(NewsItem):
    @model_validator(mode="after")
    def keeps_rules(self) -> Self:
        texts = self.paragraphs if self.title is None else [self.title, *self.paragraphs]
        if not all(unicodedata.is_normalized("NFC", text) for text in texts):
            raise ValueError("not composed")
        if self.source.start >= self.source.end:
            raise ValueError("an empty span")
        key = json.dumps([self.title, self.paragraphs[0]], ensure_ascii=False, separators=(",", ":"))
        day = "undated" if self.published is None else self.published.isoformat()
        if self.id != f"news-{day}-{hashlib.sha256((KEY_DOMAIN + key).encode()).hexdigest()[:12]}":
            raise ValueError("another id")
        return self
