"""Rules that one record shows by itself."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Final

from csto_dataset.findings import code_points, shown
from csto_dataset.identity import content_id, first_text, pair_id
from csto_dataset.records import Interview, NewsItem, PageRecord, Record
from csto_dataset.rules import Breach, Breaches, Steps


def not_nfc(record: Record) -> Breaches:
    """A text is not in Unicode's composed form."""
    for steps, text in _texts((), record.model_dump(mode="json")):
        if not unicodedata.is_normalized("NFC", text):
            composed = unicodedata.normalize("NFC", text)
            at = next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), len(composed))
            yield Breach(steps, f"expected composed characters (NFC), found {code_points(text[at : at + 2])}")


def empty_span(record: Record) -> Breaches:
    """A source ends before it begins, or where it begins."""
    held: list[tuple[Steps, Record]] = [((), record)]
    if record.type == "interview":
        held += [(("qa_pairs", index), pair) for index, pair in enumerate(record.qa_pairs)]
    for steps, each in held:
        if each.source.start >= each.source.end:
            yield Breach(
                (*steps, "source", "end"),
                f"expected an end after the start {each.source.start}, found {each.source.end}",
            )


def id_mismatch(record: Record) -> Breaches:
    """An id does not certify what stands beside it."""
    if record.type == "qa_pair":
        yield from _differs(("id",), record.id, pair_id(record.interview_id, record.index))
        return
    yield from _differs(("id",), record.id, certified(record))
    for index, pair in enumerate(record.qa_pairs if record.type == "interview" else ()):
        yield from _differs(("qa_pairs", index, "id"), pair.id, pair_id(pair.interview_id, pair.index))
        yield from _differs(("qa_pairs", index, "interview_id"), pair.interview_id, record.id)


def index_order(record: Record) -> Breaches:
    """The pairs of an interview are not numbered from 1 in their order."""
    for index, pair in enumerate(record.qa_pairs if record.type == "interview" else ()):
        if pair.index != index + 1:
            yield Breach(("qa_pairs", index, "index"), f"expected {index + 1}, found {pair.index}")


SINGLE_RULES: Final[dict[str, Callable[[Record], Breaches]]] = {
    "not-nfc": not_nfc,
    "empty-span": empty_span,
    "id-mismatch": id_mismatch,
    "index-order": index_order,
}
"""Each rule by the code of its finding."""


def certified(record: PageRecord) -> str:
    """Return the id that the content of a record demands."""
    model = NewsItem if record.type == "news_item" else Interview
    return content_id(model, record.published, record.title, first_text(record))


def _differs(steps: Steps, found: str, expected: str) -> Breaches:
    if found != expected:
        yield Breach(steps, f"expected {shown(expected)} for the content beside it, found {shown(found)}")


def _texts(steps: Steps, value: Any) -> Iterator[tuple[Steps, str]]:
    """Yield every text in a JSON value with the steps to it."""
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts((*steps, step), inner)
