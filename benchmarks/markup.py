"""Invented pages as HTML, as a news site that is made with Bitrix writes them."""

import html
from collections.abc import Iterator

from invented import Invented, Pair

SECTIONS = {
    "en": "Home|About us|Structure|Secretary General|Documents|News|Press releases|Interviews|Photo gallery|Video|Contacts",
    "ru": "Главная|О нас|Структура|Генеральный секретарь|Документы|Новости|Релизы|Интервью|Фотогалерея|Видео|Контакты",
}
FEET = {"en": "Go back|Back to the section", "ru": "Назад|Назад в раздел"}
SCRIPT = (
    "window.BX||(window.BX={});BX.message({'LANGUAGE_ID':'en','FORMAT_DATE':'DD.MM.YYYY','COOKIE_PREFIX':'SITE'});\n"
)
STYLE = ".news-list p.news-item{margin:0 0 14px;padding:0} .news-date-time{color:#486daa}\n"


def markup(page: Invented) -> bytes:
    """Return a page in UTF-8: head, menu, side column, article or interview, footer."""
    title = html.escape(page.title)
    sections = SECTIONS[page.language].split("|")
    return f"""<!DOCTYPE html>
<html lang="{page.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} - CSTO</title>
<meta property="og:title" content="{title}"><link rel="canonical" href="https://en.odkb-csto.org/news/{page.number}/">
<link href="/bitrix/cache/css/s1/main/template.css?17100000" type="text/css" rel="stylesheet">
<style>{STYLE * 6}</style><script>{SCRIPT * 8}</script></head>
<body class="page with-menu"><div id="panel"></div>
<div class="header"><a class="logo" href="/"><img src="/logo.png" alt="CSTO"></a> <div class="phones">+7 (495) 000-00-00</div>
{_menu("top-menu", sections)}</div>
<div class="breadcrumb"><a href="/">{sections[0]}</a> / <a href="/news/">{sections[5]}</a></div>
<div class="wrapper"><div class="left-column"><div class="side-title">{sections[5]}</div>
<div class="news-list">{"".join(_items(page))}</div></div>
<div class="content"><h1 id="pagetitle">{title}</h1>
<div class="news-detail"><img class="detail_picture" border="0" src="/upload/iblock/{page.number}.jpg" alt="{title}">
<span class="news-date-time">{page.day:%d.%m.%Y}</span>
<h3>{title}</h3>
{"".join(_text(page))}<div style="clear:both"></div></div>
{"".join(f'<p><a href="/news/">{link}</a></p>' for link in FEET[page.language].split("|"))}
</div></div>
<div id="footer">{_menu("bottom-menu", sections[:6])}<p>&copy; CSTO, 2031</p></div>
<script>{SCRIPT * 12}</script></body></html>""".encode()


def _menu(name: str, sections: list[str]) -> str:
    entries = "".join(
        f'<li class="item"><a href="/{number}/" class="root-item">{section}</a></li>\n'
        for number, section in enumerate(sections)
    )
    return f'<ul class="{name}">{entries}</ul>'


def _items(page: Invented) -> Iterator[str]:
    for number, (day, text) in enumerate(page.column):
        yield (
            f'<p class="news-item" id="bx_{page.number}_{number}"><span class="news-date-time">{day:%d.%m.%Y}</span>\n'
            f'<a href="/news/{number}/"><b>{html.escape(text)}</b></a><br />\n<div style="clear:both"></div></p>\n'
        )


def _text(page: Invented) -> Iterator[str]:
    yield from map(_paragraph, page.lede)
    for pair in page.pairs:
        yield from _turns(pair)


def _turns(pair: Pair) -> Iterator[str]:
    if pair.heading:
        yield f'<p align="center"><b>{html.escape(pair.heading)}</b></p>\n'
    yield f"<p><b>— {html.escape(pair.question)}</b></p>\n"
    first, *others = pair.answer
    yield _paragraph(f"— {first}")
    yield from map(_paragraph, others)


def _paragraph(text: str) -> str:
    escaped = html.escape(text).replace("\u00a0", "&nbsp;")
    return f'<p style="text-align: justify;">{escaped}</p>\n'
