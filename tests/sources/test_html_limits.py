"""What would keep a parser busy for hours is refused at once; what is merely large or deep is read."""

from pathlib import Path

import pytest

from csto_dataset.errors import SourceError
from csto_dataset.sources import html
from csto_dataset.sources.html.guard import (
    LONGEST_WORD,
    MOST_ATTRIBUTES,
    MOST_BYTES,
    MOST_EMPHASIS,
    MOST_TAGS,
    refuse_what_hangs,
    refuse_what_is_large,
)
from csto_dataset.sources.html.visible import MOST_LINES
from tests.sources.shown import demand_sound, shown

PADDING = b"<p>" + b"word " * 30_000
"""Makes a page so large that its attributes are counted."""
ATTRIBUTES = b" ".join(b"a%d" % number for number in range(MOST_ATTRIBUTES + 1))


@pytest.mark.parametrize(
    "tag",
    [
        b"<p " + ATTRIBUTES + b">",
        b"</p " + b"x" * 10 + b"><p/" + ATTRIBUTES.replace(b" ", b"/") + b">",
        b"<p " + ATTRIBUTES.replace(b" ", b"='>' ") + b">",
        b"<p " + ATTRIBUTES.replace(b" ", b'=">"') + b">",
        b"<p " + ATTRIBUTES.replace(b" ", b' = "<>"') + b">",
        b"<!-- <a x=' --><p y='>' " + ATTRIBUTES + b">",
        b"<script>if (a<b x='</script><p y=\"'>\" " + ATTRIBUTES + b">",
        b"<p " + ATTRIBUTES,
        b"<" + b"a" * (LONGEST_WORD + 1) + b">",
        b"<p " + b"a" * (LONGEST_WORD + 1) + b">",
        b"<p a=" + b"a" * (LONGEST_WORD + 1) + b">",
        b"<a/c=" * 10_000 + b"x" * LONGEST_WORD,
    ],
)
def test_a_tag_of_very_many_attributes_is_refused(tag: bytes) -> None:
    with pytest.raises(SourceError, match="attributes"):
        refuse_what_hangs(PADDING + tag)


@pytest.mark.parametrize(
    "markup",
    [
        b"<p " + ATTRIBUTES.removesuffix(b" a%d" % MOST_ATTRIBUTES) + b">",
        (b"<p " + b" ".join(b"a%d=1" % number for number in range(100)) + b">") * 100,
        b"<img src='data:image/png;base64," + b"A" * 200_000 + b"'>",
        b"<script>for (i=0;i<n;i++) {" + b"x = y + z;\n" * 300 + b"}</script>",
        b"word " * 100_000,
    ],
)
def test_pages_of_usual_tags_are_read(markup: bytes) -> None:
    refuse_what_hangs(PADDING + markup)


def test_a_page_of_too_many_tags_is_refused() -> None:
    refuse_what_hangs(b"<p>" * MOST_TAGS)
    with pytest.raises(SourceError, match="tags"):
        refuse_what_hangs(b"<p>" * (MOST_TAGS + 1))


def test_a_page_of_too_many_bytes_is_refused() -> None:
    refuse_what_is_large(bytes(MOST_BYTES))
    with pytest.raises(SourceError, match="bytes"):
        refuse_what_is_large(bytes(MOST_BYTES + 1))


def test_no_more_of_a_large_file_is_read_than_tells_that_it_is_large(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.truncate(2**40)  # A hole: it takes no place on the disk.
    with pytest.raises(SourceError, match="bytes"):
        list(html.read(path))


@pytest.mark.parametrize(
    "opened",
    [
        "<b id=a{}>",
        "<FONT size='{}'>",
        '<i x="{}"/>',
        "<b id='>{}'>",
        '<b id="a"b{}>',
        "<u {}>",
        "<p></p><object></b></object><b id={}>",
        "<!--</b>--><b id={}>",
    ],
)
def test_emphasis_that_would_be_opened_anew_in_each_paragraph_is_refused(opened: str) -> None:
    markup = "<p>" + "".join(map(opened.format, range(1500))) + "</p>" + "<p>x" * 2000
    with pytest.raises(SourceError, match="emphasis"):
        refuse_what_hangs(markup.encode())


@pytest.mark.parametrize(
    "opened",
    [
        "<b>{}</b>",
        "<b>{}",
        "<a href='/news/{}/'>",
        "<font color='#000' size=2>{}",
        "<span id=a{}>",
        "<strong class='a b'>{}",
    ],
)
def test_emphasis_of_usual_pages_is_read(opened: str) -> None:
    markup = "<p>" + "".join(map(opened.format, range(1500))) + "</p>" + "<p>x" * 1000
    refuse_what_hangs(markup.encode())
    demand_sound(shown(markup))


def test_no_page_that_is_let_through_grows_beyond_the_limit() -> None:
    emphasis, paragraphs = 200, MOST_EMPHASIS // 600 - 202
    markup = "<p>" + "".join(f"<b id=a{number}>" for number in range(emphasis)) + "</p>" + "<p>x" * paragraphs
    demand_sound(shown(markup))
    with pytest.raises(SourceError, match="emphasis"):
        shown(markup + "<p>x" * 10)


@pytest.mark.parametrize(
    "nested",
    [
        "<div>x",
        "<span class=date>x",
        "<section class=news-item>x",
        "<section class=news-list>x",
        "<div class='news-text'>&nbsp;",
        "<ul><li>x",
        "<h1><div>x",
        "<table><tr><td>x",
        "<b><p>x",
        "<a><div>x",
        "<nav>x",
        "<blockquote><pre>x",
    ],
)
def test_elements_may_be_nested_very_deep(nested: str) -> None:
    depth = 5_000
    document = shown(nested * depth)
    assert document.text.count("x") in (0, depth)
    demand_sound(document)


def test_a_page_of_too_many_lines_is_refused() -> None:
    assert shown("<pre>x" + "\nx" * (MOST_LINES - 1)).text.count("\n") == MOST_LINES - 1
    with pytest.raises(SourceError, match="lines"):
        shown("<pre>x" + "\nx" * MOST_LINES)


def test_the_limits_hold_for_the_markup_whatever_its_encoding() -> None:
    for encoding in ("utf-8", "utf-16"):
        raw = ("<p>" * (MOST_TAGS + 1) + "x").encode(encoding)
        with pytest.raises(SourceError, match=r"^page\.html: .*tags"):
            list(html.document(raw, "page.html"))
