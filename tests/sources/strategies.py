"""HTML pages in the shapes of news sites, each with the text that a browser shows and the marks that are right."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hypothesis import strategies as st

from csto_dataset.documents import MarkKind
from csto_dataset.fields import FIRST_DAY, LAST_DAY

_ENGLISH = [
    "Organization",
    "held",
    "co\u00adoperation",
    "a\u00a0plan",
    "“soft”",
    "R&D",
    "5 < 6",
    "UN/OSCE",
    "café",
    "🕊",
]
_RUSSIAN = [
    "Организация",
    "провела",
    "со\u00adтрудничество",
    "в\u00a0Минске",
    "«мягкий»",
    "ОДКБ,",
    "ёж",
    "R&D",
    "5 < 6",
]
_MENU = {"en": ("News", "About us"), "ru": ("Новости", "О нас")}
_FOOT = {
    "en": ("Go back", "Back to the section", "Back to the all news"),
    "ru": ("Назад", "Назад в раздел", "Назад ко всем новостям"),
}
_CHARSETS = {"en": ("utf-8", "windows-1252", "utf-16"), "ru": ("utf-8", "windows-1251", "koi8-r", "utf-16")}


@dataclass(frozen=True)
class Shown:
    """A line that the page shows. `number` parts passages of one kind; `emphasis` is the mark inside the body."""

    text: str
    kind: MarkKind
    number: int = 0
    emphasis: MarkKind | None = None
    opens: bool = True


@dataclass(frozen=True)
class KnownHtml:
    """The bytes of a page, what they show, and what they say."""

    raw: bytes
    language: str
    lines: tuple[Shown, ...]

    @property
    def text(self) -> str:
        joined = "".join(("\n\n" if line.opens else "\n") + line.text for line in self.lines)
        return joined.removeprefix("\n\n")

    @property
    def passages(self) -> list[tuple[MarkKind, str]]:
        """The marks that do not lie inside others, each with its text, in order."""
        runs = groupby(self.lines, key=lambda line: (line.kind, line.number))
        return [(kind, _joined(list(run))) for (kind, _), run in runs]

    @property
    def emphasis(self) -> list[tuple[MarkKind, str]]:
        """The marks inside the body, in order."""
        return [(line.emphasis, line.text) for line in self.lines if line.emphasis is not None]


def _joined(run: Sequence[Shown]) -> str:
    return run[0].text + "".join(("\n\n" if line.opens else "\n") + line.text for line in run[1:])


Block = tuple[str, list[Shown]]
"""Markup, and what it shows."""


@dataclass(frozen=True)
class Parts:
    """What every template puts in its places."""

    title: str
    printed_title: str
    day: str
    body: str
    shown_body: list[Shown]


def html_pages() -> st.SearchStrategy[KnownHtml]:
    """Draw pages: news and interviews, in three templates, two languages, and the encodings of their letters."""
    return _pages()


@st.composite
def _pages(draw: st.DrawFn) -> KnownHtml:
    language = draw(st.sampled_from(["en", "ru"]))
    charset = draw(st.sampled_from(_CHARSETS[language]))
    written = _Writer(draw, language, charset)
    title = written.words(3).rstrip(",")
    body, shown_body = written.body()
    day = draw(st.dates(FIRST_DAY, LAST_DAY)).strftime("%d.%m.%Y")
    parts = Parts(title, written.printed(title), day, body, shown_body)
    template = draw(st.sampled_from([_bitrix, _semantic, _plain]))
    menu = [Shown(text, "navigation") for text in _MENU[language]]
    foot = [Shown(text, "navigation") for text in _FOOT[language][: draw(st.integers(1, 3))]]
    listed, items = written.items(draw(st.integers(0, 4)), named=template is not _plain)
    content, shown = template(draw, parts)
    links = "".join(f"<p><a href='/news/'>{line.text}</a>\n" for line in foot)
    column = draw(st.sampled_from(["<div class='news-list'>{}</div>", "<aside>{}</aside>"])) if items else "{}"
    page = (
        f"<!DOCTYPE html>\n<html lang={language}>{written.head(title)}<body class='with-menu'>"
        f"<nav><ul>{''.join(f'<li><a href=/a>{line.text}</a>' for line in menu)}</ul></nav>"
        f"{column.format(listed)}<div class='content'>{content}{links}</div>"
        f"<footer>&copy; 2031</footer><script>if (1 < 2) print('</p>')</script></body></html>"
    )
    lines = (*menu, *items, *shown, *foot, Shown("© 2031", "furniture"))
    return KnownHtml(page.encode(charset, "xmlcharrefreplace"), language, lines)


class _Writer:
    """Draws text and writes it as markup."""

    def __init__(self, draw: st.DrawFn, language: str, charset: str) -> None:
        self._draw = draw
        self._vocabulary = _RUSSIAN if language == "ru" else _ENGLISH
        self._charset = charset

    def head(self, title: str) -> str:
        declared = self._draw(
            st.sampled_from(
                [
                    "<meta charset={}>",
                    "<META content='text/html; charset={}' http-equiv=Content-Type>",
                    "<!-- > --><meta charset='{}' >",
                ]
            )
        )
        ends = self._draw(st.sampled_from(["", " - CSTO", " | CSTO"]))
        return f"<head>{declared.format(self._charset)}<title>{html.escape(title + ends)}</title></head>"

    def words(self, least: int) -> str:
        words = self._draw(st.lists(st.sampled_from(self._vocabulary), min_size=least, max_size=8))
        return " ".join(["Word" if self._charset == "koi8-r" else "W", *words])

    def printed(self, text: str) -> str:
        """Return a text as markup: white space and inline elements between its words, characters by name or number."""
        gap = st.sampled_from([" ", "\n", " \t\n  ", " <!-- c -->", "<span> </span>"])
        wrap = st.sampled_from(
            ["{}", "{}", "{}", "<i>{}</i>", "<span class=x>{}</span>", "<a href='#'>{}</a>", "{}<wbr>"]
        )
        words = [self._draw(wrap).format(self._escaped(word)) for word in text.split(" ")]
        return words[0] + "".join(self._draw(gap) + word for word in words[1:])

    def _escaped(self, word: str) -> str:
        escaped = html.escape(word)
        if self._draw(st.booleans()):
            escaped = "".join(each if each.isascii() else f"&#{ord(each)};" for each in escaped)
        return escaped.replace("\u00a0", "&nbsp;")

    def body(self) -> Block:
        blocks = [self._paragraph()]
        kinds = st.sampled_from([self._paragraph, self._question, self._heading])
        blocks += [kind() for kind in self._draw(st.lists(kinds, max_size=4))]
        return "".join(markup for markup, _ in blocks), [line for _, lines in blocks for line in lines]

    def _paragraph(self) -> Block:
        lines = [f"{self.words(5)} and so it went on for long." for _ in range(self._draw(st.integers(1, 2)))]
        around = self._draw(st.sampled_from(["<p>{}</p>\n", "<p>{}", "<div>{}</div>", "<P CLASS=x>{}<br></P>"]))
        shown = [Shown(line, "body", opens=index == 0) for index, line in enumerate(lines)]
        return around.format("<br>\n".join(map(self.printed, lines))), shown

    def _question(self) -> Block:
        text = f"{self.words(2)}?"
        around = self._draw(
            st.sampled_from(
                ["<p><b>{}</b></p>", "<p> <strong>{} </strong><br></p>", "<div style='font-weight: bold'>{}</div>"]
            )
        )
        return around.format(self.printed(text)), [Shown(text, "body", emphasis="strong")]

    def _heading(self) -> Block:
        text = f"{self.words(1)} end"
        around = self._draw(st.sampled_from(["<h4>{}</h4>", "<p><b>{}</b></p>", "<h5><em>{}</em></h5>"]))
        return around.format(self.printed(text)), [Shown(text, "body", emphasis="heading")]

    def items(self, count: int, *, named: bool) -> Block:
        around = "<div class='news-item' id=bx_{}>{}</div>\n" if named else "<ul><li id=n{}>{}</ul>"
        markup, shown = "", []
        for number in range(count):
            day = f"{number + 10}.03.2031"
            lines = [f"{self.words(4)}." for _ in range(self._draw(st.integers(1, 2)))]
            stated = self._draw(
                st.sampled_from(
                    ["<span class='news-date-time'>{}</span>", "<time>{}</time>", "<div class=date>{}</div>"]
                )
            )
            text = "".join(f"<p>{self.printed(line)}" for line in lines)
            markup += around.format(number, f"{stated.format(day)} <a href='/news/'>{text}</a>")
            shown += [Shown(line, "item", number) for line in (day, *lines)]
        return markup, shown


def _bitrix(draw: st.DrawFn, parts: Parts) -> Block:
    again = draw(st.booleans())
    day = f"<span class='news-date-time'>{parts.day}</span>"
    inner = f"<h3>{parts.printed_title} {day}</h3>" if again else day
    title = [Shown(parts.title, "title", number) for number in range(1 + again)]
    opening = draw(
        st.sampled_from(
            [
                "<div class='news-detail'>{}</div>",
                "<div class='news-detail'><div class='news-detail-text'>{}</div></div>",
            ]
        )
    )
    markup = f"<h1 id=pagetitle>{parts.printed_title}</h1>" + opening.format(inner + parts.body)
    return markup, [*title, Shown(parts.day, "day"), *parts.shown_body]


def _semantic(draw: st.DrawFn, parts: Parts) -> Block:
    day, title = f"<time datetime=x>{parts.day}</time>", f"<h1>{parts.printed_title}</h1>"
    shown = [Shown(parts.title, "title"), Shown(parts.day, "day")]
    above = draw(st.booleans())
    head = f"<header>{day}{title}</header>" if above else f"{title}{day}"
    text = draw(st.sampled_from(["<div itemprop=articleBody>{}</div>", "<section>{}</section>"]))
    markup = f"<main><article>{head}{text.format(parts.body)}</article></main>"
    return markup, [*(reversed(shown) if above else shown), *parts.shown_body]


def _plain(draw: st.DrawFn, parts: Parts) -> Block:
    heading = draw(st.sampled_from(["h1", "h2"]))
    day = draw(st.sampled_from([f"<div>{parts.day}</div>", f"<p class='date'>{parts.day}</p>"]))
    markup = f"<{heading}>{parts.printed_title}</{heading}>{day}<div>{parts.body}</div>"
    return markup, [Shown(parts.title, "title"), Shown(parts.day, "day"), *parts.shown_body]


_TAGS = """p div b i a table tr td ul li h1 h2 title br hr pre script style svg math select option textarea template form nav
article aside header footer time body html head frameset iframe noscript object button dialog center plaintext"""
_ATTRIBUTES = [
    "",
    " class=news-item",
    " class='news-list'",
    ' class="news-detail"',
    " hidden",
    " style='display:none'",
    " class=date a a",
]
_TEXTS = [
    "&nbsp;",
    "&#0;",
    "&#xD800;",
    "&amp",
    "<",
    ">",
    '"',
    "'",
    "=",
    "/",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    " ",
    "\n",
    "\0",
]
_TEXTS += ["12.03.2031", "Text.", "\u00ad", "\ufeff", "Go back", "\x0b", "\r", "\u2028"]
_PIECES = (
    st.builds("<{}{}>".format, st.sampled_from(_TAGS.split()), st.sampled_from(_ATTRIBUTES))
    | st.sampled_from(_TAGS.split()).map("</{}>".format)
    | st.sampled_from(_TEXTS)
    | st.text(max_size=5)
)


def tag_soup() -> st.SearchStrategy[bytes]:
    """Draw bytes that are made of pieces of markup, in no order."""
    return st.lists(_PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode(errors="replace"))
