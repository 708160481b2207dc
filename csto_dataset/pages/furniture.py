"""Furniture: what stands in a page's text and is none of it. Credits, links, image names, bylines, second dates.

Each pattern holds for a whole line; OPENING, for what is glued to the front of one. What only a newspaper puts at the
head or at the foot of its page counts there alone, so that no sentence of the middle is lost.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from csto_dataset.pages.blocks import Block, Span

_IMAGE: Final = r"[\w().@%+-]{1,120}\.(?i:jpe?g|png|gif|webp|bmp|tiff?)"
_FILE: Final = r"[\w().@%+-]{1,120}\.(?i:docx?|pdf|rtf|odt|xlsx?|pptx?|zip|rar)"
_SIZE: Final = r"(?: ?[(\[]?[0-9.,]+ ?(?i:[kmg]?b|[кмг]?б|kbyte|кбайт)[)\]]?)?"

_CREDIT: Final = r"(?i:photos?|images?|pictures?|video|photo credit|фото|видео|фотография|снимок)"
_GALLERY: Final = (
    r"(?i:photos?|videos?|audio|photo gallery|photo report|gallery|фото|видео|аудио|фотогалерея|фоторепортаж)"
)
_NO_SENTENCE: Final = r"(?:[^.!?…]|\.(?=\S))"
"""A character of a line that is no sentence."""

_WHOSE: Final = rf"(?:[A-ZА-ЯЁ©\"“«h]|пресс|сайт){_NO_SENTENCE}{{0,100}}\.?"
_TELEPHONE: Final = r"(?:tel|phone|telephone|fax|тел|телефон|факс)(?:/(?:fax|факс))?(?: for \w+| для \w+)?\.?\s?:?\s?"
_MORE: Final = (
    r"link|source|read more|read also|see also|more|details|источник|ссылка|подробнее|читайте также|см\. также"
)

ANYWHERE: Final = re.compile(
    "|".join(
        (
            rf"(?i:download(?: the)?(?: document| file| pdf)?|скачать(?: документ| файл)?)(?:[: ]+{_FILE})?{_SIZE}",
            rf"(?:{_IMAGE}|{_FILE}){_SIZE}",
            rf"(?:(?i:{_MORE})\s?:\s?)?(?:https?://|www\.)\S+",
            rf"{_CREDIT}\s?(?:[:©]|/(?=[A-ZА-ЯЁ]))\s?{_WHOSE}",
            rf"{_CREDIT} by {_WHOSE}",
            r"(?i:photo|фото) ?© ?.{1,120}|©.{1,120}",
            rf"[(\[]{_GALLERY}[)\]]\.?",
            r"(?i:photo gallery|photo report|фотогалерея|фоторепортаж)",
            rf"(?i:{_TELEPHONE})[+(0-9][0-9 ()+./–-]{{4,40}}(?:,? .{{0,40}}[0-9])?",
            r"(?i:e-?mail|эл\. почта)\s?:?\s?\S+@\S+",
            r"(?=.{0,24}[+(])[+]?[0-9(][0-9 ()+-]{8,24}[0-9]",
        )
    )
)
"""Download links, names of images and documents, addresses, credits, telephone lines: wherever they stand."""

_CLOCK: Final = r"[0-2]?[0-9][:.][0-5][0-9](?::[0-5][0-9])?"
MONTH: Final = (
    r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w{0,7}"
)
"""The name of a month, whole or short, in English or Russian."""

_IN_WORDS: Final = (
    rf"[0-3]?[0-9](?:st|nd|rd|th)? {MONTH},? [12][0-9]{{3}}(?: г(?:ода|\.)?)?|{MONTH} [0-3]?[0-9],? [12][0-9]{{3}}"
)
_ANY_DAY: Final = (
    rf"(?:[0-3]?[0-9][./-][01]?[0-9][./-](?:[12][0-9])?[0-9]{{2}}|[12][0-9]{{3}}-[01][0-9]-[0-3][0-9]|{_IN_WORDS})"
)

_BY: Final = (
    r"(?i:by|text|text by|author|authors|words|interview by|interviewed by|interviewer|prepared by|recorded by|edited by|"
    r"correspondent|editor|автор|авторы|текст|беседовала?|беседу вела?|интервью взяла?|подготовила?|записала?)"
)
_NAMES: Final = r"\W?[A-ZА-ЯЁ][\w.’'-]*(?:,? (?:and |и )?\W?[A-ZА-ЯЁ][\w.’'-]*){0,6}\.?"
_EXCLUSIVE: Final = (
    r"(?i:exclusive(?:ly)? (?:for|to)|special(?:ly)? (?:for|to)|especially for|эксклюзивно для|специально для) "
    rf"(?:the )?[\"“«A-ZА-ЯЁ]{_NO_SENTENCE}{{1,60}}\.?"
)
_COUNTED: Final = r"(?i:views|просмотров|просмотры|read|reads|share|tags|теги|rubric|section|рубрика|number|issue|№)"
_ORIGIN: Final = r"(?i:source|published|first published|originally published|источник|опубликовано)"

AT_AN_END: Final = re.compile(
    "|".join(
        (
            rf"(?:\w{{3,12}}, )?{_ANY_DAY}[,;|/ -]+(?:at |в )?{_CLOCK}(?: ?\(?[A-ZА-ЯЁ]{{2,4}}\)?)?",
            rf"{_CLOCK}(?: ?\([A-Z]{{3}}\)| [A-Z]{{3,4}})?[,;|/ -]+{_ANY_DAY}",
            rf"[A-ZА-ЯЁ][\w ]{{2,30}}, {_ANY_DAY},? {_CLOCK}",
            rf"{_BY}\s?(?::\s?|\s)(?!the\b){_NAMES}",
            _EXCLUSIVE,
            rf"{_ORIGIN}\s?:\s?(?:the )?[A-ZА-ЯЁ©\"“«h]{_NO_SENTENCE}{{1,100}}\.?",
            r"(?i:(?:world |our )?exclusive|эксклюзив)[.!]?",
            rf"{_COUNTED}\s?:\s?[A-ZА-ЯЁ0-9]{_NO_SENTENCE}{{0,60}}",
        )
    )
)
"""Second dates with a time, bylines, notes of exclusivity, origins: at the head and at the foot of a text."""

OPENING: Final = re.compile(rf"{_IMAGE}(?=[A-ZА-ЯЁ\"“«\s])(?<![A-Za-z]{{60}})")
"""The name of an image that is glued to the front of a text."""

_LONGEST: Final = 200
_LONGEST_NAME: Final = 130
_HEAD: Final = 6
_FOOT: Final = 4
"""Lines at the head and at the foot of a text in which a newspaper's own furniture is looked for."""


class Body(NamedTuple):
    """The lines of a page's own text, and what stands between them without being part of it."""

    blocks: tuple[Block, ...]
    furniture: tuple[Span, ...]


def clear(blocks: Sequence[Block]) -> Body:
    """Part the furniture of a text from its lines.

    What stands before a colon on more than one line opens turns there, and is no byline.
    """
    kept: list[Block] = []
    furniture: list[Span] = []
    head, foot = _head(blocks), _foot(blocks)
    for index, block in enumerate(blocks):
        at_an_end = index < head or index >= foot
        if is_furniture(block.text) or (at_an_end and _is_of_an_end(block.text, blocks)):
            furniture.append(block.span)
            continue
        opening = OPENING.match(block.raw) if "." in block.raw[:_LONGEST_NAME] else None
        rest = block.rest(opening.end()) if opening else None
        if opening and rest:
            furniture.append(block.part(0, opening.end()))
        kept.append(rest or block)
    return Body(tuple(kept), tuple(furniture))


def is_furniture(words: str) -> bool:
    """Say whether a text is furniture wherever it stands."""
    return len(words) <= _LONGEST and ANYWHERE.fullmatch(words) is not None


def _is_of_an_end(words: str, blocks: Sequence[Block]) -> bool:
    if len(words) > _LONGEST or AT_AN_END.fullmatch(words) is None:
        return False
    label, colon, _ = words.partition(":")
    return not colon or sum(block.text.startswith(f"{label}:") for block in blocks) == 1


def _head(blocks: Sequence[Block]) -> int:
    """Return how many lines the head takes: as far as its furniture may stand."""
    return min(_HEAD, max(len(blocks) - 1, 0))


def _foot(blocks: Sequence[Block]) -> int:
    """Return the index of the first line of the foot."""
    return max(len(blocks) - _FOOT, 1)


def spans(blocks: Iterable[Block]) -> tuple[Span, ...]:
    """Return the spans of some blocks."""
    return tuple(block.span for block in blocks)
