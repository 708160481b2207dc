"""Captures of one page: which belong together, which one is taken, and that no order of them counts."""

import hashlib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csto_dataset.gathering.captures import same_address
from tests.gathering.pages import (
    SITE,
    Capture,
    Item,
    article,
    everything,
    gathered,
    interview,
    items_of,
    page_of,
    records_of,
    teaser,
)

# Addresses

ADDRESS = "https://en.odkb-csto.org/news/one/"


@pytest.mark.parametrize(
    "other",
    [
        "http://en.odkb-csto.org/news/one/",
        "https://en.odkb-csto.org/news/one",
        "https://www.en.odkb-csto.org/news/one/",
        "https://EN.ODKB-CSTO.org/news/one/",
        "https://en.odkb-csto.org/news/one/#top",
        "https://en.odkb-csto.org:443/news/one/",
        "http://en.odkb-csto.org:80/news/one",
    ],
)
def test_addresses_of_one_page_are_the_same(other: str) -> None:
    assert same_address(other) == same_address(ADDRESS)


@pytest.mark.parametrize(
    "other",
    [
        "https://odkb-csto.org/news/one/",
        "https://en.odkb-csto.org/news/One/",
        "https://en.odkb-csto.org/news/",
        "https://en.odkb-csto.org/news/one/?page=2",
        "https://en.odkb-csto.org:8080/news/one/",
        "https://en.odkb-csto.org",
        "https://[/news/one/",
        "https://en.odkb-csto.org:port/news/one/",
    ],
)
def test_addresses_of_other_pages_are_not_the_same(other: str) -> None:
    assert same_address(other) != same_address(ADDRESS)


def test_the_order_of_a_query_counts() -> None:
    assert same_address(f"{ADDRESS}?a=1&b=2") != same_address(f"{ADDRESS}?b=2&a=1")


# Cases: what is captured, and which records it comes to

FIRST, LATER = date(2020, 1, 1), date(2024, 1, 1)
SHORT = article("Maps", 3, "They agree.")
LONG = article("Maps", 3, "They agree.", "All of them.")
CUT = article("Maps", None, "They agree.", "All")
OTHER_DAY = article("Maps", 4, "They agree.", "Of course they do, all the same.")
REWORDED = article("Maps", 3, "The sheets agree.")
RUSSIAN = article("Maps", 3, "Карты были сверены и совпали.", "Все.")
RETITLED = article("The maps", 3, "They agree.", "And more.")
REPAIR = article("Under repair", None, "Come back later, please: the site is under repair.")
TALK = interview("Maps", 3, "Do they?", "Yes.")
SEEN = teaser(3, "They meet today.")
SEEN_UNDATED = teaser(None, "They meet today.")
SEEN_LATER = teaser(4, "They meet today.")
UNTITLED = article(None, None, "They meet today.", "All six of them.")
UNTITLED_DATED = article(None, 3, "They meet today.", "All six of them.")
UNTITLED_LATER = article(None, 4, "They meet today.", "All six of them.")

Captures = tuple[Capture, ...]


def at(page: str, *items: Item, captured: date | None = None, head: str = "Site") -> Capture:
    return Capture(items, f"{SITE}/{page}", captured, head)


def nowhere(*items: Item, captured: date | None = None, head: str = "Site") -> Capture:
    return Capture(items, None, captured, head)


CASES: dict[str, tuple[Captures, tuple[Item, ...]]] = {
    "two articles of two pages": ((at("a", SHORT), at("b", REWORDED)), (SHORT, REWORDED)),
    "one article, one of its captures cut off": ((nowhere(SHORT), nowhere(LONG)), (LONG,)),
    "one address, other words": ((at("a", SHORT), at("a", REWORDED)), (REWORDED,)),
    "one address, another title": ((at("a", SHORT), at("a", RETITLED)), (RETITLED,)),
    "one address, nothing in common": ((at("a", SHORT), at("a", REPAIR)), (SHORT, REPAIR)),
    "one page at the addresses of many": (
        (at("a", SHORT), at("b", RETITLED), at("a", REPAIR), at("b", REPAIR)),
        (SHORT, RETITLED, REPAIR),
    ),
    "one address, two languages": ((at("a", SHORT), at("a", RUSSIAN)), (SHORT, RUSSIAN)),
    "one address, other days": ((at("a", SHORT), at("a", OTHER_DAY)), (OTHER_DAY,)),
    "one address, however it is written": ((at("a", SHORT), Capture((REWORDED,), f"{SITE}/a/#x")), (REWORDED,)),
    "an interview is taken before an article": ((at("a", LONG), at("a", TALK)), (TALK,)),
    "one with a day is taken before a longer one without": ((nowhere(CUT), nowhere(SHORT)), (SHORT,)),
    "other days, no common address": ((at("a", SHORT), at("b", OTHER_DAY)), (SHORT, OTHER_DAY)),
    "other days, no address at all": ((nowhere(SHORT), nowhere(OTHER_DAY)), (SHORT, OTHER_DAY)),
    "an undated one goes to the fullest of several days": (
        (nowhere(SHORT), nowhere(OTHER_DAY), nowhere(CUT)),
        (SHORT, OTHER_DAY),
    ),
    "an undated one stays where its address brought it": (
        (at("a", SHORT), at("a", CUT), nowhere(OTHER_DAY)),
        (SHORT, OTHER_DAY),
    ),
    "a chain: by address, then by words": ((at("a", REWORDED), at("a", CUT), at("b", LONG)), (LONG,)),
    "a chain: by words, then by address, then by words": (
        (nowhere(CUT, head="1"), at("a", LONG), at("a", TALK), nowhere(article("Maps", 3, "They agree."), head="2")),
        (TALK,),
    ),
    "a teaser on many pages": ((at("a", SEEN, SHORT), at("b", SEEN, REWORDED), at("c", SEEN)), (SEEN, SHORT, REWORDED)),
    "a teaser, dated here and undated there": ((at("a", SEEN), at("b", SEEN_UNDATED), nowhere(SEEN_UNDATED)), (SEEN,)),
    "a teaser of two days": ((nowhere(SEEN), nowhere(SEEN_LATER)), (SEEN, SEEN_LATER)),
    "a teaser and its article": (
        (at("a", teaser(3, "They agree.")), at("b", SHORT)),
        (teaser(3, "They agree."), SHORT),
    ),
    "a teaser and an undated article without a title": ((nowhere(SEEN), nowhere(UNTITLED)), (SEEN, UNTITLED)),
    "an undated teaser and an article without a title": (
        (nowhere(SEEN_UNDATED), nowhere(UNTITLED_DATED)),
        (SEEN_UNDATED, UNTITLED_DATED),
    ),
    "a teaser and an article without a title, of one day": (
        (nowhere(SEEN), nowhere(UNTITLED_DATED)),
        (UNTITLED_DATED,),
    ),
    "a teaser and an article without a title, both undated": ((nowhere(SEEN_UNDATED), nowhere(UNTITLED)), (UNTITLED,)),
    "an undated id of a teaser and an article goes to one day only, the article's": (
        (nowhere(SEEN_UNDATED), nowhere(UNTITLED), nowhere(SEEN), nowhere(UNTITLED_LATER)),
        (SEEN, UNTITLED_LATER),
    ),
    "an article without a title, dated here and undated there": (
        (nowhere(UNTITLED), nowhere(UNTITLED_DATED)),
        (UNTITLED_DATED,),
    ),
    "articles without a title have no title in common": (
        (at("a", UNTITLED), at("a", article(None, None, "Come back later."))),
        (UNTITLED, article(None, None, "Come back later.")),
    ),
    "teasers of one address are not one record": (
        (at("a", SEEN, SHORT), at("a", teaser(3, "Something else."), SHORT)),
        (SEEN, teaser(3, "Something else."), SHORT),
    ),
    "undated alone": ((nowhere(CUT), at("a", CUT)), (CUT,)),
}


@pytest.mark.parametrize("case", CASES)
def test_captures_come_to_the_records_of_the_table_in_every_order(case: str) -> None:
    captures, items = CASES[case]
    expected = everything(gathered(captures))
    for order in itertools.permutations(captures):
        found = gathered(order)
        assert records_of(found) == items_of(*items)
        assert everything(found) == expected


@pytest.mark.parametrize("heads", ["the same", "its own"])
@given(random=st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_a_notice_at_the_addresses_of_many_pages_brings_none_of_them_together(heads: str, random: Random) -> None:
    articles = [article(f"Maps, sheet {page}", 3, f"Sheet {page} agrees.") for page in range(50)]
    pages = [at(f"{page}", item) for page, item in enumerate(articles)]
    notices = [at(f"{page}", REPAIR, head="Site" if heads == "the same" else f"Site {page}") for page in range(50)]
    captures = [*pages, *notices]
    random.shuffle(captures)
    assert records_of(gathered(captures)) == items_of(*articles, REPAIR)


@pytest.mark.parametrize(
    ("captures", "taken"),
    [
        # The more text, then the earlier capture, one with a day of capture, the least digest.
        ((at("a", SHORT, captured=FIRST), at("a", LONG, captured=LATER)), 1),
        ((at("a", SHORT, captured=FIRST, head="b"), at("a", SHORT, captured=LATER, head="a")), 0),
        ((at("a", SHORT, captured=None, head="b"), at("a", SHORT, captured=LATER, head="a")), 1),
        ((at("a", SHORT, captured=LATER, head="b"), at("b", SHORT, captured=FIRST, head="a")), 1),
    ],
)
def test_of_captures_that_belong_together_one_is_taken(captures: Captures, taken: int) -> None:
    for order in (captures, captures[::-1]):
        (record,) = gathered(order).tables["news_items"]
        assert record.source.document == digest(captures[taken])


def digest(capture: Capture) -> str:
    return page_of(capture).document.sha256


def test_of_captures_that_are_even_the_least_digest_is_taken() -> None:
    captures = [nowhere(SHORT, head=head) for head in "abcdef"]
    (record,) = gathered(captures).tables["news_items"]
    assert record.source.document == min(map(digest, captures))


def test_the_ledger_of_a_capture_that_was_not_taken_names_the_record_and_no_field() -> None:
    harvest = gathered([at("a", REWORDED), at("a", CUT), at("b", LONG)])
    (record,) = harvest.tables["news_items"]
    for line in harvest.ledger:
        told = [(part["record"], part["field"]) for part in line["parts"] if part["role"] in {"title", "paragraph"}]
        assert {id for id, _ in told} == {record.id}
        taken = line["document"] == record.source.document
        assert [field for _, field in told] == (
            ["/title", "/paragraphs/0", "/paragraphs/1"] if taken else [None] * len(told)
        )


def test_a_capture_in_the_ledger_has_its_day_where_it_is_known() -> None:
    harvest = gathered([at("a", SHORT, captured=FIRST), at("b", LONG)])
    assert sorted(line.get("captured", "none") for line in harvest.ledger) == ["2020-01-01", "none"]


def test_captures_that_differ_in_their_words_are_noted_on_the_one_that_was_taken() -> None:
    captures = [replace(at("a", SHORT), file="short.txt"), replace(at("a", LONG), file="long.txt")]
    (finding,) = gathered(captures).findings
    (record,) = gathered(captures).tables["news_items"]
    assert (finding.code, finding.level, finding.where.file) == ("diverging-captures", "note", "long.txt")
    assert finding.record == record.id


def test_captures_that_say_the_same_and_teasers_are_not_noted() -> None:
    same = article("Maps", 3, "They agree. All of them.")
    captures = [at("a", LONG, SEEN), at("a", same, teaser(3, "They meet today.", "At noon."))]
    assert gathered(captures).counts.findings == {}


def test_a_document_of_several_addresses_brings_their_captures_together() -> None:
    both = [at("b", SHORT), at("a", SHORT)]
    for order in itertools.permutations([*both, at("a", REWORDED), at("b", TALK)]):
        harvest = gathered(order)
        assert records_of(harvest) == items_of(TALK)
        assert [line["url"] for line in harvest.ledger if line["document"] == digest(both[0])] == [f"{SITE}/a"]


def test_a_document_that_was_captured_twice_has_the_earlier_day() -> None:
    for order in itertools.permutations(at("a", SHORT, captured=day) for day in (LATER, FIRST, None)):
        harvest = gathered(order)
        assert [line["captured"] for line in harvest.ledger] == ["2020-01-01"]
        assert (harvest.counts.pages, harvest.counts.documents) == (3, 1)


def test_a_document_that_was_captured_at_several_addresses_has_day_and_address_of_the_earliest_capture() -> None:
    captures = [at("a", SHORT, captured=LATER), at("b", SHORT, captured=FIRST), at("a", SHORT), nowhere(SHORT)]
    for order in itertools.permutations(captures):
        harvest = gathered(order)
        (record,) = harvest.tables["news_items"]
        assert record.source.url == f"{SITE}/b"
        assert [(line["captured"], line["url"]) for line in harvest.ledger] == [("2020-01-01", f"{SITE}/b")]


def test_of_captures_that_are_even_the_text_that_was_captured_first_at_any_address_is_taken() -> None:
    early = [at("a", SHORT, captured=LATER, head="early"), at("b", SHORT, captured=FIRST, head="early")]
    between = at("a", SHORT, captured=date(2022, 1, 1), head="between")
    for order in itertools.permutations([*early, between]):
        (record,) = gathered(order).tables["news_items"]
        assert record.source.document == digest(early[0])


def test_what_was_brought_together_is_counted() -> None:
    captures = [at("a", SHORT, SEEN), at("a", LONG, SEEN_UNDATED), at("a", TALK, SEEN)]
    counts = gathered(captures).counts
    assert counts.records == {"interview": 1, "article": 0, "teaser": 1}
    assert counts.readings == {"interview": 1, "article": 2, "teaser": 3}
    assert counts.pairs == 1


# Any captures at all, against an account of the rules that knows nothing of the package

TITLES = st.sampled_from(["Maps", "Charts"])
DAYS = st.sampled_from([None, 3, 4])
TEXTS = st.lists(st.sampled_from(["They agree.", "All of them.", "Or do they?"]), min_size=1, max_size=2).map(tuple)


def items() -> st.SearchStrategy[Item]:
    articles = st.builds(lambda title, day, texts: article(title, day, *texts), st.none() | TITLES, DAYS, TEXTS)
    talks = st.builds(lambda title, day, texts: interview(title, day, texts[0], texts[-1]), TITLES, DAYS, TEXTS)
    return articles | talks


def teasers() -> st.SearchStrategy[Item]:
    return st.builds(lambda day, texts: teaser(day, *texts), DAYS, TEXTS)


def beginning(item: Item) -> Any:
    return item.day, item.title, item.texts[0]


@st.composite
def captures(draw: st.DrawFn) -> Capture:
    own = draw(st.lists(items(), max_size=1))
    column = draw(st.lists(teasers(), max_size=2, unique_by=beginning))
    return Capture(
        # A page holds each id once, and prefers its own text.
        items=(*(item for item in column if beginning(item) not in map(beginning, own)), *own),
        url=draw(st.none() | st.sampled_from([f"{SITE}/{page}" for page in ("a", "a/", "b", "c")])),
        captured=draw(st.sampled_from([None, FIRST, LATER])),
        head=draw(st.sampled_from("ab")),
        file=draw(st.sampled_from(["one.txt", "two.txt"])),
    )


@given(drawn=st.lists(captures(), max_size=6), data=st.data())
@settings(max_examples=150)
def test_no_order_and_no_repetition_of_captures_counts(drawn: list[Capture], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(drawn), max_size=3)) if drawn else []
    shuffled = data.draw(st.permutations([*drawn, *again]))
    assert everything(gathered(shuffled)) == everything(gathered(drawn))


@dataclass(frozen=True)
class Read:
    """A reading, as the account below sees it."""

    item: Item
    document: str
    captured: date | None
    urls: frozenset[str | None]
    place: int

    def id(self) -> Any:
        kind = "interview" if self.item.form == "interview" else "news"
        return kind, self.item.day, self.item.title, self.item.texts[0]

    def kind(self) -> str:
        return "teaser" if self.item.form == "teaser" else "own"

    def order(self) -> Any:
        item = self.item
        return (
            ["interview", "article", "teaser"].index(item.form),
            item.day is None,
            -len((item.title or "") + "".join(item.texts)),
            self.captured is None,
            self.captured or LATER,
            self.document,
            self.place,
        )


def readings_of(drawn: Iterable[Capture]) -> list[Read]:
    """Return all readings; of a text that was captured several times with the earliest day that is known."""
    by_text: dict[str, list[Capture]] = {}
    for capture in drawn:
        by_text.setdefault(digest(capture), []).append(capture)
    found: list[Read] = []
    for document, same in by_text.items():
        days = [each.captured for each in same if each.captured is not None]
        urls = frozenset(each.url.rstrip("/") for each in same if each.url is not None)
        found += [
            Read(item, document, min(days, default=None), urls, place) for place, item in enumerate(same[0].items)
        ]
    return found


def alike(one: Item, other: Item) -> bool:
    """Say whether two items have one title, or begin alike."""
    titles = {(item.title or "").casefold() for item in (one, other)}
    return (len(titles) == 1 and titles != {""}) or one.texts[0] == other.texts[0]


def expected_records(drawn: list[Capture]) -> list[Item]:
    """Return the items that are taken, by the rules as the documentation tells them."""
    readings = readings_of(drawn)
    groups = [{read.id()} for read in readings]

    def joined(links: list[tuple[Any, Any]]) -> None:
        for one, other in links:
            touched = [group for group in groups if one in group or other in group]
            groups[:] = [group for group in groups if group not in touched] + [set().union(*touched)]

    own = [read for read in readings if read.item.form != "teaser"]
    joined([(a.id(), b.id()) for a in own for b in own if a.urls & b.urls and alike(a.item, b.item)])
    links = []
    for undated in {read.id() for read in readings if read.item.day is None}:
        kinds = {read.kind() for read in readings if read.id() == undated}
        dated = [each for each in readings if each.item.day and each.kind() in kinds]
        dated = [each for each in dated if (each.id()[0], *each.id()[2:]) == (undated[0], *undated[2:])]
        (home,) = {frozenset(group) for group in groups if undated in group}
        if dated and not any(each.id() in home for each in dated):
            links.append((undated, min(dated, key=Read.order).id()))
    joined(links)
    return [min((read for read in readings if read.id() in group), key=Read.order).item for group in unique(groups)]


def unique(groups: list[set[Any]]) -> set[frozenset[Any]]:
    return set(map(frozenset, groups))


@given(drawn=st.lists(captures(), max_size=7))
@settings(max_examples=300)
@example(drawn=list(CASES["a chain: by words, then by address, then by words"][0]))
def test_any_captures_come_to_the_records_that_the_rules_tell(drawn: list[Capture]) -> None:
    assert records_of(gathered(drawn)) == items_of(*expected_records(drawn))


@pytest.mark.parametrize("length", [2, 50, 400])
def test_a_chain_of_captures_of_any_length_is_one_record(length: int) -> None:
    """Each page is captured under its own address and under the next page's."""
    links = []
    for index in range(length):
        item = article("Maps", 3, f"Text {hashlib.sha256(bytes([index % 256, index // 256])).hexdigest()}.")
        links += [at(f"{index}", item, head="1"), at(f"{index + 1}", item, head="2")]
    assert len(records_of(gathered(links))) == len(records_of(gathered(links[::-1]))) == 1
    assert everything(gathered(links)) == everything(gathered(links[::-1]))
