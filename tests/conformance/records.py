"""The records that the copies of the kit are made of: invented, and as short as what is done to them allows."""

from datetime import date
from typing import Any, Final

from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import content_id
from csto_dataset.records import NewsItem
from tests.conformance.copies import release

NEWS: Final = EXAMPLES["news_items"]
TALK: Final = EXAMPLES["interviews"]
PAIR: Final = EXAMPLES["qa_pairs"]
SECOND_PAIR: Final[dict[str, Any]] = {**PAIR, "index": 2, "id": f"{TALK['id']}-q02"}


def item(**changes: Any) -> dict[str, Any]:
    """Return a news item with other values, and the id that certifies them."""
    value = {**NEWS, **changes}
    day = None if value["published"] is None else date.fromisoformat(value["published"])
    return {**value, "id": content_id(NewsItem, day, value["title"], value["paragraphs"][0])}


def pair(index: int, section: str | None, question: str, *answer: str) -> dict[str, Any]:
    """Return a pair of the interview of the kit's release."""
    source = {**PAIR["source"], "start": 100 * index, "end": 100 * index + 90}
    changes = {"id": f"{TALK['id']}-q{index:02d}", "index": index, "section": section}
    return {**PAIR, **changes, "question": [question], "answer": list(answer), "source": source}


ROADS: Final = pair(
    1,
    "Where the railways end",
    PAIR["question"][0],
    "With the railways: moving a battalion takes 19 signatures.",
    "The café at Ordaly will not close.",
)
HORSE: Final = pair(2, None, "When did the last horse retire?", "On 16 April 2030, with honours.")
WINTER: Final = pair(3, None, "Who will feed the snow ploughs?", "Nobody feeds a plough. Ask the garage in Ordaly.")
INTERVIEW: Final = {**TALK, "qa_pairs": [ROADS, HORSE, WINTER], "source": {**TALK["source"], "end": 400}}

RELEASED: Final = release(
    {"news_items": [NEWS], "interviews": [INTERVIEW], "qa_pairs": [ROADS, HORSE, WINTER]},
)
"""The files of the release that copies of the kit are compared with."""
