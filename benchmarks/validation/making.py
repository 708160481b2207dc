"""Invented news items as JSON objects, the same for the same number; each passes all rules of the package.

They are as long as those of the site: most are teasers of a few hundred bytes, some are articles of several thousand.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

from invented import DAYS, FIRST_DAY, RUSSIAN, Speech

from csto_dataset.fields import fold
from csto_dataset.identity import content_id
from csto_dataset.records import NewsItem

SIZES = (200, 300, 500, 700, 900, 1_100, 1_300, 1_700, 2_600, 6_000)
"""Bytes of the texts of ten records: with all else, 2 kB a line in the mean."""
ARTICLE = 600
"""Bytes from which a record is an article."""
RECORDS_A_DOCUMENT = 5
UNDATED = 0.05
ADDRESS = "https://en.odkb-csto.org/news/news_odkb/invented-{number}/"


def record(number: int) -> dict[str, Any]:
    """Return the record of a number."""
    chance = random.Random(f"record {number}")
    speech = Speech(chance, "ru" if chance.random() < RUSSIAN else "en")
    size = chance.choice(SIZES)
    article = size >= ARTICLE
    title = speech.clause("") if article else None
    said = speech.paragraphs(size) if article else [speech.sentence()]
    paragraphs = [fold(paragraph) for paragraph in said]  # As the package takes them from pages.
    day = None if chance.random() < UNDATED else FIRST_DAY + timedelta(days=number % DAYS)
    return {
        "form": "article" if article else "teaser",
        "id": content_id(NewsItem, day, title, paragraphs[0]),
        "language": speech.language,
        "paragraphs": paragraphs,
        "published": None if day is None else day.isoformat(),
        "source": _source(number, sum(map(len, paragraphs))),
        "title": title,
        "type": "news_item",
    }


def records(count: int) -> Iterator[dict[str, Any]]:
    """Yield so many records, each id once."""
    known: set[str] = set()
    number = 0
    while len(known) < count:
        made = record(number)
        number += 1
        if made["id"] not in known:
            known.add(made["id"])
            yield made


def document(number: int) -> tuple[str, str]:
    """Return the digest and the address of the document in which the record of a number stands."""
    page = number // RECORDS_A_DOCUMENT
    return sha256(f"document {page}".encode()).hexdigest(), ADDRESS.format(number=page)


def _source(number: int, characters: int) -> dict[str, Any]:
    digest, url = document(number)
    start = 400 * (number % RECORDS_A_DOCUMENT)
    return {"document": digest, "end": start + characters, "start": start, "url": url}
