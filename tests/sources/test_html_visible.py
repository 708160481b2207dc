"""What a page shows: tables of markup and its text, the text being what `innerText` of a browser would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.shown import shown


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        # White space is collapsed, but not what is no white space to HTML.
        ("<p>  a \n\t b\f c\r\n d  </p>", "a b c d"),
        ("<p>a<b> b </b> c</p>", "a b c"),
        ("<p>a <b> b</b><i>c</i></p>", "a bc"),
        ("<p>a\u00a0 \u00a0b&nbsp;</p>", "a\u00a0 \u00a0b\u00a0"),
        ("<p>co\u00adop&shy;erate\u200b</p>", "co\u00adop\u00aderate\u200b"),
        ("<p>\u2028a\u3000b\u2003\x0bc</p>", "\u2028a\u3000b\u2003\x0bc"),
        ("a<!-- b -->c", "ac"),
        ("a<wbr>b<img alt=x>c", "abc"),
        ("<span> </span>a<span> </span><span> </span>b", "a b"),
        # Blocks and line ends.
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a<p>b", "a\n\nb"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("a<br><br>b", "a\n\nb"),
        ("<p>a <br> b</p>", "a\nb"),
        ("<p><br>a<br></p><p><br></p><p>b</p>", "a\n\nb"),
        ("a<hr>b", "a\n\nb"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "a\n\nb\n\nc"),
        ("<dl><dt>a<dd>b</dl>", "a\n\nb"),
        ("<b>a<p>b</p></b>c", "a\n\nb\n\nc"),
        ("<p></p> <div> \n </div><p>a</p>", "a"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\n\u00a0\n\nb"),
        ("<h1>a</h1>b<h2>c</h2>", "a\n\nb\n\nc"),
        ("<center>a</center><font>b</font><nobr>c</nobr>", "a\n\nbc"),
        ("<fieldset><legend>a</legend>b</fieldset>", "a\n\nb"),
        ("<details><summary>a</summary>b</details>", "a\n\nb"),
        # Tables.
        ("<table><caption>t</caption><tr><td>a<td>b<tr><th>c</th><th> d </th></table>", "t\n\na\tb\n\nc\td"),
        ("<table><tr><td>a </td><td></td><td>b</td><td></td></tr></table>", "a\t\tb"),
        ("<table><tr><td></td><td>a</td></tr></table>", "a"),
        ("<table><tr><td>a<td><p>b</p><p>c</p></table>", "a\n\nb\n\nc"),
        ("<table>a<tr><td>b</table>", "a\n\nb"),
        # White space that is kept.
        ("<pre>\na  b\n\tc \n\n d</pre>", "a  b\n\tc \n\n d"),
        ("<pre>a\n\n</pre><p>b", "a\n\nb"),
        ("<pre>a <b> b</b>\nc</pre>", "a  b\nc"),
        ("<textarea>\n a  b</textarea>c", " a  b\n\nc"),
        # Characters.
        ("&laquo;a&raquo; &#8212; &#x41;&amp;amp; &lt;b&gt; &copy &notin; &unknown;", "«a» — A&amp; <b> © ∉ &unknown;"),
        ("a&#xD800;b&#xDFFF;&#0;&#x110000;", "a\ufffdb\ufffd\ufffd\ufffd"),
        ("&#150;&#151;&#133;", "–—…"),
        ("a\0b", "ab"),
        ("&#128330;🕊", "🕊🕊"),
    ],
)
def test_text_is_shown_as_a_browser_shows_it(markup: str, text: str) -> None:
    assert shown(f"<meta charset=utf-8>{markup}").text == text


HIDDEN = "script style template noscript iframe svg select datalist object audio video canvas title noembed noframes progress"


@pytest.mark.parametrize("tag", HIDDEN.split())
def test_what_browsers_show_no_text_of_is_no_text(tag: str) -> None:
    assert shown(f"<p>a<{tag}>x</{tag}>b").text == "ab"


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>x</p>",
        "<p hidden=until-found>x",
        "<p style='display:none'>x</p>",
        "<p style='color: red; DISPLAY : NONE !important'>x</p>",
        "<p style=visibility:hidden>x</p>",
        "<p style='visibility: collapse'>x</p>",
        "<section style='display:none'><b>x</b><div>x</div>",
        "<div hidden><p>x<table><tr><td>x</table></div>",
        "<dialog>x</dialog>",
        "<dialog class=y>x</dialog>",
        "<input value=x>",
        "<input type=button value=x>",
        "<select><optgroup label=x><option>x</select>",
        "<svg><title>x</title><text>x</text></svg>",
        "<ruby><rp>x</rp></ruby>",
        "<!-- x -->",
        "<!x>",
        "<?x?>",
        "<meter>x</meter>",
        "<img alt=x title=x>",
    ],
)
def test_what_is_hidden_is_no_text(markup: str) -> None:
    assert shown(f"<div>a</div>{markup}").text == "a"


@pytest.mark.parametrize(
    "markup",
    [
        "<p aria-hidden=true>x</p>",
        "<p style='display:block'>x</p>",
        "<p style='x-display: none-such; y: display:nones'>x</p>",
        "<p style='backface-visibility:hidden'>x</p>",
        "<p data-hidden>x</p>",
        "<dialog open>x</dialog>",
        "<p class=hidden>x</p>",
        "<button>x</button>",
        "<label>x</label>",
        "<math>x</math>",
        "<unknown-element>x</unknown-element>",
        "<marquee>x</marquee>",
    ],
)
def test_what_only_looks_hidden_is_text(markup: str) -> None:
    assert shown(f"<div>a</div>{markup}").text.split() == ["a", "x"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a", "a"),
        ("</p>a", "a"),
        ("<p>a<b>b<i>c</b>d</i>e", "abcde"),
        ("<a><p>a</a>b</p>", "ab"),
        ("<p title='x' title='y' TITLE=z hidden-not>a", "a"),
        ("<p class='x>a</p><p>b", None),
        ("<p>a<!-- b", "a"),
        ("a<script>b", "a"),
        ("a<", "a<"),
        ("a<p", "a"),
        ("a</", "a</"),
        ("a <b", "a"),
        ("a < b > c", "a < b > c"),
        ("<html><p>a</html>b", "ab"),
        ("<body><p>a</body></html><p>b", "a\n\nb"),
        ("<head><p>a</head>", "a"),
        ("<table><p>a<td>b", "a\n\nb"),
        ("<div></span></div></div>a", "a"),
        ("<p>a<div>b</p>c", "a\n\nb\n\nc"),
        ("a<![CDATA[b]]>c", "ac"),
        ("<textarea>a</p>", "a</p>"),
        ("<plaintext>a</p>\n b", "a</p>\n b"),
    ],
)
def test_broken_markup_is_read_as_browsers_read_it(markup: str, text: str | None) -> None:
    if text is None:
        markup, text = f"x{markup}", "x"
    assert shown(markup).text == text


def test_a_named_day_has_a_line_of_its_own() -> None:
    markup = "<p>a <span class='news-date-time'> 12.03.2031\n</span> b <time><b>13.03.2031</b></time></p>"
    assert shown(markup).text == "a\n\n12.03.2031\n\nb\n\n13.03.2031"


@pytest.mark.parametrize("inner", ["12.03.2031 10:00", "12 March 2031", "<b>12.</b>03.2031", "12.03.31", "x", ""])
def test_what_is_no_day_stays_in_its_line(inner: str) -> None:
    assert "\n" not in shown(f"<p>a <span class=date>{inner}</span> b</p>").text


@given(words=st.lists(st.text(st.characters(categories=["L", "N", "S", "P"]), min_size=1), min_size=1))
def test_escaped_words_are_shown_as_they_are(words: list[str]) -> None:
    escaped = " \n".join("".join(f"&#{ord(each)};" for each in word) for word in words)
    assert shown(f"<p>{escaped}</p>").text == " ".join(words)


@given(lines=st.lists(st.text(st.characters(categories=["L", "Zs"])), min_size=1))
def test_preformatted_text_is_kept(lines: list[str]) -> None:
    text = "|\n" + "\n".join(lines) + "\n|"
    assert shown(f"<meta charset=utf-8><pre>{text}</pre>").text == text
