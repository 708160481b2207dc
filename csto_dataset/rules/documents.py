"""The rule of a record whose source document is at hand: its texts stand there, in their order."""

from collections.abc import Iterator, Mapping
from typing import Final

from csto_dataset.fields import fold
from csto_dataset.findings import shown
from csto_dataset.records import Interview, NewsItem, QAPair, Record
from csto_dataset.rules import Breach, Breaches, Steps

_SHOWN: Final = 60


def not_in_document(record: Record, documents: Mapping[str, str]) -> Breaches:
    """A text of a record does not stand at its place in the document, or stands behind one that it should precede.

    Args:
        documents: texts by the SHA-256 that records name; the records of others are not looked at.
    """
    yield from _misplaced((), record, documents)
    for index, pair in enumerate(record.qa_pairs if isinstance(record, Interview) else ()):
        yield from _misplaced(("qa_pairs", index), pair, documents)


def _misplaced(steps: Steps, record: Record, documents: Mapping[str, str]) -> Breaches:
    source = record.source
    document = documents.get(source.document)
    if document is None:
        return
    if source.end > len(document):
        message = f"expected an end within the {len(document)} characters of the document, found {source.end}"
        yield Breach((*steps, "source", "end"), message)
        return
    passage, at = fold(document[source.start : source.end]), 0
    for inside, text in _texts(record):
        found = passage.find(text, at)
        if found < 0:
            message = f"expected a text of the characters {source.start} to {source.end}, found {shown(text, _SHOWN)}"
            yield Breach((*steps, *inside), message)
        at = max(at, found + len(text)) if found >= 0 else at


def _texts(record: Record) -> Iterator[tuple[Steps, str]]:
    """Yield the texts of a record that its page prints one behind the other, without those of its pairs."""
    if isinstance(record, QAPair):
        lists: dict[str, tuple[str, ...]] = {"question": record.question, "answer": record.answer}
    else:
        if record.title is not None:
            yield ("title",), record.title
        lists = {"paragraphs": record.paragraphs} if isinstance(record, NewsItem) else {"lede": record.lede}
    for name, texts in lists.items():
        yield from (((name, index), text) for index, text in enumerate(texts))
