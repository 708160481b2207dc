"""What the markup of whole pages says: pages of a Bitrix news site and of others, well made and broken."""

import pytest

from csto_dataset.documents import Document
from tests.sources.shown import demand_sound, emphasis, of_kind, passages, shown

ARTICLE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Winter exercise held in Minsk - CSTO</title>
<meta property="og:title" content="Winter exercise held in Minsk"></head>
<body class="page with-menu"><div id="panel"></div>
<div class="header"><a class="logo" href="/">CSTO</a> <div class="phones">+7 (495) 000-00-00</div>
<ul class="top-menu"><li><a href="/a/">About</a></li><li><a href="/n/">News</a></li></ul></div>
<div class="breadcrumb"><a href="/">Home</a> / <a href="/news/">News</a></div>
<div class="left-column"><div class="side-title">Latest</div><div class="news-list">
<p class="news-item"><span class="news-date-time">11.03.2031</span> <a href="/1/"><b>On 11 March the heads met.</b></a><br/>
They agreed.<div style="clear:both"></div></p>
<p class="news-item"><span class="news-date-time">10.03.2031</span>
<a href="/2/"><b>On 10 March a course was held.</b></a><br /> <a href="/2/">Read more</a></p>
</div></div>
<div class="content"><h1 id="pagetitle">Winter exercise held in Minsk</h1>
<div class="news-detail">
<img class="detail_picture" src="/x.jpg" alt="Photo">
<span class="news-date-time">12.03.2031</span>
<h3>Winter exercise held in Minsk</h3>
<p>On 12 March an exercise was held.</p>
<figure><img src="/y.jpg"><figcaption>Photo: the Secretariat</figcaption></figure>
<p>All <b>member states</b> took part.</p>
<p><a href="/upload/plan.pdf">The plan</a></p>
<div class="share">Share: <a href="#">VK</a></div>
</div>
<p><a href="/news/">Go back</a></p><p><a href="/news/">Back to the section</a></p>
</div><div id="footer">&copy; CSTO, 2031</div><div class="cookie-bar">We use cookies. <button>OK</button></div></body></html>"""


def test_a_bitrix_article_is_marked_part_by_part() -> None:
    document = shown(ARTICLE)
    assert passages(document) == [
        ("navigation", "CSTO"),
        ("furniture", "+7 (495) 000-00-00"),
        ("navigation", "About\n\nNews\n\nHome / News"),
        ("item", "11.03.2031\n\nOn 11 March the heads met.\nThey agreed."),
        ("item", "10.03.2031\n\nOn 10 March a course was held."),
        ("furniture", "Read more"),
        ("title", "Winter exercise held in Minsk"),
        ("day", "12.03.2031"),
        ("title", "Winter exercise held in Minsk"),
        ("body", "On 12 March an exercise was held."),
        ("furniture", "Photo: the Secretariat"),
        ("body", "All member states took part."),
        ("furniture", "The plan\n\nShare: VK"),
        ("navigation", "Go back\n\nBack to the section"),
        ("furniture", "© CSTO, 2031\n\nWe use cookies. OK"),
    ]
    demand_sound(document)


INTERVIEW = """<html lang=ru><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>ОДКБ: Интервью Генерального секретаря</title></head><body>
<table width="100%"><tr><td class="menu"><a href=/>Главная</a><br><a href=/n>Новости</a></td>
<td><h2>Интервью Генерального секретаря</h2><p class="date">12.03.2031</p>
<div class="detail-text">
<p>Генеральный секретарь ответил на&nbsp;вопросы.
<p align=center><b>О зиме</b>
<p><b>— Холодно ли в&nbsp;горах?</b>
<p>— Да, холодно.
<p><strong>Что делать?<br>Ждать?</strong>
<p>Ждать весны. <b>Терпение.</b>
</div>
<a href=/n>Назад в раздел</a><br><a href=/>Назад ко всем новостям</a></td></tr></table></body></html>"""


def the_interview(document: Document) -> None:
    assert document.language == "ru"
    assert passages(document) == [
        ("navigation", "Главная\nНовости"),
        ("title", "Интервью Генерального секретаря"),
        ("day", "12.03.2031"),
        (
            "body",
            (
                "Генеральный секретарь ответил на\u00a0вопросы.\n\nО зиме\n\n— Холодно ли в\u00a0горах?\n\n"
                "— Да, холодно.\n\nЧто делать?\nЖдать?\n\nЖдать весны. Терпение."
            ),
        ),
        ("navigation", "Назад в раздел\nНазад ко всем новостям"),
    ]
    assert emphasis(document) == [
        ("heading", "О зиме"),
        ("strong", "— Холодно ли в\u00a0горах?"),
        ("strong", "Что делать?"),
        ("strong", "Ждать?"),
    ]
    demand_sound(document)


def test_an_old_russian_interview_in_windows_1251_is_marked() -> None:
    the_interview(shown(INTERVIEW.encode("cp1251")))


def test_an_old_page_that_does_not_say_its_encoding_is_read_too() -> None:
    markup = INTERVIEW.replace('content="text/html; charset=windows-1251"', "")
    the_interview(shown(markup.encode("cp1251")))


def test_a_list_page_has_items_and_a_title_and_no_body() -> None:
    item = "<div class='news-item'><time>1{0}.03.2031</time><h3><a>Item {0}</a></h3><p>Text of item {0}, rather long.</p></div>"
    items = "".join(map(item.format, range(3)))
    document = shown(f"<title>News - CSTO</title><h1>News</h1>{items}<div class='pagination'><a>1</a> 2</div>")
    assert passages(document) == [
        ("title", "News"),
        *(("item", f"1{n}.03.2031\n\nItem {n}\n\nText of item {n}, rather long.") for n in range(3)),
        ("navigation", "1 2"),
    ]


def test_articles_beside_each_other_are_items_of_a_list() -> None:
    articles = "".join(f"<article><h2>Item {n}</h2><p>Text of item {n}.</p></article>" for n in range(3))
    document = shown(f"<h1>News</h1><main>{articles}</main>")
    assert of_kind(document, "item") == [f"Item {n}\n\nText of item {n}." for n in range(3)]
    assert of_kind(document, "title") == ["News"]
    assert of_kind(document, "body") == []


PARAGRAPH = "<p>The heads of the services met in Minsk and agreed on a plan.</p>"
SAID = "The heads of the services met in Minsk and agreed on a plan."


@pytest.mark.parametrize(
    ("head", "headings", "title"),
    [
        ("", "<h1>Exercise held</h1>", ["Exercise held"]),
        ("<title>Exercise held | CSTO</title>", "<h1>CSTO</h1><h1>Exercise held</h1>", ["Exercise held"]),
        ("<title>CSTO: exercise HELD</title>", "<h1>CSTO</h1><h2>Exercise held</h2>", ["Exercise held"]),
        ("<meta property=og:title content='Exercise held'>", "<h2>Other</h2><h2>Exercise held</h2>", ["Exercise held"]),
        ("<title>Exercise held in the far northern hills…</title>",
         "<h1>Exercise held in the far northern hills of Minsk</h1>",
         ["Exercise held in the far northern hills of Minsk"]),
        ("<title>Else</title>", "<h1>Exercise held</h1><h2>Other</h2>", ["Exercise held"]),
        ("<title>Exercise held</title>", "<div class=name>Exercise held</div>", ["Exercise held"]),
        ("<title>Exercise held</title>", "<h1>Exercise <span>held</span> <time>12.03.2031</time></h1>", ["Exercise held"]),
        ("<title>Exercise held</title>", "<h1>Exercise<br>held</h1>", ["Exercise\nheld"]),
        ("<title>Exercise  held</title>", "<h1>Exercise  held</h1><div>Exercise held 12.03.2031</div>",
         ["Exercise held", "Exercise held 12.03.2031"]),
        ("<title>Site</title>", "<h1>One</h1><h1>Two</h1>", []),
    ],
)  # fmt: skip
def test_the_title_is_the_heading_that_agrees_with_the_metadata(head: str, headings: str, title: list[str]) -> None:
    document = shown(f"<head>{head}</head><body>{headings}<div>{PARAGRAPH}</div>")
    assert of_kind(document, "title") == title
    assert of_kind(document, "body") == ([SAID] if title else [])
    demand_sound(document)


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=news-detail>{}</div>",
        "<div class=news-detail><div class=news-detail-text>{}</div></div>",
        "<div itemprop='text articleBody'>{}</div>",
        "<article>{}</article>",
        "<div class=articleText>{}</div>",
        "<div class='entry-content x'>{}</div>",
        "<section><div><div>{}</div></div></section>",
        "<div class='print-area'><div class=news-detail>{}</div></div>",
        "{}",
    ],
)
def test_the_body_is_found_by_its_names_or_by_its_paragraphs(markup: str) -> None:
    beside = "<div class=sidebar><ul><li><p>A teaser of the column that goes on and on, and is long.</ul></div>"
    text = PARAGRAPH * 2
    document = shown(f"<div class=x>Phone: 1</div>{beside}<h1>Title</h1>{markup.format(text)}<footer>f</footer>")
    assert of_kind(document, "body") == [f"{SAID}\n\n{SAID}"]
    assert len(of_kind(document, "item")) == 1


def test_a_lead_between_the_title_and_the_named_text_is_of_the_body() -> None:
    document = shown(
        f"<article><h1>Title</h1><p class=lead>A lead.</p><div itemprop=articleBody>{PARAGRAPH}</div></article>"
    )
    assert of_kind(document, "body") == [f"A lead.\n\n{SAID}"]


@pytest.mark.parametrize("text", ["{}<br><br>{}", "{}<br>&nbsp;<br>{}", "<font size=2>{}<br><br>\n{}</font>"])
def test_text_that_line_ends_part_is_a_body(text: str) -> None:
    document = shown(f"<title>Title</title><div><h1>Title</h1><div>{text.format(SAID, SAID)}</div><div>x</div></div>")
    assert [each.count(SAID) for each in of_kind(document, "body")] == [2]
    assert of_kind(document, "body")[0].endswith(SAID)


@pytest.mark.parametrize(
    "column",
    [
        "<aside><article><time>{0}</time><p>{1}</article><article><time>{2}</time><p>{3}</article></aside>",
        "<div class=sidebar-left><h4>Latest</h4><div>{0}<p>{1}</div><div>{2}<p>{3}</div></div>",
        "<aside><h2>Latest</h2><ul><li>{0}<p>{1}<li>{2}<p>{3}</ul></aside>",
        "<div class=sidebar><div class=date>{0}</div><p>{1}</p><div class=date>{2}</div><p>{3}</p></div>",
        "<div role=complementary><div><p>{0}<p>{1}</div><div><p>{2}<p>{3}</div></div>",
        "<div class=left><a class=newsItem><b>{0}</b><p>{1}</p></a><a class=newsItem><b>{2}</b><p>{3}</p></a></div>",
        "<div class=news-list><div class=teaser>{0}<br><br>{1}</div><div class='teaser last'>{2}<p>{3}</div></div>",
    ],
)
def test_the_items_of_a_side_column_are_marked_one_by_one(column: str) -> None:
    said = ("11.03.2031", "The first teaser of the column.", "10.03.2031", "The second teaser of it.")
    document = shown(f"{column.format(*said)}<div><h1>Title</h1>{PARAGRAPH}</div>")
    assert of_kind(document, "item") == [f"{said[0]}\n\n{said[1]}", f"{said[2]}\n\n{said[3]}"]
    assert (of_kind(document, "title"), of_kind(document, "body")) == (["Title"], [SAID])
    assert of_kind(document, "day") == []
    demand_sound(document)


@pytest.mark.parametrize(
    "column", ["<aside><ul><li><a>News</a><li><a>About us</a></ul></aside>", "<div class=x><a>a</a> | <a>b</a></div>"]
)
def test_a_column_of_short_links_is_navigation(column: str) -> None:
    document = shown(f"{column}<h1>Title</h1>{PARAGRAPH}")
    assert [kind for kind, _ in passages(document)] == ["navigation", "title", "body"]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<nav>x</nav>", "navigation"),
        ("<div role=navigation>x</div>", "navigation"),
        ("<div class=main_menu>x</div>", "navigation"),
        ("<ol class=breadcrumbs><li>x</ol>", "navigation"),
        ("<div class='modern-page-navigation'>x</div>", "navigation"),
        ("<p>Go back</p>", "navigation"),
        ("<p>НАЗАД В РАЗДЕЛ</p>", "navigation"),
        ("<p><a>« Вернуться к списку</a></p>", "navigation"),
        ("<p><a>Возврат к списку</a></p>", "navigation"),
        ("<p><span class=pager>x</span></p>", "navigation"),
        ("<footer>x</footer>", "furniture"),
        ("<div class=copyright>x</div>", "furniture"),
        ("<div class='social-share'>x</div>", "furniture"),
        ("<figure><figcaption>x</figcaption></figure>", "furniture"),
        ("<p><span class=photo-credit>x</span></p>", "furniture"),
        ("<div class='detail__photo-caption'>x</div>", "furniture"),
        ("<p><a href='/x.docx?a=b'>x</a></p>", "furniture"),
        ("<p><a>Версия для печати</a></p>", "furniture"),
        ("<p><a>Print version</a></p>", "furniture"),
        ("<p><a>Поделиться</a></p>", "furniture"),
        ("<p><a>Download the text</a></p>", "furniture"),
        ("<p><button>x</button></p>", "furniture"),
    ],
)
def test_what_stands_in_the_body_and_is_not_of_it_is_marked_by_its_role(markup: str, kind: str) -> None:
    document = shown(f"<h1>Title</h1><div class=news-detail>{PARAGRAPH}{markup}{PARAGRAPH}</div>")
    assert [each for each, _ in passages(document)] == ["title", "body", kind, "body"]
    demand_sound(document)


@pytest.mark.parametrize(
    "markup",
    [
        "<p><a href=/a>The plan of the exercise</a></p>",
        "<p>See <a>Go back</a></p>",
        "<p>Download</p>",
        "<p>x <span class=credit>y</span></p>",
        "<p class=timeline>x</p>",
        "<p class=caption>x</p>",
        "<div class=with-photo>x</div>",
        "<p class=x>Back to work went all of them.</p>",
        "<p>13.03.2031</p>",
    ],
)
def test_what_only_looks_like_a_link_of_the_site_is_of_the_body(markup: str) -> None:
    document = shown(f"<h1>Title</h1><div class=news-detail>{PARAGRAPH}{markup}{PARAGRAPH}</div>")
    assert [each for each, _ in passages(document)] == ["title", "body"]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p><b>On the winter</b></p>", ["heading"]),
        ("<h2>What is new?</h2>", ["heading"]),
        ("<p><b>Is it cold?</b></p>", ["strong"]),
        ("<p><b>— Tell us of the winter</b></p>", ["strong"]),
        ("<p><strong>A. </strong><b>B.</b></p>", ["strong"]),
        ("<p><em class=q>Is it cold?</em></p>", ["strong"]),
        ("<p style='font-weight:700'>Is it cold?</p>", ["strong"]),
        ("<b><p>Is it cold?</p><p>Is it dark?</p></b>", ["strong", "strong"]),
        ("<p><b>Is it cold?</b><br>It is.</p>", ["strong"]),
        ("<p><b>" + "word " * 30 + "</b></p>", ["strong"]),
        ("<p><b>Is it cold</b>?</p>", ["strong"]),
        ("<p>— <b>Is it cold?</b></p>", ["strong"]),
        ("<p>«<b>Is it</b>, is it <b>cold?</b>»</p>", []),
        ("<p>* * *</p>", []),
        ("<p>—<br>…</p>", []),
        ("<p><b>Is it</b> cold?</p>", []),
        ("<p><b>Question:</b> is it cold?</p>", []),
        ("<p><em>Is it cold?</em></p>", []),
        ("<p><b>&nbsp;</b></p>", []),
        ("<p><b></b>x</p>", []),
    ],
)
def test_emphasized_paragraphs_are_marked_in_the_body(markup: str, found: list[str]) -> None:
    document = shown(f"<h1>Title</h1><div class=news-detail>{PARAGRAPH}{markup}</div>")
    assert [kind for kind, _ in emphasis(document)] == found


@pytest.mark.parametrize(
    "markup",
    [
        "{title}<div>12.03.2031</div>{text}",
        "<div>12.03.2031</div>{title}{text}",
        "{title}<div class=x>by us</div><p class=news-date>12.03.2031</p>{text}",
        "<div class=news-detail><span class=date>12.03.2031</span>{title}{text}</div>",
        "<article>{title}{text}<time>12.03.2031</time></article>",
        "<header>{title}<time>12.03.2031</time></header><article>{text}</article>",
        "{title}<table><tr><td class=date>12.03.2031</td></tr></table>{text}",
    ],
)
def test_the_day_of_the_page_is_marked(markup: str) -> None:
    document = shown(markup.format(title="<h1>Title</h1>", text=f"<div>{PARAGRAPH}</div>"))
    assert of_kind(document, "day") == ["12.03.2031"]
    assert of_kind(document, "title") == ["Title"]
    assert SAID in of_kind(document, "body")


@pytest.mark.parametrize(
    "markup",
    ["Text.", "<p>A.</p><p>B.</p>", "<nav>a</nav><footer>b</footer>", "<div class=news-item>x</div>", "<h1></h1><p>a"],
)
def test_a_page_without_title_and_body_has_no_marks(markup: str) -> None:
    assert shown(markup).marks == ()


BROKEN = [
    ("</p>", ""),
    ("</div>\n<p><a href", "<p><a href"),
    ("<p>On 12", "<p title='a' title='b' class=x class=y>On 12"),
    ("<!DOCTYPE html>\n", ""),
    ('<html lang="en"><head>', ""),
    ("</head>", ""),
    ("</body></html>", ""),
    ("<b>member states</b>", "<b>member <i>states</b></i>"),
    ("</h3>", "</h2>"),
    ("<p>All", "<p\0>All"),
    ("</figure>", ""),
    ("<b>On 10", "<b><b>On 10"),
]


@pytest.mark.parametrize(("whole", "broken"), BROKEN)
def test_a_broken_article_says_the_same(whole: str, broken: str) -> None:
    assert whole in ARTICLE
    document = shown(ARTICLE.replace(whole, broken))
    assert of_kind(document, "title") == of_kind(shown(ARTICLE), "title")
    assert of_kind(document, "item") == of_kind(shown(ARTICLE), "item")
    assert "".join(of_kind(document, "body")) == "".join(of_kind(shown(ARTICLE), "body"))
    demand_sound(document)
