"""One invented record of each kind, for the JSON Schemas, the identity vectors and the documentation."""

from typing import Any, Final

_DOCUMENT: Final = "d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26"


def _source(start: int, end: int) -> dict[str, Any]:
    return {"document": _DOCUMENT, "url": None, "start": start, "end": end}


_QA_PAIR: Final[dict[str, Any]] = {
    "type": "qa_pair",
    "id": "interview-2031-03-04-ad18e04af51a-q01",
    "interview_id": "interview-2031-03-04-ad18e04af51a",
    "index": 1,
    "section": "Where the railways end",
    "question": ["What will you start next year with?"],
    "answer": [
        "With the railways. Moving a battalion takes nineteen signatures, and eleven of them belong to railways.",
        "If we leave four, I shall consider the year a success.",
    ],
    "source": _source(183, 380),
}
EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "news_items": {
        "type": "news_item",
        "id": "news-2031-03-14-49e0fc8d3c72",
        "form": "article",
        "published": "2031-03-14",
        "title": "The CSTO Secretariat hosted a meeting on winter roads",
        "paragraphs": [
            "On 14 March 2031, the CSTO Secretariat hosted a meeting on the upkeep of winter roads.",
            "“A plough standing in a shed is a sculpture,” Deputy Secretary General Marat Selenov said.",
        ],
        "language": "en",
        "source": _source(0, 300),
    },
    "interviews": {
        "type": "interview",
        "id": "interview-2031-03-04-ad18e04af51a",
        "published": "2031-03-04",
        "title": "Interview of the CSTO Secretary General Arman Belesov to Steppe Herald",
        "outlet": "Steppe Herald",
        "interviewees": [{"name": "Arman Belesov", "role": "CSTO Secretary General"}],
        "lede": [],
        "qa_pairs": [_QA_PAIR],
        "language": "en",
        "source": _source(0, 380),
    },
    "qa_pairs": _QA_PAIR,
}
"""The JSON of an example of each table's record."""
