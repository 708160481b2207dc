"""Drawing documents: the same ones for the same seed and number of a chunk, in whatever process."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from csto_dataset.fields import FIRST_DAY, LAST_DAY
from csto_dataset.identity import content_id, pair_id
from csto_dataset.records import TABLES, Interview, NewsItem
from tests.agreement.damage import battered, written

CHUNK: Final = 2_000
"""Documents that are drawn, and asked about, together."""

_BLOWS: Final = (0, 1, 1, 1, 2, 3)
"""How often as many blows fall upon a record."""
_SPOKEN: Final = (
    "the meeting of a winter road was kept by ploughs № 7 – 19 — “silent” river’s 50% (new) CSTO, and/or in: Osh. "
    "заседание о зимних дорогах ёлка «Тихая река» ОДКБ, ғылым қауіпсіздік Ճանապարհ дорог? "
    "Café naïve a\u2011b \u2800 \uffff \u0301 🕊 👩🏽 \U0010ffff \\ \" ' / {} [] null 0 <b> & 日本 ٣ \u1ee9"
)
_WORDS: Final = tuple(_SPOKEN.split(" "))
"""What texts are made of: every one of them may stand in a text."""
_DAYS: Final = (FIRST_DAY, LAST_DAY, date(2000, 2, 29), date(2024, 2, 29), date(2096, 2, 29))
_TYPES: Final = tuple(TABLES)


class Document(NamedTuple):
    """A JSON text that may be a record of a table. `chunk` and `number` are where it was drawn."""

    table: str
    text: str
    chunk: int = 0
    number: int = 0


def documents(seed: int, chunk: int, count: int = CHUNK) -> Iterator[Document]:
    """Yield the first documents of a chunk: sound records, from none to three blows upon each."""
    random = Random(f"{seed} {chunk}")  # A text seeds alike whatever the hash seed is.
    for number in range(count):
        table = random.choice(_TYPES)
        record = sound(table, random)
        blows = random.choice(_BLOWS)
        text = battered(record, random, blows) if blows else _spelt(record, random)
        yield Document(table, text, chunk, number)


def _spelt(record: dict[str, Any], random: Random) -> str:
    """Return a record as JSON text, its keys in some order, with or without spaces and escapes."""
    match random.randrange(4):
        case 0:
            return written(record)
        case 1:
            return json.dumps(record)
        case 2:
            return json.dumps(record, indent=1, ensure_ascii=False)
        case _:
            return written(dict(random.sample(list(record.items()), len(record))))


def sound(table: str, random: Random) -> dict[str, Any]:
    """Return the JSON of an invented record that breaks no rule."""
    match table:
        case "news_items":
            return _news_item(random)
        case "interviews":
            return _interview(random)
        case _:
            pair: dict[str, Any] = random.choice(_interview(random)["qa_pairs"])
            return pair


def _news_item(random: Random) -> dict[str, Any]:
    published, title, paragraphs = _day(random), _or_null(_text(random), random), _texts(random)
    return {
        "type": "news_item",
        "id": content_id(NewsItem, published, title, paragraphs[0]),
        "form": random.choice(("teaser", "article")),
        "published": published and published.isoformat(),
        "title": title,
        "paragraphs": paragraphs,
        "language": random.choice(("en", "ru")),
        "source": _source(random),
    }


def _interview(random: Random) -> dict[str, Any]:
    published, title, questions = _day(random), _text(random), [_texts(random) for _ in range(random.randint(1, 3))]
    key = content_id(Interview, published, title, questions[0][0])
    return {
        "type": "interview",
        "id": key,
        "published": published and published.isoformat(),
        "title": title,
        "outlet": _or_null(_text(random), random),
        "interviewees": [
            {"name": _text(random), "role": _or_null(_text(random), random)} for _ in range(random.randint(0, 2))
        ],
        "lede": _texts(random) if random.random() < 0.5 else [],
        "qa_pairs": [_pair(key, index, question, random) for index, question in enumerate(questions, start=1)],
        "language": random.choice(("en", "ru")),
        "source": _source(random),
    }


def _pair(key: str, index: int, question: list[str], random: Random) -> dict[str, Any]:
    return {
        "type": "qa_pair",
        "id": pair_id(key, index),
        "interview_id": key,
        "index": index,
        "section": _or_null(_text(random), random),
        "question": question,
        "answer": _texts(random),
        "source": _source(random),
    }


def _source(random: Random) -> dict[str, Any]:
    start = random.choice((0, random.randrange(10_000), 2**53 - 2))
    url = f"https://en.odkb-csto.org/{random.choice(('', '~a', '%D0%96?a=b#c', '!$&()*+,;=:@[]{}|^`'))}"
    return {
        "document": random.randbytes(32).hex(),
        "url": _or_null(url, random),
        "start": start,
        "end": min(start + random.randint(1, 10_000), 2**53 - 1),
    }


def _day(random: Random) -> date | None:
    if random.random() < 0.2:
        return None
    anywhere = FIRST_DAY + timedelta(days=random.randint(0, (LAST_DAY - FIRST_DAY).days))
    return random.choice(_DAYS) if random.random() < 0.2 else anywhere


def _texts(random: Random) -> list[str]:
    return [_text(random) for _ in range(random.choice((1, 1, 2, 3)))]


def _text(random: Random) -> str:
    return " ".join(random.choices(_WORDS, k=random.choice((1, 2, 5, 10))))


def _or_null(text: str, random: Random) -> str | None:
    return text if random.random() < 0.7 else None
