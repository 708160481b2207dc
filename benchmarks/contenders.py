"""What is measured: this package, the least that reading a page takes, and what others make of the same pages."""

import hashlib
import importlib
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from measuring import Contender
from selectolax.lexbor import LexborHTMLParser

from csto_dataset.documents import Document
from csto_dataset.pages.page import Page, parse
from csto_dataset.sources import html, text

OURS = "csto-dataset: records and ledger"
DISTRIBUTIONS = ("csto-dataset", "selectolax", "resiliparse", "trafilatura", "lxml")
DAY = re.compile(r"[0-3][0-9]\.[01][0-9]\.[0-9]{4}")


def of_text() -> list[Contender]:
    """Return the contenders for text captures: the floor first, ours last."""
    return [
        Contender("splitting alone", _lines, "digest, records, places"),
        Contender("splitting, SHA-256, NFC, days", _lines_and_days, "records, places"),
        Contender(OURS, _records_of_text),
    ]


def of_html() -> tuple[list[Contender], dict[str, str]]:
    """Return the contenders for HTML, the floor first, ours last, and who cannot be measured, with the reason."""
    peers: list[tuple[str, Callable[[], Callable[[Path], object]], str]] = [
        ("resiliparse: main content", _resiliparse, "day, side column, questions and answers, records, places"),
        ("trafilatura: extract", _trafilatura, "side column, questions and answers, records, places"),
    ]
    found = [Contender("selectolax: parse alone", _tree, "text, records, places")]
    missing = {}
    for name, reader, lacks in peers:
        try:
            found.append(Contender(name, reader(), lacks))
        except ImportError as error:
            missing[name] = str(error).partition("\n")[0]
    return [*found, Contender(OURS, _records_of_html)], missing


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_bytes().decode().splitlines()]


def _lines_and_days(path: Path) -> tuple[str, list[str], list[str]]:
    raw = path.read_bytes()
    lines = [unicodedata.normalize("NFC", line.strip()) for line in raw.decode().splitlines()]
    return hashlib.sha256(raw).hexdigest(), lines, [line for line in lines if DAY.search(line)]


def _records_of_text(path: Path) -> list[Page]:
    return [parse(document) for document in text.read(path)]


def _records_of_html(path: Path) -> list[Page]:
    return [parse(document) for document in html.read(path) if isinstance(document, Document)]


def _tree(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_bytes())


def _resiliparse() -> Callable[[Path], object]:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda path: extract(path.read_bytes().decode(), main_content=True)


def _trafilatura() -> Callable[[Path], object]:
    extract = importlib.import_module("trafilatura").extract
    return lambda path: extract(path.read_bytes().decode())
