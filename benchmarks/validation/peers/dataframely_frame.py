"""dataframely: a schema whose columns say what they can, the rest as rules."""

import dataframely as dy
import polars as pl
from frames import demands, scanned
from telling import Answer, tell
from wanted import FIRST_DAY, FORMS, LANGUAGES, LARGEST, LAST_DAY, LONGEST_URL, NEWS_ID, SHA256, URL

DEMANDS = demands()
Offset = dy.Int64(min=0, max=LARGEST, nullable=False)


class NewsItems(dy.Schema):
    row = dy.UInt32(nullable=False)
    type = dy.String(regex="^news_item$", nullable=False)
    id = dy.String(regex=NEWS_ID, nullable=False)
    form = dy.String(nullable=False, check=lambda form: form.is_in(FORMS))
    published = dy.Date(nullable=True, min=FIRST_DAY, max=LAST_DAY)
    title = dy.String(nullable=True)
    paragraphs = dy.List(dy.String(nullable=False), min_length=1, nullable=False)
    language = dy.String(nullable=False, check=lambda language: language.is_in(LANGUAGES))
    source = dy.Struct(
        {
            "document": dy.String(regex=SHA256, nullable=False),
            "url": dy.String(regex=URL, max_length=LONGEST_URL, nullable=True),
            "start": Offset,
            "end": Offset,
        },
        nullable=False,
    )

    @dy.rule()
    def title_is_text(cls) -> pl.Expr:
        return DEMANDS["title"]

    @dy.rule()
    def paragraphs_are_texts(cls) -> pl.Expr:
        return DEMANDS["paragraphs"]

    @dy.rule()
    def span(cls) -> pl.Expr:
        return DEMANDS["span"]

    @dy.rule()
    def id_once(cls) -> pl.Expr:
        return DEMANDS["id_once"]


def check(path: str) -> Answer:
    frame = scanned(path).collect()
    _, failure = NewsItems.filter(frame)
    return frame.height, failure.invalid()["row"].to_list()


tell(check)
