"""pydantic and three models, as somebody would write them for the three tables."""

from models import Day, NewsItem, Source, Text, _Model


class QAPair(_Model):
    type: str
    id: str
    interview_id: str
    index: int
    section: Text | None
    question: list[Text]
    answer: list[Text]
    source: Source


class Interview(_Model):
    type: str
    id: str
    published: Day | None
    title: Text
    outlet: Text | None
    interviewees: list[dict[str, Text | None]]
    lede: list[Text]
    qa_pairs: list[QAPair]
    language: str
    source: Source


MODELS = (NewsItem, Interview, QAPair)
