"""What is demanded of the columns of a frame, as expressions of polars: by itself, and for those that are built on it."""

import polars as pl
from wanted import COLUMNS, FIRST_DAY, FORMS, LANGUAGES, LARGEST, LAST_DAY, LONGEST_URL, NEWS_ID, SHA256, TEXT, URL

SCHEMA = {
    "type": pl.String,
    "id": pl.String,
    "form": pl.String,
    "published": pl.Date,
    "title": pl.String,
    "paragraphs": pl.List(pl.String),
    "language": pl.String,
    "source": pl.Struct({"document": pl.String, "url": pl.String, "start": pl.Int64, "end": pl.Int64}),
}


def scanned(path: str) -> pl.LazyFrame:
    """Return a table with the numbers of its rows.

    Raises:
        ValueError: its columns are others, or of other types.
    """
    frame = pl.scan_parquet(path)
    if dict(frame.collect_schema()) != SCHEMA or set(SCHEMA) != set(COLUMNS):
        raise ValueError("other columns")
    return frame.with_row_index("row")


def _text(text: pl.Expr) -> pl.Expr:
    return text.str.contains(TEXT) & (text.str.normalize("NFC") == text)


def _offset(name: str) -> pl.Expr:
    return pl.col("source").struct.field(name).is_between(0, LARGEST)


def demands() -> dict[str, pl.Expr]:
    """Return what must be true of each row, by its name. A row of which it is null is as one of which it is false."""
    title, day, paragraphs, source = (pl.col(name) for name in ("title", "published", "paragraphs", "source"))
    url = source.struct.field("url")
    return {
        "type": pl.col("type") == "news_item",
        "id": pl.col("id").str.contains(NEWS_ID),
        "id_once": pl.col("id").is_first_distinct(),
        "form": pl.col("form").is_in(FORMS),
        "published": day.is_null() | day.is_between(FIRST_DAY, LAST_DAY),
        "title": title.is_null() | _text(title),
        "paragraphs": (paragraphs.list.len() > 0)
        & paragraphs.list.eval(_text(pl.element()).fill_null(value=False)).list.all(),
        "language": pl.col("language").is_in(LANGUAGES),
        "document": source.struct.field("document").str.contains(SHA256),
        "url": url.is_null() | (url.str.contains(URL) & (url.str.len_chars() <= LONGEST_URL)),
        "start": _offset("start"),
        "end": _offset("end"),
        "span": source.struct.field("start") < source.struct.field("end"),
    }
