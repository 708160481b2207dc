"""msgspec, a line at a time."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from telling import Answer, refused_lines, tell
from wanted import LARGEST, LONGEST_URL, NEWS_ID, SHA256, TEXT, URL

Text = Annotated[str, Meta(pattern=TEXT, min_length=1)]
Offset = Annotated[int, Meta(ge=0, le=LARGEST)]


class Source(msgspec.Struct, forbid_unknown_fields=True):
    document: Annotated[str, Meta(pattern=SHA256)]
    url: Annotated[str, Meta(pattern=URL, max_length=LONGEST_URL)] | None
    start: Offset
    end: Offset


class NewsItem(msgspec.Struct, forbid_unknown_fields=True):
    type: Literal["news_item"]
    id: Annotated[str, Meta(pattern=NEWS_ID)]
    form: Literal["teaser", "article"]
    published: date | None
    title: Text | None
    paragraphs: Annotated[list[Text], Meta(min_length=1)]
    language: Literal["en", "ru"]
    source: Source


def check(path: str) -> Answer:
    return refused_lines(path, msgspec.json.Decoder(NewsItem).decode, (msgspec.MsgspecError, UnicodeDecodeError))


tell(check)
