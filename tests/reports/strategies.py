"""Strategies for reports: findings with hostile strings at places of every format."""

from typing import get_args

from hypothesis import strategies as st

from csto_dataset.codes import CATALOGUE, Level
from csto_dataset.findings import Edit, Finding, Place
from csto_dataset.verdict import Complete, Genuine, Report, Verdict

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b31m",
    "two\nlines\r\nand a half",
    "\u202eright to left\u2066",
    "zero\u200bwidth\ufeff\u2028\u0085",
    "\U000e0041\ufffe\uffff\x00\x7f",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>&amp;&#0;",
    "]]><!-- --><?php ?>",
    "\"quoted\" 'twice' `thrice`",
    "100% %25 %0A ::error file=x::y",
    "a:b,c;d=e",
    "{0} {{1}} [link](https://example.org)",
    "[bold]markup[/bold] :smile: \\n",
    "C:\\folder\\file.json",
    "-" * 300,
    "Ёж — «ёж» 🕊",
    " ",
)
"""What terminals, browsers, XML, JSON, SARIF viewers and CI systems could take for their own."""


def texts() -> st.SearchStrategy[str]:
    """Draw strings as files can hold them."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    marks = st.text("<>&'\"{}[]()%:,\\/|\n\r\x1b", max_size=20)
    return st.one_of(st.sampled_from(HOSTILE), anything, marks)


def file_names() -> st.SearchStrategy[str]:
    """Draw names of files, those too whose bytes are not UTF-8."""
    bytes_that_are_none = st.binary(min_size=1, max_size=8).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
    paths = st.sampled_from(["x.json", "a folder/x.jsonl", "../x.parquet", "/top/x y.json", "a:b.json", "ü/ё.json"])
    return st.one_of(paths, texts().filter(bool), bytes_that_are_none)


def _numbers(least: int) -> st.SearchStrategy[int]:
    return st.integers(least, 2**40)


def _pointers() -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.just("/0/id"), texts().map("/0/".__add__))


@st.composite
def places(draw: st.DrawFn, file: st.SearchStrategy[str] | None = None) -> Place:
    """Draw a place in a text, in a Parquet file, or a whole file."""
    name = draw(file or file_names())
    match draw(st.integers(0, 3)):
        case 0:
            return Place(
                file=name,
                pointer=draw(_pointers()),
                line=draw(_numbers(1)),
                column=draw(_numbers(1)),
                byte=draw(_numbers(0)),
                field=draw(st.none() | texts()),
            )
        case 1:
            row = draw(_numbers(0))
            return Place(file=name, pointer=draw(_pointers()), row_group=0, row=row, field=draw(st.none() | texts()))
        case 2:
            return Place(file=name, field=draw(texts()))
        case _:
            return Place(file=name, byte=draw(st.none() | _numbers(0)))


def edits() -> st.SearchStrategy[tuple[Edit, ...]]:
    return st.lists(
        st.one_of(
            texts().map(lambda text: Edit("same", text, text)),
            texts().map(lambda text: Edit("deleted", text, "")),
            texts().map(lambda text: Edit("inserted", "", text)),
            st.builds(lambda one, other: Edit("replaced", one, other), texts(), texts()),
        ),
        max_size=4,
    ).map(tuple)


def findings(file: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Finding]:
    return st.builds(
        Finding,
        st.sampled_from(list(CATALOGUE)),
        texts(),
        places(file),
        st.none() | texts().filter(bool),
        st.none() | st.sampled_from(get_args(Level)),
        edits(),
    )


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    genuine = draw(st.none() | st.sampled_from(get_args(Genuine)))
    if genuine is None:
        return Verdict(draw(st.booleans()), None, None)
    missing = tuple(draw(st.lists(texts(), max_size=8)))
    present = draw(st.integers(0, 9))
    return Verdict(draw(st.booleans()), Complete(present, present + len(missing), missing), genuine)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a report; its parts need not fit each other."""
    verdict = draw(verdicts())
    return Report(
        verdict=verdict,
        release=None if verdict.genuine is None else draw(st.sampled_from(["1.0.0", "12.3.4"])),
        findings=tuple(draw(st.lists(findings(), max_size=6))),
        files=draw(st.integers(1, 9)),
        records=draw(st.integers(0, 9_999)),
        more=draw(st.dictionaries(st.sampled_from(list(CATALOGUE)), st.integers(1, 99_999), max_size=3)),
    )
