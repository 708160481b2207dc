"""Many captures of one page, or of one article, give one record: which captures belong together, and which one is taken.

**What belongs together.** Readings of records are one record where

1. they have one id: the same day, title and first paragraph (of an interview: first question); or
2. they are the own record, article or interview, of captures of one address, in one language, and have one title or one
   first paragraph or question. Addresses are one whether `http` or `https`, with `www.` or without, in whatever case the
   host is written, with or without a slash or a fragment at the end; a query counts. The rest of the words and the days
   may differ. An address alone brings nothing together: a home page, or a note that the site is under repair, stands at
   an address where an article stood. Teasers are no own record: they belong to the pages that they announce; or
3. one has no day, and the other has the same title and first paragraph or question; both are teasers, or both own
   records. An undated id that matches readings of several days goes to the first of them in the order below, unless its
   address has brought it to one of them already. Readings of two days are not brought together by their words, only by
   an address.

Whatever hangs together through others is one record too. A teaser and the article that it announces stay two records,
unless they have one id: an article without a title has the id of a teaser, which has none either, where they begin with
the same paragraph and have the same day or both have none.

**Which one is taken.** The first of all readings in this order, which leaves no two of them even:

1. an interview, then an article, then a teaser;
2. one with a day, then one without;
3. the one with most text: characters of all its texts;
4. the earliest day of capture, days that are not known last;
5. the least digest of the document;
6. the first place in the document.

It gives the record all it holds, its id and its source included. Every other reading stays in the ledger of its
document, whose lines name that record, but no field of it.

One text, whose digest is the same, is one document however often it was captured. Its day of capture and its address are
those of its earliest capture, days that are not known last, then of the least address; captures of it at other addresses
count for the second rule all the same.

Nothing of it depends on the order in which pages were read.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from csto_dataset.findings import Finding, Place
from csto_dataset.gathering.reading import FORMS

_IS_TEASER: Final = f"readings.form = {FORMS.index('teaser')}"

_ORDER: Final = (
    "readings.form, readings.undated, readings.letters DESC, readings.captured IS NULL, readings.captured,"
    " readings.document, readings.start"
)
"""The order in which a reading is taken for the record."""

_ROOT: Final = "COALESCE(parents.parent, readings.id)"
"""What readings whose ids belong together share, once `parents` is flat."""

WINNER: Final = (
    "SELECT winners.id, readings.document FROM winners JOIN readings ON readings.rowid = winners.reading"
    " WHERE root = COALESCE((SELECT parent FROM parents WHERE id = ?1), ?1)"
)
"""The query for what the readings with an id became."""


class Winner(NamedTuple):
    """The reading that was taken for a record: the record's id, and the document that it stands in."""

    id: str
    document: str


def same_address(url: str) -> str:
    """Return what the addresses of one page share: equal for two of them exactly if captures of both are of one page."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:  # A port that is none, or square brackets that hold no IPv6 address.
        return url
    beside = "" if port in (None, 80, 443) else f":{port}"
    return f"{host}{beside}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def bring_together(store: sqlite3.Connection) -> None:
    """Fill the tables `ids`, `parents` and `winners` from `readings` and `addresses`.

    Only what is linked is looked at one by one, and nothing but a pair of ids is in memory at a time. An id has a row for
    its teasers and one for its own records.
    """
    store.execute(
        f"INSERT OR IGNORE INTO ids SELECT id, {_IS_TEASER}, key, undated, rowid FROM readings ORDER BY id, {_ORDER}"
    )
    _link_addresses(store)
    _link_undated(store)
    store.execute("CREATE TABLE linked AS SELECT id FROM parents")
    for (id,) in store.execute("SELECT id FROM linked"):
        _root(store, id)
    store.execute(
        f"INSERT OR IGNORE INTO winners SELECT {_ROOT}, readings.id, readings.rowid FROM ids"
        " JOIN readings ON readings.rowid = ids.reading LEFT JOIN parents ON parents.id = readings.id"
        f" ORDER BY 1, {_ORDER}"
    )


def diverging(store: sqlite3.Connection) -> Iterator[Finding]:
    """Yield a note on each record whose captures, as articles or interviews of their own, differ in their words."""
    for wordings, captures, file, id in store.execute(
        "SELECT wordings, captures, documents.name, winners.id FROM ("
        f"SELECT {_ROOT} AS root, COUNT(DISTINCT words) AS wordings, COUNT(*) AS captures FROM readings"
        f" LEFT JOIN parents ON parents.id = readings.id WHERE NOT {_IS_TEASER}"
        " GROUP BY 1 HAVING COUNT(DISTINCT words) > 1"
        ") AS found JOIN winners ON winners.root = found.root JOIN readings ON readings.rowid = winners.reading"
        " JOIN documents ON documents.page = readings.page"
    ):
        message = f"expected one wording in {captures} captures, found {wordings} (the fullest was taken)"
        yield Finding("diverging-captures", message, Place(file=file), id)


def _link_addresses(store: sqlite3.Connection) -> None:
    """Link ids of one address that share their title, then those that share their first paragraph or question."""
    for shared in ("title", "first"):
        last: tuple[str, bytes, str] = ("", b"", "")
        for found in store.execute(
            f"SELECT DISTINCT address, readings.{shared}, id FROM addresses"
            " JOIN documents ON documents.document = addresses.document JOIN readings ON readings.page = documents.page"
            f" WHERE NOT {_IS_TEASER} AND readings.{shared} <> x'' ORDER BY 1, 2, 3"
        ):
            if found[:2] == last[:2]:
                _link(store, last[2], found[2])
            last = found


def _link_undated(store: sqlite3.Connection) -> None:
    """Link undated ids to a dated one of the same words. All are chosen before the first is linked: no order counts."""
    store.execute("CREATE INDEX keys ON ids(key, teaser, undated)")
    for (id,) in store.execute("SELECT DISTINCT id FROM ids WHERE undated"):
        dated = store.execute(
            "SELECT dated.id FROM ids JOIN ids AS dated ON dated.key = ids.key AND dated.teaser = ids.teaser"
            " JOIN readings ON readings.rowid = dated.reading"
            f" WHERE ids.id = ? AND NOT dated.undated ORDER BY {_ORDER}",
            (id,),
        )
        first: str | None = None
        for (candidate,) in dated:
            first = first or candidate
            if _root(store, candidate) == _root(store, id):
                first = None
                break
        if first is not None:
            store.execute("INSERT INTO attached VALUES (?, ?)", (id, first))
    for id, dated_id in store.execute("SELECT id, dated FROM attached"):
        _link(store, id, dated_id)


def _link(store: sqlite3.Connection, one: str, other: str) -> None:
    """Let two ids, and all that is linked to them, belong together."""
    roots = sorted((_root(store, one), _root(store, other)))
    if roots[0] != roots[1]:
        store.execute("INSERT INTO parents VALUES (?, ?)", (roots[1], roots[0]))


def _root(store: sqlite3.Connection, id: str) -> str:
    """Return what all ids that belong together lead to, and shorten the way there."""
    way: list[str] = []
    while found := store.execute("SELECT parent FROM parents WHERE id = ?", (id,)).fetchone():
        way.append(id)
        id = found[0]
    store.executemany("UPDATE parents SET parent = ? WHERE id = ?", ((id, passed) for passed in way[:-1]))
    return id
