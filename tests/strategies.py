"""All strategies, in one place. What they draw is valid; the tests that need damage do it themselves."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from csto_dataset.fields import FIRST_DAY, LAST_DAY, fold
from csto_dataset.identity import content_id, pair_id
from csto_dataset.records import Interview, Interviewee, NewsItem, QAPair, Record, Source

HARD_CHARACTERS = "aZé\u0451\u0416—–-…«»“”’\"'\\/<>&{}[]:;,.?!0٣日🕊\u0301\u200d\u00a0\u00ad\u2028\t \n"
"""Letters of several scripts, marks, quotes, and what folding must take care of."""


def texts() -> st.SearchStrategy[str]:
    """Draw texts that fields take: folded and not empty."""
    letters = st.one_of(st.sampled_from(HARD_CHARACTERS), st.characters(codec="utf-8"))
    return st.text(letters, min_size=1, max_size=30).map(fold).filter(bool)


def days() -> st.SearchStrategy[date]:
    return st.dates(FIRST_DAY, LAST_DAY)


def sha256s() -> st.SearchStrategy[str]:
    return st.binary(min_size=32, max_size=32).map(bytes.hex)


def urls() -> st.SearchStrategy[str]:
    path = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20)
    return path.map("https://en.odkb-csto.org/".__add__)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    start = draw(st.integers(0, 10_000))
    return Source(
        document=draw(sha256s()),
        url=draw(st.none() | urls()),
        start=start,
        end=start + draw(st.integers(1, 10_000)),
    )


@st.composite
def news_items(draw: st.DrawFn) -> NewsItem:
    published, title = draw(st.none() | days()), draw(st.none() | texts())
    paragraphs = tuple(draw(st.lists(texts(), min_size=1, max_size=4)))
    return NewsItem(
        type="news_item",
        id=content_id(NewsItem, published, title, paragraphs[0]),
        form=draw(st.sampled_from(["teaser", "article"])),
        published=published,
        title=title,
        paragraphs=paragraphs,
        language=draw(st.sampled_from(["en", "ru"])),
        source=draw(sources()),
    )


@st.composite
def interviews(draw: st.DrawFn) -> Interview:
    published, title = draw(st.none() | days()), draw(texts())
    turns = draw(st.lists(st.tuples(_turns(), _turns(), st.none() | texts()), min_size=1, max_size=4))
    key = content_id(Interview, published, title, turns[0][0][0])
    pairs = tuple(
        QAPair(
            type="qa_pair",
            id=pair_id(key, index),
            interview_id=key,
            index=index,
            section=section,
            question=question,
            answer=answer,
            source=draw(sources()),
        )
        for index, (question, answer, section) in enumerate(turns, start=1)
    )
    return Interview(
        type="interview",
        id=key,
        published=published,
        title=title,
        outlet=draw(st.none() | texts()),
        interviewees=tuple(draw(st.lists(_interviewees(), max_size=2))),
        lede=tuple(draw(st.lists(texts(), max_size=2))),
        qa_pairs=pairs,
        language=draw(st.sampled_from(["en", "ru"])),
        source=draw(sources()),
    )


def _turns() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts(), min_size=1, max_size=3).map(tuple)


def _interviewees() -> st.SearchStrategy[Interviewee]:
    return st.builds(Interviewee, name=texts(), role=st.none() | texts())


@st.composite
def tables(draw: st.DrawFn) -> dict[str, tuple[Record, ...]]:
    """Draw the tables of a release: in order of id, each id once, the pairs those of the interviews."""
    items = draw(st.lists(news_items(), max_size=4, unique_by=lambda item: item.id))
    talks = draw(st.lists(interviews(), max_size=2, unique_by=lambda talk: talk.id))
    pairs = [pair for talk in talks for pair in talk.qa_pairs]

    def ordered(records: list[Any]) -> tuple[Record, ...]:
        return tuple(sorted(records, key=lambda record: str(record.id)))

    return {"news_items": ordered(items), "interviews": ordered(talks), "qa_pairs": ordered(pairs)}


def records() -> st.SearchStrategy[Record]:
    """Draw a record of any kind."""
    return st.one_of(news_items(), interviews(), interviews().map(lambda talk: talk.qa_pairs[0]))
