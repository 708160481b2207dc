"""The report for browsers."""

import base64
import hashlib
import re

import pytest
from hypothesis import given

from csto_dataset.findings import Edit, Finding, Place
from csto_dataset.reports import html
from csto_dataset.reports.style import STYLE
from csto_dataset.verdict import Complete, Report, Verdict
from tests.reports.reading import Page, rendered
from tests.reports.strategies import reports

TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
    ),
    *("tr", "th", "td", "a", "details", "summary", "span", "small", "p", "em", "ol", "li", "code", "del", "ins"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "scope", "id", "open", "href"),
    *("data-code", "data-level", "data-line"),
}
NOT_VALID = Verdict(False, None, None)  # noqa: FBT003


def page_of(report: Report) -> Page:
    return Page(rendered("html", report))


def with_edits(*edits: Edit) -> str:
    finding = Finding("altered-value", "x", Place(file="y"), edits=edits)
    return "".join(html.pieces(Report(NOT_VALID, None, (finding,), 1, 1)))


@given(reports())
def test_no_string_of_a_copy_becomes_markup(report: Report) -> None:
    page = page_of(report)
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES
    assert len(page.items) == len(report.findings)


@given(reports())
def test_nothing_is_loaded_run_or_sent(report: Report) -> None:
    page = page_of(report)
    hrefs = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert all(href.startswith("#group-") for href in hrefs)
    policies = [attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes]
    assert policies == [html.POLICY]
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert html.POLICY.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    written = rendered("html", Report(NOT_VALID, None, (), 1, 1))
    assert re.findall("<style>(.*?)</style>", written, re.DOTALL) == [STYLE]
    assert written.index("Content-Security-Policy") < written.index("<style>")


@given(reports())
def test_a_page_is_closed_as_it_was_opened(report: Report) -> None:
    written = rendered("html", report)
    for tag in TAGS - {"meta"}:
        assert len(re.findall(f"<{tag}[ >]", written)) == written.count(f"</{tag}>")


@pytest.mark.parametrize(
    ("edit", "marked"),
    [
        (Edit("same", "a", "a"), "a"),
        (Edit("deleted", "a", ""), "<del>[-a-]</del>"),
        (Edit("inserted", "", "b"), "<ins>{+b+}</ins>"),
        (Edit("replaced", "a", "b"), "<del>[-a-]</del><ins>{+b+}</ins>"),
        (Edit("inserted", "", "\u200b<b>"), "<ins>{+\\u200b&lt;b&gt;+}</ins>"),
    ],
)
def test_a_change_is_marked_without_colour(edit: Edit, marked: str) -> None:
    assert f'<p class="edits">{marked}</p>' in with_edits(edit)


def test_a_long_passage_that_is_the_same_is_shortened() -> None:
    written = with_edits(Edit("same", "a" * 5_000, "a" * 5_000), Edit("deleted", "b", ""))
    assert "…" in written
    assert "a" * 200 not in written


def test_a_finding_without_a_difference_of_texts_shows_none() -> None:
    assert 'class="edits"' not in with_edits()


def test_the_answer_is_the_title_and_the_heading() -> None:
    verdict = Verdict(True, Complete(1, 2, ("n2",)), "subset")  # noqa: FBT003
    written = rendered("html", Report(verdict, "1.0.0", (), 1, 1))
    (title,) = re.findall("<title>(.*?)</title>", written)
    (heading,) = re.findall("<h1[^>]*>(.*?)</h1>", written)
    assert title == heading
    assert title.startswith("subset: 1 of the 2 records")
    assert "n2" in written


@given(reports())
def test_every_code_has_a_row_with_its_count_that_leads_to_its_findings(report: Report) -> None:
    written = rendered("html", report)
    rows = re.findall('href="#(.*?)">(.*?)</a></td><td class="count">(.*?)</td>', written)
    counts: dict[str, int] = {}
    for place, code, count in rows:
        assert f'<details id="{place}"' in written
        counts[code] = counts.get(code, 0) + int(count.replace(",", ""))
    assert counts == report.counts


def test_many_findings_of_a_code_are_shown_when_somebody_asks() -> None:
    findings = tuple(Finding("bad-form", "x", Place(file="y", line=number)) for number in range(1, html.OPEN + 2))
    assert "<details" in rendered("html", Report(NOT_VALID, None, findings, 1, 1))
    assert not [
        tag for tag, attributes in page_of(Report(NOT_VALID, None, findings, 1, 1)).tags if "open" in attributes
    ]
    assert [
        tag for tag, attributes in page_of(Report(NOT_VALID, None, findings[1:], 1, 1)).tags if "open" in attributes
    ]
