"""DuckDB, by hand: the rows of which a condition is not true, ids that certify content among them."""

import duckdb
from telling import Answer, tell
from wanted import (
    COLUMNS,
    FIRST_DAY,
    FORMS,
    KEY_DOMAIN,
    LANGUAGES,
    LARGEST,
    LAST_DAY,
    LONGEST_URL,
    NEWS_ID,
    SHA256,
    TEXT,
    URL,
)

TYPES = {
    "type": "VARCHAR",
    "id": "VARCHAR",
    "form": "VARCHAR",
    "published": "DATE",
    "title": "VARCHAR",
    "paragraphs": "VARCHAR[]",
    "language": "VARCHAR",
    "source": 'STRUCT("document" VARCHAR, url VARCHAR, "start" BIGINT, "end" BIGINT)',
}
GOOD = """
    type = 'news_item' AND regexp_matches(id, $news_id) AND list_contains($forms, form)
    AND (published IS NULL OR published BETWEEN $first_day AND $last_day)
    AND (title IS NULL OR (regexp_matches(title, $text) AND nfc_normalize(title) = title))
    AND len(paragraphs) > 0
    AND list_bool_and(
        list_transform(paragraphs, lambda p: coalesce(regexp_matches(p, $text) AND nfc_normalize(p) = p, false)))
    AND list_contains($languages, language) AND regexp_matches(source.document, $sha256)
    AND (source.url IS NULL OR (regexp_matches(source.url, $url) AND length(source.url) <= $longest_url))
    AND source."start" BETWEEN 0 AND $largest AND source."end" BETWEEN 0 AND $largest AND source."start" < source."end"
    AND id = 'news-' || coalesce(strftime(published, '%Y-%m-%d'), 'undated') || '-' || left(sha256(
        $domain || '[' || coalesce(to_json(title)::VARCHAR, 'null') || ',' || to_json(paragraphs[1])::VARCHAR || ']'), 12)
"""
REFUSED = f"""
    SELECT file_row_number FROM read_parquet($path, file_row_number = true) WHERE NOT coalesce({GOOD}, false)
    UNION
    SELECT unnest(list_sort(list(file_row_number))[2:]) FROM read_parquet($path, file_row_number = true)
    GROUP BY id HAVING count(*) > 1
"""
VALUES = {
    "news_id": NEWS_ID,
    "forms": FORMS,
    "first_day": FIRST_DAY,
    "last_day": LAST_DAY,
    "text": TEXT,
    "languages": LANGUAGES,
    "sha256": SHA256,
    "url": URL,
    "longest_url": LONGEST_URL,
    "largest": LARGEST,
    "domain": KEY_DOMAIN,
}


def check(path: str) -> Answer:
    """Refuse rows, or the file where its columns are others.

    Raises:
        ValueError: they are.
    """
    connection = duckdb.connect()
    found = connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": path}).fetchall()
    if {row[0]: row[1] for row in found} != TYPES or len(found) != len(COLUMNS):
        raise ValueError("other columns")
    (rows,) = connection.execute("SELECT count(*) FROM read_parquet($path)", {"path": path}).fetchone() or (0,)
    refused = connection.execute(REFUSED, {"path": path, **VALUES}).fetchall()
    return rows, [row for (row,) in refused]


tell(check)
