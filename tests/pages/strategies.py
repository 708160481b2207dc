"""Pages in the shape of the source page, each with its right reading, which was there before the page was printed."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from csto_dataset.fields import FIRST_DAY, LAST_DAY

WHITE = " \u00a0\t"
"""White space that a line may hold."""

_ENGLISH = [
    "Organization",
    "held",
    "(Video)",
    "i.e.",
    "-",
    "“soft”",
    "30-year",
    "plan;",
    "UN/OSCE",
    "&",
    "🕊",
    "x!",
    "no:",
]
_RUSSIAN = ["Организация", "провела", "–", "ОДКБ,", "«мягкий»", "ёж", "в", "2024", "г.", "план;", "Й!", "ё:", "🕊"]
# As printed, and as read: a soft hyphen is dropped, a decomposed letter composed.
_PRINTED = {"co\u00adoperation": "cooperation", "cafe\u0301": "café", "на\u00adдёжный": "надёжный", "и\u0306": "й"}
_ENGLISH_NAVIGATION = ("Go back", "Back to the section", "Back to the all news")
_RUSSIAN_NAVIGATION = ("Назад", "Назад в раздел", "Назад ко всем новостям")

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """A line as the page prints it, and what it says."""

    line: str
    says: str


@dataclass(frozen=True)
class KnownTeaser:
    published: date
    paragraphs: Texts


@dataclass(frozen=True)
class KnownPair:
    section: str | None
    question: Texts
    answer: Texts


@dataclass(frozen=True)
class KnownPage:
    """A page, and what a careful reader takes from it: an article where `pairs` is empty, else an interview.

    Attributes:
        opening: paragraphs of the article, or the lede of the interview.
        sections: the heading printed right above each pair, or None.
    """

    text: str
    teasers: tuple[KnownTeaser, ...]
    title: str
    published: date
    opening: Texts
    pairs: tuple[KnownPair, ...]
    sections: tuple[str | None, ...]
    navigation: Texts
    language: str


@st.composite
def known_pages(draw: st.DrawFn) -> KnownPage:
    """Draw pages of both kinds: interviews, and articles without a dash at the start of a paragraph."""
    russian = draw(st.booleans())
    day, shown = draw(_days())
    title, repeat = draw(_titles(russian=russian))
    teasers = draw(st.lists(_teasers(russian=russian), max_size=5, unique_by=lambda each: (each[0], each[2][0].says)))
    talk = draw(st.booleans())
    opening = draw(st.lists(_paragraphs(".", russian=russian), min_size=0 if talk else 1, max_size=3))
    pairs, lines = draw(_conversations(russian=russian)) if talk else ([], [])
    navigation = draw(_navigations(russian=russian))
    column = [line for _, printed, said in teasers for line in (printed, *(each.line for each in said))]
    block = [title.line, f"{repeat}{draw(st.sampled_from(WHITE))}{shown}"] if draw(st.booleans()) else []
    block = block or [f"{repeat} {shown}"]
    body = [each.line for each in opening] + lines
    return KnownPage(
        text=draw(_layouts([*column, *block, *body, *navigation])),
        teasers=tuple(KnownTeaser(stated, tuple(each.says for each in said)) for stated, _, said in teasers),
        title=title.says,
        published=day,
        opening=tuple(each.says for each in opening),
        pairs=_with_sections(pairs),
        sections=tuple(pair.section for pair in pairs),
        navigation=navigation,
        language="ru" if russian else "en",
    )


def _with_sections(pairs: list[KnownPair]) -> tuple[KnownPair, ...]:
    """Return the pairs with the latest heading above each."""
    latest: str | None = None
    found = []
    for pair in pairs:
        latest = pair.section or latest
        found.append(KnownPair(latest, pair.question, pair.answer))
    return tuple(found)


@st.composite
def _days(draw: st.DrawFn) -> tuple[date, str]:
    day = draw(st.dates(FIRST_DAY, LAST_DAY))
    return day, f"{day.day:02d}.{day.month:02d}.{day.year}"


@st.composite
def _paragraphs(draw: st.DrawFn, end: str, *, russian: bool) -> Printed:
    """Draw a paragraph that ends in a mark: doubled and no-break spaces stand in it, and spaces around it."""
    pool = [*(_RUSSIAN if russian else _ENGLISH), *_PRINTED]
    words = [("Слово" if russian else "Word") + str(draw(st.integers(0, 999)))]
    words += draw(st.lists(st.sampled_from([*pool, "—", "Ж" if russian else "J"]), min_size=2, max_size=12))
    # The alphabet of the page must win over the few words of the other one.
    words += [_RUSSIAN[0] * 3 if russian else _ENGLISH[0] * 3]
    spaces = st.sampled_from([" ", " ", " ", "  ", "\u00a0", " \u00a0 "])
    line = words[0] + "".join(draw(spaces) + word for word in words[1:]) + end
    says = " ".join(_PRINTED.get(word, word) for word in words) + end
    margin = st.text(st.sampled_from(WHITE), max_size=4)
    return Printed(draw(margin) + line + draw(margin), unicodedata.normalize("NFC", says))


@st.composite
def _titles(draw: st.DrawFn, *, russian: bool) -> tuple[Printed, str]:
    """Draw a title, and its repeat, which may differ by white space."""
    first = draw(_paragraphs(draw(st.sampled_from(["", ".", "!", "..."])), russian=russian))
    words = first.says.split(" ")
    return first, "".join(word + draw(st.sampled_from([" ", "  ", "\u00a0"])) for word in words[:-1]) + words[-1]


@st.composite
def _teasers(draw: st.DrawFn, *, russian: bool) -> tuple[date, str, list[Printed]]:
    day, shown = draw(_days())
    return day, shown, draw(st.lists(_paragraphs(".", russian=russian), min_size=1, max_size=3))


@st.composite
def _conversations(draw: st.DrawFn, *, russian: bool) -> tuple[list[KnownPair], list[str]]:
    """Draw pairs, and the lines that print them. At least half of the questions end in a question mark."""
    count = draw(st.integers(1, 6) | st.integers(1, 20))
    requests = draw(st.sets(st.integers(0, count - 1), max_size=count // 2))
    dash = draw(st.sampled_from("—–―"))
    pairs: list[KnownPair] = []
    lines: list[str] = []
    for index in range(count):
        section = draw(st.none() | _paragraphs("", russian=russian))
        asked = draw(_turns("." if index in requests else "?", russian=russian))
        # Before another pair the last paragraph must be a sentence: without its mark nothing tells it from a heading.
        told = draw(_turns(draw(st.sampled_from("…." if index < count - 1 else ". ")).strip(), russian=russian))
        pairs.append(KnownPair(None if section is None else section.says, _said(asked), _said(told)))
        lines += [section.line] if section else []
        for turn in (asked, told):
            lines.append(f"{dash}{draw(st.sampled_from(['', ' ', chr(0xA0), '  ']))}{turn[0].line.lstrip(WHITE)}")
            lines += [each.line for each in turn[1:]]
    return pairs, lines


def _said(turn: list[Printed]) -> Texts:
    return tuple(each.says for each in turn)


@st.composite
def _turns(draw: st.DrawFn, end: str, *, russian: bool) -> list[Printed]:
    above = draw(st.lists(_paragraphs(".", russian=russian), max_size=3))
    return [*above, draw(_paragraphs(end, russian=russian))]


def _navigations(*, russian: bool) -> st.SearchStrategy[Texts]:
    links = _RUSSIAN_NAVIGATION if russian else _ENGLISH_NAVIGATION
    alone = ("Назад",) if russian else ("All CSTO News",)
    return st.sampled_from([links, (links[0], links[2]), links[1:], alone, ()])


@st.composite
def _layouts(draw: st.DrawFn, lines: list[str]) -> str:
    """Draw a page of the lines: their ends, the blank lines between them, a byte order mark."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    gaps = st.sampled_from([end, end * 2, end * 2, end * 3, end + "  " + end, end * 5])
    between = draw(st.lists(gaps, min_size=len(lines), max_size=len(lines)))
    head = draw(st.sampled_from(["", "", "\ufeff", end, "\ufeff" + end]))
    return head + "".join(map("".join, zip(lines, between, strict=True))).rstrip(draw(st.sampled_from(["", "\r\n"])))


def awkward_texts() -> st.SearchStrategy[str]:
    """Draw any text at all, much of it in the pieces that pages are made of."""
    pieces = [
        "24.04.2024",
        "31.02.2024",
        "— ",
        "—",
        "?",
        ".",
        "\n",
        "\r",
        "\r\n",
        "\n\n\n",
        "Title",
        "Go back",
        "\ufeff",
    ]
    pieces += [
        "\u00a0",
        "\u2028",
        "\u0301",
        "\u00ad",
        " ",
        "Слово",
        "1. ",
        "Title 16.04.2024",
        "\n\n— Why?\n\n— So.\n\n",
    ]
    return st.lists(st.sampled_from(pieces) | st.text(max_size=8), max_size=40).map("".join)
