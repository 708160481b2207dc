"""Pages in every shape of the site's, each with its right reading, which was there before the page was printed."""

import unicodedata
from dataclasses import dataclass, field
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
    published: date | None
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
        marked: how many turns are opened by a mark.
        decided: whether the page shows where each item of its side column ends.
    """

    text: str
    teasers: tuple[KnownTeaser, ...]
    title: str
    published: date | None
    opening: Texts
    pairs: tuple[KnownPair, ...]
    sections: tuple[str | None, ...]
    navigation: Texts
    language: str
    marked: int
    decided: bool


@dataclass(frozen=True)
class Marks:
    """How a page marks its turns.

    Attributes:
        question, answer: what opens them, with `{n}` for the number of the pair; empty for nothing.
        plain: whether only a mark at the end tells a question, so that it is one line that asks.
    """

    question: str
    answer: str
    plain: bool = False


MARKS = (
    *(Marks(dash, dash) for dash in ("— ", "– ", "― ", "- ", "—", "—\u00a0", "  — ")),
    Marks("— ", "– "),
    Marks("", "— ", plain=True),
    Marks("", "- ", plain=True),
    Marks("— ", "", plain=True),
    Marks("{n}. ", "", plain=True),
    Marks("{n}) ", "", plain=True),
    Marks("{n}. ", "— "),
    Marks("", "", plain=True),
)
LABELS = (
    Marks("Question: ", "Answer: "),
    Marks("Q: ", "A: "),
    Marks("Q. ", "A. "),
    Marks("Granit: ", "Belesov: "),
    Marks("", "Arman Belesov: ", plain=True),
    Marks("Granit: ", "", plain=True),
)
RUSSIAN_LABELS = (
    Marks("Вопрос: ", "Ответ: "),
    Marks("В.: ", "О.: "),
    Marks("Корр.: ", "А. Белесов: "),
    Marks("«Гранит»: ", "Арман Белесов: "),
    Marks("", "Арман Белесов: ", plain=True),
)


@dataclass
class _Lines:
    """Lines of a page in the making, each with the number of blank lines above it."""

    wide: bool
    russian: bool
    lines: list[tuple[int, str]] = field(default_factory=list)
    said: int = 0

    def add(self, line: str, blank: int = 1) -> None:
        self.lines.append((blank if self.wide else 0, line))


@st.composite
def known_pages(draw: st.DrawFn) -> KnownPage:
    """Draw pages of both kinds, in every layout, with every title block and every way to mark turns."""
    russian = draw(st.booleans())
    talk = draw(st.booleans())
    page = _Lines(wide=draw(st.sampled_from([True, True, True, False])), russian=russian)
    teasers, decided = draw(_columns(page))
    title, day = draw(_title_blocks(page, talk=talk))
    opening = draw(st.lists(_paragraphs(".", page), min_size=0 if talk else 1, max_size=3))
    for index, each in enumerate(opening):
        _below_title(page, each.line, first=index == 0)
    pairs, marked = draw(_conversations(page, begins=not opening)) if talk else ([], 0)
    navigation = draw(_navigations(russian=russian))
    for index, line in enumerate(navigation):
        page.add(line, draw(st.integers(1, 4)) if index == 0 else 1)
    return KnownPage(
        text=draw(_layouts(page.lines)),
        teasers=teasers,
        title=title,
        published=day,
        opening=tuple(each.says for each in opening),
        pairs=_with_sections(pairs),
        sections=tuple(pair.section for pair in pairs),
        navigation=navigation,
        language="ru" if russian else "en",
        marked=marked,
        decided=decided,
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
def _paragraphs(draw: st.DrawFn, end: str, page: _Lines) -> Printed:
    """Draw a paragraph that ends in a mark: doubled and no-break spaces stand in it, and spaces around it."""
    russian = page.russian
    page.said += 1  # No two paragraphs of a page are alike.
    pool = [*(_RUSSIAN if russian else _ENGLISH), *_PRINTED]
    words = [("Слово" if russian else "Word") + str(draw(st.integers(0, 999)) + 1_000 * page.said)]
    words += draw(st.lists(st.sampled_from([*pool, "—", "Ж" if russian else "J"]), min_size=2, max_size=12))
    # The alphabet of the page must win over the few words of the other one.
    words += [_RUSSIAN[0] * 3 if russian else _ENGLISH[0] * 3]
    spaces = st.sampled_from([" ", " ", " ", "  ", "\u00a0", " \u00a0 "])
    line = words[0] + "".join(draw(spaces) + word for word in words[1:]) + end
    says = " ".join(_PRINTED.get(word, word) for word in words) + end
    margin = st.text(st.sampled_from(WHITE), max_size=4)
    return Printed(draw(margin) + line + draw(margin), unicodedata.normalize("NFC", says))


@st.composite
def _columns(draw: st.DrawFn, page: _Lines) -> tuple[tuple[KnownTeaser, ...], bool]:
    """Draw a side column into a page; say whether each item's end can be told."""
    count = draw(st.integers(0, 5))
    dated = draw(st.booleans())
    apart = draw(st.sampled_from([1, 2, 2, 2])) if dated else 2
    several = page.wide  # With single newlines no page of the site has days in its column.
    teasers: list[KnownTeaser] = []
    for index in range(count):
        day, shown = draw(_days())
        said = draw(st.lists(_paragraphs(".", page), min_size=1, max_size=3 if several else 1))
        if dated:
            page.add(shown, apart if index else 0)
            page.add(said[0].line, draw(st.integers(0, 1)))
        else:
            page.add(said[0].line, 2)
        for each in said[1:]:
            page.add(each.line)
        teasers.append(KnownTeaser(day if dated else None, tuple(each.says for each in said)))
    if count and not dated and page.wide:
        page.lines[0] = (1, page.lines[0][1])
    decided = dated or count == 0 or (page.wide and all(len(each.paragraphs) == 1 for each in teasers))
    return tuple(teasers), decided or (count == 1 and all(len(each.paragraphs) == 1 for each in teasers))


@st.composite
def _title_blocks(draw: st.DrawFn, page: _Lines, *, talk: bool) -> tuple[str, date | None]:
    """Draw a title block into a page; return what the title says, and the day."""
    kind = draw(st.sampled_from(["repeated", "repeated", "day below", "glued", "once", "alone"]))
    column = bool(page.lines)
    end = draw(st.sampled_from(["", "", ".", "!", "..."])) if kind == "repeated" else ""
    first = draw(_paragraphs(end, page))
    if talk:
        announced = (
            "Интервью Армана Белесова газете «Гранит» " if page.russian else "Interview of Arman Belesov to Granit "
        )
        first = Printed(announced + first.line.strip(WHITE), announced + first.says)
    day, shown = draw(_days())
    above = 2 if column else 0
    page.add(first.line, above)
    if kind == "repeated":
        words = first.says.split(" ")
        repeat = "".join(word + draw(st.sampled_from([" ", "  ", "\u00a0"])) for word in words[:-1]) + words[-1]
        page.add(f"{repeat}{draw(st.sampled_from(WHITE))}{shown}")
    elif kind == "day below":
        page.add(shown, draw(st.integers(0, 1)))
    elif kind == "once":
        page.lines[-1] = (page.lines[-1][0], f"{first.line.strip(WHITE)} {shown}")
    elif kind == "glued":
        page.lines.append((draw(st.integers(0, 1)) if page.wide else 0, shown))  # The first line below goes on with it.
        page.lines[-1] = (page.lines[-1][0], f"\0{shown}")
    else:
        page.lines.append((0, "\0\0"))  # Two blank lines stand below a title without a day.
        return first.says, None
    return first.says, day


def _below_title(page: _Lines, line: str, *, first: bool) -> None:
    """Add a line of the text, the first as the title block wants it."""
    blank, last = page.lines[-1]
    if first and last == "\0\0":
        page.lines.pop()
        page.add(line, 2)
    elif first and last.startswith("\0"):
        page.lines[-1] = (blank, f"{last[1:]}{line.strip(WHITE)}")
    else:
        page.add(line)


@st.composite
def _conversations(draw: st.DrawFn, page: _Lines, *, begins: bool) -> tuple[list[KnownPair], int]:
    """Draw pairs into a page; return them, and how many turns have a mark."""
    count = draw(st.integers(1, 6) | st.integers(1, 20))
    marks = draw(st.sampled_from([*MARKS, *(RUSSIAN_LABELS if page.russian else LABELS)]))
    if not (marks.question or marks.answer):
        count += 1  # One question without a mark stands in many a report.
    requests = frozenset() if marks.plain else draw(st.sets(st.integers(1, count), max_size=count // 2))
    tight = page.wide and draw(st.booleans())
    pairs: list[KnownPair] = []
    for index in range(count):
        section = None
        # The first line below the title block is a turn, or the opening: a heading there may be a deck.
        if index and draw(st.booleans()):
            section = draw(_paragraphs("", page))
            page.add(section.line)
        asked = draw(_turns("." if index in requests else "?", page, most=1 if marks.plain else 3))
        # Before another pair the last paragraph must be a sentence: without its mark nothing tells it from a heading.
        told = draw(_turns(draw(st.sampled_from("…." if index < count - 1 or marks.plain else ". ")).strip(), page))
        pairs.append(KnownPair(None if section is None else section.says, _said(asked), _said(told)))
        for turn, mark in ((asked, marks.question), (told, marks.answer)):
            line = f"{mark.format(n=index + 1)}{turn[0].line.strip(WHITE)}"
            if turn is told and tight and len(asked) == 1:
                page.add(line, 0)
            else:
                _below_title(page, line, first=begins and index == 0 and turn is asked)
            for each in turn[1:]:
                page.add(each.line)
    return pairs, count * (bool(marks.question) + bool(marks.answer))


def _said(turn: list[Printed]) -> Texts:
    return tuple(each.says for each in turn)


@st.composite
def _turns(draw: st.DrawFn, end: str, page: _Lines, most: int = 4) -> list[Printed]:
    above = draw(st.lists(_paragraphs(".", page), max_size=most - 1))
    return [*above, draw(_paragraphs(end, page))]


def _navigations(*, russian: bool) -> st.SearchStrategy[Texts]:
    links = _RUSSIAN_NAVIGATION if russian else _ENGLISH_NAVIGATION
    alone = ("Назад",) if russian else ("All CSTO News",)
    return st.sampled_from([links, (links[0], links[2]), links[1:], alone, ()])


@st.composite
def _layouts(draw: st.DrawFn, lines: list[tuple[int, str]]) -> str:
    """Draw a page of the lines: what ends them, what stands on blank lines, a byte order mark."""
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    blank = draw(st.sampled_from([end, end, f"  {end}", f"\u00a0{end}"]))
    text = "".join(f"{blank * above}{line}{end}" for above, line in lines)
    return draw(st.sampled_from(["", "", "\ufeff"])) + text.rstrip(draw(st.sampled_from(["", "\r\n"])))


def awkward_texts() -> st.SearchStrategy[str]:
    """Draw any text at all, much of it in the pieces that pages are made of."""
    pieces = [
        "24.04.2024",
        "31.02.2024",
        "— ",
        "—",
        "- ",
        "?",
        ".",
        ":",
        ";",
        "\n",
        "\r",
        "\r\n",
        "\n\n\n",
        "Title",
        "Interview of Arman Belesov to Granit",
        "Go back",
        "\ufeff",
        "Question: ",
        "A: ",
        "Granit: ",
        "Photo: x",
        "a.jpg",
        "(Video)",
        "Tell us",
        "«",
        '"',
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
        "\n1. Why?\nSo.\n",
    ]
    return st.lists(st.sampled_from(pieces) | st.text(max_size=8), max_size=40).map("".join)
